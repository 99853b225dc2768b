import { dayOf, startOfDay } from '#src/planning/calendar.ts'
import { journeyBetween } from '#src/planning/engine/journeys.ts'
import { standing } from '#src/planning/mending/event.ts'
import type { Instance, Requete } from '#src/planning/model.ts'
import type { Deficit } from '#src/planning/outcomes.ts'
import { dayWords } from '#src/planning/relaxation-texts.ts'

/** Days told to a lycée: the most useful ones. */
const DAYS_TOLD = 3
/** Hours in which a lycée may receive, in minutes of the day. */
const OPEN_HOURS = { from: 8 * 60, to: 18 * 60 }

/** Where a request would rather go: the wished lycée, else the nearest. */
function firstLieu(
  { souhait, lieux, origine }: Requete,
  minutes: (from: string, to: string) => number,
): string | undefined {
  if (souhait !== null && lieux.includes(souhait)) return souhait
  return [...lieux].sort((a, b) => minutes(origine, a) - minutes(origine, b) || (a < b ? -1 : 1))[0]
}

/** School days of the campaign: from the first availability to the last, open, Monday to Friday. */
function schoolDays({ disponibilites, contraintes }: Instance): number[] {
  const days = disponibilites.flatMap((d) => [dayOf(d.debut), dayOf(d.fin - 1)])
  if (days.length === 0) return []
  const first = days.reduce((a, b) => Math.min(a, b))
  const last = days.reduce((a, b) => Math.max(a, b))
  // Day 0 is a Thursday.
  const isWeekend = (day: number): boolean => (((day + 3) % 7) + 7) % 7 > 4
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(
    (day) => !isWeekend(day) && !contraintes.joursFermes.has(day),
  )
}

/** True when the pupil is free for some interview of this length in the open hours of a day. */
function couldCome(requete: Requete, day: number): boolean {
  const [open, close] = [startOfDay(day) + OPEN_HOURS.from, startOfDay(day) + OPEN_HOURS.to]
  let from = Math.max(open, requete.auPlusTot ?? open)
  for (const away of requete.indisponibilites.toSorted((a, b) => a.debut - b.debut)) {
    if (away.fin <= from || away.fin <= away.debut) continue
    if (away.debut - from >= requete.duree) break
    from = away.fin
  }
  return from + requete.duree <= close
}

function usefulDays(instance: Instance, requetes: readonly Requete[]): number[] {
  return schoolDays(instance)
    .map((day) => ({ day, pupils: requetes.filter((requete) => couldCome(requete, day)).length }))
    .filter(({ pupils }) => pupils > 0)
    .sort((a, b) => b.pupils - a.pupils || a.day - b.day)
    .map(({ day }) => day)
}

function sentence({ lieu, domaine, minutes, requetes, jours }: Omit<Deficit, 'phrase'>): string {
  const pupils =
    requetes.length === 1 ? 'un entretien est sans place' : `${requetes.length} entretiens sont sans place`
  const days = jours.slice(0, DAYS_TOLD).map((day) => `le ${dayWords(day)}`)
  const best = days.length === 0 ? '' : ` ; les élèves peuvent venir ${days.join(', ')}`
  return `Il manque ${minutes} minutes pour le domaine « ${domaine} » au lycée ${lieu} : ${pupils}${best}.`
}

/**
 * What lycées lack: the minutes of the requests that have no place, by lycée where each would rather go and by
 * domaine, with the days on which most of these pupils could come. The largest lack first.
 */
export function deficit(instance: Instance): Deficit[] {
  const placed = new Set(standing(instance).map((fixe) => fixe.requete.id))
  const minutes = journeyBetween(instance)
  const groups = new Map<string, { lieu: string; domaine: string; own: Requete[] }>()
  for (const requete of instance.requetes) {
    const lieu = firstLieu(requete, minutes)
    if (placed.has(requete.id) || lieu === undefined) continue
    const key = `${lieu}\n${requete.domaine}`
    const group = groups.get(key) ?? { lieu, domaine: requete.domaine, own: [] }
    group.own.push(requete)
    groups.set(key, group)
  }
  return [...groups.values()]
    .map(({ lieu, domaine, own }) => {
      const all = own.reduce((sum, requete) => sum + requete.duree + instance.contraintes.pauseMinutes, 0)
      const requetes = own.map((requete) => requete.id)
      const lack = { lieu, domaine, minutes: all, requetes, jours: usefulDays(instance, own) }
      return { ...lack, phrase: sentence(lack) }
    })
    .sort((a, b) => b.minutes - a.minutes || (a.lieu + a.domaine < b.lieu + b.domaine ? -1 : 1))
}
