import { dayOf } from '#src/kit/day.ts'
import { etapesEnOrdre, LIBELLE_CALENDRIER, loadCampagne } from '#src/procedure/campagnes/api.ts'
import type { Attente, Page, PremierEcran, Requete } from '#src/web/page.ts'
import { mayEnter } from '#src/web/route-table.ts'

const NOTHING: PremierEcran = { apercus: [], attentes: [], prochaine: undefined, fin: undefined }

/**
 * What waits for a person on each page that he may enter, the nearest last day first, where things stand for who only
 * reads, and the next step of his campagne.
 */
async function premierEcranOf(pages: readonly Page[], requete: Requete): Promise<PremierEcran> {
  const { tx, acteur, campagne } = requete
  const attentes: PremierEcran['attentes'] = []
  const apercus: PremierEcran['apercus'] = []
  // One after the other: they share one connection.
  for (const page of pages) {
    if (page.attente === undefined && page.apercu === undefined) continue
    if (!mayEnter(page, acteur)) continue
    for (const attente of (await page.attente?.(requete)) ?? [])
      attentes.push({ href: page.path, ...attente })
    for (const apercu of (await page.apercu?.(requete)) ?? []) apercus.push({ href: page.path, ...apercu })
  }
  const calendrier = etapesEnOrdre(await loadCampagne(tx.trx, campagne.id))
  const today = dayOf(tx.now, tx.zone)
  const next = calendrier.find(({ jour }) => jour >= today)
  return {
    apercus,
    // What can no longer be done is asked of nobody.
    attentes: attentes
      .filter(({ jusquAu }) => jusquAu === undefined || jusquAu >= today)
      .toSorted((a, b) => rank(a).localeCompare(rank(b))),
    fin: next ? undefined : calendrier.at(-1)?.jour,
    prochaine: next && { libelle: LIBELLE_CALENDRIER[next.etape], jour: next.jour },
  }
}

/** Late first, then the nearest last day, then what has no day. */
const rank = ({ depuis, jusquAu }: Attente): string =>
  depuis === undefined ? `1 ${jusquAu ?? '9999'}` : `0 ${depuis}`

/** Nobody asks for what waits where no campagne is prepared. */
export const firstScreen = (
  pages: readonly Page[],
  { campagne, requete }: { campagne: object | undefined; requete: Requete },
): Promise<PremierEcran> => (campagne ? premierEcranOf(pages, requete) : Promise.resolve(NOTHING))
