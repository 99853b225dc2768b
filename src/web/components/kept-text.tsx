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
  if (fields.length === 0) return null
  const content = fields.map((field, rank) => <Kept key={`${field.name}-${rank}`} {...field} rank={rank} />)
  return (
    <section aria-labelledby="texte-garde">
      <h2 id="texte-garde">Votre texte est ici, rien n’est perdu</h2>
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
function Kept({ name, value, rank }: { name: string; value: string; rank: number }) {
  if (value.length < 20 && !/\s/.test(value)) return <input type="hidden" name={name} value={value} />
  const id = `garde-${rank}`
  return (
    <div className={fr('fr-input-group')}>
      <label className={fr('fr-label')} htmlFor={id}>
        {name.replaceAll(/[-_]/g, ' ')}
      </label>
      <textarea className={fr('fr-input')} id={id} name={name} rows={4} defaultValue={value} />
    </div>
  )
}
