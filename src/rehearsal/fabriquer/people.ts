import type { Day } from '#src/kit/day.ts'
import { addDays } from '#src/kit/day.ts'
import { NOMS, PRENOMS } from '#src/rehearsal/fabriquer/names.ts'
import { adresseFictive } from '#src/rehearsal/fabriquer/places.ts'
import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import { au } from '#src/rehearsal/fabriquer/random.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'

export interface ResponsableFictif {
  personneId: string
  civilite: 'M.' | 'Mme'
  nom: string
  prenom: string
  courriel: string
  telephone: string
  niveau: 1 | 2 | 3
  parente: string
}

export interface FamilleFictive {
  nom: string
  adresseId: string
  adresse: string
  responsables: readonly ResponsableFictif[]
}

export interface EleveFictif {
  college: EtablissementFictif
  eleveId: string
  ine: string | null
  nom: string
  prenom: string
  naissance: Day
  sexe: '1' | '2'
  classe: string
  /** 11 characters. */
  codeMef: string
  famille: FamilleFictive
  /** Left the school on that day: importers skip him. */
  sorti: Day | null
  /** Nobody else in the campaign bears this name, so that a registration may name him without an INE. */
  nomUnique: boolean
  inscrit: boolean
}

/** Name, first name and birth date that two pupils of two collèges share. */
export interface Homonyme {
  nom: string
  prenom: string
  naissance: Day
}

export const reference = (eleve: EleveFictif): string =>
  eleve.ine ?? `sans-ine:${eleve.college.uai}/${eleve.eleveId}`

export const legaux = (eleve: EleveFictif): readonly ResponsableFictif[] =>
  eleve.famille.responsables.filter((r) => r.niveau === 1)

const LETTRES = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** Three shapes exist. The `99…` digits follow a permutation, so that numbers are unique and not in order. */
export function ineDe(rang: number): string {
  const chiffres = `99${String((rang * 7919 + 13) % 9_999_991).padStart(7, '0')}`
  const lettre = (n: number): string => LETTRES.charAt(n % LETTRES.length)
  if (rang % 50 === 7) return `${chiffres.slice(0, 4)}A${chiffres.slice(4)}${lettre(rang)}`
  if (rang % 17 === 5) return `${chiffres}0${lettre(rang)}`
  return `${chiffres}${lettre(rang)}${lettre(rang * 3 + 1)}`
}

const ascii = (texte: string): string =>
  texte
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/g, '')
    .replaceAll(/[œŒ]/g, 'oe')
    .replaceAll(/[^A-Za-z0-9]+/g, '')
    .toLowerCase()

export const courriel = (prenom: string, nom: string): string =>
  `${ascii(prenom)}.${ascii(nom)}@famille.invalid`

/** Numbers that ARCEP keeps for fiction: 06 39 98 xx xx. */
const telephone = (hasard: Hasard): string => `063998${String(hasard.entier(10_000)).padStart(4, '0')}`

interface DraftResponsable {
  id: number
  nom: string
  niveau: 1 | 2 | 3
}

function responsable({ id, nom, niveau }: DraftResponsable, hasard: Hasard): ResponsableFictif {
  const pere = id % 2 === 0
  const prenom = hasard.choix(PRENOMS)
  const parente = niveau === 1 ? (pere ? '20' : '10') : hasard.choix(['38', '39', '41', '90'])
  return {
    personneId: String(id),
    civilite: pere ? 'M.' : 'Mme',
    nom,
    prenom,
    courriel: hasard.chance(0.9) ? courriel(prenom, nom) : '',
    telephone: hasard.chance(0.9) ? telephone(hasard) : '',
    niveau,
    parente,
  }
}

/** Ids are those of one SIECLE base: they come again from one collège to the other. */
export function famille({ nom, id }: { nom: string; id: number }, hasard: Hasard): FamilleFictive {
  const tirage = hasard.suivant()
  const nombre = tirage < 0.01 ? 0 : tirage < 0.32 ? 1 : 2
  const tuteurs = Array.from({ length: nombre }, (_, i) =>
    responsable(
      { id: id + i, nom: i === 1 && hasard.chance(0.3) ? hasard.choix(NOMS) : nom, niveau: 1 },
      hasard,
    ),
  )
  const [un, deux] = tuteurs
  const memeCourriel = un && deux && hasard.chance(0.05) ? [un, { ...deux, courriel: un.courriel }] : tuteurs
  const autres = hasard.chance(0.06)
    ? [responsable({ id: id + 2, nom: hasard.choix(NOMS), niveau: hasard.chance(0.5) ? 2 : 3 }, hasard)]
    : []
  return {
    nom,
    adresseId: String(id),
    adresse: adresseFictive(hasard),
    responsables: [...memeCourriel, ...autres],
  }
}

/** A pupil of a 3e: 14 or 15 years old on the whole. */
export const naissance = (hasard: Hasard): Day =>
  addDays(hasard.chance(0.85) ? '2012-01-01' : '2011-01-01', hasard.entier(365))

/** The family names of those whom a registration may name: built from a rank, they never come twice. */
export function nomUnique(rang: number): string {
  const n = NOMS.length
  const tour = Math.floor(rang / n)
  const fin = tour < n ? '' : `-en-${au(NOMS, Math.floor(tour / n))}`
  return `${au(NOMS, rang)}-lès-${au(NOMS, tour + rang)}${fin}`
}
