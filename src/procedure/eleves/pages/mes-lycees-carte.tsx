import type { LyceeVu } from '#src/procedure/eleves/model/parcours.ts'
import type { LyceesVus } from '#src/procedure/eleves/reads/parcours.ts'
import { projectionOf, spread, type Point } from '#src/web/components/projection.ts'

const SIZE = { width: 640, height: 420, margin: 32, mark: 30 }
const COLLEGE = 'college'

/** The collège (round) and the lycées of the list (square), each under its number; the list says the same in words. */
export function Carte({
  college,
  lycees,
  premier,
}: Pick<LyceesVus, 'college'> & { lycees: readonly LyceeVu[]; premier: number }) {
  const pointOf = projectionOf([college, ...lycees], SIZE)
  const placed: [string, Point][] = []
  for (const [cle, place] of [[COLLEGE, college] as const, ...lycees.map((one) => [one.uai, one] as const)]) {
    const at = pointOf(place)
    if (at) placed.push([cle, at])
  }
  const points = spread(new Map(placed), SIZE)
  const numbers = new Map(lycees.map(({ uai }, rank) => [uai, String(premier + rank)]))
  const { width, height } = SIZE
  return (
    <svg
      className="passpro-dessin"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label="Plan : votre collège et les lycées de la liste, le nord en haut."
    >
      <rect x={0} y={0} width={width} height={height} className="passpro-sorties-fond" />
      {[...points].map(([cle, at]) => (
        <Repere key={cle} at={at} texte={numbers.get(cle)} />
      ))}
    </svg>
  )
}

function Repere({ at: { x, y }, texte }: { at: Point; texte: string | undefined }) {
  return (
    <g>
      {texte === undefined ? (
        <circle cx={x} cy={y} r={13} className="passpro-sorties-college" />
      ) : (
        <rect x={x - 13} y={y - 11} width={26} height={22} className="passpro-sorties-lycee" />
      )}
      <text
        x={x}
        y={y + 4}
        className={`passpro-dessin-texte ${texte === undefined ? '' : 'passpro-dessin-mot--plein'}`}
      >
        {texte ?? 'C'}
      </text>
    </g>
  )
}
