import { refuse, warn } from './anomalies.ts'
import { levelOf } from './campaign.ts'
import { cell, type Row } from './csv.ts'
import {
  type Context,
  type Inscription,
  type Inscriptions,
  inOrder,
  inscriptionKey,
  interviewKey,
} from './inscriptions.ts'
import type { Plan } from './interviews.ts'
import { endOf, isLate, mef10, momentOf, startOf } from './values.ts'

const FILE = 'avis-origine.csv'

type World = {
  readonly inscriptions: Inscriptions
  readonly plan: Plan
  readonly byPupil: ReadonlyMap<string, readonly Inscription[]>
}
type Signed = { readonly holder: string; readonly level: string }

/** A date without hour counts as before the interview of that day, and as after an inscription of that day. */
function covered(
  row: Row,
  { context, world, signed }: { context: Context; world: World; signed: string },
): Inscription[] {
  const pupil = context.find(row)
  if (typeof pupil === 'string' || !cell(row, 'ine')) return []
  const perPupil = context.campaign.reglement.avisOrigine === 'par_eleve'
  const all = world.byPupil.get(pupil.key) ?? []
  const own = perPupil ? all : all.filter((one) => one.formation.mef10 === mef10(cell(row, 'mef')))
  return own.filter((one) => startOf(one.at) <= endOf(signed))
}

/** Under `par_eleve` the first of his interviews freezes the avis: it is one act for all of them. */
function firstStart(
  pupil: string,
  { context, world, own }: { context: Context; world: World; own: Inscription[] },
): string {
  const perPupil = context.campaign.reglement.avisOrigine === 'par_eleve'
  const concerned = perPupil ? (world.byPupil.get(pupil) ?? []) : own
  const starts = concerned.map(
    (one) => world.plan.get(interviewKey(one.pupil, one.formation.domaine))?.debut ?? '9999',
  )
  return starts.toSorted()[0] ?? '9999'
}

function judgeOne(row: Row, { context, world }: { context: Context; world: World }): Signed | string {
  const { reglement, calendrier } = context.campaign
  const signed = momentOf(cell(row, 'signe_le'))
  const level = levelOf(reglement.echelles.origine, cell(row, 'avis'))
  if (!signed) return 'date'
  if (!level) return 'niveau inconnu'
  if (!cell(row, 'commentaire')) return 'commentaire absent'
  if (isLate(signed, calendrier.finAvisOrigine)) return 'hors délai'
  if (reglement.avisOrigine === 'par_formation' && !cell(row, 'mef')) return 'MEF absent'
  const own = covered(row, { context, world, signed })
  const one = own[0]
  if (!one) return 'sans inscription'
  const start = firstStart(one.pupil.key, { context, world, own })
  if (reglement.avisOrigineAvantEntretien && isAfter(signed, start)) return 'après l’entretien'
  const holder =
    reglement.avisOrigine === 'par_eleve' ? one.pupil.key : inscriptionKey(one.pupil, one.formation.mef)
  return { holder, level }
}

const isAfter = (signed: string, start: string) =>
  signed.length === 10 ? signed > start.slice(0, 10) : signed > start

/** The origin avis that stand, by pupil (`par_eleve`) or by inscription (`par_formation`). */
export function readOriginAvis(context: Context, world: World): ReadonlyMap<string, string> {
  const avis = new Map<string, string>()
  for (const row of inOrder(context.inputs.rows(FILE), (one) => startOf(cell(one, 'signe_le')))) {
    const place = { file: FILE, line: row.line }
    const judged = judgeOne(row, { context, world })
    if (typeof judged === 'string') refuse(context.book, place, judged)
    else if (avis.has(judged.holder)) refuse(context.book, place, 'un avis est déjà signé')
    else {
      avis.set(judged.holder, judged.level)
      const ignored = context.campaign.reglement.avisOrigine === 'par_eleve' && cell(row, 'mef') !== ''
      if (ignored) warn(context.book, place, 'MEF ignoré')
    }
  }
  return avis
}

export function originAvisOf(avis: ReadonlyMap<string, string>, one: Inscription): string | null {
  return avis.get(one.pupil.key) ?? avis.get(inscriptionKey(one.pupil, one.formation.mef)) ?? null
}
