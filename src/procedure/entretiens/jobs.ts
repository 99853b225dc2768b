import { attemptAsApplication, inTransaction } from '#src/db/transaction.ts'
import { dayOf } from '#src/kit/day.ts'
import {
  enqueue,
  isWaiting,
  selectEtatDuTravail,
  type ChargeCampagne,
  type ChargeComparaison,
  type ChargePlacement,
  type EtatTravail,
  type Outils,
} from '#src/jobs/queue.ts'
import { improve } from '#src/planning/improve.ts'
import type { Instance } from '#src/planning/model.ts'
import type { OptionsAmelioration, PlanAmeliore } from '#src/planning/outcomes.ts'
import { listAcademies, listCampagnesEnCours } from '#src/procedure/campagnes/api.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { liberateAutomatiques } from '#src/procedure/entretiens/acts/vagues.ts'
import {
  annoncerTenus,
  laissesPar,
  prepareAmelioration,
  storeAmelioration,
  type Depart,
} from '#src/procedure/entretiens/acts/amelioration.ts'
import { placeAtOnce, placeEntretiens } from '#src/procedure/entretiens/acts/planning.ts'
import type { ResultatDeReglages } from '#src/procedure/entretiens/model.ts'
import { readComparaison, resultatOf } from '#src/procedure/entretiens/reads/reglages.ts'
import { finishComparaison, updateProgres } from '#src/procedure/entretiens/sql/reglages.ts'
import { shareDemandes } from '#src/procedure/entretiens/sql/verrou.ts'

/**
 * Leaves the placing of whoever waits, to be done once this transaction is committed; one waits at a time per campaign.
 */
export async function enqueuePlacement(tx: Tx, campagneId: number): Promise<void> {
  await shareDemandes(tx.trx, campagneId)
  const charge = { academie: tx.acteur.academie, campagneId }
  await enqueue(tx.trx, { nom: 'placement', charge, cle: clesOf(campagneId)[0] })
}

/** Where the placing of a campaign stands, or the work of its night. */
export const readTravail = (
  { trx, acteur: { academie } }: Tx,
  asked: { nom: 'placement' | 'amelioration'; campagneId: number },
): Promise<EtatTravail> => selectEtatDuTravail(trx, { ...asked, academie })

/**
 * Places pupils just registered, in the transaction of their registration: both stand, or neither. Where that cannot be
 * (others wait for the same placing, somebody is planning, the placing fails), it is left to a job, which waits for this
 * transaction and says what goes wrong. Source: domain.md, « placed and convoked as registrations come in ».
 */
export async function placeArrivees(
  tx: Tx,
  { campagneId, eleves }: { campagneId: number; eleves: readonly number[] },
): Promise<void> {
  const waiting = await isWaiting(tx.trx, { nom: 'placement', cles: clesOf(campagneId) })
  if (waiting || !(await placedAtOnce(tx, { campagneId, eleves }))) await enqueueArrivees(tx, campagneId)
}

/** False when another way must be found: the registration stands, and the job meets what failed again. */
async function placedAtOnce(
  tx: Tx,
  { campagneId, eleves }: { campagneId: number; eleves: readonly number[] },
): Promise<boolean> {
  const planning = { ...tx, acteur: automate(tx.acteur.academie) }
  // Who registers sees his own pupils; a placing must see everyone who stands at the lycée.
  const place = () => placeAtOnce(planning, campagneId, { depuis: tx.now, eleves })
  return (await attemptAsApplication(tx, place)).ok
}

const clesOf = (campagneId: number): [string, string] => [String(campagneId), `${campagneId} arrivées`]

/** Leaves the placing of what was just registered; whoever registers while it waits is of it. */
async function enqueueArrivees(tx: Tx, campagneId: number): Promise<void> {
  await shareDemandes(tx.trx, campagneId)
  const charge = { academie: tx.acteur.academie, campagneId, depuis: tx.now.toISOString() }
  await enqueue(tx.trx, { nom: 'placement', charge, cle: clesOf(campagneId)[1] })
}

