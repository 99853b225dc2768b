import type { Parcours } from '#src/procedure/eleves/reads/parcours.ts'
import type { RubriqueDuCarnet } from '#src/procedure/eleves/model/parcours.ts'
import { ecrireCarnet } from '#src/procedure/eleves/acts/parcours.ts'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { dropBrouillon, readBrouillons, type Brouillon } from '#src/web/drafts.ts'
import { freshForm, readForm, texteFacultatif, type FormState, type ReadForm } from '#src/web/form.ts'
import type { Requete } from '#src/web/page.ts'
import { z } from 'zod'

/** Characters of one note. */
const LIMITE = 1500

/** Notes of a pupil on one page: those kept, and the drafts of what he typed since. */
export interface Notes {
  rubriques: readonly RubriqueDuCarnet[]
  brouillons: ReadonlyMap<string, Brouillon>
}

const draftKey = ({ eleveId }: Parcours, rubrique: RubriqueDuCarnet): string =>
  `carnet-${eleveId}-${rubrique}`

export const notesOf = async (
  { tx }: Requete,
  parcours: Parcours,
  rubriques: readonly RubriqueDuCarnet[],
): Promise<Notes> => ({
  rubriques,
  brouillons: await readBrouillons(
    tx,
    rubriques.map((rubrique) => draftKey(parcours, rubrique)),
  ),
})

/** What is kept, a note typed since and not sent left out, so that its draft stands in its field. */
export const stateOfNotes = (parcours: Parcours, { rubriques, brouillons }: Notes): FormState =>
  freshForm(
    Object.fromEntries(
      rubriques.map((rubrique) => [
        rubrique,
        brouillons.get(draftKey(parcours, rubrique))?.texte === undefined
          ? parcours.carnet.get(rubrique)
          : '',
      ]),
    ),
  )

/** Reads the notes that a form sent; too long a one comes back as it was typed. */
export const readNotes = (
  form: FormData,
  rubriques: readonly RubriqueDuCarnet[],
): ReadForm<Record<string, string | null>> =>
  readForm(
    form,
    z.object(Object.fromEntries(rubriques.map((rubrique) => [rubrique, texteFacultatif(LIMITE)]))),
  )

/** Keeps the notes that were read, whose drafts then go. */
export async function keepNotes(
  { tx, campagne }: Requete,
  parcours: Parcours,
  typed: Readonly<Record<string, string | null>>,
  rubriques: readonly RubriqueDuCarnet[],
): Promise<void> {
  const textes = new Map(rubriques.map((rubrique) => [rubrique, typed[rubrique] ?? '']))
  await ecrireCarnet(tx, { campagneId: campagne.id, eleveId: parcours.eleveId }, textes)
  for (const rubrique of rubriques) await dropBrouillon(tx, draftKey(parcours, rubrique))
}

/** One note to write. Its reader is the pupil alone. */
export function Note(props: {
  rubrique: RubriqueDuCarnet
  label: string
  parcours: Parcours
  notes: Notes
  state: FormState
  hint?: string
}) {
  const { rubrique, label, parcours, notes, state, hint } = props
  const cle = draftKey(parcours, rubrique)
  const brouillon = notes.brouillons.get(cle) ?? { cle, texte: undefined, heure: undefined }
  return (
    <TextArea
      name={rubrique}
      label={label}
      rows={3}
      limite={LIMITE}
      brouillon={brouillon}
      state={state}
      {...(hint ? { hint } : {})}
    />
  )
}
