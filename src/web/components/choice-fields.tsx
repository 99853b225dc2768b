import {
  ariaOf,
  FieldError,
  FieldGroup,
  FieldHint,
  fieldId,
  valueOf,
  type FieldProps,
} from '#src/web/components/field.tsx'
import { fr } from '#src/web/fr.ts'

export interface Choice {
  value: string
  label: string
  hint?: string
}

/** One choice of a long list; `empty` is the line shown before any choice. */
export function Select(props: FieldProps & { choices: readonly Choice[]; empty?: string }) {
  const { name, state, choices, empty = 'Choisir dans la liste' } = props
  return (
    <FieldGroup {...props} group="select">
      <select
        className={fr('fr-select')}
        id={fieldId(name)}
        name={name}
        defaultValue={valueOf(state, name)}
        {...ariaOf(props)}
      >
        <option value="">{empty}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </FieldGroup>
  )
}

type Kind = 'radio' | 'checkbox'
// The DSFR hides the native control of `fr-radio-group` and draws it on the label that follows.
const GROUP = { radio: fr('fr-radio-group'), checkbox: fr('fr-checkbox-group') }

/** One choice among a few, all visible. */
export function Radios(
  props: FieldProps & {
    choices: readonly Choice[]
    inline?: true
    /** Where the keyboard is when the page opens: only where the page is there to fill this in. */
    focus?: true
  },
) {
  return <ChoiceSet {...props} kind="radio" />
}

/** Any number of choices; read them with `liste()`. */
export function Checkboxes(props: FieldProps & { choices: readonly Choice[]; inline?: true }) {
  return <ChoiceSet {...props} kind="checkbox" />
}

/** One box to tick: sent as `oui`, or not at all. */
export function Checkbox(props: FieldProps) {
  const { name, label, state, hint } = props
  return (
    <div className={fr('fr-checkbox-group', 'fr-mb-3w')}>
      <input
        type="checkbox"
        id={fieldId(name)}
        name={name}
        value="oui"
        defaultChecked={valueOf(state, name) === 'oui'}
        {...ariaOf(props)}
      />
      <label className={fr('fr-label')} htmlFor={fieldId(name)}>
        {label}
        <FieldHint name={name} hint={hint} />
      </label>
      <FieldError name={name} state={state} />
    </div>
  )
}

function ChoiceSet(
  props: FieldProps & { choices: readonly Choice[]; inline?: true; focus?: true; kind: Kind },
) {
  const { name, label, state, hint, choices, inline, focus, kind } = props
  const legend = `${fieldId(name)}-legende`
  const wrong = state.errors[name] !== undefined
  return (
    <fieldset
      className={fr('fr-fieldset', wrong && 'fr-fieldset--error')}
      {...ariaOf(props)}
      aria-labelledby={legend}
    >
      <legend className={fr('fr-fieldset__legend', 'fr-fieldset__legend--regular')} id={legend}>
        {label}
        <FieldHint name={name} hint={hint} />
      </legend>
      {choices.map((choice, rank) => (
        <div
          key={choice.value}
          className={fr('fr-fieldset__element', inline && 'fr-fieldset__element--inline')}
        >
          <Option {...{ name, state, choice, kind, rank }} {...(focus && rank === 0 ? { focus } : {})} />
        </div>
      ))}
      {wrong && (
        <div className={fr('fr-fieldset__element')}>
          <FieldError name={name} state={state} />
        </div>
      )}
    </fieldset>
  )
}

// The first option bears the id of the field: it is where the error summary leads.
function Option(
  props: Pick<FieldProps, 'name' | 'state'> & { choice: Choice; kind: Kind; rank: number; focus?: true },
) {
  const { name, state, choice, kind, rank, focus } = props
  const id = rank === 0 ? fieldId(name) : `${fieldId(name)}-${rank}`
  return (
    <div className={GROUP[kind]}>
      <input
        type={kind}
        id={id}
        name={name}
        value={choice.value}
        {...(focus ? { autoFocus: true } : {})}
        defaultChecked={state.values[name]?.includes(choice.value) ?? false}
      />
      <label className={fr('fr-label')} htmlFor={id}>
        {choice.label}
        {choice.hint && <span className={fr('fr-hint-text')}>{choice.hint}</span>}
      </label>
    </div>
  )
}
