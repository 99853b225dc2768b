import { renderConvocations } from '#src/documents/convocations.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import type { Rendu } from '#src/documents/batch.ts'
import { COLLEGE, readEleve, readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { readConvocations, readProvisoires, type EntretienConvoque } from '#src/procedure/entretiens/api.ts'
import { chosenSchool, SchoolFirst } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import { lettresEnMain, lettresPostees } from '#src/procedure/bonus/pages/convocations-papier.ts'
import { ArchiveForm, archiveOf } from '#src/procedure/bonus/pages/fiches-archive.tsx'
import { readFichesSuivies } from '#src/procedure/bonus/reads/confirmations.ts'
import { readFiches, readFichesAvecMots } from '#src/procedure/bonus/reads/fiches.ts'
import { isModele, MODELE_PAR_DEFAUT } from '#src/procedure/bonus/rules/nom-de-fichier.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { file, html, Introuvable, page, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'
import { Fiches, LeftOut, TITLE } from '#src/procedure/bonus/pages/papier-fiches-vue.tsx'

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
