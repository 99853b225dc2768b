import type { EnMain } from '#src/procedure/entretiens/reads/deplacements.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'

/** The last step before a pupil is no longer received in a lycée: what follows, and why. */
export function RefusDuLycee({ enMain, state }: { enMain: EnMain; state: FormState }) {
  const { entretien, place } = enMain
  return (
    <Frame title={`Ne plus recevoir ${entretien.prenom} ${entretien.nom} dans ce lycée`} state={state}>
      <ul>
        <li>Son entretien est retiré, et sa place redevient libre.</li>
        <li>
          {place.convoque
            ? 'Il est déjà convoqué : la famille est prévenue que cet entretien n’a plus lieu.'
            : 'Il n’était pas encore convoqué : la famille n’a rien reçu.'}
        </li>
        <li>
          Une place lui est cherchée dans les autres lycées de son secteur ; s’il n’y en a pas, il figure
          parmi les élèves sans place.
        </li>
        <li>Aucun calcul ne le replacera ici, même dans une plage ajoutée plus tard.</li>
      </ul>
      <Form state={state}>
        <TextField
          name="motif"
          label="Pourquoi"
          hint="Lu par les planificateurs et l’académie."
          state={state}
        />
        <Buttons>
          <Button>Ne plus le recevoir ici</Button>
          <a className="fr-btn fr-btn--secondary" href={`/entretiens/${entretien.id}/planning`}>
            Revenir sans rien changer
          </a>
        </Buttons>
      </Form>
    </Frame>
  )
}
