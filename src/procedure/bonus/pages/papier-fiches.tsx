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
import { lettresEnMain, lettresPostees } from '#src/procedure/bonus/pages/convocations-papier.ts'
import { ArchiveForm, archiveOf } from '#src/procedure/bonus/pages/fiches-archive.tsx'
import { readFichesSuivies, type FicheSuivie } from '#src/procedure/bonus/reads/confirmations.ts'
import { readFiches, readFichesAvecMots } from '#src/procedure/bonus/reads/fiches.ts'
import { isModele, MODELE_PAR_DEFAUT } from '#src/procedure/bonus/rules/nom-de-fichier.ts'
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
      const fiches = await readFiches(requete.tx, {
        campagneId: requete.campagne.id,
        uai,
        origine: requete.origine,
      })
      const names = fiches.map(({ eleve }) => `${eleve.prenom} ${eleve.nom}`)
      return answer(requete, { rendu: await renderFiches(fiches), names, name: `fiches-${uai}.pdf` })
    },
  }),
  page({ method: 'GET', path: '/fiches.zip', grants: COLLEGE, handler: (requete) => archive(requete) }),
  page({
    method: 'GET',
    path: '/eleves/:id/fiche.pdf',
    grants: COLLEGE,
    handler: async (requete) => {
      const { tx, campagne, id, origine } = requete
      const eleveId = id('id')
      const dossier = await readEleve(tx, { campagneId: campagne.id, eleveId })
      if (!dossier?.fiche) throw new Introuvable()
      const { uai, prenom, nom } = dossier.eleve
      const fiches = await readFiches(tx, { campagneId: campagne.id, uai, eleveId, origine })
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
      const parPoste = requete.query('envoi') === 'poste'
      const { lettres, restes } = parPoste
        ? await lettresPostees(requete, { uai, list })
        : { lettres: lettresEnMain(list), restes: [] }
      if (restes.length > 0 && requete.query('malgre') !== 'oui') {
        const address = addressOf('/convocations.pdf', { etablissement: uai, envoi: 'poste', malgre: 'oui' })
        return html(<LeftOut left={restes} rest={lettres.length} address={address} />)
      }
      const rendu = await renderConvocations(lettres.map((one) => one.convocation))
      const name = `convocations-${parPoste ? 'a-poster-' : ''}${uai}.pdf`
      return answer(requete, { rendu, names: lettres.map((one) => one.nom), name })
    },
  }),
]

/** The archive for the ENT; when some sheets could not be drawn, first a page that names them. */
async function archive(requete: Requete): Promise<Reply> {
  const { tx, campagne, query, origine } = requete
  const uai = await schoolOf(requete)
  const modele = query('modele') || MODELE_PAR_DEFAUT
  if (!isModele(modele)) return html(<ModeleRefuse uai={uai} modele={modele} />, 422)
  const lues = await readFichesAvecMots(tx, { campagneId: campagne.id, uai, origine })
  const { zip, refus } = await archiveOf(lues, modele)
  if (refus.length === 0 || query('malgre') === 'oui')
    return file(zip, { name: `fiches-${uai}.zip`, type: 'application/zip' })
  const address = addressOf('/fiches.zip', { etablissement: uai, modele, malgre: 'oui' })
  return html(<LeftOut left={refus} rest={lues.length - refus.length} address={address} />)
}

const ModeleRefuse = ({ uai, modele }: { uai: string; modele: string }) => (
  <Frame title="Une fiche par élève, pour l’ENT">
    <ArchiveForm
      uai={uai}
      modele={modele}
      erreur="Ce nom n’est pas possible : lettres, chiffres, tirets et les mots entre accolades, dont {numero} ou {ine}."
    />
  </Frame>
)

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
      <Alert kind="warning">Leurs documents manquent dans le fichier.</Alert>
      <ul>
        {left.map(({ qui, raison }) => (
          <li key={`${qui} ${raison}`}>
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
      <Convocations convoques={convoques} etablissement={etablissement} />
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
          <ArchiveForm uai={uai} modele={null} />
          <p>
            Une fois les fiches données,{' '}
            <a href={addressOf('/remises', { etablissement })}>notez leur remise</a>.
          </p>
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

function Convocations({ convoques, etablissement }: { convoques: number; etablissement: string | null }) {
  return (
    <>
      <h2>Convocations aux entretiens</h2>
      {convoques > 0 && (
        <p>
          Chacune est suivie de l’autorisation de se déplacer et de l’attestation de présence. À poster : une
          lettre par responsable, à sa seule adresse.
        </p>
      )}
      {convoques === 0 ? (
        <p>Aucune convocation n’est encore émise.</p>
      ) : (
        <Buttons>
          <LinkButton href={addressOf('/convocations.pdf', { etablissement })} kind="secondary">
            Télécharger les convocations à remettre ({convoques}, PDF)
          </LinkButton>
          <LinkButton
            href={addressOf('/convocations.pdf', { etablissement, envoi: 'poste' })}
            kind="secondary"
          >
            Télécharger les convocations à poster (PDF)
          </LinkButton>
        </Buttons>
      )}
    </>
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
