import { addDays, weekday, type Day } from '#src/kit/day.ts'
import { alsaceMoselleHolidaysOf, publicHolidaysOf } from '#src/kit/public-holidays.ts'

export const ZONES_VACANCES = ['A', 'B', 'C'] as const
export type ZoneVacances = (typeof ZONES_VACANCES)[number]

/** Days without school, both ends included. */
export interface PeriodeFermee {
  nom: string
  du: Day
  au: Day
}

const ACADEMIES: Readonly<Record<ZoneVacances, readonly string[]>> = {
  // Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers.
  A: ['03', '04', '06', '07', '08', '22', '10', '13'],
  // Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie (Caen, Rouen), Orléans-Tours, Reims, Rennes, Strasbourg.
  B: ['02', '20', '09', '12', '17', '23', '70', '05', '21', '18', '19', '14', '15'],
  // Créteil, Montpellier, Paris, Toulouse, Versailles.
  C: ['24', '11', '01', '16', '25'],
}
const STRASBOURG = '15'

/**
 * The zone of an académie, by its number; none for Corsica and overseas, which fix their own holidays.
 * Source: arrêté du 7 décembre 2022, the same in that of 22 octobre 2025. Normandie came of Caen and Rouen.
 */
export const zoneVacancesOf = (academie: string): ZoneVacances | undefined =>
  ZONES_VACANCES.find((zone) => ACADEMIES[zone].includes(academie))

type Bornes = readonly [du: Day, au: Day]
interface AnneeScolaire {
  toussaint: Bornes
  noel: Bornes
  hiver: Readonly<Record<ZoneVacances, Bornes>>
  printemps: Readonly<Record<ZoneVacances, Bornes>>
  ascension: Bornes
  ete: Bornes
}

/**
 * School holidays as the ministry fixed them: from the Saturday on which they begin to the day before classes resume; the
 * summer until 31 August, since the next text says when it ends.
 * Source: arrêté du 7 décembre 2022 fixant le calendrier scolaire des années 2023-2024, 2024-2025 et 2025-2026
 * (NOR MENE2229099A, JORF of 8 December 2022); arrêté du 22 octobre 2025, year 2026-2027 (JORF of 23 October 2025, text 15,
 * JORFTEXT000052416058).
 */
const ANNEES: Readonly<Record<string, AnneeScolaire>> = {
  '2025-2026': {
    toussaint: ['2025-10-18', '2025-11-02'],
    noel: ['2025-12-20', '2026-01-04'],
    hiver: {
      A: ['2026-02-07', '2026-02-22'],
      B: ['2026-02-14', '2026-03-01'],
      C: ['2026-02-21', '2026-03-08'],
    },
    printemps: {
      A: ['2026-04-04', '2026-04-19'],
      B: ['2026-04-11', '2026-04-26'],
      C: ['2026-04-18', '2026-05-03'],
    },
    ascension: ['2026-05-15', '2026-05-16'],
    ete: ['2026-07-04', '2026-08-31'],
  },
  '2026-2027': {
    toussaint: ['2026-10-17', '2026-11-01'],
    noel: ['2026-12-19', '2027-01-03'],
    hiver: {
      A: ['2027-02-13', '2027-02-28'],
      B: ['2027-02-20', '2027-03-07'],
      C: ['2027-02-06', '2027-02-21'],
    },
    printemps: {
      A: ['2027-04-10', '2027-04-25'],
      B: ['2027-04-17', '2027-05-02'],
      C: ['2027-04-03', '2027-04-18'],
    },
    ascension: ['2027-05-07', '2027-05-08'],
    ete: ['2027-07-03', '2027-08-31'],
  },
}

/** The school years whose calendar is known, the first one first. */
export const ANNEES_SCOLAIRES: readonly string[] = Object.keys(ANNEES)

function vacancesOf(annee: AnneeScolaire, zone: ZoneVacances): PeriodeFermee[] {
  const named = (nom: string, [du, au]: Bornes): PeriodeFermee => ({ nom, du, au })
  return [
    named('Vacances de la Toussaint', annee.toussaint),
    named('Vacances de Noël', annee.noel),
    named('Vacances d’hiver', annee.hiver[zone]),
    named('Vacances de printemps', annee.printemps[zone]),
    named('Pont de l’Ascension', annee.ascension),
    named('Vacances d’été', annee.ete),
  ]
}

/** Public holidays of a school year that take a day of school away: those of the week, outside its holidays. */
function feriesOf(years: readonly number[], academie: string): PeriodeFermee[] {
  const more = academie === STRASBOURG ? alsaceMoselleHolidaysOf : () => []
  return years
    .flatMap((year) => [...publicHolidaysOf(year), ...more(year)])
    .filter(({ jour }) => weekday(jour) !== 0 && weekday(jour) !== 6)
    .map(({ jour, nom }) => ({ nom, du: jour, au: jour }))
}

/**
 * The school and public holidays of a school year in a zone, in order; undefined when the calendar of that year is not
 * known. Moselle's two more public holidays are not those of its whole académie.
 * Source: the arrêtés above; code du travail, L. 3133-1 and L. 3134-13.
 */
export function calendrierScolaireOf({
  academie,
  annee,
  zone,
}: {
  academie: string
  annee: string
  zone: ZoneVacances
}): PeriodeFermee[] | undefined {
  const known = ANNEES[annee]
  if (!known) return undefined
  const vacances = vacancesOf(known, zone)
  const [first, last] = [`${annee.slice(0, 4)}-09-01`, `${annee.slice(5)}-08-31`]
  const feries = feriesOf([Number(annee.slice(0, 4)), Number(annee.slice(5))], academie).filter(
    ({ du }) => du >= first && du <= last && !vacances.some((one) => one.du <= du && du <= one.au),
  )
  return [...vacances, ...feries].toSorted((a, b) => a.du.localeCompare(b.du))
}

/** Every day of a period, both ends included. Source: the arrêtés above. */
export function joursOf({ du, au }: PeriodeFermee): Day[] {
  const jours: Day[] = []
  for (let jour = du; jour <= au; jour = addDays(jour, 1)) jours.push(jour)
  return jours
}
