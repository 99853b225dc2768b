import {
  centresOf,
  Draws,
  HALVES,
  HALVES_PER_WEEK,
  isAfternoon,
  journeys,
  NEVER,
  placeNear,
  popularity,
  SCALES,
  ticksOf,
  WEEKS,
  type Asked,
  type District,
  type Jury,
  type Scale,
} from './scales.ts'

const CLASSES = 4

type Offers = Pick<District, 'scale' | 'colleges' | 'lycees' | 'toLycee'>

function places(scale: Scale, draws: Draws): Pick<District, 'colleges' | 'lycees'> {
  const centres = centresOf(scale)
  const colleges = Array.from({ length: scale.colleges }, () => {
    const place = placeNear(draws, centres)
    const posts = 1 + draws.below(2)
    return { ...place, posts, weight: Math.exp(0.5 * draws.normal()) }
  })
  const [academie = 0, latitude = 0, longitude = 0] = centres[0] ?? []
  const lycees = Array.from({ length: scale.lycees }, () => ({
    ...(scale.lycees === 1 ? { latitude, longitude, academie } : placeNear(draws, centres)),
    rooms: 0,
    domaines: [] as number[],
  }))
  return { colleges, lycees }
}

/** Domaines of each lycée: the popular ones have more referents. */
function offer(scale: Scale, { draws, lycees }: { draws: Draws; lycees: District['lycees'] }): void {
  const weights = popularity(scale).map(Math.sqrt)
  for (const lycee of lycees) {
    const count = lycees.length === 1 ? scale.domaines : 2 + draws.weighted([3, 4, 3, 1])
    const own = new Set<number>()
    while (own.size < count) own.add(draws.weighted(weights))
    lycee.domaines = [...own]
  }
}

/** At most three referents within 25 minutes of the nearest. */
function nearestOf({ scale, lycees, toLycee }: Offers): (college: number, domaine: number) => number[] {
  const known = new Map<number, number[]>()
  return (college, domaine) => {
    const key = college * 64 + domaine
    const minutes = (lycee: number): number => toLycee[college * scale.lycees + lycee] ?? NEVER
    const found = known.get(key)
    if (found) return found
    const near = [...lycees.keys()]
      .filter((lycee) => lycees[lycee]?.domaines.includes(domaine) && minutes(lycee) !== NEVER)
      .sort((a, b) => minutes(a) - minutes(b))
    const list = near.filter((lycee) => minutes(lycee) <= minutes(near[0] ?? 0) + 25).slice(0, 3)
    known.set(key, list)
    return list
  }
}

interface Absences {
  stage: number[]
  brevet: number[][]
  tests: number[][]
}

function absences(scale: Scale, draws: Draws): Absences {
  const half = (): number => draws.below(HALVES)
  const colleges = { length: scale.colleges }
  return {
    stage: Array.from(colleges, () => draws.below(WEEKS)),
    brevet: Array.from(colleges, () => [half(), half()]),
    tests: Array.from({ length: scale.colleges * CLASSES }, () => [half(), half(), half(), half()]),
  }
}

function busyOf(draws: Draws, { college, away }: { college: number; away: Absences }): Set<number> {
  const busy = new Set<number>()
  for (let half = 0; half < HALVES_PER_WEEK; half++)
    busy.add((away.stage[college] ?? 0) * HALVES_PER_WEEK + half)
  for (const half of away.brevet[college] ?? []) busy.add(half)
  for (const half of away.tests[college * CLASSES + draws.below(CLASSES)] ?? []) busy.add(half)
  for (let half = 0; half < HALVES; half++) if (draws.next() < 0.05) busy.add(half)
  return busy
}

/** Pupils and what they ask for, in order of arrival. */
function registrations(offers: Offers, draws: Draws): Pick<District, 'eleves' | 'asked'> {
  const { scale, colleges } = offers
  const away = absences(scale, draws)
  const near = nearestOf(offers)
  const weights = colleges.map((college) => college.weight)
  const wanted = popularity(scale)
  const eleves: District['eleves'] = []
  const asked: Asked[] = []
  for (let guard = 0; asked.length < scale.entretiens && guard < 20 * scale.entretiens; guard++) {
    const college = draws.weighted(weights)
    const count = Math.min(scale.entretiens - asked.length, 1 + draws.weighted([55, 30, 12, 3]))
    const domaines = new Set<number>()
    for (let tries = 0; domaines.size < count && tries < 30; tries++) {
      const domaine = draws.weighted(wanted)
      if (near(college, domaine).length > 0) domaines.add(domaine)
    }
    if (domaines.size === 0) continue
    const eleve = eleves.push({ college, busy: busyOf(draws, { college, away }) }) - 1
    for (const domaine of domaines) {
      const remote = draws.next() < 0.08
      const lycees = near(college, domaine)
      const only =
        draws.next() < 0.25 ? [lycees[draws.next() < 0.8 ? 0 : Math.min(1, lycees.length - 1)] ?? 0] : lycees
      asked.push({ eleve, domaine, remote, lycees: only })
    }
  }
  return { eleves, asked }
}

