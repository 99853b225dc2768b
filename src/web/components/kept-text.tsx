import { Form } from '#src/web/components/form.tsx'
import { Button } from '#src/web/components/button.tsx'
import { fr } from '#src/web/fr.ts'
import type { FormState } from '#src/web/form.ts'

/** Fields of ours, and what is never shown nor sent back: passwords and codes. */
const HIDDEN = new Set(['cle', 'jeton', 'motDePasse', 'code'])

/**
 * The fields of a form that could not be taken, so that nothing typed is lost (rule 8). With `retry` one button sends
 * them again to the same address, under the same key. Without: to copy only, because the form came from elsewhere.
 */
export function KeptText({ state, path, retry }: { state: FormState; path: string; retry: boolean }) {
  const fields = Object.entries(state.values).flatMap(([name, values]) =>
    HIDDEN.has(name) ? [] : values.map((value) => ({ name, value })),
  )
  const words = fields.filter(({ value }) => isText(value))
  if (fields.length === 0 || (words.length === 0 && !retry)) return null
  const content = fields.map((field, rank) => (
    <Kept
      key={`${field.name}-${rank}`}
      {...field}
      rank={rank}
      label={words.length > 1 ? `Texte ${words.indexOf(field) + 1} sur ${words.length}` : 'Votre texte'}
    />
  ))
  return (
    <section aria-labelledby="texte-garde">
      <h2 id="texte-garde">
        {words.length > 0 ? 'Votre texte est ici, rien n’est perdu' : 'Ce que vous avez choisi est gardé'}
      </h2>
      {retry ? (
        <Form action={path} state={state}>
          {content}
          <Button>Envoyer de nouveau</Button>
        </Form>
      ) : (
        content
      )}
    </section>
  )
}

// Short values are choices and identifiers: sent again, but not worth showing.
const isText = (value: string): boolean => value.length >= 20 || /\s/.test(value)

function Kept({ name, value, rank, label }: { name: string; value: string; rank: number; label: string }) {
  if (!isText(value)) return <input type="hidden" name={name} value={value} />
  const id = `garde-${rank}`
  return (
    <div className={fr('fr-input-group')}>
      <label className={fr('fr-label')} htmlFor={id}>
        {label}
      </label>
      <textarea className={fr('fr-input')} id={id} name={name} rows={4} defaultValue={value} />
    </div>
  )
}
