import type { ReactNode } from 'react'
import { fr } from '#src/web/fr.ts'

const CLASSES = {
  success: 'fr-badge--success',
  info: 'fr-badge--info',
  warning: 'fr-badge--warning',
  error: 'fr-badge--error',
  new: 'fr-badge--new',
} as const

/** A state in words; the colour only helps, and no icon competes with the words. Without `kind`: grey. */
export function Badge({ kind, children }: { kind?: keyof typeof CLASSES; children: ReactNode }) {
  return (
    <span className={fr('fr-badge', 'fr-badge--sm', 'fr-badge--no-icon', kind && CLASSES[kind])}>
      {children}
    </span>
  )
}
