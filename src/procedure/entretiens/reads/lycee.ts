import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import {
  derniereEcheance,
  listDomaines,
  listReferents,
  loadCampagne,
  type Campagne,
} from '#src/procedure/campagnes/api.ts'
import { allows, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { traceOf, type Trace } from '#src/procedure/inscriptions/api.ts'
import { visibleAvisOrigine } from '#src/procedure/entretiens/rules.ts'
import {
  listDisponibilitesDuLycee,
  listNomsDuLycee,
  type RechercheDisponibilites,
} from '#src/procedure/entretiens/sql/disponibilites-lycee.ts'
import {
  listAvisDeLEntretien,
  listEntretiensDuLycee,
  listJoursDuLycee,
  listTextesDuLycee,
  selectEntretienDuLycee,
  type AvisDeFormation,
  type EntretienDuJour,
} from '#src/procedure/entretiens/sql/lycee.ts'
import {
  listSujets,
  listSujetsNonAbordes,
  selectObservations,
} from '#src/procedure/entretiens/sql/observations.ts'
import type { Observations } from '#src/procedure/entretiens/model.ts'
import {
  countSansProposition,
  listPropositionsDuLycee,
  selectPremierSansProposition,
} from '#src/procedure/entretiens/sql/propositions.ts'

export { TRIS_DISPONIBILITES } from '#src/procedure/entretiens/sql/disponibilites-lycee.ts'

const PREPARER = 'disponibilites.lire'
const JOURNEE = 'entretiens.lire'
const SIGNER = 'propositions.lire'

interface DuLycee {
  campagneId: number
  uai: string
}

async function domainesDuLycee(tx: Tx, { campagneId, uai }: DuLycee) {
  const referents = await listReferents(tx.trx, campagneId)
  const mine = new Set(referents.flatMap((one) => (one.uai === uai ? [one.domaine] : [])))
  return (await listDomaines(tx.trx, campagneId)).filter((one) => mine.has(one.code))
}

/** When a lycée receives, with what its form of declaration offers. */
export async function readDisponibilites(tx: Tx, asked: Omit<RechercheDisponibilites, 'zone'>) {
  demand(tx.acteur, PREPARER, [asked])
  const { calendrier, contraintes } = await loadCampagne(tx.trx, asked.campagneId)
  return {
    ...(await listDisponibilitesDuLycee(tx.trx, { ...asked, zone: tx.zone })),
    ...(await listNomsDuLycee(tx.trx, asked)),
    domaines: await domainesDuLycee(tx, asked),
    calendrier,
    joursFermes: contraintes.joursFermes ?? [],
  }
}
export type DisponibilitesLues = Awaited<ReturnType<typeof readDisponibilites>>

/** The interviews of a lycée on one day, by hour, and the nearest other days that have some. */
export async function readJournee(
  tx: Tx,
  { jour, ...lycee }: DuLycee & { jour: Day },
): Promise<{ entretiens: EntretienDuJour[]; avant: Day | undefined; apres: Day | undefined }> {
  demand(tx.acteur, JOURNEE, [lycee])
  const debut = instantOf(jour, tx.zone)
  const fin = instantOf(addDays(jour, 1), tx.zone)
  const entretiens = await listEntretiensDuLycee(tx, { ...lycee, debut, fin })
  const jours = await listJoursDuLycee(tx.trx, { ...lycee, zone: tx.zone })
  return {
    entretiens,
    avant: jours.filter((one) => one < jour).at(-1),
    apres: jours.find((one) => one > jour),
  }
}

/** The interviews of today and the next day of some, and what is still to be proposed after those that took place. */
export async function readRestesDuLycee(tx: Tx, lycee: DuLycee) {
  const jour = dayOf(tx.now, tx.zone)
  const { entretiens, apres } = await readJournee(tx, { ...lycee, jour })
  const campagne = await loadCampagne(tx.trx, lycee.campagneId)
  return {
    aujourdhui: entretiens.length,
    apres,
    sansProposition: await selectPremierSansProposition(tx.trx, { ...lycee, zone: tx.zone }),
    finAvisReferent: derniereEcheance(campagne, { echeance: 'finAvisReferent', uai: lycee.uai }),
  }
}

/** What an interviewer sees of the origin avis of one formation: what is hidden from him is not read out. */
export type AvisOrigineVu = 'scelle' | { sens: string | null; commentaire: string } | null

export interface EntretienLu {
  entretien: EntretienDuJour
  campagne: Campagne
  /** False for who prepares the days only: he records who came, and reads no avis. */
  conseille: boolean
  formations: (Omit<AvisDeFormation, 'origineSens' | 'origineCommentaire'> & { origine: AvisOrigineVu })[]
  /** Topics to speak of. */
  sujets: readonly string[]
  observations: Observations | undefined
  /** May move it by hand. */
  planifie: boolean
  /** From the day of the interview on. */
  commence: boolean
}

/** One interview with what its reader may see of it; undefined when the campaign has no such interview. */
export async function readEntretien(
  tx: Tx,
  asked: { campagneId: number; entretienId: number },
): Promise<EntretienLu | undefined> {
  const entretien = await selectEntretienDuLycee(tx, asked)
  if (!entretien) return undefined
  demand(tx.acteur, JOURNEE, [entretien])
  const campagne = await loadCampagne(tx.trx, asked.campagneId)
  const conseille = allows(tx.acteur, 'entretien.avis_origine', entretien)
  const vue = visibleAvisOrigine(campagne.reglement.visibiliteAvisOrigine, {
    compteRendu: entretien.compteRendu !== null,
  })
  const avis = conseille ? await listAvisDeLEntretien(tx.trx, entretien.id) : []
  return {
    entretien,
    campagne,
    conseille,
    formations: avis.map(({ origineSens, origineCommentaire, ...rest }) => ({
      ...rest,
      origine: vueOf(vue, { sens: origineSens, commentaire: origineCommentaire }),
    })),
    sujets: conseille ? await listSujets(tx.trx, entretien.id) : [],
    observations: conseille ? await selectObservations(tx.trx, entretien.id) : undefined,
    planifie: allows(tx.acteur, 'entretien.replanifier', entretien),
    commence: dayOf(entretien.debut, tx.zone) <= dayOf(tx.now, tx.zone),
  }
}

function vueOf(
  vue: ReturnType<typeof visibleAvisOrigine>,
  { sens, commentaire }: { sens: string | null; commentaire: string | null },
): AvisOrigineVu {
  // Sealed first: not even whether there is one.
  if (vue === 'scelle') return 'scelle'
  if (sens === null) return null
  return { sens: vue === 'complet' ? sens : null, commentaire: commentaire ?? '' }
}

/** Proposals that wait for the signature of the head of a lycée. */
export async function readPropositions(tx: Tx, asked: DuLycee & { limit: number; offset: number }) {
  demand(tx.acteur, SIGNER, [asked])
  const { reglement } = await loadCampagne(tx.trx, asked.campagneId)
  const found = await listPropositionsDuLycee(tx.trx, asked)
  return {
    ...found,
    nonAbordes: await listSujetsNonAbordes(
      tx.trx,
      found.rows.map((one) => one.entretienId),
    ),
    sansProposition: await countSansProposition(tx.trx, asked),
    niveaux: reglement.echelles.referent,
  }
}
export type PropositionsLues = Awaited<ReturnType<typeof readPropositions>>

/** Texts written by a lycée about its pupils, as they are compared with a new one. */
export async function readTextesDuLycee(tx: Tx, asked: DuLycee): Promise<Trace[]> {
  demand(tx.acteur, 'compte_rendu.relire', [asked])
  return (await listTextesDuLycee(tx.trx, asked)).map(traceOf)
}
