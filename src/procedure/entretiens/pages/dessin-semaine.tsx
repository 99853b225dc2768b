import { shortDay } from '#src/procedure/entretiens/pages/dessins.tsx'
import { dayInWords, type Day } from '#src/kit/day.ts'

/** One interview of a grid. Minutes since midnight. */
export interface Case {
  cle: string | number
  jour: Day
  debut: number
  fin: number
  /** Which column of the day: one per jury. */
  colonne: string
  convoque: boolean
  /** Who comes, in a word. */
  mot: string
}

/** When a jury receives, or somebody is away. */
export interface Plage extends Omit<Case, 'convoque' | 'mot'> {
  sorte: 'ouverte' | 'absence'
}

interface Props {
  jours: readonly Day[]
  cases: readonly Case[]
  plages: readonly Plage[]
}

const TOP = 28
const PER_HOUR = 66
const COLUMN = 104
const GAP = 12
/** A day on which nobody receives, as wide as its name. */
const EMPTY = 56
/** Pixels that a letter takes, about. */
const LETTER = 6.4

/**
 * A week as a calendar: days across, hours down, one column per jury. Open hours are outlined, absences hatched, convoked
 * interviews full, held ones dashed: never the colour alone. Each day is a drawing of its own, so that a narrow screen
 * shows them one under the other. The same interviews stand in a list beside it.
 */
export function GrilleSemaine({ jours, cases, plages }: Props) {
  const all = [...cases, ...plages.filter((one) => one.sorte === 'ouverte')]
  const first = Math.floor(Math.min(9 * 60, ...all.map((one) => one.debut)) / 60)
  const last = Math.ceil(Math.max(12 * 60, ...all.map((one) => one.fin)) / 60)
  return (
    <div className="passpro-semaine">
      {jours.map((jour) => (
        <Journee
          key={jour}
          {...{ jour, first, last }}
          cases={cases.filter((one) => one.jour === jour)}
          plages={plages.filter((one) => one.jour === jour)}
        />
      ))}
    </div>
  )
}

const phraseOf = (cases: readonly Case[]): string => {
  const held = cases.filter((one) => !one.convoque).length
  if (cases.length === 0) return 'aucun entretien.'
  return `${cases.length} ${cases.length === 1 ? 'entretien' : 'entretiens'}, dont ${held} ${held > 1 ? 'provisoires' : 'provisoire'} (en pointillé).`
}

/** Two lines of a pattern: an absence is seen without its colour. */
const Hachures = ({ jour }: { jour: Day }) => (
  <defs>
    <pattern
      id={`hachures-${jour}`}
      width="8"
      height="8"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <line x1="0" y1="0" x2="0" y2="8" className="passpro-dessin-hachure" />
    </pattern>
  </defs>
)

interface PropsDuJour {
  jour: Day
  /** Hours of the whole week, so that its days stand level. */
  first: number
  last: number
  cases: readonly Case[]
  plages: readonly Plage[]
}

function Journee({ jour, first, last, cases, plages }: PropsDuJour) {
  const noms = [...new Set([...plages, ...cases].map((one) => one.colonne))].toSorted()
  const width = noms.length === 0 ? EMPTY : noms.length * COLUMN + GAP
  const yOf = (minute: number): number =>
    TOP + ((Math.min(Math.max(minute, first * 60), last * 60) - first * 60) / 60) * PER_HOUR
  const height = yOf(last * 60) + 8
  const boxOf = (one: { colonne: string; debut: number; fin: number }) => ({
    x: GAP / 2 + noms.indexOf(one.colonne) * COLUMN + 2,
    y: yOf(one.debut) + 1,
    width: COLUMN - 4,
    height: Math.max(3, yOf(one.fin) - yOf(one.debut) - 2),
  })
  return (
    <svg
      className={noms.length === 0 ? 'passpro-journee passpro-journee--vide' : 'passpro-journee'}
      viewBox={`0 0 ${width} ${height}`}
      {...{ width, height }}
      role="img"
      aria-label={`${dayInWords(jour)} : ${phraseOf(cases)}`}
    >
      {plages.some((one) => one.sorte === 'absence') && <Hachures jour={jour} />}
      <Heures {...{ first, last, yOf, width }} />
      <line x1={0} x2={0} y1={8} y2={height} className="passpro-dessin-ligne" />
      <text x={width / 2} y={16} className="passpro-dessin-texte">
        {shortDay(jour)}
      </text>
      {plages.map((one) => (
        <rect
          key={one.cle}
          {...boxOf(one)}
          className={`passpro-dessin-${one.sorte}`}
          {...(one.sorte === 'absence' && { fill: `url(#hachures-${jour})` })}
        />
      ))}
      {cases.map((one) => (
        <CaseVue key={one.cle} une={one} box={boxOf(one)} />
      ))}
    </svg>
  )
}

/** Hours across the day; their names stand at its left, once for days that are side by side. */
function Heures(props: { first: number; last: number; yOf: (minute: number) => number; width: number }) {
  const { first, last, yOf, width } = props
  return Array.from({ length: last - first + 1 }, (_, n) => first + n).map((hour) => (
    <g key={hour}>
      <line x1={-4} x2={width} y1={yOf(hour * 60)} y2={yOf(hour * 60)} className="passpro-dessin-ligne" />
      <text x={-24} y={yOf(hour * 60) + 4} className="passpro-dessin-texte passpro-dessin-heure">
        {hour} h
      </text>
    </g>
  ))
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

function CaseVue({ une, box }: { une: Case; box: Box }) {
  const { convoque, mot } = une
  const room = Math.floor((box.width - 8) / LETTER)
  const written = mot.length > room ? `${mot.slice(0, room - 1)}…` : mot
  return (
    <g>
      <rect {...box} className={convoque ? 'passpro-dessin-convoque' : 'passpro-dessin-provisoire'} />
      {box.height >= 12 && (
        <text
          x={box.x + 5}
          y={box.y + Math.min(box.height / 2 + 4, 14)}
          className={`passpro-dessin-mot ${convoque ? 'passpro-dessin-mot--plein' : ''}`}
        >
          {written}
        </text>
      )}
    </g>
  )
}
