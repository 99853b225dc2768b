import { dayInWords, dayOf } from '#src/kit/day.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import type { Rendu } from '#src/documents/batch.ts'
import { COLLEGE, readEleve, readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import {
  readConvocations,
  readProvisoires,
  type EntretienConvoque,
  type Provisoire,
} from '#src/procedure/entretiens/api.ts'
import { chosenSchool, SchoolFirst } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import { readFichesSuivies, type FicheSuivie } from '#src/procedure/bonus/reads/confirmations.ts'
import { readFiches } from '#src/procedure/bonus/reads/fiches.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Buttons, LinkButton } from '#src/web/components/button.tsx'
import { FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { file, html, Introuvable, page, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const TITLE = 'Fiches et convocations'
const PDF = 'application/pdf'

export const fichesPapier = [
  page({
    method: 'GET',
    path: '/fiches',
    grants: COLLEGE,
    menu: { libelle: TITLE, ordre: 40 },
    handler: async (requete) => {
      const { tx, campagne } = requete
      const schools = await readEtablissementsSuivis(tx, campagne.id)
      const uai = chosenSchool(requete, schools)
      if (uai === null) return html(<SchoolFirst title={TITLE} schools={schools} />)
      const { fiches } = await readFichesSuivies(tx, { campagneId: campagne.id, uai })
      const convoques = (await convoked(requete, uai)).length
      const provisoires = await readProvisoires(tx, { campagneId: campagne.id, origine: uai })
      return html(<Fiches {...{ uai, schools, fiches, convoques, provisoires }} zone={tx.zone} />)
    },
  }),
  page({
    method: 'GET',
    path: '/fiches.pdf',
    grants: COLLEGE,
    handler: async (requete) => {
      const uai = await schoolOf(requete)
      const fiches = await readFiches(requete.tx, { campagneId: requete.campagne.id, uai })
      const names = fiches.map(({ eleve }) => `${eleve.prenom} ${eleve.nom}`)
      return answer(requete, { rendu: await renderFiches(fiches), names, name: `fiches-${uai}.pdf` })
    },
  }),
  page({
    method: 'GET',
    path: '/eleves/:id/fiche.pdf',
    grants: COLLEGE,
    handler: async (requete) => {
      const { tx, campagne, id } = requete
      const eleveId = id('id')
      const dossier = await readEleve(tx, { campagneId: campagne.id, eleveId })
      if (!dossier?.fiche) throw new Introuvable()
      const { uai, prenom, nom } = dossier.eleve
      const fiches = await readFiches(tx, { campagneId: campagne.id, uai, eleveId })
      const rendu = await renderFiches(fiches)
      return answer(requete, { rendu, names: [`${prenom} ${nom}`], name: `fiche-${eleveId}.pdf` })
    },
  }),
  page({
    method: 'GET',
    path: '/convocations.pdf',
    grants: COLLEGE,
    handler: async (requete) => {
      const uai = await schoolOf(requete)
      const list = await convoked(requete, uai)
      const names = list.map(({ rangee }) => `${rangee.prenom} ${rangee.nom}`)
      const rendu = await renderConvocations(list.map((one) => one.convocation))
      return answer(requete, { rendu, names, name: `convocations-${uai}.pdf` })
    },
  }),
]

/** Interviews that families have been told of. */
const convoked = ({ tx, campagne }: Requete, origine: string): Promise<EntretienConvoque[]> =>
  readConvocations(tx, { campagneId: campagne.id, origine })

async function schoolOf(requete: Requete): Promise<string> {
  const uai = chosenSchool(requete, await readEtablissementsSuivis(requete.tx, requete.campagne.id))
  if (uai === null) throw new Introuvable()
  return uai
}

/** The document; when some letters could not be drawn, first a page that names them. */
function answer(
  { c, query }: Requete,
  { rendu, names, name }: { rendu: Rendu; names: readonly string[]; name: string },
): Reply {
  if (rendu.refus.length === 0 || query('malgre') === 'oui') return file(rendu.pdf, { name, type: PDF })
  const address = addressOf(c.req.path, { etablissement: query('etablissement') ?? null, malgre: 'oui' })
  const left = rendu.refus.map(({ index, raison }) => ({ qui: names[index] ?? '', raison }))
  return html(<LeftOut left={left} rest={names.length - left.length} address={address} />)
}

function LeftOut(props: { left: readonly { qui: string; raison: string }[]; rest: number; address: string }) {
  const { left, rest, address } = props
  return (
    <Frame title="Des documents n’ont pas pu être composés">
      <Alert kind="warning">Signalez ces noms à l’académie : leurs documents manquent dans le fichier.</Alert>
      <ul>
        {left.map(({ qui, raison }) => (
          <li key={qui}>
            {qui} : {raison}
          </li>
        ))}
      </ul>
      <Buttons>
        {rest > 0 && <LinkButton href={address}>Télécharger les autres ({rest})</LinkButton>}
        <LinkButton href="/fiches" kind="secondary">
          Revenir
        </LinkButton>
      </Buttons>
    </Frame>
  )
}

function Fiches(props: {
  uai: string
  schools: readonly School[]
  fiches: readonly FicheSuivie[]
  convoques: number
  provisoires: readonly Provisoire[]
  zone: string
}) {
  const { uai, schools, fiches, convoques, provisoires, zone } = props
  const etablissement = schools.length > 1 ? uai : null
  return (
    <Frame title={TITLE}>
      {schools.length > 1 && (
        <FilterForm>
          <SchoolFilter schools={schools} value={uai} />
        </FilterForm>
      )}
      <h2>Convocations aux entretiens</h2>
      {convoques === 0 ? (
        <p>Aucune convocation n’est encore émise.</p>
      ) : (
        <Buttons>
          <LinkButton href={addressOf('/convocations.pdf', { etablissement })} kind="secondary">
            Télécharger les convocations ({convoques}, PDF)
          </LinkButton>
        </Buttons>
      )}
      {provisoires.length > 0 && <Provisoires provisoires={provisoires} />}
      <h2>Fiches récapitulatives</h2>
      {fiches.length === 0 ? (
        <p>Aucune fiche n’est encore établie : elles le sont après les avis des lycées.</p>
      ) : (
        <>
          <p>Chaque fiche porte les avis, ce qui reste à faire et un coupon-réponse à signer.</p>
          <Buttons>
            <LinkButton href={addressOf('/fiches.pdf', { etablissement })} kind="secondary">
              Télécharger toutes les fiches ({fiches.length}, PDF)
            </LinkButton>
            <LinkButton href={addressOf('/confirmations/papier', { etablissement })} kind="secondary">
              Saisir les coupons-réponses
            </LinkButton>
          </Buttons>
          <Issued fiches={fiches} zone={zone} />
        </>
      )}
    </Frame>
  )
}

/** Pupils who have a place without an hour yet. */
function Provisoires({ provisoires }: { provisoires: readonly Provisoire[] }) {
  return (
    <Table
      caption="Entretiens provisoires : la semaine et le lycée, pas encore l’heure"
      rows={provisoires}
      rowKey={({ eleveId, domaine }) => `${eleveId}-${domaine}`}
      columns={[
        {
          title: 'Élève',
          heading: true,
          cell: ({ eleveId, nom, prenom }) => (
            <a href={`/eleves/${eleveId}`}>
              {nom} {prenom}
            </a>
          ),
        },
        { title: 'Classe', cell: ({ classe }) => classe ?? '–' },
        { title: 'Domaine', cell: ({ domaine }) => domaine },
        { title: 'Semaine du', cell: ({ semaine }) => dayInWords(semaine) },
        {
          title: 'Lycée',
          cell: ({ lycee, mode }) => `${lycee}${mode === 'distanciel' ? ' (à distance)' : ''}`,
        },
        { title: 'Convocation vers le', cell: ({ fixeAvant }) => dayInWords(fixeAvant) },
      ]}
    />
  )
}

function Issued({ fiches, zone }: { fiches: readonly FicheSuivie[]; zone: string }) {
  return (
    <Table
      caption={fiches.length === 1 ? '1 fiche établie' : `${fiches.length} fiches établies`}
      rows={fiches}
      rowKey={({ eleveId }) => eleveId}
      columns={[
        {
          title: 'Élève',
          heading: true,
          cell: ({ eleveId, nom, prenom }) => (
            <a href={`/eleves/${eleveId}`}>
              {nom} {prenom}
            </a>
          ),
        },
        { title: 'Classe', cell: ({ classe }) => classe ?? '–' },
        { title: 'Version', numeric: true, cell: ({ version }) => version },
        { title: 'Établie le', cell: ({ emiseLe }) => dayInWords(dayOf(emiseLe, zone)) },
        {
          title: 'Fiche',
          cell: ({ eleveId, nom, prenom }) => (
            <a href={`/eleves/${eleveId}/fiche.pdf`}>
              PDF{' '}
              <span className="fr-sr-only">
                de {prenom} {nom}
              </span>
            </a>
          ),
        },
      ]}
    />
  )
}
