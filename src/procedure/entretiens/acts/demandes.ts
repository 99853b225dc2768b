import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { annoncerReponses } from '#src/procedure/envois/api.ts'
import { declareIncident } from '#src/procedure/entretiens/acts/incidents.ts'
import type { MotifDemande, SallePretee } from '#src/procedure/entretiens/model/demandes.ts'
import {
  readCreneauxDeLEleve,
  readDemandesRecues,
  readMesCreneaux,
  type EntretienAChanger,
  type EntretienADistance,
} from '#src/procedure/entretiens/reads/demandes.ts'
import {
  answerDemandeCreneau,
  insertDemandeCreneau,
  upsertSallePretee,
} from '#src/procedure/entretiens/sql/demandes.ts'
import { LIBELLE_MOTIF, type RefusDemandeCreneau } from '#src/procedure/entretiens/texts/demandes.ts'

const DEMANDER = 'demande_creneau.deposer'
const SAISIR = 'demande_creneau.saisir'
const REPONDRE = 'demande_creneau.repondre'
const PRETER = 'salle.preter'

interface Demande {
  domaine: string
  motif: MotifDemande
  precision: string | null
}

/** The pupil asks for another slot of one of his interviews: nothing moves before the lycée answers. */
export async function demanderCreneau(
  tx: Tx,
  { campagneId, ...demande }: Demande & { campagneId: number },
): Promise<Result<null, RefusDemandeCreneau>> {
  const found = (await readMesCreneaux(tx, campagneId)).find(
    ({ rangee }) => rangee.domaine === demande.domaine,
  )
  if (!found) return refuse('sans_entretien')
  demand(tx.acteur, DEMANDER, [{ eleveId: found.rangee.eleveId }])
  return deposer(tx, { campagneId, found, demande, acte: DEMANDER })
}

/** The school enters what the family wrote on paper: the same request, in the same time. */
export async function saisirDemandeCreneau(
  tx: Tx,
  { campagneId, eleveId, ...demande }: Demande & { campagneId: number; eleveId: number },
): Promise<Result<null, RefusDemandeCreneau>> {
  const lus = await readCreneauxDeLEleve(tx, { campagneId, eleveId })
  const found = lus?.entretiens.find(({ rangee }) => rangee.domaine === demande.domaine)
  if (!found) return refuse('sans_entretien')
  const acteur = actingFor(tx.acteur, found.rangee.uaiOrigine)
  return deposer({ ...tx, acteur }, { campagneId, found, demande, acte: SAISIR })
}

async function deposer(
  tx: Tx,
  {
    campagneId,
    found,
    demande,
    acte,
  }: {
    campagneId: number
    found: EntretienAChanger
    demande: Demande
    acte: typeof DEMANDER | typeof SAISIR
  },
): Promise<Result<null, RefusDemandeCreneau>> {
  const { eleveId, uaiOrigine, uai, debut, fin } = found.rangee
  if (!found.droit.ouvert) return refuse('demande_fermee')
  const { academie, nom: auteur } = tx.acteur
  const row = { academie, campagne_id: campagneId, eleve_id: eleveId, uai, ...demande, auteur, le: tx.now }
  if (!(await insertDemandeCreneau(tx.trx, row, { debut, fin }))) return refuse('demande_fermee')
  const { domaine, motif } = demande
  await appendJournal(tx, [
    { chaine: uaiOrigine, acte, objet: 'eleve', objetId: eleveId, apres: { domaine, motif } },
  ])
  return ok(null)
}

/**
 * The planner answers. To accept declares that the pupil cannot come then, whose repair proposes another place: gives the
 * number of that incident, or null when it was refused.
 */
export async function repondreDemandeCreneau(
  tx: Tx,
  { campagneId, id, accepte, reponse }: { campagneId: number; id: number; accepte: boolean; reponse: string },
): Promise<Result<number | null, RefusDemandeCreneau>> {
  const demande = (await readDemandesRecues(tx, campagneId)).find((one) => one.id === id)
  if (!demande) return refuse('demande_inconnue')
  const { uai, eleveId, domaine, debut, fin, motif } = demande
  demand(tx.acteur, REPONDRE, [{ uai }])
  if (!(await answerDemandeCreneau(tx.trx, { id, accepte, reponse, par: tx.acteur.nom, le: tx.now })))
    return refuse('demande_repondue')
  const entree = { chaine: uai, acte: REPONDRE, objet: 'demande_creneau', objetId: id }
  await appendJournal(tx, [{ ...entree, apres: { accepte } }])
  await annoncerReponses(tx, { campagneId })
  if (!accepte) return ok(null)
  const declared = await declareIncident(tx, {
    campagneId,
    incident: {
      uai,
      genre: 'eleve_indisponible',
      intervenantId: null,
      salleId: null,
      eleve: { eleveId, domaine },
      debut,
      fin,
      motif: `Demande de la famille : ${LIBELLE_MOTIF[motif]}`,
    },
  })
  return declared.ok ? declared : refuse('sans_entretien')
}

/** Notes the room and the equipment that the collège lends to an interview at a distance: the next convocation says the room. */
export async function preterSalle(
  tx: Tx,
  { campagneId, entretien, ...pretee }: { campagneId: number; entretien: EntretienADistance } & SallePretee,
): Promise<void> {
  const { eleveId, domaine, uai } = entretien
  demand(tx.acteur, PRETER, [{ uai }])
  const { academie, nom: auteur } = tx.acteur
  await upsertSallePretee(
    tx.trx,
    { academie, campagneId, eleveId, domaine },
    { ...pretee, auteur, le: tx.now },
  )
  const acteur = actingFor(tx.acteur, uai)
  const entree = { chaine: uai, acte: PRETER, objet: 'eleve', objetId: eleveId }
  await appendJournal({ ...tx, acteur }, [{ ...entree, apres: { domaine, ...pretee } }])
}
