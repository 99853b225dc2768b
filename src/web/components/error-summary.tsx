import { fieldId } from '#src/web/components/field.tsx'
import type { FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'

/** What is wrong in the form, each with a link to its field. Takes the focus when the page comes back. */
export function ErrorSummary({ state }: { state: FormState }) {
  const errors = Object.entries(state.errors)
  if (errors.length === 0) return null
  return (
    <div
      className={fr('fr-alert', 'fr-alert--error', 'fr-mb-4w')}
      id="erreurs"
      tabIndex={-1}
      role="group"
      aria-labelledby="erreurs-titre"
    >
      <h2 className={fr('fr-alert__title')} id="erreurs-titre">
        {errors.length === 1 ? 'Il y a une erreur' : `Il y a ${errors.length} erreurs`}
      </h2>
      <p>Rien n’est enregistré pour l’instant, et rien de ce que vous avez écrit n’est perdu.</p>
      <ul>
        {errors.map(([name, sentence]) => (
          <li key={name}>{name === '' ? sentence : <a href={`#${fieldId(name)}`}>{sentence}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
