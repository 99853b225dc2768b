import { indexBy } from '#src/kit/group.ts'
import type { Minute, Placement } from '#src/planning/model.ts'

/** A place chosen by hand for one line of a proposal. */
export interface ChoixDePlace {
  entretienId: number
  disponibiliteId: number
  /** Minute in local time, as the planner counts. */
  debut: Minute
}

const CHOIX = /(?<![^,])(\d{1,15})-(\d{1,15})-(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?![^,])/g

/**
 * Choices as an address or a form carries them, `entretien-disponibilite-minute` separated by commas; what is not one is
 * left out, and of two for one interview the last holds. Source: decision « held, then convoked », a repair edited by hand.
 */
export function choixOf(text = ''): ChoixDePlace[] {
  const found = [...text.matchAll(CHOIX)].map(([, entretien, disponibilite, local]) => ({
    entretienId: Number(entretien),
    disponibiliteId: Number(disponibilite),
    debut: Date.parse(`${String(local)}:00Z`) / 60_000,
  }))
  return [
    ...indexBy(
      found.filter(({ debut }) => Number.isFinite(debut)),
      (one) => one.entretienId,
    ).values(),
  ]
}

/** The other way round. Source: the same. */
export const choixInText = (choix: readonly ChoixDePlace[]): string =>
  choix
    .map(
      ({ entretienId, disponibiliteId, debut }) =>
        `${entretienId}-${disponibiliteId}-${new Date(debut * 60_000).toISOString().slice(0, 16)}`,
    )
    .join(',')

/** The first seat left in a slot. Source: formats.md, group sessions. */
export function seatIn(
  { disponibilite, debut }: Pick<Placement, 'disponibilite' | 'debut'>,
  taken: readonly Placement[],
): number {
  const here = taken.filter((one) => one.disponibilite === disponibilite && one.debut === debut)
  const seats = new Set(here.map((one) => one.place))
  let place = 1
  while (seats.has(place)) place += 1
  return place
}
