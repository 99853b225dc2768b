import type { Acteur } from '#src/procedure/comptes/api.ts'
import { mayEver } from '#src/procedure/comptes/api.ts'
import type { Page, ReservedPage } from '#src/web/page.ts'

/** Throws when a page has no policy, is declared twice, or puts a form in the menu: the application does not start. */
export function checkPages(pages: readonly Page[]): void {
  const seen = new Set<string>()
  for (const { method, path, droit, menu, attente, ...page } of pages) {
    const name = `${method} ${path}`
    if (page.public !== true && droit === undefined) throw new Error(`page sans politique d’accès : ${name}`)
    if (page.public === true && droit !== undefined) throw new Error(`page publique et réservée : ${name}`)
    if (seen.has(name)) throw new Error(`page déclarée deux fois : ${name}`)
    if (menu && (method !== 'GET' || path.includes(':'))) throw new Error(`page impropre au menu : ${name}`)
    if (attente && (method !== 'GET' || path.includes(':'))) throw new Error(`page sans attente : ${name}`)
    seen.add(name)
  }
}

/** Fixed segments before parameters, so that `/eleves/nouveau` is not taken for a pupil. */
export const inOrder = (pages: readonly Page[]): Page[] =>
  pages.toSorted((a, b) => sortKey(a.path).localeCompare(sortKey(b.path), 'en'))

const sortKey = (path: string): string =>
  path
    .split('/')
    .map((segment) => (segment.startsWith(':') ? `~${segment}` : ` ${segment}`))
    .join('/')

/** Whether one of the roles held today may come in; what he may touch is judged further on. */
export const mayEnter = ({ droit }: ReservedPage, acteur: Acteur): boolean =>
  droit === 'connecte' || mayEver(acteur, droit)

/** The navigation of a person: the pages of the menu that he may enter, and that open before any campagne is prepared. */
export function menuOf(
  pages: readonly Page[],
  { acteur, campagne }: { acteur: Acteur; campagne: object | undefined },
): { libelle: string; path: string }[] {
  return pages
    .flatMap((page) =>
      page.menu && page.droit && (campagne || page.menu.sansCampagne) && mayEnter(page, acteur)
        ? [{ ...page.menu, path: page.path }]
        : [],
    )
    .sort((a, b) => a.ordre - b.ordre)
}
