import { listeDesEleves } from '#src/procedure/eleves/pages/liste.tsx'
import type { Page } from '#src/web/page.ts'
import { accueil } from '#src/web/pages/accueil.tsx'
import { brouillons } from '#src/web/pages/brouillons.ts'
import { campagnes } from '#src/web/pages/campagnes.tsx'
import { connexion } from '#src/web/pages/connexion.tsx'
import { informations } from '#src/web/pages/informations.tsx'
import { sante } from '#src/web/pages/sante.ts'

/** Every page of the application. A room adds its own list here, and nothing else is needed. */
export const PAGES: readonly Page[] = [
  ...accueil,
  ...connexion,
  ...campagnes,
  ...brouillons,
  ...informations,
  ...sante,
  ...listeDesEleves,
]
