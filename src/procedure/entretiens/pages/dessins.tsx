import { dayInWords, type Day } from '#src/kit/day.ts'

const JOURS = ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.']
/** « lun. 8 » */
export const shortDay = (day: Day): string =>
  `${JOURS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''} ${Number(day.slice(8))}`

/** Interviews day by day as bars, with their number: a table with the same figures stands beside it. */
export function BarresParJour(props: { titre: string; jours: readonly { jour: Day; entretiens: number }[] }) {
  const { titre, jours } = props
  const most = Math.max(1, ...jours.map((one) => one.entretiens))
  const step = 44
  const width = Math.max(step, jours.length * step)
  const busiest = jours.find((one) => one.entretiens === most)
  const said = busiest ? `${titre} : au plus ${most} entretiens, le ${dayInWords(busiest.jour)}.` : titre
  return (
    <svg
      className="passpro-dessin"
      viewBox={`0 0 ${width} 140`}
      width={width}
      height={140}
      role="img"
      aria-label={said}
    >
      {jours.map(({ jour, entretiens }, rank) => {
        const height = (entretiens / most) * 90
        return (
          <g key={jour}>
            <rect
              x={rank * step + 8}
              y={108 - height}
              width={28}
              height={height}
              className="passpro-barre-part"
            />
            <text x={rank * step + 22} y={102 - height} className="passpro-dessin-texte">
              {entretiens}
            </text>
            <text x={rank * step + 22} y={126} className="passpro-dessin-texte">
              {shortDay(jour)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
