import { refuse } from './anomalies.ts'
import { type Campaign, releaseDay } from './campaign.ts'
import { cell, type Row } from './csv.ts'
import { type Context, type Inscription, type Inscriptions, inOrder, inscriptionKey } from './inscriptions.ts'
import { isAdultOn } from './pupils.ts'
import { dayOf, isLate, momentOf, plain, startOf } from './values.ts'

const FILE = 'confirmations.csv'

type Said = { readonly holder: string; readonly person: string; readonly decision: string }
/** The last word of each person, by inscription. */
export type Words = ReadonlyMap<string, ReadonlyMap<string, string>>

function personOf(row: Row, one: Inscription): string | null {
  const who = cell(row, 'qui')
  if (plain(who) === 'eleve') return 'eleve'
  const person = /^responsable\s*:\s*(.+)$/i.exec(who)?.[1] ?? ''
  return one.pupil.guardians.includes(person) ? person : null
}

function judgeOne(
  row: Row,
  { context, inscriptions }: { context: Context; inscriptions: Inscriptions },
): Said | string {
  const at = momentOf(cell(row, 'le'))
  const pupil = context.find(row)
  const decision = plain(cell(row, 'decision'))
  if (!at) return 'date'
  if (isLate(at, context.campaign.calendrier.finConfirmations)) return 'hors délai'
  if (dayOf(at) < releaseDay(context.campaign)) return 'fiche pas encore remise'
  if (decision !== 'oui' && decision !== 'non') return 'décision inconnue'
  if (typeof pupil === 'string' || !cell(row, 'ine')) return 'élève inconnu'
  const one = inscriptions.get(inscriptionKey(pupil, cell(row, 'mef')))
  if (!one) return 'sans inscription'
  const person = personOf(row, one)
  return person
    ? { holder: inscriptionKey(pupil, one.formation.mef), person, decision }
    : 'personne qui ne confirme pas'
}

export function readConfirmations(context: Context, inscriptions: Inscriptions): Words {
  const words = new Map<string, Map<string, string>>()
  for (const row of inOrder(context.inputs.rows(FILE), (one) => startOf(cell(one, 'le')))) {
    const said = judgeOne(row, { context, inscriptions })
    if (typeof said === 'string') {
      refuse(context.book, { file: FILE, line: row.line }, said)
      continue
    }
    words.set(
      said.holder,
      (words.get(said.holder) ?? new Map<string, string>()).set(said.person, said.decision),
    )
  }
  return words
}

export type Confirmed = 'refuse' | 'non_confirme' | 'confirme'

/** `aucun`: nobody has to say yes, but a no still refuses. A pupil of 18 at the last day confirms alone. */
export function confirmedBy(
  one: Inscription,
  { words, campaign }: { words: Words; campaign: Campaign },
): Confirmed {
  const said = words.get(inscriptionKey(one.pupil, one.formation.mef)) ?? new Map<string, string>()
  const rule = campaign.reglement.confirmationResponsables
  if ([...said.values()].includes('non')) return 'refuse'
  if (rule === 'aucun') return 'confirme'
  if (said.get('eleve') !== 'oui') return 'non_confirme'
  if (isAdultOn(one.pupil, dayOf(campaign.calendrier.finConfirmations))) return 'confirme'
  const { guardians } = one.pupil
  const yes = guardians.filter((person) => said.get(person) === 'oui').length
  const enough = rule === 'un' ? yes >= 1 : guardians.length > 0 && yes === guardians.length
  return enough ? 'confirme' : 'non_confirme'
}
