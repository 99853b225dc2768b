import type { EntretienLu } from '#src/procedure/entretiens/reads/lycee.ts'
import { OBSERVATIONS } from '#src/procedure/entretiens/model.ts'
import { LIBELLE_OBSERVATION } from '#src/procedure/entretiens/texts.ts'
import { Checkboxes } from '#src/web/components/choice-fields.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'

/** What the form says when every topic was dealt with: one act in place of one for each. */
export const TOUS_LES_SUJETS = 'tous'

/** Topics to tick and five observations in words; nothing here is a level. */
export function Observations({ lu, state }: { lu: EntretienLu; state: FormState }) {
  const { sujets } = lu
  if (lu.entretien.signees > 0) return <DejaNotees lu={lu} />
  return (
    <>
      {sujets.length > 0 && (
        <Checkboxes
          name="abordes"
          label="Sujets dont vous avez parlé"
          hint="Ils viennent des fiches de formation. Ce qui n’est pas coché est noté « non abordé » : c’est permis."
          choices={[
            { value: TOUS_LES_SUJETS, label: 'Tous les sujets ci-dessous' },
            ...sujets.map((sujet, rang) => ({ value: String(rang), label: sujet })),
          ]}
          state={state}
        />
      )}
      <details
        className="passpro-details"
        {...(OBSERVATIONS.some((name) => state.values[`observation-${name}`]?.[0]) ? { open: true } : {})}
      >
        <summary>Ce que vous avez observé, avec vos mots (facultatif)</summary>
        <p>
          Ni note ni total. Votre lycée les lit ; la famille peut les demander. Elles aident à écrire le
          compte rendu, qu’elles ne remplacent pas.
        </p>
        {OBSERVATIONS.map((name) => (
          <TextArea
            key={name}
            name={`observation-${name}`}
            label={LIBELLE_OBSERVATION[name]}
            rows={2}
            state={state}
          />
        ))}
      </details>
    </>
  )
}

function DejaNotees({ lu: { observations } }: { lu: EntretienLu }) {
  if (!observations) return null
  const written = OBSERVATIONS.filter((name) => observations[name] !== '')
  const left = observations.sujets.filter((sujet) => !observations.abordes.includes(sujet))
  return (
    <>
      {observations.abordes.length > 0 && <p>Sujets abordés : {observations.abordes.join(' ; ')}.</p>}
      {left.length > 0 && <p>Sujets non abordés : {left.join(' ; ')}.</p>}
      {written.map((name) => (
        <p key={name}>
          {LIBELLE_OBSERVATION[name]} : {observations[name]}
        </p>
      ))}
    </>
  )
}
