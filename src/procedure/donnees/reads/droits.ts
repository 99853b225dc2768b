import { dayOf, type Day } from '#src/kit/day.ts'
import { demand, mayEver, hasRole, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import { listResponsables, NIVEAU_LEGAL, selectEleves } from '#src/procedure/eleves/api.ts'
import { REPONDRE } from '#src/procedure/donnees/rights.ts'
import { echeanceDeReponse, etatDeLaDemande, type EtatDemande } from '#src/procedure/donnees/rules/delai.ts'
import { listCampagnesConservees, type CampagneConservee } from '#src/procedure/donnees/sql/campagnes.ts'
import {
  listDemandes,
  listDemandesDe,
  listElevesDe,
  listRestrictions,
  selectDemande,
  selectIdentite,
  type DemandeDroit,
} from '#src/procedure/donnees/sql/droits.ts'

export interface DemandeSuivie extends DemandeDroit {
  echeance: Day
  etat: EtatDemande
}

function followed(tx: Tx, demande: DemandeDroit): DemandeSuivie {
  const recueLe = dayOf(demande.recueLe, tx.zone)
  const jour = dayOf(tx.now, tx.zone)
  const etat = etatDeLaDemande({ recueLe, repondue: demande.reponse !== null, jour })
  return { ...demande, echeance: echeanceDeReponse(recueLe), etat }
}

/** Requests that the actor receives, and what is suspended, for the académie. */
export async function readDemandes(tx: Tx, campagneId: number) {
  demand(tx.acteur, 'demandes_donnees.lire', [])
  const academie = hasRole(tx.acteur, 'academie')
  const uais = academie ? null : schoolsOf(tx.acteur, ['chef_origine'])
  const demandes = (await listDemandes(tx.trx, { campagneId, uais })).map((one) => followed(tx, one))
  return { demandes, restrictions: academie ? await listRestrictions(tx.trx, campagneId) : [] }
}

/** One request with the identity of its pupil, for who may answer it or see it. */
export async function readDemande(tx: Tx, id: number) {
  const demande = await selectDemande(tx.trx, { id, pour: 'lire' })
  demand(tx.acteur, 'demandes_donnees.lire', demande ? [demande.uai ? { uai: demande.uai } : {}] : [])
  if (!demande) return undefined
  const identite = demande.eleveId === null ? undefined : await selectIdentite(tx.trx, demande.eleveId)
  const mayAnswer = mayEver(tx.acteur, REPONDRE[demande.droit])
  return { demande: followed(tx, demande), identite, mayAnswer }
}
export type DemandeLue = NonNullable<Awaited<ReturnType<typeof readDemande>>>

/** The pupils about whom the actor may ask: himself, or his children. */
export async function readMesDonnees(tx: Tx, campagneId: number) {
  demand(tx.acteur, 'donnees.voir', [])
  const idsOf = (role: 'eleve' | 'responsable'): number[] =>
    tx.acteur.habilitations.flatMap((h) => (h.role === role ? (h[`${role}Id`] ?? []) : []))
  const asked = { campagneId, eleveIds: idsOf('eleve'), responsableIds: idsOf('responsable') }
  const eleves = await listElevesDe(tx.trx, asked)
  const lues = []
  for (const one of eleves) {
    const demandes = (await listDemandesDe(tx.trx, one)).map((demande) => followed(tx, demande))
    lues.push({ ...one, demandes })
  }
  return lues
}
export type MesDonnees = Awaited<ReturnType<typeof readMesDonnees>>

/** A pupil and his legal guardians, for a school that enters what they ask on paper. */
export async function readEleveDemandeur(tx: Tx, eleveId: number) {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  demand(tx.acteur, 'demandes_donnees.lire', eleve ? [{ uai: eleve.uai }] : [])
  if (!eleve) return undefined
  const responsables = await listResponsables(tx.trx, [eleveId])
  return { ...eleve, responsables: responsables.filter((one) => one.niveau === NIVEAU_LEGAL) }
}
export type EleveDemandeur = NonNullable<Awaited<ReturnType<typeof readEleveDemandeur>>>

/** Campaigns and how far their data have gone. */
export function readConservation(tx: Tx) {
  demand(tx.acteur, 'conservation.lire', [{}])
  return listCampagnesConservees(tx.trx)
}
export type { CampagneConservee }
