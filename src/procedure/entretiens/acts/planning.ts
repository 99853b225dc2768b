import { asApplication } from '#src/db/transaction.ts'
import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { indexBy } from '#src/kit/group.ts'
import { dayOf, instantOf } from '#src/kit/day.ts'
import { check } from '#src/planning/check.ts'
import { explanation } from '#src/planning/texts.ts'
import type { Instance, Minute, Placement, Plan } from '#src/planning/model.ts'
import { plan } from '#src/planning/plan.ts'
import { loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { loadEnAttente } from '#src/procedure/entretiens/reads/en-attente.ts'
import {
  fromMinute,
  requeteId,
  startingFrom,
  toMinute,
  type Loaded,
} from '#src/procedure/entretiens/reads/instance.ts'
import { premierJourConvocable, reglesDeVague } from '#src/procedure/entretiens/rules/vagues.ts'
import { ensureCreneaux } from '#src/procedure/entretiens/sql/creneaux.ts'
import {
  insertEntretiens,
  replaceNonPlacements,
  type EnAttente,
  type RangeeDisponibilite,
  type RangeeRequete,
} from '#src/procedure/entretiens/sql/planning.ts'
import { lockPlanning, lockPlanningSoon } from '#src/procedure/entretiens/sql/verrou.ts'

const PLANIFIER = 'entretiens.placer'

export interface BilanPlacement {
  places: number
  nonPlaces: number
}

export interface QuelPlacement extends EnAttente {
  /** Nothing new starts before; without it every availability serves, whatever its day: a rehearsal plans a campaign
   * that is already written. */
  depuis?: Date
  /** Only those whom this lycée may receive. */
  uai?: string
}

/**
 * Places every (pupil, domaine) that has no interview yet; those placed stay. The plan is checked by an independent
 * checker before it is stored, and the constraints of the base hold it again. The application's own work: a pupil may go
 * to any of his lycées, and who asked is only told how many.
 */
export async function placeEntretiens(
  tx: Tx,
  campagneId: number,
  quel: QuelPlacement = {},
): Promise<BilanPlacement> {
  demand(tx.acteur, PLANIFIER, [quel.uai === undefined ? {} : { uai: quel.uai }])
  await lockPlanning(tx.trx, campagneId)
  return asApplication(tx, () => placeUnderLock(tx, campagneId, quel))
}

/**
 * The same for pupils just registered, at once: behind other registrations, never behind a planning of the campaign.
 * Throws when somebody is planning it.
 */
export async function placeAtOnce(tx: Tx, campagneId: number, quel: QuelPlacement): Promise<BilanPlacement> {
  demand(tx.acteur, PLANIFIER, [{}])
  await lockPlanningSoon(tx.trx, campagneId)
  return placeUnderLock(tx, campagneId, quel)
}

async function placeUnderLock(
  tx: Tx,
  campagneId: number,
  { depuis, ...lesquels }: QuelPlacement,
): Promise<BilanPlacement> {
  const campagne = await loadCampagne(tx.trx, campagneId)
  const all = await loadEnAttente(tx, { campagne, ...lesquels })
  if (!all) return { places: 0, nonPlaces: 0 }
  const { instance } = all
  const debuts = depuis === undefined ? [] : [convocableFrom(tx, { campagne, depuis }), depuis]
  const { asked, result } = planFrom(
    instance,
    debuts.map((debut) => toMinute(debut, tx.zone)),
  )
  const violations = check(asked, result)
  if (violations.length > 0)
    throw new Error(`plan refusé par le vérificateur : ${JSON.stringify(violations[0])}`)
  await storePlan(tx, campagne, { ...all, instance: asked, result })
  return { places: result.places.length, nonPlaces: result.nonPlaces.length }
}

/** From when on a convocation can still leave in time. */
function convocableFrom(tx: Tx, { campagne, depuis }: { campagne: Campagne; depuis: Date }): Date {
  const jour = premierJourConvocable(dayOf(depuis, tx.zone), reglesDeVague(campagne))
  return instantOf(jour, tx.zone)
}

/**
 * A plan that starts nothing before the first of these minutes if it can, then before the next ones: a short notice is
 * better than no interview.
 */
function planFrom(instance: Instance, debuts: readonly Minute[]): { asked: Instance; result: Plan } {
  const [debut, ...later] = debuts
  const asked = debut === undefined ? instance : startingFrom(instance, debut)
  const result = plan(asked)
  if (later.length === 0 || result.nonPlaces.length === 0) return { asked, result }
  const byId = indexBy(instance.requetes, (one) => one.id)
  const left = result.nonPlaces.flatMap((one) => byId.get(one.requete) ?? [])
  const placed = result.places.flatMap((placement) => {
    const requete = byId.get(placement.requete)
    return requete ? [{ requete, placement }] : []
  })
  const rest = planFrom({ ...instance, requetes: left, fixes: [...instance.fixes, ...placed] }, later)
  const { places, nonPlaces } = rest.result
  return {
    asked: startingFrom(instance, Math.min(...later)),
    result: { places: [...result.places, ...places], nonPlaces },
  }
}

/** Writes new interviews, and why the others of the instance have none. */
export async function storePlan(
  tx: Tx,
  campagne: Campagne,
  stored: Omit<Loaded, 'places'> & { result: Plan },
): Promise<void> {
  const { instance, result, requetes, disponibilites } = stored
  const asked = indexBy(instance.requetes, (one) => one.id)
  const scope = { academie: campagne.academie, campagne_id: campagne.id }
  const plage = (at: Placement): string =>
    `[${fromMinute(at.debut, tx.zone).toISOString()},${fromMinute(at.fin, tx.zone).toISOString()})`
  const slots = result.places.map((at) => {
    const disponibilite = disponibilites.get(at.disponibilite)
    const requete = requetes.get(at.requete)
    if (!disponibilite || !requete) throw new Error(`plan hors de l’instance : ${at.requete}`)
    return { at, disponibilite, requete, plage: plage(at) }
  })
  const creneaux = await ensureCreneaux(
    tx.trx,
    [...indexBy(slots, (slot) => `${slot.disponibilite.id}/${slot.plage}`).values()].map((slot) => ({
      ...scope,
      disponibilite_id: slot.disponibilite.id,
      uai: slot.disponibilite.uai,
      domaine: slot.requete.domaine,
      salle_id: slot.disponibilite.salleId,
      mode: slot.disponibilite.mode,
      plage: slot.plage,
    })),
  )
  const written = await insertEntretiens(
    tx.trx,
    slots.map(({ at, disponibilite, requete, plage: range }) => ({
      ...scope,
      eleve_id: requete.eleveId,
      domaine: requete.domaine,
      creneau_id: creneaux.get(`${disponibilite.id}/${fromMinute(at.debut, tx.zone).toISOString()}`) ?? null,
      place: at.place,
      plage: range,
      place_le: tx.now,
    })),
  )
  await replaceNonPlacements(
    tx.trx,
    [...requetes.values()].filter((row) => asked.has(requeteId(row.eleveId, row.domaine))),
    result.nonPlaces.map((one) => {
      const row = requetes.get(one.requete)
      const requete = asked.get(one.requete)
      if (!row || !requete) throw new Error(`plan hors de l’instance : ${one.requete}`)
      const place = { eleve_id: row.eleveId, domaine: row.domaine, raison: one.raison }
      return { ...scope, ...place, explication: explanation(one, requete), le: tx.now }
    }),
  )
  await journalPlan(tx, campagne, { written, slots })
}

async function journalPlan(
  tx: Tx,
  campagne: Campagne,
  {
    written,
    slots,
  }: {
    written: { id: number; eleve_id: number; domaine: string }[]
    slots: readonly { disponibilite: RangeeDisponibilite; requete: RangeeRequete; plage: string }[]
  },
): Promise<void> {
  const lycees = new Map(slots.map((slot) => [requeteId(slot.requete.eleveId, slot.requete.domaine), slot]))
  const entrees = written.map((row) => {
    const slot = lycees.get(requeteId(row.eleve_id, row.domaine))
    const apres = { eleve: row.eleve_id, domaine: row.domaine, plage: slot?.plage ?? '' }
    return {
      chaine: slot?.disponibilite.uai ?? CHAINE_ACADEMIE,
      acte: PLANIFIER,
      objet: 'entretien',
      objetId: row.id,
      apres,
    }
  })
  await appendJournal(tx, [
    ...entrees,
    {
      chaine: CHAINE_ACADEMIE,
      acte: PLANIFIER,
      objet: 'campagne',
      objetId: campagne.id,
      apres: { places: written.length },
    },
  ])
}
