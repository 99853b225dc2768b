import { ARBRES } from '#src/rehearsal/fabriquer/names.ts'
import type { CommuneFictive } from '#src/rehearsal/fabriquer/places.ts'
import { COMMUNES, DEPARTEMENTS, autour } from '#src/rehearsal/fabriquer/places.ts'
import { Hasard, au } from '#src/rehearsal/fabriquer/random.ts'
import type { FormationFictive } from '#src/rehearsal/fabriquer/tables.ts'
import { DOMAINES, FORMATIONS, formationsDu } from '#src/rehearsal/fabriquer/tables.ts'
import { uaiOf } from '#src/rehearsal/fabriquer/uai.ts'

export interface EtablissementFictif {
  rang: number
  uai: string
  nom: string
  nature: string
  commune: CommuneFictive
  latitude: string
  longitude: string
}

export interface ReferentFictif {
  uai: string
  /** Position of the lycée, so that teams of two lycées bear other names. */
  rang: number
  domaine: string
  /** Départements served; empty = all. */
  secteur: readonly string[]
}

export interface OffreFictive {
  codeOffre: string
  lycee: EtablissementFictif
  /** One offer may serve several formations. */
  formations: readonly FormationFictive[]
  segpa: boolean
}

const PUPILS_PER_COLLEGE = 86
const PUPILS_PER_LYCEE = 171
/** Enough for each domaine to have one referent: two domaines per lycée, eleven domaines. */
const LYCEES_MIN = 6

/** Real UAI of these départements stay under 5000, so that none of ours is that of a school. */
const uaiDe = (rang: number): string =>
  uaiOf(au(DEPARTEMENTS, rang), 5000 + Math.floor(rang / DEPARTEMENTS.length))

/** Communes turn over the same cycle of départements as UAI do: a school stands where its number says. */
function etablissement(rang: number, hasard: Hasard): Omit<EtablissementFictif, 'nom' | 'nature'> {
  const communes = COMMUNES.filter((c) => c.departement === au(DEPARTEMENTS, rang))
  const commune = hasard.choix(communes)
  return { rang, uai: uaiDe(rang), commune, ...autour(commune, hasard) }
}

const articleDes = (rang: number): string => {
  const tour = Math.floor(rang / ARBRES.length)
  return `des ${au(ARBRES, rang)}${tour > 0 ? ` ${tour + 1}` : ''}`
}

export function colleges(eleves: number, hasard: Hasard): EtablissementFictif[] {
  const nombre = Math.max(Math.min(2, eleves), Math.round(eleves / PUPILS_PER_COLLEGE))
  return Array.from({ length: nombre }, (_, rang) => ({
    ...etablissement(rang, hasard),
    nom: `Collège fictif ${articleDes(rang)}`,
    nature: 'college',
  }))
}

/** `apres` = number of schools already numbered. */
export function lycees(
  { eleves, apres }: { eleves: number; apres: number },
  hasard: Hasard,
): EtablissementFictif[] {
  const nombre = Math.max(LYCEES_MIN, Math.round(eleves / PUPILS_PER_LYCEE))
  const depart = apres + ((DEPARTEMENTS.length - (apres % DEPARTEMENTS.length)) % DEPARTEMENTS.length)
  return Array.from({ length: nombre }, (_, rang) => {
    const pro = rang % 3 !== 2
    return {
      ...etablissement(depart + rang, hasard),
      rang,
      nom: `Lycée ${pro ? 'professionnel' : 'polyvalent'} fictif ${articleDes(rang + 7)}`,
      nature: pro ? 'lycee_pro' : 'lycee_polyvalent',
    }
  })
}

/** Pupils of no collège: distance learning. */
export const centreADistance = (apres: number, hasard: Hasard): EtablissementFictif => ({
  ...etablissement(apres, hasard),
  nom: 'Centre fictif d’enseignement à distance',
  nature: 'autre',
})

const domainesDuLycee = (rang: number): string[] => {
  const rangs = rang % 4 === 3 ? [2 * rang, 2 * rang + 1, 2 * rang + 5] : [2 * rang, 2 * rang + 1]
  return rangs.map((r) => au(DOMAINES, r).code)
}

export function referents(lesLycees: readonly EtablissementFictif[]): ReferentFictif[] {
  const tous = lesLycees.flatMap((lycee) =>
    domainesDuLycee(lycee.rang).map((domaine) => ({ uai: lycee.uai, rang: lycee.rang, domaine, lycee })),
  )
  const servis = (domaine: string): Set<string> =>
    new Set(tous.filter((r) => r.domaine === domaine).map((r) => r.lycee.commune.departement))
  const sectorises = new Set(
    DOMAINES.filter(({ code }) => servis(code).size === DEPARTEMENTS.length).map(({ code }) => code),
  )
  return tous.map(({ lycee, ...referent }) => ({
    ...referent,
    secteur: sectorises.has(referent.domaine) ? secteurDe(lycee) : [],
  }))
}

/** Some lycées serve their own département, some also the next one, some the whole académie. */
function secteurDe(lycee: EtablissementFictif): string[] {
  if (lycee.rang % 5 === 4) return []
  const propre = lycee.commune.departement
  if (lycee.rang % 5 !== 3) return [propre]
  return [propre, au(DEPARTEMENTS, DEPARTEMENTS.findIndex((d) => d === propre) + 1)]
}

export function offres(lesLycees: readonly EtablissementFictif[]): OffreFictive[] {
  let numero = 0
  const code = (): string =>
    `${1 + (numero % 9)}${'ABCDEFGHJK'.charAt(numero % 10)}${String(++numero).padStart(6, '0')}`
  return lesLycees.flatMap((lycee) => {
    const ailleurs = au(FORMATIONS, lycee.rang * 5 + 3)
    const siennes = domainesDuLycee(lycee.rang).flatMap(formationsDu)
    const simples = [...new Set([...siennes, ailleurs])].map((formation) => [formation])
    const parDomaine = formationsDu(au(domainesDuLycee(lycee.rang), 0))
    const groupees = lycee.rang % 3 === 1 && parDomaine.length > 1 ? [parDomaine] : []
    const prioritaires = lycee.rang % 4 === 0 ? [[au(siennes, 0)]] : []
    return [
      ...[...simples, ...groupees].map((f) => ({ codeOffre: code(), lycee, formations: f, segpa: false })),
      ...prioritaires.map((f) => ({ codeOffre: code(), lycee, formations: f, segpa: true })),
    ]
  })
}

/** Where each collège begins and ends in the row of all pupils: sizes vary by two in five around the mean. */
export function bounds({
  eleves,
  graine,
  colleges: n,
}: {
  eleves: number
  graine: number
  colleges: number
}): number[] {
  const hasard = new Hasard(`${graine}/effectifs`)
  const poids = Array.from({ length: n }, () => 0.6 + 0.8 * hasard.suivant())
  const total = poids.reduce((somme, p) => somme + p, 0)
  let cumul = 0
  return [0, ...poids.map((p) => Math.round((eleves * (cumul += p)) / total))]
}
