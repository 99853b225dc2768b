import { appendJournal, CHAINE_ACADEMIE, type Entree } from '#src/db/journal.ts'
import { indexBy } from '#src/kit/group.ts'
import { check } from '#src/planning/check.ts'
import type { Instance, Placement } from '#src/planning/model.ts'
import type { PlanAmeliore } from '#src/planning/outcomes.ts'
import { loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { storePlan } from '#src/procedure/entretiens/acts/planning.ts'
import { improvable } from '#src/procedure/entretiens/reads/amelioration.ts'
import { previsionsOf } from '#src/procedure/entretiens/reads/previsions.ts'
import { loadCampagneEntiere } from '#src/procedure/entretiens/reads/en-attente.ts'
import { distinct, fromMinute, type Loaded } from '#src/procedure/entretiens/reads/instance.ts'
import { updateAnnonces, moveEntretiens } from '#src/procedure/entretiens/sql/deplacements.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import { annoncerSemaines } from '#src/procedure/envois/api.ts'

const AMELIORER = 'entretiens.ameliorer'

/** What an improvement is asked to keep to. */
export interface Cadre {
  /** Room is left for those who may still register. */
  prevoir: boolean
  /** Requests whose held interview stays where it is. */
  immobiles: ReadonlySet<string>
}

/** What an improvement starts from, and by which it is known that nothing has changed since. */
export interface Depart {
  campagne: Campagne
  loaded: Loaded
  instance: Instance
  cadre: Cadre
  empreinte: string
}

/** The campaign as it stands, before an improvement thinks about it. */
export async function prepareAmelioration(tx: Tx, campagneId: number, cadre: Cadre): Promise<Depart> {
  demand(tx.acteur, AMELIORER, [{}])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const loaded = await loadCampagneEntiere(tx, campagne)
  const held = improvable(tx, { campagne, loaded, immobiles: cadre.immobiles })
  const instance = cadre.prevoir
    ? { ...held, previsions: await previsionsOf(tx, { campagne, loaded }) }
    : held
  return { campagne, loaded, instance, cadre, empreinte: empreinteOf(held) }
}

/** Held interviews to which a plan gives no place: what happened since would leave them nowhere. */
export function laissesPar({ instance }: Depart, { places }: PlanAmeliore): string[] {
  const placed = new Set(places.map((one) => one.requete))
  return (instance.tenus ?? []).flatMap(({ requete }) => (placed.has(requete) ? [] : [requete]))
}

/** Everything that the plan was made from: closed days and unavailabilities count as much as places. Who is expected follows from it. */
const empreinteOf = (instance: Instance): string =>
  JSON.stringify(instance, (_key, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  )

/**
 * Keeps an improved plan, unless anything has changed while it was thought about: false, and nothing is written. What is
 * convoked or pinned has not moved: the checker and the constraints of the base hold it.
 */
export async function storeAmelioration(
  tx: Tx,
  { depart, plan }: { depart: Depart; plan: PlanAmeliore },
): Promise<boolean> {
  demand(tx.acteur, AMELIORER, [{}])
  const { id: campagneId } = depart.campagne
  await lockPlanning(tx.trx, campagneId)
  const now = await prepareAmelioration(tx, campagneId, depart.cadre)
  if (now.empreinte !== depart.empreinte) return false
  const violations = check(now.instance, plan)
  if (violations.length > 0)
    throw new Error(`plan refusé par le vérificateur : ${JSON.stringify(violations[0])}`)
  if (laissesPar(now, plan).length > 0) throw new Error('plan refusé : un entretien tenu n’y a plus de place')
  const moved = movedOf(now, plan.places)
  await moveEntretiens(tx.trx, {
    zone: tx.zone,
    now: tx.now,
    academie: tx.acteur.academie,
    campagneId,
    moves: toMoves(tx, now, moved),
  })
  await annoncerSemaines(tx, { campagneId })
  const known = new Set(now.loaded.places.keys())
  const fresh = {
    places: plan.places.filter((one) => !known.has(one.requete)),
    nonPlaces: plan.nonPlaces.filter((one) => !known.has(one.requete)),
  }
  const waiting = now.instance.requetes.filter((one) => !known.has(one.id))
  await storePlan(tx, now.campagne, {
    ...now.loaded,
    instance: { ...now.instance, requetes: waiting },
    result: fresh,
  })
  await appendJournal(tx, [
    {
      chaine: CHAINE_ACADEMIE,
      acte: AMELIORER,
      objet: 'campagne',
      objetId: campagneId,
      avant: { cout: Math.round(plan.depart.total) },
      apres: {
        cout: Math.round(plan.cout.total),
        deplaces: moved.length,
        places: fresh.places.length,
        ...(now.cadre.prevoir ? { previsions: now.instance.previsions?.length ?? 0 } : {}),
      },
    },
    ...annoncesChangees(tx, now, moved),
  ])
  return true
}

/** What was told and is no more so: the lycée that loses an interview and the one that receives it each keep it. */
const annoncesChangees = (tx: Tx, { instance, loaded }: Depart, moved: readonly Placement[]): Entree[] => {
  const requetes = indexBy(instance.requetes, (one) => one.id)
  return moved.flatMap((one) => {
    const place = loaded.places.get(one.requete)
    const annonce = requetes.get(one.requete)?.annonce
    const lycee = loaded.disponibilites.get(one.disponibilite)?.uai
    if (!place || !annonce || lycee === undefined) return []
    const { lieu, semaine } = annonce
    if (lycee === lieu && semaine.debut <= one.debut && one.debut < semaine.fin) return []
    return distinct([lieu, lycee]).map((chaine) => ({
      chaine,
      acte: AMELIORER,
      objet: 'entretien',
      objetId: place.entretienId,
      avant: { debut: place.debut, disponibilite: place.disponibiliteId },
      apres: { debut: fromMinute(one.debut, tx.zone), disponibilite: one.disponibilite },
    }))
  })
}

/** From now on collèges and families know the lycée and the week of what is held; to change them is to tell them. */
export async function annoncerTenus(tx: Tx, campagneId: number): Promise<void> {
  demand(tx.acteur, AMELIORER, [{}])
  await updateAnnonces(tx.trx, { campagneId, now: tx.now })
}

/** The held interviews that the plan puts elsewhere. */
const movedOf = ({ instance }: Depart, places: readonly Placement[]): Placement[] => {
  const before = new Map((instance.tenus ?? []).map((one) => [one.requete, one]))
  return places.filter((after) => {
    const one = before.get(after.requete)
    return (
      one &&
      (one.disponibilite !== after.disponibilite || one.debut !== after.debut || one.place !== after.place)
    )
  })
}

const toMoves = (tx: Tx, { loaded }: Depart, places: readonly Placement[]) =>
  places.flatMap((one) => {
    const stands = loaded.places.get(one.requete)
    if (!stands) return []
    return [
      {
        entretienId: stands.entretienId,
        disponibiliteId: Number(one.disponibilite),
        domaine: stands.domaine,
        place: one.place,
        debut: fromMinute(one.debut, tx.zone),
        fin: fromMinute(one.fin, tx.zone),
      },
    ]
  })