/** A registration may be dated before the one that left the job, and committed after it. */
const LATE_MS = 3_600_000

/** Nobody in particular: pupils are placed because they are registered, whoever registered them. */
const automate = (academie: string): Acteur => ({
  academie,
  compteId: null,
  nom: 'Placement automatique',
  pourLeCompteDe: null,
  habilitations: [
    { role: 'academie', uai: null, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null },
  ],
})

/**
 * Places registrations that have no interview yet, the last ones or all; they are held until their wave is released.
 * Those that a job of arrivals leaves aside are tried again each night.
 */
export async function runPlacement(
  { db }: Pick<Outils, 'db'>,
  { academie, campagneId, depuis }: ChargePlacement,
): Promise<void> {
  const inscritsDepuis = depuis === undefined ? undefined : new Date(Date.parse(depuis) - LATE_MS)
  await inTransaction({ db, acteur: automate(academie), campagneId }, (tx) =>
    placeEntretiens(tx, campagneId, { depuis: tx.now, inscritsDepuis }),
  )
}

/** Leaves the work of the night for each campaign that runs, in each académie. */
export async function runNuit({ db }: Outils): Promise<void> {
  const academies = await inTransaction({ db, acteur: automate('') }, ({ trx }) => listAcademies(trx))
  for (const academie of academies)
    await inTransaction({ db, acteur: automate(academie) }, async (tx) => {
      for (const campagneId of await listCampagnesEnCours(tx.trx, dayOf(tx.now, tx.zone)))
        await enqueueAmelioration(tx, campagneId)
    })
}

/** Leaves what the night does for one campaign; one waits at a time. */
export async function enqueueAmelioration(tx: Tx, campagneId: number): Promise<void> {
  const charge = { academie: tx.acteur.academie, campagneId }
  await enqueue(tx.trx, { nom: 'amelioration', charge, cle: String(campagneId) })
}

/** Ruins and recreations for each interview, and at most in all: what a night can bear. */
const ITERATIONS = { parRequete: 1_000, auPlus: 4_000_000 }
/** The same for each of two settings that are compared: somebody waits for them. */
const ITERATIONS_PAR_ESSAI = { parRequete: 200, auPlus: 1_000_000 }
const ESSAIS = 3
/** Hundredths of a comparison between two reports. */
const PAS_DU_PROGRES = 4

/** Opens a transaction, or lends the one under way. */
export type Seance = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export interface Amelioration extends Pick<OptionsAmelioration, 'progres' | 'signal'> {
  campagneId: number
  /** Ruins and recreations for each interview, who may still register included where he is expected, and at most in all. */
  parRequete: number
  auPlus?: number
  /** Leaves room for those who may still register; else only those who have are placed better. */
  prevoir?: boolean
  /** What the improvement begins with. */
  onDepart?: (instance: Instance) => void
}

/**
 * Places better what is held, tells those who were told another lycée or another week, and keeps the result whole.
 * Thought about outside any transaction: nobody waits meanwhile. Begun again when something has changed since; undefined
 * when it changed each time, or when there is nothing to place better. Same campaign, same plan, unless interrupted.
 */
export async function improveHeld(
  en: Seance,
  {
    campagneId,
    parRequete,
    auPlus = Number.POSITIVE_INFINITY,
    prevoir = false,
    onDepart,
    ...suivi
  }: Amelioration,
): Promise<PlanAmeliore | undefined> {
  for (let essai = 0; essai < ESSAIS; essai += 1) {
    const depart = await en((tx) => prepareAmelioration(tx, campagneId, { prevoir, immobiles: new Set() }))
    if (depart.instance.requetes.length === 0) return undefined
    onDepart?.(depart.instance)
    const thought = await think(en, depart, { parRequete, auPlus, ...suivi })
    if (await en((tx) => storeAmelioration(tx, thought))) return thought.plan
  }
  return undefined
}

/**
 * A better plan in which everything that is held has a place. A held interview that something makes impossible since, and
 * for which there is no other place, stays where it is for a planner to mend: the others are thought about
 * again around it.
 */
