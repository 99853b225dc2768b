import { allow, type Book, expectOneOf, keyOf } from './anomalies.ts'
import { crossing, dependsOnOrigin, pointsOf, type Reglement } from './campaign.ts'
import { type Inscription, type Inscriptions, inscriptionKey, interviewKey } from './inscriptions.ts'
import type { Plan, Presence } from './interviews.ts'
import { originAvisOf } from './avis-origine.ts'

export type Final = {
  readonly inscription: Inscription
  readonly origine: string
  readonly referent: string
  readonly final: string
  readonly points: number
  readonly etat: string
}
export type Judged = {
  readonly inscriptions: Inscriptions
  readonly plan: Plan
  readonly presences: ReadonlyMap<string, Presence>
  readonly origine: ReadonlyMap<string, string>
  readonly referent: ReadonlyMap<string, string>
}

/** The first that holds, in the order of the formats. */
export function etatOf(known: {
  placed: boolean
  presence: string
  origine: string
  referent: string
  reglement: Reglement
}): string {
  if (!known.placed) return 'non_place'
  if (known.presence === 'annule_par_lycee') return 'annule_par_lycee'
  if (known.presence === 'excuse') return 'excuse'
  if (known.presence === 'absent') return 'absent'
  if (!known.origine && dependsOnOrigin(known.reglement)) return 'avis_origine_manquant'
  return known.referent ? 'complet' : 'avis_referent_manquant'
}

export function finalOf(
  inscription: Inscription,
  { judged, reglement }: { judged: Judged; reglement: Reglement },
): Final {
  const key = interviewKey(inscription.pupil, inscription.formation.domaine)
  const origine = originAvisOf(judged.origine, inscription) ?? ''
  const referent = judged.referent.get(inscriptionKey(inscription.pupil, inscription.formation.mef)) ?? ''
  const presence = judged.presences.get(key)?.presence ?? ''
  const etat = etatOf({ placed: judged.plan.has(key), presence, origine, referent, reglement })
  // Where the crossing does not depend on the origin avis, any of its levels gives the result.
  const crossed = { origine: origine || (reglement.echelles.origine[0] ?? ''), referent }
  const final = etat === 'complet' ? (crossing(reglement, crossed) ?? '') : ''
  return { inscription, origine, referent, final, points: final ? pointsOf(reglement, final) : 0, etat }
}

/** Where the result stands without the origin avis, its omission is a warning, told once per pupil or per line. */
export function warnOmissions(book: Book, finals: readonly Final[]): void {
  const places = new Map<string, string[]>()
  for (const one of finals.filter((final) => !final.origine)) {
    const key = keyOf({ file: 'inscriptions.csv', line: one.inscription.line }, 'avertissement')
    const { pupil } = one.inscription
    places.set(pupil.key, [...(places.get(pupil.key) ?? []), key])
    allow(book, { file: 'inscriptions.csv', line: one.inscription.line })
  }
  allow(book, { file: 'avis-origine.csv', line: '' })
  const silent = finals.filter((final) => final.etat === 'complet' && !final.origine)
  for (const pupil of new Set(silent.map((one) => one.inscription.pupil.key))) {
    const keys = [
      ...(places.get(pupil) ?? []),
      keyOf({ file: 'avis-origine.csv', line: '' }, 'avertissement'),
    ]
    expectOneOf(book, { label: `avertissement : avis d’origine omis pour ${pupil}`, keys })
  }
}
