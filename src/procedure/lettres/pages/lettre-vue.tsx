import { dayOf, minuteInWords, localMinuteOf } from '#src/kit/day.ts'
import type { Annotation, Lettre } from '#src/procedure/lettres/model.ts'
import type { LettreLue } from '#src/procedure/lettres/reads/lettres.ts'
import { JOINTES_MAX } from '#src/procedure/lettres/rules.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { FileField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'

/** What adults wrote in the margin, the first first; those of an older text say so. */
export function Notes(props: { notes: readonly Annotation[]; lettre: Lettre | undefined; zone: string }) {
  const { notes, lettre, zone } = props
  return notes.map(({ texte, auteur, le, version }) => (
    <div key={le.toISOString()} className="passpro-note">
      <p className={fr('fr-text--sm', 'fr-mb-0')}>
        <strong>{auteur}</strong>, {minuteInWords(localMinuteOf(le, zone))}
        {lettre && version < lettre.version && ' (sur un texte changé depuis)'} :
      </p>
      <p className={fr('fr-mb-0')}>{texte}</p>
    </div>
  ))
}

/** The handwritten letter, as photos or a scan: those attached, and one more. */
export function Pieces(props: { lue: LettreLue; zone: string; path: string; state: FormState }) {
  const { lue, zone, path, state } = props
  return (
    <section aria-labelledby="manuscrite">
      <h2 id="manuscrite">Lettre écrite à la main</h2>
      {lue.pieces.length > 0 && (
        <ul>
          {lue.pieces.map(({ id, nom, le, auteur, taille }) => (
            <li key={id}>
              <a href={`${path}/jointe/${id}`}>
                {nom} ({Math.ceil(taille / 1000)} ko)
              </a>
              , jointe par {auteur} le {dayOf(le, zone).split('-').reverse().join('/')}
              <ActionButton action={`${path}/retrait`} fields={{ piece: id }} kind="tertiary">
                Retirer {nom}
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      {lue.pieces.length < JOINTES_MAX && (
        <Form action={`${path}/jointe`} state={state} files>
          <FileField
            name="fichier"
            label="Photo ou scan de la lettre"
            hint={`JPEG, PNG ou PDF, 5 Mo au plus, ${JOINTES_MAX} fichiers au plus. Une fois jointe, elle est imprimée à la place du texte.`}
            state={state}
            accept="image/jpeg,image/png,application/pdf"
          />
          <Buttons>
            <Button kind="secondary">Joindre ce fichier</Button>
          </Buttons>
        </Form>
      )}
    </section>
  )
}
