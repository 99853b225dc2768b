import type { EtapeDuParcours } from '#src/procedure/eleves/model/parcours.ts'
import { LIBELLE_ETAPE } from '#src/procedure/eleves/texts/parcours.ts'
import { Checkboxes } from '#src/web/components/choice-fields.tsx'
import type { FormState } from '#src/web/form.ts'

/** The steps ticked in a form. */
export const etapesCochees = (form: FormData, parmi: readonly EtapeDuParcours[]): EtapeDuParcours[] =>
  parmi.filter((etape) => form.getAll('etapes').includes(etape))

/** Steps to tick, which the adulte référent sees. */
export function Etapes(props: { etapes: readonly EtapeDuParcours[]; label: string; state: FormState }) {
  const { etapes, label, state } = props
  return (
    <Checkboxes
      name="etapes"
      label={label}
      hint="Votre adulte référent voit les cases cochées."
      choices={etapes.map((value) => ({ value, label: LIBELLE_ETAPE[value] }))}
      state={state}
    />
  )
}
