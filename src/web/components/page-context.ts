import type { EcoleNommee } from '#src/web/session.ts'
import { createContext, useContext } from 'react'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import type { Assets } from '#src/web/assets.ts'
import type { CampagneCourante } from '#src/web/campagne.ts'
import type { Theme } from '#src/web/options.ts'
import type { Mode } from '#src/web/page.ts'

/** What the frame and the forms draw from the request, so that no page has to hand it down. */
export interface PageContext {
  mode: Mode
  theme: Theme
  assets: Assets
  path: string
  acteur: Acteur | undefined
  campagne: CampagneCourante | undefined
  etablissements: readonly EcoleNommee[]
  menu: readonly { libelle: string; path: string }[]
  /** Hidden field of the forms of this session. */
  jeton: string | undefined
  /** Told once, after a redirection. */
  message: string | undefined
}

const Request = createContext<PageContext | undefined>(undefined)
export const PageContextProvider = Request.Provider

export function usePageContext(): PageContext {
  const context = useContext(Request)
  if (!context) throw new Error('composant rendu hors d’une page')
  return context
}
