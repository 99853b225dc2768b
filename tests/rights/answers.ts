import type { Hono } from 'hono'
import { grantsOf } from '#src/procedure/comptes/rights/table.ts'
import type { Page } from '#src/web/page.ts'
import { get, post } from '#src/web/testing.ts'
import type { Cote, Ground, Personne } from './ground.ts'
import type { Choses } from './things.ts'
import { formsOf } from './forms.ts'
import { addressOf, hasThing, nameOf, RESERVED } from './routes.ts'

/** Somebody who asks for the things of one side: tied to them, to others like them, to another académie, or nobody. */
export type Demandeur = Omit<Personne, 'lien' | 'acteur'> & {
  lien: Personne['lien'] | 'ailleurs' | 'personne'
}

export const demandeursOf = ({ sien, ailleurs }: Pick<Ground, 'sien' | 'ailleurs'>): Demandeur[] => [
  ...sien.personnes,
  ...ailleurs.personnes
    .filter((one) => one.lien === 'sien')
    .map((one): Demandeur => ({ ...one, lien: 'ailleurs' })),
  { role: 'eleve', lien: 'personne', cookie: '', voit: new Set() },
]

/**
 * What the table says of a page asked by somebody: he comes in, the door is shut (403), there is nothing there for him
 * (404), or he must sign in.
 */
export type Attendu = 'entre' | 'porte' | 'rien' | 'session'

/** Their thing is found through the session, or is nobody's: another's is not named by the address. */
const SOI = new Set([
  'GET /galerie/:nom',
  'GET /mon-espace/creneau/:domaine',
  'POST /mon-espace/creneau/:domaine',
  'GET /mon-espace/fiche/contestation/:mef',
  'POST /mon-espace/fiche/contestation/:mef',
  'GET /mon-espace/lettres/:domaine',
  'POST /mon-espace/lettres/:domaine',
  'GET /mon-espace/lettres/:domaine/lettre.pdf',
  'POST /mon-espace/lettres/:domaine/jointe',
  'POST /mon-espace/lettres/:domaine/retrait',
])

/** Known to the whole académie. */
const PARTAGE = new Set(['GET /mon-espace/lycees/:uai', 'POST /mon-espace/lycees/:uai'])

export function attendu(page: Page, { role, lien }: Pick<Demandeur, 'role' | 'lien'>): Attendu {
  if (lien === 'personne') return 'session'
  const { droit } = page
  if (droit === undefined || droit === 'connecte') return 'entre'
  if (lien === 'fini' || grantsOf(droit)[role] === undefined) return 'porte'
  if (!hasThing(page) || lien === 'sien' || SOI.has(nameOf(page))) return 'entre'
  return PARTAGE.has(nameOf(page)) && lien !== 'ailleurs' ? 'entre' : 'rien'
}

export interface Reponse {
  status: number
  texte: string
}

export async function ask(
  app: Hono,
  {
    page,
    path,
    cookie,
    fields = [],
  }: { page: Page; path: string; cookie: string; fields?: [string, string][] },
): Promise<Reponse> {
  const answer =
    page.method === 'GET' ? await get(app, path, cookie) : await post(app, path, { cookie, fields })
  return { status: answer.status, texte: await answer.text() }
}

/** An answer without what differs each time: its reference, the keys of its forms, the address asked. */
export const withoutChance = ({ status, texte }: Reponse, path: string): string =>
  `${status} ${texte
    .replaceAll(path, '')
    .replaceAll(encodeURIComponent(path), '')
    .replaceAll(/l’assistance : [0-9A-F]{8}/g, '')
    .replaceAll(/name="jeton" value="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')}`

/** Things that do not exist anywhere, under names that could. */
export const RIEN: Choses = {
  eleve: 987_654_321,
  transfert: 987_654_321,
  doute: 987_654_321,
  responsable: 987_654_321,
  college: '0759999Z',
  lycee: '0759999Z',
  domaine: 'bois',
  entretien: 987_654_321,
  disponibilite: 987_654_321,
  incident: 987_654_321,
  interdit: 987_654_321,
  piece: 987_654_321,
  importation: 987_654_321,
  edition: 987_654_321,
  campagne: 987_654_321,
  mef: '9999999999',
  recepisse: 987_654_321,
  demandeCreneau: 987_654_321,
  demandeDroit: 987_654_321,
  reexamen: 987_654_321,
  lot: 987_654_321,
  demandeExport: 987_654_321,
  comparaison: 987_654_321,
  reglement: 987_654_321,
  envoi: 987_654_321,
  empreinte: 'f'.repeat(64),
  compteCollege: 987_654_321,
  compteLycee: 987_654_321,
  droitCollege: 987_654_321,
  droitLycee: 987_654_321,
}

/** The forms that the people of a side are offered on its things, by the page that takes them. */
export async function formsOfSide(app: Hono, cote: Cote): Promise<Map<string, [string, string][]>> {
  const found = new Map<string, [string, string][]>()
  for (const page of RESERVED.filter((one) => one.method === 'GET'))
    for (const qui of cote.personnes.filter((one) => attendu(page, one) === 'entre' && one.lien === 'sien')) {
      const path = addressOf(page, cote.choses, qui)
      const { texte } = await ask(app, { page, path, cookie: qui.cookie })
      for (const { action, fields } of formsOf(texte, path)) {
        const taker = RESERVED.find((one) => one.method === 'POST' && patternOf(one).test(action))
        if (taker && !found.has(nameOf(taker))) found.set(nameOf(taker), fields)
      }
    }
  return found
}

const patternOf = ({ path }: Page): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/?]+')}(\\?.*)?$`)
