import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import { au } from '#src/rehearsal/fabriquer/random.ts'

/** Départements of the fictional académie: the numbers of Créteil, so that codes and sectors behave as real ones. */
export const DEPARTEMENTS = ['77', '93', '94'] as const

export interface CommuneFictive {
  nom: string
  codePostal: string
  departement: string
  latitude: number
  longitude: number
}

const DEBUTS = [
  'Valfictif',
  'Montrêvé',
  'Bourg-Chimère',
  'Clairsonge',
  'Rivenulle',
  'Fontimagine',
  'Hautrécit',
  'Pontconté',
]
const FINS = ['les-Bois', 'sur-Fable', 'le-Vieux', 'aux-Œillets', 'lès-Nuées', 'en-Plaine']
const CENTRES: Readonly<Record<string, readonly [number, number]>> = {
  '77': [48.62, 2.92],
  '93': [48.91, 2.47],
  '94': [48.77, 2.45],
}

function commune(rang: number): CommuneFictive {
  const departement = au(DEPARTEMENTS, rang)
  const [latitude, longitude] = CENTRES[departement] ?? [48.8, 2.6]
  const cercle = rang * 2.399963
  const rayon = 0.012 * Math.sqrt(rang)
  return {
    nom: `${au(DEBUTS, rang)}-${au(FINS, Math.floor(rang / DEBUTS.length))}`,
    codePostal: `${departement}${900 + Math.floor(rang / DEPARTEMENTS.length)}`,
    departement,
    latitude: round5(latitude + rayon * Math.cos(cercle)),
    longitude: round5(longitude + rayon * Math.sin(cercle)),
  }
}

const round5 = (degres: number): number => Math.round(degres * 1e5) / 1e5

/** 48 invented communes, spread in a spiral around three centres of Île-de-France. */
export const COMMUNES: readonly CommuneFictive[] = Array.from({ length: 48 }, (_, rang) => commune(rang))

/** A point within about one kilometre of the commune's. */
export const autour = (lieu: CommuneFictive, hasard: Hasard): { latitude: string; longitude: string } => ({
  latitude: (lieu.latitude + (hasard.suivant() - 0.5) / 50).toFixed(5),
  longitude: (lieu.longitude + (hasard.suivant() - 0.5) / 50).toFixed(5),
})

const VOIES = ['rue', 'avenue', 'allée', 'impasse', 'chemin', 'square', 'boulevard']
const PLANTES = [
  'des Fictions',
  'de l’Imagination',
  'du Conte',
  'de la Fable',
  'des Songes',
  'du Récit',
  'de la Légende',
]

export const adresseFictive = (hasard: Hasard): string =>
  `${1 + hasard.entier(180)} ${hasard.choix(VOIES)} ${hasard.choix(PLANTES).replace('’', "'")}`
