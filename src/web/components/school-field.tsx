import { Radios } from '#src/web/components/choice-fields.tsx'
import { valueOf, type FieldProps } from '#src/web/components/field.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'

export interface Ecole {
  uai: string
  nom: string
  commune: string | null
}

const champChoix = (name: string): string => `${name}_choix`
const champPour = (name: string): string => `${name}_pour`

/** What was typed and chosen in this field. */
export const saisieEcole = (form: FormData, name: string) => ({
  texte: textIn(form, name),
  pour: textIn(form, champPour(name)),
  choix: textIn(form, champChoix(name)),
})

function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/**
 * A school of the académie: by its number, or by words of its name and town, and then one of those found for these very
 * words. Read it with `readEcoleChoisie`.
 */
export function SchoolField(props: FieldProps & { trouvees?: readonly Ecole[] | undefined }) {
  const { name, state, trouvees = [] } = props
  return (
    <>
      <TextField {...props} />
      {trouvees.length > 0 && (
        <>
          <input type="hidden" name={champPour(name)} value={valueOf(state, name)} />
          <Radios
            name={champChoix(name)}
            label="Établissements trouvés"
            choices={trouvees.map(({ uai, nom, commune }) => ({
              value: uai,
              label: nom,
              hint: [commune, uai].filter(Boolean).join(', '),
            }))}
            state={state}
          />
        </>
      )}
    </>
  )
}
