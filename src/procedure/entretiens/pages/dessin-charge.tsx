import { shortWeek } from '#src/procedure/entretiens/pages/dessins.tsx'
import { addDays, dayInWords, weekday, type Day } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import type { ChargeDuJour } from '#src/procedure/entretiens/reads/charge.ts'

const TOP = 24
const WIDTH = 96
const HEIGHT = 44

/** Places, and interviews held and convoked, over some time. */
export type Charge = Pick<ChargeDuJour, 'places' | 'provisoires' | 'convoques'>

export const prisesOf = ({ provisoires, convoques }: Charge): number => provisoires + convoques

export const sumOf = (charges: readonly Charge[]): Charge => ({
  places: charges.reduce((sum, one) => sum + one.places, 0),
  provisoires: charges.reduce((sum, one) => sum + one.provisoires, 0),
  convoques: charges.reduce((sum, one) => sum + one.convoques, 0),
})

/** From 0, empty, to 4, full. */
const degreeOf = (charge: Charge): number => {
  const taken = prisesOf(charge)
  if (taken === 0) return 0
  return charge.places <= taken ? 4 : Math.max(1, Math.ceil((4 * taken) / charge.places) - 1)
}

/** The share of the places that are taken. */
export const tauxInWords = (charge: Charge): string =>
  charge.places === 0 ? '–' : `${Math.round((100 * prisesOf(charge)) / charge.places)} %`

interface Ligne {
  cle: string
  titre: string
  cases: readonly (Charge | undefined)[]
}

const JOURS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi']

/** Days of a lycée as a heat map, a week a line: the darker, the fuller, with the numbers written in each. */
export function ChaleurDesJours(props: { semaines: readonly Day[]; jours: readonly ChargeDuJour[] }) {
  const { semaines, jours } = props
  const byDay = new Map(jours.map((one) => [one.jour, one]))
  const colonnes = JOURS.slice(0, jours.some((one) => weekday(one.jour) === 6) ? 6 : 5)
  const ratio = (one: Charge): number => prisesOf(one) / Math.max(1, one.places)
  const [fullest] = jours.toSorted((a, b) => ratio(b) - ratio(a))
  const said = fullest
    ? `la journée la plus pleine est le ${dayInWords(fullest.jour)}, ${prisesOf(fullest)} entretiens pour ${fullest.places} places.`
    : 'aucune plage n’est ouverte.'
  const lignes = semaines.map((semaine) => ({
    cle: semaine,
    titre: shortWeek(semaine),
    cases: colonnes.map((_, rank) => byDay.get(addDays(semaine, rank))),
  }))
  return <Chaleur dit={`Charge par jour : ${said}`} {...{ colonnes, lignes }} gauche={96} />
}

/** Weeks of lycées as a heat map, a lycée a line. */
export function ChaleurDesLycees(props: {
  semaines: readonly Day[]
  jours: readonly ChargeDuJour[]
  lycees: readonly { uai: string; nom: string }[]
}) {
  const { semaines, jours, lycees } = props
  const weeks = groupBy(jours, (one) => `${one.uai}/${mondayOf(one.jour)}`)
  const lignes = lycees.map(({ uai, nom }) => ({
    cle: uai,
    titre: nom,
    cases: semaines.map((semaine) => {
      const own = weeks.get(`${uai}/${semaine}`)
      return own && sumOf(own)
    }),
  }))
  const dit = `Charge de ${lycees.length} lycées, semaine par semaine.`
  return <Chaleur {...{ dit, lignes }} colonnes={semaines.map(shortWeek)} gauche={270} />
}

function Chaleur(props: {
  dit: string
  colonnes: readonly string[]
  lignes: readonly Ligne[]
  /** Pixels for the names of the lines. */
  gauche: number
}) {
  const { dit, colonnes, lignes, gauche } = props
  const [width, height] = [gauche + colonnes.length * WIDTH, TOP + lignes.length * HEIGHT]
  return (
    <svg
      className="passpro-dessin"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={dit}
    >
      {colonnes.map((name, rank) => (
        <text key={name} x={gauche + rank * WIDTH + WIDTH / 2} y={16} className="passpro-dessin-texte">
          {name}
        </text>
      ))}
      {lignes.map(({ cle, titre, cases }, line) => (
        <g key={cle}>
          <text
            x={gauche - 8}
            y={TOP + line * HEIGHT + 27}
            className="passpro-dessin-texte passpro-dessin-texte--fin"
          >
            {titre}
          </text>
          {cases.map((charge, rank) => (
            <Case key={colonnes[rank]} charge={charge} x={gauche + rank * WIDTH} y={TOP + line * HEIGHT} />
          ))}
        </g>
      ))}
    </svg>
  )
}

function Case({ charge, x, y }: { charge: Charge | undefined; x: number; y: number }) {
  const box = { x: x + 2, y: y + 2, width: WIDTH - 4, height: HEIGHT - 4 }
  if (!charge) return <rect {...box} className="passpro-chaleur-vide" />
  const degree = degreeOf(charge)
  const dark = degree >= 3 ? 'passpro-dessin-mot--plein' : ''
  return (
    <g>
      <rect {...box} className={`passpro-chaleur passpro-chaleur--${degree}`} />
      <text x={x + WIDTH / 2} y={y + 19} className={`passpro-dessin-texte ${dark}`}>
        {prisesOf(charge)} / {charge.places}
      </text>
      <text x={x + WIDTH / 2} y={y + 34} className={`passpro-dessin-texte ${dark}`}>
        {tauxInWords(charge)}
      </text>
    </g>
  )
}
