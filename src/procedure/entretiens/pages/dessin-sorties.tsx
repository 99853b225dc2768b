import { projectionOf, spread, type Lieu as Place, type Point } from '#src/web/components/projection.ts'
import type { SortieLue } from '#src/procedure/entretiens/reads/charge.ts'

const WIDTH = 720
const HEIGHT = 480
const MARGIN = 36
/** More lines than this hide one another: the table has them all. */
const DRAWN = 60

interface Lieu extends Place {
  uai: string
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

const MARK = 34
const SIZE = { width: WIDTH, height: HEIGHT, margin: MARGIN, mark: MARK }

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
  const pointOf = projectionOf(places, SIZE)
  const points = spread(
    new Map(
      places.flatMap((place): [string, Point][] => {
        const at = pointOf(place)
        return at ? [[place.uai, at]] : []
      }),
    ),
    SIZE,
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
