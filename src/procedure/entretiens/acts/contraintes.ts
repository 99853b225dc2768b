import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { check } from '#src/planning/check.ts'
import type { Day } from '#src/kit/day.ts'
import type { Contraintes, Instance } from '#src/planning/model.ts'
import { loadCampagne, updateContraintes } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { loadInstance, type Loaded } from '#src/procedure/entretiens/reads/instance.ts'
import { contraintesOf } from '#src/procedure/entretiens/rules/contraintes.ts'
import { listMoyens } from '#src/procedure/entretiens/sql/moyens.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import type { ContraintesPlanning, RefusContraintes } from '#src/procedure/entretiens/texts/contraintes.ts'

const REGLER = 'contraintes.regler'

/**
 * Sets what every plan of the campagne has to keep. Refused when interviews that stand would break it: a plan that its own
 * rules condemn could be neither improved nor repaired.
 */
export async function reglerContraintes(
  tx: Tx,
  { campagneId, contraintes }: { campagneId: number; contraintes: ContraintesPlanning },
): Promise<Result<null, RefusContraintes>> {
  demand(tx.acteur, REGLER, [{}])
  await lockPlanning(tx.trx, campagneId)
  const campagne = await loadCampagne(tx.trx, campagneId)
  const loaded = await loadInstance(tx, campagne)
  const origines = loaded.instance.fixes.map((one) => one.requete.origine)
  const wanted = contraintesOf(contraintes, { origines, moyens: await listMoyens(tx.trx, campagneId) })
  const before = brokenBy(loaded.instance, loaded.instance.contraintes)
  const broken = [...brokenBy(loaded.instance, wanted)].filter((one) => !before.has(one))
  if (broken.length > 0) return refuse('contraintes_rompues', detailsOf(loaded, broken))
  const { demandeCreneauJours } = campagne.contraintes
  const apres = { ...contraintes, ...(demandeCreneauJours === undefined ? {} : { demandeCreneauJours }) }
  await updateContraintes(tx.trx, { campagneId, contraintes: apres })
  const change = { avant: campagne.contraintes, apres }
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: REGLER, objet: 'campagne', objetId: campagneId, ...change },
  ])
  return ok(null)
}

/**
 * Closes days besides those that are closed: whatever was typed stays. Says how many were not closed yet.
 * Source: issue, « school and public holidays per zone ».
 */
export async function fermerJours(
  tx: Tx,
  { campagneId, jours }: { campagneId: number; jours: readonly Day[] },
): Promise<Result<number, RefusContraintes>> {
  demand(tx.acteur, REGLER, [{}])
  // Read under the lock: days that somebody else closes meanwhile are kept.
  await lockPlanning(tx.trx, campagneId)
  const { contraintes } = await loadCampagne(tx.trx, campagneId)
  const before = new Set(contraintes.joursFermes)
  const all = new Set([...before, ...jours])
  if (all.size === before.size) return ok(0)
  const done = await reglerContraintes(tx, {
    campagneId,
    contraintes: { ...contraintes, joursFermes: [...all].toSorted() },
  })
  return done.ok ? ok(all.size - before.size) : done
}

/** Requests whose interview, as it stands, breaks one of these rules. */
export function brokenBy(instance: Instance, contraintes: Contraintes): Set<string> {
  const requetes = instance.fixes.map((one) => one.requete)
  const stands = { ...instance, contraintes, requetes, fixes: [] }
  const places = instance.fixes.map((one) => one.placement)
  return new Set(check(stands, { places, nonPlaces: [] }).flatMap((one) => one.requetes))
}

/** How many interviews, and in which lycées. */
function detailsOf({ places }: Loaded, broken: readonly string[]) {
  const lycees = new Set(broken.flatMap((id) => places.get(id)?.uai ?? []))
  return { nombre: broken.length, lycees: [...lycees].toSorted().join(', ') }
}
