import { libelleSens, type Sens } from '#src/procedure/campagnes/api.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import type { Saisie } from '#src/procedure/inscriptions/pages/avis-saisie.ts'
import type { AvisASigner } from '#src/procedure/inscriptions/reads/avis-attendus.ts'
import type { readRecepisses } from '#src/procedure/inscriptions/reads/recepisses.ts'
import type { School } from '#src/web/components/filter-form.tsx'
import type { Brouillon } from '#src/web/drafts.ts'
import type { FormState } from '#src/web/form.ts'
import type { Listed } from '#src/web/lists.ts'

type Recepisse = Awaited<ReturnType<typeof readRecepisses>>[number]

export interface Shown extends AvisASigner, Listed<AvisAttendu> {
  etablissement: string | null
  schools: School[]
  zone: string
  brouillons: ReadonlyMap<string, Brouillon>
  /** Avis with a level and a comment, not signed yet. */
  prets: Saisie[]
  /** The mirror of the head; null for whoever is not. */
  signesParSens: ReadonlyMap<string, number> | null
  /** The latest first. */
  recepisses: Recepisse[]
  state: FormState
  /** Remarks on the comments that come back, by line. */
  relus?: Readonly<Record<string, string>>
  /** Avis just signed, when others of the same sending were refused. */
  signes?: number
}

/** A level as a choice says it. */
export function niveauDit(niveau: Sens): string {
  const text = libelleSens(niveau)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
