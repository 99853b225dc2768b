import type { ReactNode } from 'react'
import { fr } from '#src/web/fr.ts'

const CLASSES = {
  info: 'fr-alert--info',
  success: 'fr-alert--success',
  warning: 'fr-alert--warning',
  error: 'fr-alert--error',
} as const
const SPOKEN = { info: 'Information', success: 'Succès', warning: 'Attention', error: 'Erreur' }

/** A message about the whole page. The kind is also said in words: never the colour alone. */
export function Alert(props: { kind: keyof typeof CLASSES; title?: string; children?: ReactNode }) {
  const { kind, title, children } = props
  return (
    <div className={fr('fr-alert', CLASSES[kind], 'fr-mb-4w', title === undefined && 'fr-alert--sm')}>
      {title !== undefined && <h2 className={fr('fr-alert__title')}>{title}</h2>}
      <div>
        <span className={fr('fr-sr-only')}>{SPOKEN[kind]} : </span>
        {children}
      </div>
    </div>
  )
}
