import type { ReactNode } from 'react'
import type { FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'

/** What every field takes. `state` brings back what was typed and the error; `name` is also the id. */
export interface FieldProps {
  name: string
  label: string
  state: FormState
  hint?: ReactNode
}

/** Id of the element that the error summary links to. */
export const fieldId = (name: string): string => `champ-${name}`
const messageId = (name: string): string => `champ-${name}-erreur`
const hintId = (name: string): string => `champ-${name}-aide`
export const valueOf = (state: FormState, name: string): string => state.values[name]?.[0] ?? ''

/** Attributes that tie a control to its hint and to its error. */
export function ariaOf({ name, state, hint }: FieldProps) {
  const described = [hint && hintId(name), state.errors[name] && messageId(name)].filter(Boolean).join(' ')
  return {
    ...(described ? { 'aria-describedby': described } : {}),
    ...(state.errors[name] ? { 'aria-invalid': true } : {}),
  }
}

export function FieldHint({ name, hint }: Pick<FieldProps, 'name' | 'hint'>) {
  return hint ? (
    <span className={fr('fr-hint-text')} id={hintId(name)}>
      {hint}
    </span>
  ) : null
}

export function FieldError({ name, state }: Pick<FieldProps, 'name' | 'state'>) {
  const sentence = state.errors[name]
  return sentence ? (
    <p className={fr('fr-error-text')} id={messageId(name)}>
      <span className={fr('fr-sr-only')}>Erreur : </span>
      {sentence}
    </p>
  ) : null
}

/** Label, control and error in the order that the DSFR wants. */
export function FieldGroup(props: FieldProps & { group: 'input' | 'select'; children: ReactNode }) {
  const { name, label, state, hint, group, children } = props
  const wrong = state.errors[name] !== undefined
  const classes =
    group === 'input'
      ? fr('fr-input-group', wrong && 'fr-input-group--error')
      : fr('fr-select-group', wrong && 'fr-select-group--error')
  return (
    <div className={classes}>
      <label className={fr('fr-label')} htmlFor={fieldId(name)}>
        {label}
        <FieldHint name={name} hint={hint} />
      </label>
      {children}
      <FieldError name={name} state={state} />
    </div>
  )
}
