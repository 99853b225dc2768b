import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { groupBy } from '#src/kit/group.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { Changement, DecisionChangement } from '#src/procedure/campagnes/model/changements.ts'
import { loadCampagne } from '#src/procedure/campagnes/sql.ts'
import {
  deleteNouveautes,
  listChangements,
  restoreLAnDernier,
  upsertDecisions,
} from '#src/procedure/campagnes/sql/changements.ts'
import { selectPrecedente } from '#src/procedure/campagnes/sql/reprise.ts'
import type { RefusCampagne } from '#src/procedure/campagnes/texts.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const ACTE = 'changements.decider'

/** What a person decided of the changes shown to him, by genre and key. */
type Decider = (changement: Changement) => DecisionChangement | null

/**
 * Keeps or undoes what is not as the year before, until the campaign opens. Kept: it stands as it is. Put aside: what is
 * new goes, what is gone or changed is again as the year before. Returns how many were decided.
 */
export async function decideChangements(
  tx: Tx,
  { campagneId, decider }: { campagneId: number; decider: Decider },
): Promise<Result<number, RefusCampagne>> {
  demand(tx.acteur, ACTE, [{}])
  const { ouverte } = await loadCampagne(tx.trx, campagneId)
  if (ouverte) return refuse('campagne_ouverte')
  const precedente = await selectPrecedente(tx.trx, campagneId)
  if (!precedente) return ok(0)
  const scope = { campagneId, depuis: precedente.id }
  const decided = (await listChangements(tx.trx, scope)).flatMap((one) => {
    const decision = decider(one)
    return decision === null || decision === one.decision ? [] : [{ ...one, decision }]
  })
  const aside = decided.filter(({ decision }) => decision === 'ecarter')
  const gone = await undo(tx, { ...scope, aside })
  if (gone.length < aside.filter(isAdded).length) return refuse('changement_occupe')
  await keep(tx, { campagneId, decided })
  return ok(decided.length)
}

interface Decide extends Changement {
  decision: DecisionChangement
}

const isAdded = ({ nature }: Changement): boolean => nature === 'nouveau' || nature === 'reprise'

async function undo(
  { trx }: Tx,
  { aside, ...scope }: { campagneId: number; depuis: number; aside: readonly Decide[] },
): Promise<string[]> {
  const gone: string[] = []
  for (const [genre, ones] of groupBy(aside, (one) => one.genre)) {
    const clesOf = (some: readonly Decide[]): string[] => some.map(({ cle }) => cle)
    gone.push(...(await deleteNouveautes(trx, { ...scope, genre, cles: clesOf(ones.filter(isAdded)) })))
    await restoreLAnDernier(trx, {
      ...scope,
      genre,
      cles: clesOf(ones.filter((one) => !isAdded(one))),
    })
  }
  return gone
}

async function keep(
  tx: Tx,
  { campagneId, decided }: { campagneId: number; decided: readonly Decide[] },
): Promise<void> {
  const rows = decided.map((one) => ({
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    genre: one.genre,
    cle: one.cle,
    decision: one.decision,
    etat: one.decision === 'garder' ? one.apres : isAdded(one) ? null : one.avant,
    auteur: tx.acteur.nom,
    le: tx.now,
  }))
  await upsertDecisions(tx.trx, { campagneId, rows })
  await appendJournal(
    tx,
    decided.map(({ genre, cle, avant, apres, decision }) => ({
      chaine: CHAINE_ACADEMIE,
      acte: ACTE,
      objet: 'campagne',
      objetId: campagneId,
      avant: { [genre]: cle, avant, apres },
      apres: { decision },
    })),
  )
}
