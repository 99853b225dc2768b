import { refuse } from './anomalies.ts'
import { levelOf } from './campaign.ts'
import { cell, type Row } from './csv.ts'
import { type Context, type Inscriptions, inOrder, inscriptionKey, interviewKey } from './inscriptions.ts'
import type { Plan, Presence } from './interviews.ts'
import { endOf, isLate, momentOf } from './values.ts'

const FILE = 'avis-referent.csv'

type World = {
  readonly inscriptions: Inscriptions
  readonly plan: Plan
  readonly presences: ReadonlyMap<string, Presence>
}
type Signed = { readonly holder: string; readonly level: string }

/** A date without hour counts as after the interview of that day. */
function judgeInterview(
  row: Row,
  { world, key, signed }: { world: World; key: string; signed: string },
): string | null {
  const interview = world.plan.get(key)
  const presence = world.presences.get(key)
  if (!interview) return 'non placé'
  if (endOf(signed) < interview.debut) return 'avant l’entretien'
  if (presence?.presence !== 'present') return 'pas reçu'
  return cell(row, 'commentaire') || presence.compteRendu ? null : 'commentaire absent'
}

function judgeOne(row: Row, { context, world }: { context: Context; world: World }): Signed | string {
  const { reglement, calendrier } = context.campaign
  const signed = momentOf(cell(row, 'signe_le'))
  const level = levelOf(reglement.echelles.referent, cell(row, 'avis'))
  const pupil = context.find(row)
  if (!signed) return 'date'
  if (!level) return 'niveau inconnu'
  if (isLate(signed, calendrier.finAvisReferent)) return 'hors délai'
  if (typeof pupil === 'string') return `élève ${pupil}`
  const one = world.inscriptions.get(inscriptionKey(pupil, cell(row, 'mef')))
  if (!one || !cell(row, 'ine')) return 'sans inscription'
  const key = interviewKey(pupil, one.formation.domaine)
  return (
    judgeInterview(row, { world, key, signed }) ?? { holder: inscriptionKey(pupil, one.formation.mef), level }
  )
}

/** The referent avis that stand, by inscription. */
export function readReferentAvis(context: Context, world: World): ReadonlyMap<string, string> {
  const avis = new Map<string, string>()
  for (const row of inOrder(context.inputs.rows(FILE), (one) => endOf(cell(one, 'signe_le')))) {
    const place = { file: FILE, line: row.line }
    const judged = judgeOne(row, { context, world })
    if (typeof judged === 'string') refuse(context.book, place, judged)
    else if (avis.has(judged.holder)) refuse(context.book, place, 'un avis est déjà signé')
    else avis.set(judged.holder, judged.level)
  }
  return avis
}
