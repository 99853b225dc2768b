import type { ReactNode } from 'react'
import { ariaOf, fieldId, FieldGroup, valueOf, type FieldProps } from '#src/web/components/field.tsx'
import { fr } from '#src/web/fr.ts'

/** One line of text; `type` changes the keyboard of a telephone. */
export function TextField(
  props: FieldProps & {
    type?: 'text' | 'email' | 'tel' | 'number' | 'search' | 'datetime-local' | 'time'
    autoComplete?: string
  },
) {
  const { name, state, type = 'text', autoComplete } = props
  return (
    <FieldGroup {...props} group="input">
      <input
        className={fr('fr-input')}
        id={fieldId(name)}
        name={name}
        type={type}
        defaultValue={valueOf(state, name)}
        {...(autoComplete ? { autoComplete } : {})}
        {...ariaOf(props)}
      />
    </FieldGroup>
  )
}

/** A password or a code: never sent back by the server, whatever was wrong. */
export function SecretField(
  props: FieldProps & {
    autoComplete: 'current-password' | 'new-password' | 'one-time-code'
    /** Digits or signs to read again while one types them, unlike a password. */
    lisible?: 'chiffres' | 'signes'
  },
) {
  const { name, autoComplete, lisible } = props
  return (
    <FieldGroup {...props} group="input">
      <input
        className={fr('fr-input')}
        id={fieldId(name)}
        name={name}
        type={lisible ? 'text' : 'password'}
        autoComplete={autoComplete}
        autoCapitalize={lisible === 'signes' ? 'characters' : 'none'}
        spellCheck={false}
        {...(lisible === 'chiffres' ? { inputMode: 'numeric' as const } : {})}
        {...ariaOf(props)}
      />
    </FieldGroup>
  )
}

/** A civil day; sent as `AAAA-MM-JJ`. */
export function DateField(props: FieldProps) {
  const { name, state } = props
  return (
    <FieldGroup {...props} group="input">
      <input
        className={fr('fr-input')}
        id={fieldId(name)}
        name={name}
        type="date"
        defaultValue={valueOf(state, name)}
        {...ariaOf(props)}
      />
    </FieldGroup>
  )
}

/** A file to send; its form needs `files` and its page `televersement: true`. */
export function FileField(props: FieldProps & { accept?: string }) {
  const { name, accept } = props
  return (
    <FieldGroup {...props} group="input">
      <input
        className={fr('fr-upload')}
        id={fieldId(name)}
        name={name}
        type="file"
        {...(accept ? { accept } : {})}
        {...ariaOf(props)}
      />
    </FieldGroup>
  )
}

/**
 * A longer text. `luParLaFamille` says that pupil and guardians will read it (rule 11). `brouillon` names the draft
 * that the browser keeps on the server while one types, and shows the one that was found (see `readBrouillon`). A value
 * `relu-<name>` of the form goes with the text: what the second reading has told its writer already.
 */
export function TextArea(
  props: FieldProps & {
    rows?: number
    luParLaFamille?: true
    brouillon?: { cle: string; texte: string | undefined; heure: string | undefined }
    /** Characters at most: said while one types, and by the server; nothing is ever cut. */
    limite?: number
  },
) {
  const { name, state, rows = 5, brouillon, limite } = props
  const sent = valueOf(state, name)
  const hint = hintOf(props)
  const restored = sent === '' && brouillon?.texte
  const relu = valueOf(state, `relu-${name}`)
  return (
    <FieldGroup {...props} hint={hint} group="input">
      {relu && <input type="hidden" name={`relu-${name}`} value={relu} />}
      <textarea
        className={fr('fr-input')}
        id={fieldId(name)}
        name={name}
        rows={rows}
        defaultValue={restored || sent}
        {...(brouillon ? { 'data-brouillon': brouillon.cle } : {})}
        {...(limite === undefined ? {} : { 'data-limite': limite })}
        {...ariaOf({ ...props, hint })}
      />
      {limite !== undefined && (
        <p className={fr('fr-hint-text', 'fr-mt-1w', 'fr-mb-0')} data-compteur={name} role="status">
          {limite} caractères au plus.
        </p>
      )}
      {brouillon && (
        <p className={fr('fr-hint-text', 'fr-mt-1w', 'fr-mb-0')} data-etat-brouillon={name} role="status">
          {restored ? `Brouillon repris, enregistré à ${brouillon.heure}. Il n’est pas encore envoyé.` : ''}
        </p>
      )}
    </FieldGroup>
  )
}

function hintOf({ hint, luParLaFamille }: { hint?: ReactNode; luParLaFamille?: true }): ReactNode {
  if (!luParLaFamille) return hint
  return <>La famille lira ce commentaire.{hint && <> {hint}</>}</>
}
