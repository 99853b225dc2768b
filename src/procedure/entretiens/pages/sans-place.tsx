import { adresse, ChoixDuLycee, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import {
  readManques,
  readSansPlace,
  readUnSansPlace,
  type FiltresSansPlace,
  type SansPlace,
} from '#src/procedure/entretiens/reads/sans-place.ts'
import { ETAPE_ENTONNOIR, isRaison, LIBELLE_RAISON } from '#src/procedure/entretiens/texts/planning.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { csvTexte } from '#src/exchange/csv-out.ts'
import { ChoiceFilter, FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { file, html, Introuvable, page, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const GRANTS = { planificateur: 'etablissement', academie: 'academie' } as const
const PATH = '/sans-place'

const RAISONS = Object.keys(LIBELLE_RAISON).filter(isRaison)

interface Choix extends FiltresSansPlace {
  page: number
}

const choixOf = ({ query }: Requete): Choix => ({
  nom: query('nom') ?? '',
  domaine: query('domaine') || null,
  raison: oneOf(query('raison'), RAISONS),
  page: sliceOf(query('page')).page,
})

export const sansPlace = [
  page({
    method: 'GET',
    path: PATH,
    grants: GRANTS,
    menu: { libelle: 'Sans place', ordre: 31.7 },
    handler: async (requete) => {
      const { tx, query } = requete
      const lycee = ofLycee(requete)
      const perimetre = perimetreOf(requete, lycee)
      const choix = choixOf(requete)
      const lus = await readSansPlace(tx, { ...perimetre, ...choix, ...sliceOf(query('page')) })
      return html(<Liste {...{ lus, lycee, choix }} manques={await readManques(tx, perimetre)} />)
    },
  }),
  page({
    method: 'GET',
    path: '/sans-place.csv',
    grants: GRANTS,
    handler: async (requete) => {
      const perimetre = perimetreOf(requete, ofLycee(requete))
      const { lignes } = await readSansPlace(requete.tx, {
        ...perimetre,
        ...choixOf(requete),
        limit: 1_000_000,
        offset: 0,
      })
      return file(Buffer.from(`\ufeff${csvOf(lignes)}`), {
        name: 'eleves-sans-place.csv',
        type: 'text/csv; charset=utf-8',
      })
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

type Lus = Awaited<ReturnType<typeof readSansPlace>>

const csvOf = (lignes: Lus['lignes']): string =>
  csvTexte(
    {
      entete: ['Collège', 'Classe', 'Nom', 'Prénom', 'Domaine', 'Ce qui l’arrête', 'Explication'],
      lignes: lignes.map((one) => [
        one.college,
        one.classe,
        one.nom,
        one.prenom,
        one.domaineLibelle,
        LIBELLE_RAISON[one.raison],
        one.explication,
      ]),
    },
    { finDeLigne: '\r\n', formules: 'neutralisees' },
  )

/** The académie sees the whole campaign, a planner his lycée. */
const ofLycee = (requete: Requete): LyceeCourant | undefined =>
  hasRole(requete.acteur, 'academie') ? undefined : lyceeOf(requete, ['planificateur'])

const perimetreOf = ({ campagne }: Requete, lycee: LyceeCourant | undefined) => ({
  campagneId: campagne.id,
  ...(lycee ? { uai: lycee.uai } : {}),
})

interface ListeLue {
  lus: Lus
  lycee: LyceeCourant | undefined
  choix: Choix
  manques: readonly string[]
}

function Liste(props: ListeLue) {
  const { lus, lycee, choix, manques } = props
  const href = (more: Readonly<Record<string, string | number | null>>, path = PATH): string =>
    addressOf(path, {
      ...lycee?.suite,
      nom: choix.nom,
      domaine: choix.domaine,
      raison: choix.raison,
      ...more,
    })
  return (
    <Frame title="Élèves sans place">
      {lycee && <ChoixDuLycee path={PATH} lycee={lycee} />}
      <p>
        Ces élèves sont inscrits et n’ont pas encore d’entretien. Chaque nuit, ils sont essayés de nouveau.
      </p>
      <Manques manques={manques} />
      <Raisons lus={lus} href={href} />
      <Filtres {...props} />
      <Eleves {...props} />
      <Pagination page={choix.page} total={lus.total} href={(n) => href({ page: n })} />
      {lycee && (
        <p className="passpro-hors-papier">
          <a className="fr-link" href={adresse('/interdits', lycee.suite)}>
            Places interdites par votre lycée
          </a>
        </p>
      )}
      {lus.total > 0 && (
        <p className="passpro-hors-papier">
          <a className="fr-link" href={href({}, '/sans-place.csv')}>
            Télécharger cette liste (CSV)
          </a>
        </p>
      )}
    </Frame>
  )
}

/** Sentences read at once; the others, lycée by lycée, are there for who opens them. */
const DITES = 10

function Manques({ manques }: { manques: readonly string[] }) {
  if (manques.length === 0) return null
  const list = (some: readonly string[]) => (
    <ul>
      {some.map((phrase) => (
        <li key={phrase}>{phrase}</li>
      ))}
    </ul>
  )
  return (
    <>
      <h2>Ce qui manque</h2>
      {list(manques.slice(0, DITES))}
      {manques.length > DITES && (
        <details>
          <summary>Les {manques.length - DITES} autres manques</summary>
          {list(manques.slice(DITES))}
        </details>
      )}
    </>
  )
}

function Raisons({ lus, href }: { lus: Lus; href: (more: Readonly<Record<string, string>>) => string }) {
  const rows = RAISONS.flatMap((raison) => {
    const nombre = lus.raisons.reduce((sum, one) => sum + (one.raison === raison ? one.nombre : 0), 0)
    return nombre === 0 ? [] : [{ raison, nombre }]
  })
  if (rows.length === 0) return null
  return (
    <div className="passpro-etroit">
      <Table
        caption="Ce qui les arrête"
        rows={rows}
        rowKey={(row) => row.raison}
        columns={[
          {
            title: 'Raison',
            heading: true,
            cell: ({ raison }) => <a href={href({ raison })}>{LIBELLE_RAISON[raison]}</a>,
          },
          { title: 'Entretiens attendus', numeric: true, cell: (row) => row.nombre },
        ]}
      />
    </div>
  )
}

function Filtres({ lus, lycee, choix }: ListeLue) {
  return (
    <FilterForm>
      {Object.entries(lycee?.suite ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" {...{ name, value }} />
      ))}
      <NameFilter value={choix.nom} />
      <ChoiceFilter
        name="domaine"
        label="Domaine"
        all="Tous"
        value={choix.domaine}
        choices={lus.domaines.map(({ code, libelle }) => ({ value: code, label: libelle }))}
      />
      <ChoiceFilter
        name="raison"
        label="Ce qui l’arrête"
        all="Toutes les raisons"
        value={choix.raison}
        choices={RAISONS.map((value) => ({ value, label: LIBELLE_RAISON[value] }))}
      />
    </FilterForm>
  )
}

function Eleves({ lus, lycee, choix }: ListeLue) {
  const filtered = choix.nom !== '' || choix.domaine !== null || choix.raison !== null
  return (
    <div className="passpro-multiligne">
      <Table
        caption="Qui, et pourquoi"
        rows={lus.lignes}
        rowKey={(row) => `${row.eleveId}-${row.domaine}`}
        empty={filtered ? 'Personne ne répond à ces choix.' : 'Tous les élèves inscrits ont une place.'}
        columns={[
          {
            title: 'Élève',
            heading: true,
            cell: (row) => (
              <>
                <a
                  href={adresse(
                    `/sans-place/${row.eleveId}/${encodeURIComponent(row.domaine)}`,
                    lycee?.suite ?? {},
                  )}
                >
                  {row.nom} {row.prenom}
                </a>
                <span className="passpro-precision">
                  {[row.classe, row.college].filter(Boolean).join(', ')}
                </span>
              </>
            ),
          },
          { title: 'Domaine', cell: (row) => row.domaineLibelle },
          { title: 'Pourquoi', cell: (row) => row.explication },
        ]}
      />
    </div>
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