function shuffle(draws: Draws, list: number[]): number[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = draws.below(i + 1)
    const moved = list[i] ?? 0
    list[i] = list[j] ?? 0
    list[j] = moved
  }
  return list
}

/** One jury for what a lycée still needs; `need` in ticks per domaine, lowered by what the jury offers. */
function openJury(draws: Draws, { lycee, need }: { lycee: number; need: Map<number, number> }): Jury {
  const domaines: number[] = []
  let total = 0
  for (const [domaine, ticks] of [...need].filter(([, ticks]) => ticks > 0).sort((a, b) => b[1] - a[1])) {
    if (domaines.length >= 3) break
    if (domaines.length > 0 && ticks >= 300 && draws.next() >= 0.3) continue
    domaines.push(domaine)
    total += ticks
  }
  const teachers = draws.next() < 0.6 ? 1 : 2
  const target = Math.min(total * 1.1 + 60, 14 * 42)
  const weekly = new Set<number>()
  const perWeek = 2 + draws.below(3)
  while (weekly.size < perWeek) weekly.add(draws.below(HALVES_PER_WEEK))
  const possible = [...Array(HALVES).keys()].filter(
    (half) => weekly.has(half % HALVES_PER_WEEK) && draws.next() < 0.8,
  )
  shuffle(draws, possible)
  const from = draws.weighted([1, 1]) * 6
  const end = 48 - 6 * draws.weighted([1, 2, 1])
  const to = (half: number): number => (isAfternoon(half) ? end : Math.max(end, 42))
  const chosen: number[] = []
  let capacity = 0
  for (const half of possible) {
    if (capacity >= target && chosen.length >= 3) break
    chosen.push(half)
    capacity += to(half) - from
  }
  for (const domaine of domaines) {
    const ticks = need.get(domaine) ?? 0
    const use = Math.min(ticks, capacity * 0.92)
    need.set(domaine, ticks - use < 8 ? 0 : ticks - use)
    capacity -= use
  }
  const shifts = chosen.sort((a, b) => a - b).map((half) => ({ half, from, to: to(half) }))
  return { lycee, teachers, domaines, shifts }
}

/** Juries and rooms of every lycée, sized for the interviews it may expect. */
function supply(district: Omit<District, 'juries' | 'between'>, draws: Draws): Jury[] {
  const { scale, asked, ticks, lycees } = district
  const expected = new Float64Array(scale.lycees * scale.domaines)
  for (const one of asked)
    for (const lycee of one.lycees) {
      const at = lycee * scale.domaines + one.domaine
      expected[at] = (expected[at] ?? 0) + (ticks[one.domaine] ?? 0) / one.lycees.length
    }
  return lycees.flatMap((own, lycee) => {
    const load = scale.load[0] + draws.next() * (scale.load[1] - scale.load[0])
    const need = new Map<number, number>()
    for (const domaine of own.domaines) {
      const minutes = expected[lycee * scale.domaines + domaine] ?? 0
      if (minutes > 0) need.set(domaine, minutes / load)
    }
    const juries: Jury[] = []
    for (let guard = 0; [...need.values()].some((ticks) => ticks > 0) && guard < 60; guard++)
      juries.push(openJury(draws, { lycee, need }))
    own.rooms = Math.max(2, Math.ceil(juries.length * 0.6))
    return juries
  })
}

/**
 * A made-up district. Same scale and seed, same district: it is the one on which the planner was first measured.
 * `changes` makes other sizes of a scale.
 */
export function district(key: string, seed: number, changes: Partial<Scale> = {}): District {
  const known = SCALES[key]
  if (!known) throw new Error(`Échelle inconnue : ${key}`)
  const scale = { ...known, ...changes }
  const draws = new Draws(seed * 7919 + key.charCodeAt(1))
  const { colleges, lycees } = places(scale, draws)
  const { toLycee, between } = journeys(draws, { colleges, lycees })
  offer(scale, { draws, lycees })
  const partial = { scale, colleges, lycees, toLycee, ticks: ticksOf(scale) }
  const made = { ...partial, ...registrations(partial, draws) }
  return { ...made, between, juries: supply(made, draws) }
}
