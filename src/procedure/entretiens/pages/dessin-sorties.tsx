import type { SortieLue } from '#src/procedure/entretiens/reads/charge.ts'

const WIDTH = 720
const HEIGHT = 480
const MARGIN = 36
/** More lines than this hide one another: the table has them all. */
const DRAWN = 60

interface Point {
  x: number
  y: number
}

interface Lieu {
  uai: string
  latitude: number | null
  longitude: number | null
}

/** Points of a plane from coordinates, north up; a place without coordinates has none. */
function projectionOf(places: readonly Lieu[]): (place: Lieu) => Point | undefined {
  const known = places.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  )
  const [south, north] = [
    Math.min(...known.map((one) => one.latitude)),
    Math.max(...known.map((one) => one.latitude)),
  ]
  const [west, east] = [
    Math.min(...known.map((one) => one.longitude)),
    Math.max(...known.map((one) => one.longitude)),
  ]
  // A degree of longitude is shorter than one of latitude away from the equator.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * narrow, 0.01),
    (HEIGHT - 2 * MARGIN) / Math.max(north - south, 0.01),
  )
  return ({ latitude, longitude }) =>
    latitude === null || longitude === null
      ? undefined
      : {
          x: WIDTH / 2 + (longitude - (west + east) / 2) * narrow * scale,
          y: HEIGHT / 2 - (latitude - (south + north) / 2) * scale,
        }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Marks closer than they are wide would hide one another: they push each other away, a little. */
function spread(points: Map<string, Point>): Map<string, Point> {
  const marks = [...points].map(([uai, { x, y }]) => ({ uai, x, y }))
  for (let turn = 0; turn < SPREADS; turn += 1)
    for (const [rank, a] of marks.entries())
      for (const b of marks.slice(rank + 1)) {
        const apart = distance(a, b)
        if (apart >= MARK) continue
        // Two schools at the same address leave each other sideways.
        const [ux, uy] = apart === 0 ? [1, 0] : [(b.x - a.x) / apart, (b.y - a.y) / apart]
        const push = (MARK - apart) / 2
        a.x -= ux * push
        a.y -= uy * push
        b.x += ux * push
        b.y += uy * push
      }
  return new Map(marks.map(({ uai, x, y }) => [uai, { x: clamp(x, WIDTH), y: clamp(y, HEIGHT) }]))
}

const MARK = 34
const SPREADS = 40
const clamp = (value: number, most: number): number => Math.min(most - MARK / 2, Math.max(MARK / 2, value))

/** Where along a line its number hides nothing that is written already. */
function numberAt(line: { from: Point; to: Point }, taken: readonly Point[]): Point {
  const { from, to } = line
  const choices = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((t) => ({
    x: from.x + (to.x - from.x) * t,
    y: from.y + (to.y - from.y) * t,
  }))
  const room = (point: Point): number => Math.min(MARK, ...taken.map((one) => distance(point, one)))
  return choices.toSorted((a, b) => room(b) - room(a))[0] ?? from
}

interface TraitDessine {
  cle: string
  from: Point
  to: Point
  nombre: Point
  sorties: number
}

/** The lines to draw, the busiest first, with their number where there is room for it. */
function traitsOf(lignes: readonly SortieLue[], points: ReadonlyMap<string, Point>): TraitDessine[] {
  const taken = [...points.values()]
  return lignes.flatMap(({ origine, lycee, sorties }): TraitDessine[] => {
    const [from, to] = [points.get(origine.uai), points.get(lycee.uai)]
    if (!from || !to) return []
    const nombre = numberAt({ from, to }, taken)
    taken.push(nombre)
    return [{ cle: `${origine.uai}-${lycee.uai}`, from, to, nombre, sorties }]
  })
}

/** Marks by which the drawing and the table name the same place: L1 the first lycée, C1 the first collège. */
export function reperesOf(lignes: readonly SortieLue[]): Map<string, string> {
  const marks = new Map<string, string>()
  const mark = (letter: string, places: readonly Lieu[]): void =>
    [...new Set(places.map((one) => one.uai))].forEach((uai, rank) => marks.set(uai, `${letter}${rank + 1}`))
  mark(
    'C',
    lignes.map((one) => one.origine),
  )
  mark(
    'L',
    lignes.map((one) => one.lycee),
  )
  return marks
}

/** Trips as lines between collèges (round) and lycées (square): the thicker, the more trips, with their number written. */
export function CarteDesSorties({ lignes }: { lignes: readonly SortieLue[] }) {
  const drawn = lignes.slice(0, DRAWN)
  const places = [
    ...new Map(drawn.flatMap((one) => [one.origine, one.lycee]).map((one) => [one.uai, one])).values(),
  ]
  const pointOf = projectionOf(places)
  const points = spread(
    new Map(
      places.flatMap((place): [string, Point][] => {
        const at = pointOf(place)
        return at ? [[place.uai, at]] : []
      }),
    ),
  )
  const traits = traitsOf(drawn, points)
  const reperes = reperesOf(lignes)
  const lycees = new Set(drawn.map((one) => one.lycee.uai))
  const total = lignes.reduce((sum, one) => sum + one.sorties, 0)
  return (
    <svg
      className="passpro-dessin"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`Carte des sorties : ${total} ${total === 1 ? 'sortie' : 'sorties'}, ${lignes.length} ${lignes.length === 1 ? 'trajet' : 'trajets'} d’un collège à un lycée.`}
    >
      <rect x={0} y={0} width={WIDTH} height={HEIGHT} className="passpro-sorties-fond" />
      {traits.map(({ cle, from, to, sorties }) => (
        <line
          key={cle}
          {...{ x1: from.x, y1: from.y, x2: to.x, y2: to.y }}
          className="passpro-sorties-trait"
          strokeWidth={Math.min(7, 0.5 + sorties)}
        />
      ))}
      {traits.map((one) => (
        <Nombre key={one.cle} at={one.nombre} sorties={one.sorties} />
      ))}
      {[...points].map(([uai, at]) => (
        <Repere
          key={uai}
          at={at}
          sorte={lycees.has(uai) ? 'lycee' : 'college'}
          texte={reperes.get(uai) ?? ''}
        />
      ))}
    </svg>
  )
}

function Nombre({ at: { x, y }, sorties }: { at: Point; sorties: number }) {
  return (
    <g>
      <circle cx={x} cy={y} r={9} className="passpro-sorties-nombre" />
      <text x={x} y={y + 4} className="passpro-dessin-texte">
        {sorties}
      </text>
    </g>
  )
}

function Repere({ at: { x, y }, sorte, texte }: { at: Point; sorte: 'lycee' | 'college'; texte: string }) {
  return (
    <g>
      {sorte === 'lycee' ? (
        <rect x={x - 13} y={y - 11} width={26} height={22} className="passpro-sorties-lycee" />
      ) : (
        <circle cx={x} cy={y} r={13} className="passpro-sorties-college" />
      )}
      <text
        x={x}
        y={y + 4}
        className={`passpro-dessin-texte ${sorte === 'lycee' ? 'passpro-dessin-mot--plein' : ''}`}
      >
        {texte}
      </text>
    </g>
  )
}
