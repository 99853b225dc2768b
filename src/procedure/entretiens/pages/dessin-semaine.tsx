import { shortDay } from '#src/procedure/entretiens/pages/dessins.tsx'
import type { Day } from '#src/kit/day.ts'

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
  titre: string
  jours: readonly Day[]
  cases: readonly Case[]
  plages: readonly Plage[]
}

const TOP = 28
const LEFT = 44
const PER_HOUR = 66
const COLUMN = 104
const GAP = 12
/** A day on which nobody receives, as wide as its name. */
const EMPTY = 56
/** Pixels that a letter takes, about. */
const LETTER = 6.4

interface Colonne {
  x: number
  largeur: number
  noms: string[]
}

/** Where each day stands: as wide as its juries are many. */
function colonnesOf({ jours, cases, plages }: Props): Map<Day, Colonne> {
  const found = new Map<Day, Colonne>()
  let x = LEFT
  for (const jour of jours) {
    const noms = [
      ...new Set([...plages, ...cases].flatMap((one) => (one.jour === jour ? [one.colonne] : []))),
    ]
    const largeur = noms.length === 0 ? EMPTY : noms.length * COLUMN + GAP
    found.set(jour, { x, largeur, noms: noms.toSorted() })
    x += largeur
  }
  return found
}

/**
 * A week as a calendar: days across, hours down, one column per jury. Open hours are outlined, absences hatched, convoked
 * interviews full, held ones dashed: never the colour alone. The same interviews stand in a table beside it.
 */
export function GrilleSemaine(props: Props) {
  const { titre, jours, cases, plages } = props
  const all = [...cases, ...plages.filter((one) => one.sorte === 'ouverte')]
  const first = Math.floor(Math.min(9 * 60, ...all.map((one) => one.debut)) / 60)
  const last = Math.ceil(Math.max(12 * 60, ...all.map((one) => one.fin)) / 60)
  const yOf = (minute: number): number =>
    TOP + ((Math.min(Math.max(minute, first * 60), last * 60) - first * 60) / 60) * PER_HOUR
  const colonnes = colonnesOf(props)
  const width = LEFT + [...colonnes.values()].reduce((sum, one) => sum + one.largeur, 0)
  const height = yOf(last * 60) + 8
  return (
    <svg
      className="passpro-dessin"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={`${titre} : ${phraseOf(cases)}`}
    >
      <Hachures />
      {Array.from({ length: last - first + 1 }, (_, n) => first + n).map((hour) => (
        <g key={hour}>
          <line x1={40} x2={width} y1={yOf(hour * 60)} y2={yOf(hour * 60)} className="passpro-dessin-ligne" />
          <text x={20} y={yOf(hour * 60) + 4} className="passpro-dessin-texte">
            {hour} h
          </text>
        </g>
      ))}
      {jours.map((jour) => {
        const colonne = colonnes.get(jour)
        return colonne && <Journee key={jour} {...{ jour, colonne, yOf, cases, plages }} height={height} />
      })}
    </svg>
  )
}

const phraseOf = (cases: readonly Case[]): string => {
  const held = cases.filter((one) => !one.convoque).length
  if (cases.length === 0) return 'aucun entretien.'
  return `${cases.length} ${cases.length === 1 ? 'entretien' : 'entretiens'}, dont ${held} ${held > 1 ? 'provisoires' : 'provisoire'} (en pointillé).`
}

/** Two lines of a pattern: an absence is seen without its colour. */
const Hachures = () => (
  <defs>
    <pattern id="hachures" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="8" className="passpro-dessin-hachure" />
    </pattern>
  </defs>
)

function Journee(props: {
  jour: Day
  colonne: Colonne
  yOf: (minute: number) => number
  cases: readonly Case[]
  plages: readonly Plage[]
  height: number
}) {
  const { jour, colonne, yOf, cases, plages, height } = props
  const { x, largeur, noms } = colonne
  const boxOf = (one: { colonne: string; debut: number; fin: number }) => ({
    x: x + GAP / 2 + noms.indexOf(one.colonne) * COLUMN + 2,
    y: yOf(one.debut) + 1,
    width: COLUMN - 4,
    height: Math.max(3, yOf(one.fin) - yOf(one.debut) - 2),
  })
  return (
    <g>
      <line x1={x} x2={x} y1={8} y2={height} className="passpro-dessin-ligne" />
      <text x={x + largeur / 2} y={16} className="passpro-dessin-texte">
        {shortDay(jour)}
      </text>
      {plages
        .filter((one) => one.jour === jour)
        .map((one) => (
          <rect key={one.cle} {...boxOf(one)} className={`passpro-dessin-${one.sorte}`} />
        ))}
      {cases
        .filter((one) => one.jour === jour)
        .map((one) => (
          <CaseVue key={one.cle} une={one} box={boxOf(one)} />
        ))}
    </g>
  )
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
