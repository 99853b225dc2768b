/** An interview as its cost is counted: who, from where, to where, when. Minutes are local, since 1970. */
export interface Tenue {
  eleve: string
  origine: string
  lieu: string
  intervenants: readonly string[]
  debut: number
  presentiel: boolean
  /** One way. */
  trajetMinutes: number
}

/** What a plan asks of people, in plain numbers. */
export interface Effets {
  demiJourneesIntervenant: number
  sorties: number
  demiJourneesEleve: number
  trajetMinutes: number
}

/** Half-days are cut at 13:00, as the planner cuts them. */
const halfDayOf = (minute: number): string =>
  `${Math.floor(minute / 1440)} ${String(minute % 1440 < 13 * 60)}`

/**
 * What interviews ask of people: half-days of teachers, trips of a collège to a lycée, half-days of pupils away, minutes
 * of journey. Source: decision « held, then convoked », weights « with a plain meaning ».
 */
export function effetsOf(tenues: readonly Tenue[]): Effets {
  const away = tenues.filter((one) => one.presentiel)
  const distinct = (keys: readonly string[]): number => new Set(keys).size
  return {
    demiJourneesIntervenant: distinct(
      tenues.flatMap((one) => one.intervenants.map((who) => `${who}/${halfDayOf(one.debut)}`)),
    ),
    sorties: distinct(away.map((one) => `${one.origine}/${one.lieu}/${halfDayOf(one.debut)}`)),
    demiJourneesEleve: distinct(away.map((one) => `${one.eleve}/${halfDayOf(one.debut)}`)),
    trajetMinutes: away.reduce((sum, one) => sum + one.trajetMinutes, 0),
  }
}

/** What changes from one to the other; negative where it saves. Source: decision « held, then convoked ». */
export const ecartOf = (avant: Effets, apres: Effets): Effets => ({
  demiJourneesIntervenant: apres.demiJourneesIntervenant - avant.demiJourneesIntervenant,
  sorties: apres.sorties - avant.sorties,
  demiJourneesEleve: apres.demiJourneesEleve - avant.demiJourneesEleve,
  trajetMinutes: apres.trajetMinutes - avant.trajetMinutes,
})
