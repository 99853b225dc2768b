import { dayInWords, type Day } from '#src/kit/day.ts'

const JOURS = ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.']
const shortDay = (day: Day): string =>
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

/** One interview of a grid. Minutes since midnight. */
export interface Case {
  cle: string | number
  jour: Day
  debut: number
  fin: number
  /** Which column of the day: one per jury. */
  colonne: string
  convoque: boolean
}

const TOP = 28
const PER_HOUR = 44
const DAY = 150

/**
 * A week of interviews as a calendar: days across, hours down, one column per jury. Convoked ones are full, held ones are
 * dashed: never the colour alone. The list of the same interviews stands beside it.
 */
export function GrilleSemaine({
  titre,
  jours,
  cases,
}: {
  titre: string
  jours: readonly Day[]
  cases: readonly Case[]
}) {
  const first = Math.floor(Math.min(9 * 60, ...cases.map((one) => one.debut)) / 60)
  const last = Math.ceil(Math.max(12 * 60, ...cases.map((one) => one.fin)) / 60)
  const yOf = (minute: number): number => TOP + ((minute - first * 60) / 60) * PER_HOUR
  const width = 44 + jours.length * DAY
  const height = yOf(last * 60) + 8
  const held = cases.filter((one) => !one.convoque).length
  return (
    <svg
      className="passpro-dessin"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={`${titre} : ${cases.length} entretiens, dont ${held} provisoires (en pointillé).`}
    >
      {Array.from({ length: last - first + 1 }, (_, n) => first + n).map((hour) => (
        <g key={hour}>
          <line x1={40} x2={width} y1={yOf(hour * 60)} y2={yOf(hour * 60)} className="passpro-dessin-ligne" />
          <text x={20} y={yOf(hour * 60) + 4} className="passpro-dessin-texte">
            {hour} h
          </text>
        </g>
      ))}
      {jours.map((jour, rank) => (
        <Journee
          key={jour}
          {...{ jour, x: 44 + rank * DAY, yOf }}
          cases={cases.filter((one) => one.jour === jour)}
        />
      ))}
    </svg>
  )
}

function Journee(props: { jour: Day; x: number; yOf: (minute: number) => number; cases: readonly Case[] }) {
  const { jour, x, yOf, cases } = props
  const columns = [...new Set(cases.map((one) => one.colonne))]
  const each = (DAY - 10) / Math.max(1, columns.length)
  return (
    <g>
      <text x={x + DAY / 2} y={16} className="passpro-dessin-texte">
        {shortDay(jour)}
      </text>
      {cases.map((one) => (
        <rect
          key={one.cle}
          x={x + columns.indexOf(one.colonne) * each + 2}
          y={yOf(one.debut) + 1}
          width={each - 4}
          height={Math.max(3, yOf(one.fin) - yOf(one.debut) - 2)}
          className={one.convoque ? 'passpro-dessin-convoque' : 'passpro-dessin-provisoire'}
        />
      ))}
    </g>
  )
}
