import { allow, type Book, expectOneOf, keyOf } from './anomalies.ts'
import type { Campaign } from './campaign.ts'
import { confirmedBy, type Words } from './confirmations.ts'
import type { Final } from './finals.ts'
import type { Reference } from './reference.ts'
import { grouped, mef10, toFrench } from './values.ts'
import { isFor, type Wish } from './voeux.ts'

export type Reconciled = { readonly final: Final; readonly etat: string; readonly wishes: readonly Wish[] }
export type BonusLine = { readonly final: Final; readonly wish: Wish }
type Sources = { readonly words: Words; readonly campaign: Campaign; readonly reference: Reference }

function etatOf(final: Final, { wishes, sources }: { wishes: readonly Wish[]; sources: Sources }): string {
  if (!final.final || final.points === 0) return 'points_nuls'
  const confirmed = confirmedBy(final.inscription, sources)
  if (confirmed !== 'confirme') return confirmed
  return wishes.length === 0 ? 'sans_voeu' : 'exporte'
}

export function reconcile(
  finals: readonly Final[],
  { wishes, sources }: { wishes: readonly Wish[]; sources: Sources },
): Reconciled[] {
  const byPupil = grouped(wishes, (wish) => wish.pupil)
  return finals.map((final) => {
    const { formation, pupil } = final.inscription
    const own = (byPupil.get(pupil.key) ?? []).filter((wish) =>
      isFor(wish, { formation, reference: sources.reference }),
    )
    return { final, etat: etatOf(final, { wishes: own, sources }), wishes: own }
  })
}

const order = <T extends string | number>(a: T, b: T) => (a < b ? -1 : Number(a > b))

/** The highest points, then the smallest MEF; the wish that names the formation's own MEF before another. */
function better(a: BonusLine, b: BonusLine): number {
  const [left, right] = [a.final.inscription.formation.mef10, b.final.inscription.formation.mef10]
  const foreign = (line: BonusLine) => Number(mef10(line.wish.mef) !== line.final.inscription.formation.mef10)
  return (
    order(b.final.points, a.final.points) ||
    order(left, right) ||
    order(foreign(a), foreign(b)) ||
    order(a.wish.mef, b.wish.mef) ||
    order(a.wish.line, b.wish.line)
  )
}

const offerOf = (wish: Wish) => `${wish.academie}/${wish.code}`

/** One line per (pupil with an INE, offer wished), sorted by INE then offer. */
export function bonusLines(reconciled: readonly Reconciled[]): BonusLine[] {
  const exported = reconciled.filter((one) => one.etat === 'exporte' && one.final.inscription.pupil.hasIne)
  const pairs = exported.flatMap(({ final, wishes }) => wishes.map((wish) => ({ final, wish })))
  const groups = grouped(pairs, ({ final, wish }) => `${final.inscription.pupil.key}|${offerOf(wish)}`)
  const best = [...groups.values()].flatMap((group) => group.toSorted(better).slice(0, 1))
  return best.toSorted(
    (a, b) =>
      order(a.final.inscription.pupil.key, b.final.inscription.pupil.key) ||
      order(offerOf(a.wish), offerOf(b.wish)),
  )
}

export function bonusCells({ final, wish }: BonusLine): string[] {
  const { pupil, formation } = final.inscription
  return [
    pupil.key,
    pupil.nom,
    pupil.prenom,
    toFrench(pupil.naissance),
    pupil.uai,
    wish.academie,
    wish.code,
    wish.mef,
    formation.libelle,
    final.final,
    String(final.points),
  ]
}

/** A pupil without INE is kept out of the bonus file with an anomaly, whose place the formats leave open. */
export function expectWithoutIne(book: Book, reconciled: readonly Reconciled[]): void {
  const without = reconciled.filter((one) => !one.final.inscription.pupil.hasIne)
  for (const { final, etat, wishes } of without) {
    const places = [
      { file: 'inscriptions.csv', line: final.inscription.line },
      ...wishes.map((wish) => ({ file: 'voeux-affelnet.csv', line: wish.line })),
      ...['bonus-affelnet.csv', ''].map((file): { file: string; line: '' } => ({ file, line: '' })),
    ]
    const gravites = ['bloquant', 'avertissement'] as const
    for (const place of places) allow(book, place, gravites)
    const keys = places.flatMap((place) => gravites.map((gravite) => keyOf(place, gravite)))
    const label = `élève sans INE tenu hors du bonus : ${final.inscription.pupil.key}`
    if (etat === 'exporte') expectOneOf(book, { label, keys })
  }
}
