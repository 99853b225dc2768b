import type { ReactNode } from 'react'
import { fr } from '#src/web/fr.ts'

const CLASSES = {
  primary: undefined,
  secondary: 'fr-btn--secondary',
  tertiary: 'fr-btn--tertiary',
} as const
type Kind = keyof typeof CLASSES

/** Sends its form. `name` and `value` tell which of several buttons was pressed. */
export function Button(props: {
  children: ReactNode
  kind?: Kind
  name?: string
  value?: string
  formAction?: string
}) {
  const { children, kind = 'primary', ...rest } = props
  return (
    <button type="submit" className={fr('fr-btn', CLASSES[kind])} {...rest}>
      {children}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton(props: { href: string; children: ReactNode; kind?: Kind }) {
  const { href, children, kind = 'primary' } = props
  return (
    <a href={href} className={fr('fr-btn', CLASSES[kind])}>
      {children}
    </a>
  )
}

/** Buttons side by side, stacked on a narrow screen. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className="passpro-boutons">{children}</div>
}
