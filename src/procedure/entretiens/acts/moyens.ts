import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { brokenBy } from '#src/procedure/entretiens/acts/contraintes.ts'
import { enqueuePlacement } from '#src/procedure/entretiens/jobs.ts'
import { loadInstance } from '#src/procedure/entretiens/reads/instance.ts'
import type { Moyens } from '#src/procedure/entretiens/model.ts'
import { contraintesOf } from '#src/procedure/entretiens/rules/contraintes.ts'
import { listLyceesAuxSallesNommees, listMoyens, upsertMoyens } from '#src/procedure/entretiens/sql/moyens.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import type { RefusMoyens } from '#src/procedure/entretiens/texts/contraintes.ts'

const DECLARER = 'moyens.declarer'

/**
 * Keeps how many rooms a lycée can give and how many remote interviews a collège can host at once. Refused when interviews
 * that stand need more: they are moved first. Whoever has no place is tried again.
 */
export async function declarerMoyens(
  tx: Tx,
  { campagneId, uai, moyens }: { campagneId: number; uai: string; moyens: Moyens },
): Promise<Result<null, RefusMoyens>> {
  demand(tx.acteur, DECLARER, [{ uai }])
  await lockPlanning(tx.trx, campagneId)
  const broken = await enteredBroken(tx, { campagneId, uai, moyens })
  if (broken > 0) return refuse('moyens_depasses', { nombre: broken })
  const [dits] = await listMoyens(tx.trx, campagneId, [uai])
  const avant = dits ? { salles: dits.salles, postes: dits.postes } : null
  const { academie, nom: auteur } = tx.acteur
  await upsertMoyens(tx.trx, { academie, campagne_id: campagneId, uai, ...moyens, auteur, le: tx.now })
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    {
      chaine: uai,
      acte: DECLARER,
      objet: 'etablissement',
      objetId: uai,
      ...(avant && { avant }),
      apres: moyens,
    },
  ])
  await enqueuePlacement(tx, campagneId)
  return ok(null)
}

/** How many interviews that stand would break a rule that they keep today. */
async function enteredBroken(
  tx: Tx,
  { campagneId, uai, moyens }: { campagneId: number; uai: string; moyens: Moyens },
): Promise<number> {
  const campagne = await loadCampagne(tx.trx, campagneId)
  const { instance } = await loadInstance(tx, campagne, { lycees: [uai], colleges: [uai], eleves: [] })
  const sallesNommees = (await listLyceesAuxSallesNommees(tx.trx, { campagneId, uais: [uai] })).length > 0
  const others = (await listMoyens(tx.trx, campagneId)).filter((one) => one.uai !== uai)
  const after = contraintesOf(campagne.contraintes, {
    origines: instance.fixes.map((one) => one.requete.origine),
    moyens: [...others, { uai, ...moyens, sallesNommees }],
  })
  const before = brokenBy(instance, instance.contraintes)
  return [...brokenBy(instance, after)].filter((one) => !before.has(one)).length
}
