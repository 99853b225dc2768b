import { NOMS, PRENOMS } from '#src/rehearsal/fabriquer/names.ts'
import type { EleveFictif, FamilleFictive, Homonyme } from '#src/rehearsal/fabriquer/people.ts'
import { famille, ineDe, naissance, nomUnique } from '#src/rehearsal/fabriquer/people.ts'
import { Hasard, au } from '#src/rehearsal/fabriquer/random.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'

export interface RollOptions {
  college: EtablissementFictif
  /** Pupils who are really there. */
  effectif: number
  /** Rank in the campaign of the first of them. */
  premier: number
  graine: number
  homonyme: Homonyme
  /** Share of pupils who register. */
  part: number
  /** One pupil more, who has left, so that importers have somebody to skip. */
  sortis: number
}

const MEFS = [
  '10310019110',
  '10310019110',
  '10310019110',
  '10310019110',
  '10310031110',
  '16710002110',
] as const
const TAILLE_CLASSE = 26

/** The pupils of one collège, families together: siblings and twins share a `FamilleFictive`. */
export function classRoll(options: RollOptions): EleveFictif[] {
  const hasard = new Hasard(`${options.graine}/eleves/${options.college.uai}`)
  const eleves: EleveFictif[] = []
  for (let rang = 0; rang < options.effectif + options.sortis; rang++) {
    const avant = eleves.at(-1)
    const base = pupil({ rang, options }, hasard)
    const lien = avant && !avant.nomUnique ? kinship(rang, hasard) : 'aucun'
    eleves.push(lien === 'aucun' || !avant ? base : akin({ base, avant, lien }, hasard))
  }
  const [premier, ...suite] = eleves
  return premier && sharesName(options.college) ? [{ ...premier, ...options.homonyme }, ...suite] : eleves
}

/** The first pupils of the first two collèges are homonyms, then those of two collèges in ten. */
const sharesName = ({ rang }: EtablissementFictif): boolean => rang % 10 < 2

type Lien = 'aucun' | 'jumeau' | 'fratrie'

/** The third pupil of each collège is the twin of the second: even a small folder has twins. */
function kinship(rang: number, hasard: Hasard): Lien {
  const tirage = hasard.suivant()
  if (rang === 2) return 'jumeau'
  if (rang < 2) return 'aucun'
  return tirage < 0.012 ? 'jumeau' : tirage < 0.027 ? 'fratrie' : 'aucun'
}

interface Kin {
  base: EleveFictif
  avant: EleveFictif
  lien: Lien
}

/** A twin has the birth date, address and guardians of the other; once in two, the first name's initial too. */
function akin({ base, avant, lien }: Kin, hasard: Hasard): EleveFictif {
  const autres = PRENOMS.filter((prenom) => prenom !== avant.prenom)
  const memeInitiale = autres.filter((prenom) => prenom[0] === avant.prenom[0])
  const prenom = hasard.choix(memeInitiale.length > 0 && base.college.rang % 2 === 0 ? memeInitiale : autres)
  const commun = { ...base, nom: avant.nom, famille: avant.famille, prenom, nomUnique: false }
  return lien === 'jumeau' ? { ...commun, naissance: avant.naissance } : commun
}

function pupil({ rang, options }: { rang: number; options: RollOptions }, hasard: Hasard): EleveFictif {
  const { college, premier, effectif } = options
  const id = 1000 + (college.rang % 7) * 150 + rang
  const unique = rang > 3 && hasard.chance(0.04)
  const nom = unique ? nomUnique(premier + rang) : hasard.choix(NOMS)
  const sansIne = rang === 5 || hasard.chance(0.008)
  const parents: FamilleFictive = famille({ nom, id: 40_000 + id * 4 }, hasard)
  return {
    college,
    eleveId: String(id),
    ine: sansIne ? null : ineDe(premier + rang + (rang < effectif ? 0 : 5_000_000)),
    nom,
    prenom: hasard.choix(PRENOMS),
    naissance: naissance(hasard),
    sexe: hasard.chance(0.5) ? '1' : '2',
    classe: `3${'ABCDEFGH'[Math.floor(rang / TAILLE_CLASSE) % 8]}`,
    codeMef: au(MEFS, hasard.entier(MEFS.length)),
    famille: parents,
    sorti: rang < effectif ? null : '2026-11-06',
    nomUnique: unique,
    inscrit: rang < effectif && hasard.chance(options.part),
  }
}
