import { GALERIE } from '#src/documents/galerie.ts'
import { PAGES } from '#src/web/routes.ts'
import type { Page } from '#src/web/page.ts'
import type { Personne } from './ground.ts'
import type { Choses } from './things.ts'

/** Values of the parameters of a path: an id of something real, seen from who asks. */
type Parametres = (choses: Choses, qui: Pick<Personne, 'role'>) => Record<string, string | number>

/** How a list goes away. */
const FORMAT = { format: 'csv' }
const compte: Parametres = (c, { role }) =>
  role === 'chef_referent'
    ? { id: c.compteLycee, droit: c.droitLycee }
    : { id: c.compteCollege, droit: c.droitCollege }
const lettre: Parametres = (c) => ({ id: c.eleve, domaine: c.domaine, piece: c.piece })

/** What the parameters of each family of paths name. A path with parameters that is not here fails the matrix. */
const CHOSES: readonly [string, Parametres][] = [
  ['/assistance/', (c) => ({ id: c.compteCollege })],
  ['/arrivees/', (c) => ({ id: c.transfert })],
  ['/avis-origine/recepisses/', (c) => ({ id: c.recepisse })],
  ['/comptes/', compte],
  ['/consignes/', (c, { role }) => ({ uai: /origine|adulte/.test(role) ? c.college : c.lycee })],
  ['/demandes-de-creneau/', (c) => ({ id: c.demandeCreneau })],
  ['/demandes-des-familles/', (c) => ({ id: c.reexamen })],
  ['/demandes-donnees/:id', (c) => ({ id: c.demandeDroit, format: 'json' })],
  ['/disponibilites/', (c) => ({ id: c.disponibilite })],
  ['/editions/', (c) => ({ id: c.edition, volume: 1 })],
  ['/doutes-ine/', (c) => ({ id: c.doute })],
  ['/eleves/', (c) => ({ id: c.eleve, domaine: c.domaine, nom: 'fr.pdf' })],
  ['/entretiens/', (c) => ({ id: c.entretien, interdit: c.interdit })],
  ['/exports/demandes/', (c) => ({ id: c.demandeExport })],
  ['/exports/', (c) => ({ id: c.lot })],
  ['/famille/', (c) => ({ id: c.eleve, mef: c.mef })],
  ['/fiches-formation/', (c) => ({ uai: c.lycee, mef: c.mef })],
  ['/galerie/', () => ({ nom: `${GALERIE[0]?.nom}.pdf` })],
  ['/imports/', (c) => ({ id: c.importation })],
  ['/incidents/', (c) => ({ id: c.incident, entretien: c.entretien })],
  ['/interdits/', (c) => ({ id: c.interdit })],
  ['/lettres/', lettre],
  ['/mes-donnees/', (c) => ({ id: c.eleve, format: 'json' })],
  ['/mon-espace/creneau/', (c) => ({ domaine: c.domaine })],
  ['/mon-espace/fiche/', (c) => ({ mef: c.mef })],
  ['/mon-espace/lettres/', lettre],
  ['/mon-espace/lycees/', (c) => ({ uai: c.lycee })],
  ['/messages/', (c) => ({ id: c.envoi })],
  ['/mon-compte/sessions/', () => ({ cle: '0123456789abcdef' })],
  ['/moyens/', (c, { role }) => ({ uai: /origine/.test(role) ? c.college : c.lycee })],
  ['/planification/comparaisons/', (c) => ({ id: c.comparaison })],
  ['/reglements/', (c) => ({ id: c.reglement })],
  ['/sans-place/', (c) => ({ id: c.eleve, domaine: c.domaine })],
  ['/verification/', (c) => ({ academie: '01', empreinte: c.empreinte })],
  ['/aide/', () => ({ acteur: 'eleve' })],
  ['/formations/', (c) => ({ campagne: c.campagne, mef: c.mef })],
  ['/guide/', () => ({ nom: 'fr.pdf' })],
  ['/agenda/', () => ({ academie: '01', secret: 'x'.repeat(43) })],
  ['/connexion/', () => ({ fournisseur: 'aucun' })],
]

const named = (path: string): Parametres | undefined => CHOSES.find(([start]) => path.startsWith(start))?.[1]

/** The address of a page on these things, for this person. */
export function addressOf(page: Page, choses: Choses, qui: Pick<Personne, 'role'>): string {
  const values: Record<string, string | number> = { ...FORMAT, ...named(page.path)?.(choses, qui) }
  return page.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`paramètre sans chose : ${name} de ${page.path}`)
    return encodeURIComponent(String(value))
  })
}

export const nameOf = ({ method, path }: Page): string => `${method} ${path}`
/** How a list goes away names nothing of anybody: each finds there what he may see. */
export const hasThing = ({ path }: Page): boolean => path.replace('/export/:format', '').includes(':')

/** Pages of the application reserved to somebody, GET first. */
export const RESERVED = PAGES.filter((page) => page.public !== true)
export const PUBLIC = PAGES.filter((page) => page.public === true)
