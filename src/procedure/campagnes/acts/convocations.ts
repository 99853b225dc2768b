import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { checkJoursConvocation } from '#src/procedure/campagnes/rules/calendrier.ts'
import {
  loadCampagne,
  updateJoursConvocation,
  updateJoursDemandeCreneau,
} from '#src/procedure/campagnes/sql.ts'
import type { RefusCampagne } from '#src/procedure/campagnes/texts.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'

const REGLER = 'campagne.regler_convocations'

/** Sets how many school days before the first interviews of a week their convocations leave. */
export async function setJoursConvocation(
  tx: Tx,
  { campagneId, jours }: { campagneId: number; jours: number },
): Promise<Result<null, RefusCampagne>> {
  demand(tx.acteur, REGLER, [{}])
  if (!checkJoursConvocation(jours)) return refuse('jours_convocation')
  const { joursConvocation } = await loadCampagne(tx.trx, campagneId)
  await updateJoursConvocation(tx.trx, campagneId, jours)
  const [avant, apres] = [{ joursConvocation }, { joursConvocation: jours }]
  const change = { objet: 'campagne', objetId: campagneId, avant, apres }
  await appendJournal(tx, [{ chaine: CHAINE_ACADEMIE, acte: REGLER, ...change }])
  return ok(null)
}

/** School days before an interview until which another slot may be asked for; 0 to 10. */
const DEMANDE_MAX = 10

/** Sets until when a family may ask for another slot. */
export async function setJoursDemandeCreneau(
  tx: Tx,
  { campagneId, jours }: { campagneId: number; jours: number },
): Promise<Result<null, RefusCampagne>> {
  demand(tx.acteur, REGLER, [{}])
  if (!Number.isInteger(jours) || jours < 0 || jours > DEMANDE_MAX) return refuse('jours_demande')
  const { demandeCreneauJours = null } = (await loadCampagne(tx.trx, campagneId)).contraintes
  await updateJoursDemandeCreneau(tx.trx, campagneId, jours)
  const change = { avant: { demandeCreneauJours }, apres: { demandeCreneauJours: jours } }
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: REGLER, objet: 'campagne', objetId: campagneId, ...change },
  ])
  return ok(null)
}
