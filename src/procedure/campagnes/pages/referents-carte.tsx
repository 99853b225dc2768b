import type { ReferentsLus } from '#src/procedure/campagnes/reads/referents.ts'

const WIDTH = 640
const MARGIN = 24

interface Point {
  latitude: number | null
  longitude: number | null
}
type Placed<T> = T & { x: number; y: number }

/** Plain positions: at these distances a degree of longitude is as long everywhere. Returns what can be placed. */
function placing(points: readonly Point[]) {
  const known = points.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  )
  const west = Math.min(...known.map((one) => one.longitude))
  const east = Math.max(...known.map((one) => one.longitude))
  const south = Math.min(...known.map((one) => one.latitude))
  const north = Math.max(...known.map((one) => one.latitude))
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (WIDTH - 2 * MARGIN) / Math.max((east - west) * narrow, 0.01)
  const height = Math.min(900, Math.max(160, (north - south) * scale + 2 * MARGIN))
  const place = <T extends Point>(one: T): Placed<T>[] =>
    one.latitude === null || one.longitude === null
      ? []
      : [
          {
            ...one,
            x: MARGIN + (one.longitude - west) * narrow * scale,
            y: MARGIN + (north - one.latitude) * scale,
          },
        ]
  return { known: known.length, height, place }
}

/**
 * Where referents and schools are: a square numbers a lycée, a circle is a school that is served, a cross one that is not.
 * The table below says the same, and the list under the drawing names the numbers.
 */
export function CarteDesReferents({ lus: { referents, ecoles } }: { lus: ReferentsLus }) {
  const lycees = [...new Map(referents.map((one) => [one.uai, one])).values()]
  const { known, height, place } = placing([...lycees, ...ecoles])
  const left = ecoles.filter((one) => !one.desservie)
  const phrase = `${lycees.length} lycées référents et ${ecoles.length} établissements d’origine ; ${
    left.length === 0
      ? 'tous sont servis'
      : `${left.length} ne sont servis par aucun référent pour un domaine au moins`
  }.`
  if (known < 2) return <p>{phrase} L’annuaire ne donne pas leur position : il n’y a pas de carte.</p>
  return (
    <figure className="passpro-carte-referents">
      <figcaption>{phrase} À vol d’oiseau, sans fond de carte.</figcaption>
      <svg
        className="passpro-dessin"
        viewBox={`0 0 ${WIDTH} ${Math.round(height)}`}
        width={WIDTH}
        height={Math.round(height)}
        role="img"
        aria-label={phrase}
      >
        {ecoles.flatMap(place).map((one) =>
          one.desservie ? (
            <circle key={one.uai} className="passpro-carte-ecole" cx={one.x} cy={one.y} r={4}>
              <title>{one.nom}</title>
            </circle>
          ) : (
            <path
              key={one.uai}
              className="passpro-carte-manque"
              d={`M${one.x - 5} ${one.y - 5}l10 10m0-10l-10 10`}
            >
              <title>{`${one.nom} : sans référent`}</title>
            </path>
          ),
        )}
        {lycees.flatMap(place).map((one) => (
          <g key={one.uai}>
            <rect className="passpro-carte-lycee" x={one.x - 9} y={one.y - 9} width={18} height={18} />
            <text className="passpro-carte-numero" x={one.x} y={one.y + 4} textAnchor="middle">
              {lycees.findIndex(({ uai }) => uai === one.uai) + 1}
            </text>
          </g>
        ))}
      </svg>
      <ol>
        {lycees.map((one) => (
          <li key={one.uai}>{one.nom}</li>
        ))}
      </ol>
      {left.length > 0 && <p>Sans référent (croix) : {left.map((one) => one.nom).join(', ')}.</p>}
    </figure>
  )
}