async function think(
  en: Seance,
  depart: Depart,
  {
    parRequete,
    auPlus,
    ...suivi
  }: Omit<Amelioration, 'campagneId' | 'onDepart' | 'prevoir'> & { auPlus: number },
): Promise<{ depart: Depart; plan: PlanAmeliore }> {
  const { instance, campagne, cadre } = depart
  const asked = instance.requetes.length + (instance.previsions?.length ?? 0)
  const iterations = Math.min(parRequete * asked, auPlus)
  const plan = await improve(instance, { graine: campagne.graine, iterations, ...suivi })
  const left = laissesPar(depart, plan)
  if (left.length === 0) return { depart, plan }
  const immobiles = new Set([...cadre.immobiles, ...left])
  const again = await en((tx) => prepareAmelioration(tx, campagne.id, { ...cadre, immobiles }))
  return think(en, again, { parRequete, auPlus, ...suivi })
}

/**
 * What the night does for a campaign: tries again those who have no place, places better those who are only held, with
 * room for those who may still register, from
 * then on tells where they are, then releases the waves that are due where the lycée leaves it to us. Each step stands by
 * itself and is kept whole: cut short, the work runs again and does what is left.
 */
export async function runAmelioration(
  { db }: Pick<Outils, 'db'>,
  { academie, campagneId }: ChargeCampagne,
): Promise<void> {
  const scope = { db, acteur: automate(academie), campagneId }
  await inTransaction(scope, (tx) => placeEntretiens(tx, campagneId, { depuis: tx.now }))
  await improveHeld((work) => inTransaction(scope, work), { campagneId, prevoir: true, ...ITERATIONS })
  await inTransaction(scope, (tx) => annoncerTenus(tx, campagneId))
  await inTransaction(scope, (tx) => liberateAutomatiques(tx, campagneId))
}

/** Leaves a comparison to be worked out. */
export async function enqueueComparaison(
  tx: Tx,
  { campagneId, comparaisonId }: { campagneId: number; comparaisonId: number },
): Promise<void> {
  await enqueue(tx.trx, {
    nom: 'comparaison',
    charge: { academie: tx.acteur.academie, campagneId, comparaisonId },
  })
}

/** Improves the campaign on paper, once by each of two settings; only the result is kept. */
export async function runComparaison(
  { db }: Pick<Outils, 'db'>,
  { academie, campagneId, comparaisonId }: ChargeComparaison,
): Promise<void> {
  const scope = { db, acteur: automate(academie), campagneId }
  const found = await inTransaction(scope, async (tx) => ({
    lue: await readComparaison(tx, { campagneId, comparaisonId }),
    depart: await prepareAmelioration(tx, campagneId, { prevoir: false, immobiles: new Set() }),
    zone: tx.zone,
  }))
  if (!found.lue || found.lue.comparaison.etat === 'finie') return
  const { instance, campagne } = found.depart
  const { parRequete, auPlus } = ITERATIONS_PAR_ESSAI
  const iterations = Math.min(parRequete * instance.requetes.length, auPlus)
  const resultats: ResultatDeReglages[] = []
  // Told one after the other, on connections of their own: the calculation does not wait for them.
  let told = Promise.resolve()
  for (const [rang, { reglages }] of found.lue.comparaison.choix.entries()) {
    const asked = { ...instance, reglages }
    let last = 0
    const { places } = await improve(asked, {
      graine: campagne.graine,
      iterations,
      progres: ({ iterations: done, sur }) => {
        const faites = 50 * rang + Math.floor((50 * done) / Math.max(1, sur))
        if (faites < last + PAS_DU_PROGRES) return
        last = faites
        told = told.then(() => inTransaction(scope, (tx) => updateProgres(tx.trx, comparaisonId, faites)))
      },
    })
    resultats.push(resultatOf(asked, { places, zone: found.zone }))
  }
  await told
  await inTransaction(scope, (tx) => finishComparaison(tx.trx, comparaisonId, resultats))
}
