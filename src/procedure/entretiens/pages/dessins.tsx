import type { Day } from '#src/kit/day.ts'

const JOURS = ['dim.', 'lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.']
const MOIS = 'janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.'.split(' ')

/** « lun. 8 » */
export const shortDay = (day: Day): string =>
  `${JOURS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''} ${Number(day.slice(8))}`

/** « lun. 8 mars » */
export const shortWeek = (monday: Day): string =>
  `${shortDay(monday)} ${MOIS[Number(monday.slice(5, 7)) - 1] ?? ''}`

export interface SemaineComparee {
  semaine: Day
  nombres: readonly [number, number]
}

const STEP = 110
const BAR = 40
const TALL = 110

/** Interviews week by week under two settings, side by side: the first full, the second dashed. A table stands beside. */
export function BarresParSemaine(props: {
  noms: readonly [string, string]
  semaines: readonly SemaineComparee[]
}) {
  const { noms, semaines } = props
  const most = Math.max(1, ...semaines.flatMap((one) => one.nombres))
  const moved = semaines.reduce((sum, { nombres: [a, b] }) => sum + Math.abs(a - b), 0) / 2
  const width = Math.max(1, semaines.length) * STEP
  return (
    <svg
      className="passpro-dessin"
      viewBox={`0 0 ${width} ${TALL + 50}`}
      width={width}
      height={TALL + 50}
      role="img"
      aria-label={`Entretiens par semaine, ${noms.join(' puis ')} : ${Math.ceil(moved)} changent de semaine.`}
    >
      {semaines.map(({ semaine, nombres }, rank) => (
        <g key={semaine}>
          {nombres.map((nombre, which) => {
            const height = (nombre / most) * TALL
            const x = rank * STEP + 12 + which * (BAR + 4)
            return (
              <g key={noms[which]}>
                <rect
                  {...{ x, height, width: BAR, y: TALL + 20 - height }}
                  className={which === 0 ? 'passpro-dessin-convoque' : 'passpro-dessin-provisoire'}
                />
                <text x={x + BAR / 2} y={TALL + 14 - height} className="passpro-dessin-texte">
                  {nombre}
                </text>
              </g>
            )
          })}
          <text x={rank * STEP + STEP / 2} y={TALL + 40} className="passpro-dessin-texte">
            {shortWeek(semaine)}
          </text>
        </g>
      ))}
    </svg>
  )
}
