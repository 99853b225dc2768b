import { adresse, ChoixDuLycee, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readSansPlace, readUnSansPlace, type SansPlace } from '#src/procedure/entretiens/reads/sans-place.ts'
import { ETAPE_ENTONNOIR } from '#src/procedure/entretiens/texts/planning.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, Introuvable, page, type Requete } from '#src/web/page.ts'

const GRANTS = { planificateur: 'etablissement', academie: 'academie' } as const
const PATH = '/sans-place'

export const sansPlace = [
  page({
    method: 'GET',
    path: PATH,
    grants: GRANTS,
    menu: { libelle: 'Sans place', ordre: 31.7 },
    handler: async (requete) => {
      const lycee = ofLycee(requete)
      const lus = await readSansPlace(requete.tx, perimetreOf(requete, lycee))
      return html(<Liste {...lus} lycee={lycee} />)
    },
  }),
  page({
    method: 'GET',
    path: '/sans-place/:id/:domaine',
    grants: GRANTS,
    handler: async (requete) => {
      const lycee = ofLycee(requete)
      const asked = { eleveId: requete.id('id'), domaine: requete.param('domaine') }
      const lu = await readUnSansPlace(requete.tx, { ...perimetreOf(requete, lycee), ...asked })
      if (!lu) throw new Introuvable()
      return html(<Explication lu={lu} retour={adresse(PATH, lycee?.suite ?? {})} />)
    },
  }),
]

/** The académie sees the whole campaign, a planner his lycée. */
const ofLycee = (requete: Requete): LyceeCourant | undefined =>
  hasRole(requete.acteur, 'academie') ? undefined : lyceeOf(requete, ['planificateur'])

const perimetreOf = ({ campagne }: Requete, lycee: LyceeCourant | undefined) => ({
  campagneId: campagne.id,
  ...(lycee ? { uai: lycee.uai } : {}),
})

function Liste(props: Awaited<ReturnType<typeof readSansPlace>> & { lycee: LyceeCourant | undefined }) {
  const { lignes, manques, lycee } = props
  return (
    <Frame title="Élèves sans place">
      {lycee && <ChoixDuLycee path={PATH} lycee={lycee} />}
      <p>
        Ces élèves sont inscrits et n’ont pas encore d’entretien. Chaque nuit, ils sont essayés de nouveau.
      </p>
      {manques.length > 0 && (
        <>
          <h2>Ce qui manque</h2>
          <ul>
            {manques.map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </>
      )}
      <div className="passpro-multiligne">
        <Table
          caption="Qui, et pourquoi"
          rows={lignes}
          rowKey={(row) => `${row.eleveId}-${row.domaine}`}
          empty="Tous les élèves inscrits ont une place."
          columns={[
            {
              title: 'Élève',
              heading: true,
              cell: (row) => (
                <a
                  href={adresse(
                    `/sans-place/${row.eleveId}/${encodeURIComponent(row.domaine)}`,
                    lycee?.suite ?? {},
                  )}
                >
                  {row.nom} {row.prenom}
                </a>
              ),
            },
            { title: 'Domaine', cell: (row) => row.domaine },
            { title: 'Pourquoi', cell: (row) => row.explication },
          ]}
        />
      </div>
    </Frame>
  )
}

function Explication({ lu, retour }: { lu: SansPlace; retour: string }) {
  return (
    <Frame title={`Pourquoi ${lu.qui} n’a pas de place`}>
      <p>
        <a className="fr-link" href={retour}>
          Retour aux élèves sans place
        </a>
      </p>
      <p>Domaine : {lu.domaine}.</p>
      {lu.libre ? (
        <p>Une place lui convient maintenant : elle lui sera donnée au prochain placement.</p>
      ) : (
        <>
          <Table
            caption="Ce qui reste après chaque condition"
            rows={lu.entonnoir}
            rowKey={(row) => row.raison}
            columns={[
              { title: 'Condition', heading: true, cell: (row) => ETAPE_ENTONNOIR[row.raison] },
              { title: 'Restent', numeric: true, cell: (row) => row.restantes },
            ]}
          />
          <h2>Ce qui lui donnerait une place</h2>
          {lu.remedes.length === 0 ? (
            <p>Aucun changement seul n’y suffit : il faut de nouvelles disponibilités.</p>
          ) : (
            <ul>
              {lu.remedes.map((phrase) => (
                <li key={phrase}>{phrase}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </Frame>
  )
}
