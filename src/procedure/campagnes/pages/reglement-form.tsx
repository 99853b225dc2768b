import {
  AVIS_ORIGINE_PAR,
  CONFIRMATION_RESPONSABLES,
  libelleSens,
  VISIBILITES,
  type Sens,
} from '#src/procedure/campagnes/model.ts'
import { niveauxOf, nomCase, nomPoints } from '#src/procedure/campagnes/schema/reglement-form.ts'
import {
  LIBELLE_AVIS_ORIGINE,
  LIBELLE_CONFIRMATION,
  LIBELLE_VISIBILITE,
} from '#src/procedure/campagnes/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox, Radios, Select, type Choice } from '#src/web/components/choice-fields.tsx'
import { fieldId, valueOf } from '#src/web/components/field.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextArea, TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'

const SCALES = [
  ['origine', 'Niveaux de l’avis d’origine'],
  ['referent', 'Niveaux de l’avis du lycée référent'],
  ['final', 'Niveaux de l’avis final'],
] as const

const best = (niveaux: readonly Sens[]): Sens[] => [...new Set(niveaux)].reverse()
const choicesOf = <T extends string>(values: readonly T[], labels: Readonly<Record<T, string>>) =>
  values.map((value) => ({ value, label: labels[value] }))

/** The form of a new version. Its table follows the scales as they were typed: « Mettre à jour » draws it again. */
export function ReglementForm({ state, campagnes }: { state: FormState; campagnes: readonly Choice[] }) {
  return (
    <Form action="/reglements" state={state} live="verification">
      <TextField
        name="nom"
        label="Nom du règlement"
        hint="Un nom déjà pris donne la version suivante de ce règlement."
        state={state}
      />
      {SCALES.map(([name, label]) => (
        <TextArea
          key={name}
          name={name}
          label={label}
          hint="Un niveau par ligne, du plus bas au plus haut."
          rows={4}
          state={state}
        />
      ))}
      <p>
        <Button kind="tertiary" name="etape" value="tableau">
          Mettre à jour le tableau
        </Button>
      </p>
      <Crossing state={state} />
      <Points state={state} />
      <Options state={state} />
      <Select
        name="comparer"
        label="Campagne à comparer"
        hint="Une campagne passée, ou une répétition : ce que ce règlement y aurait changé est dit plus bas. Rien n’y est écrit."
        empty="Aucune"
        choices={campagnes}
        state={state}
      />
      <Buttons>
        <Button kind="secondary" name="etape" value="verifier">
          Vérifier et voir ce qui changerait
        </Button>
        <Button>Enregistrer cette version</Button>
      </Buttons>
    </Form>
  )
}

function Crossing({ state }: { state: FormState }) {
  const finals = best(niveauxOf(state.values, 'final'))
  const origines = best(niveauxOf(state.values, 'origine'))
  const referents = best(niveauxOf(state.values, 'referent'))
  const wrong = origines
    .flatMap((origine) => referents.map((referent) => nomCase(origine, referent)))
    .filter((name) => state.errors[name] !== undefined)
  return (
    <>
      <Table
        croisement
        caption="Croisement : l’avis final, selon l’avis d’origine (lignes) et l’avis du lycée référent (colonnes)"
        rows={origines}
        rowKey={(origine) => origine}
        columns={[
          { title: 'Origine ↓ · référent →', heading: true, cell: (origine) => libelleSens(origine) },
          ...referents.map((referent) => ({
            title: libelleSens(referent),
            cell: (origine: Sens) => <Cell {...{ state, origine, referent, finals }} />,
          })),
        ]}
      />
      {wrong.map((name) => (
        <p key={name} className="fr-error-text" id={`${fieldId(name)}-erreur`}>
          {state.errors[name]}
        </p>
      ))}
    </>
  )
}

function Cell(props: { state: FormState; origine: Sens; referent: Sens; finals: readonly Sens[] }) {
  const { state, origine, referent, finals } = props
  const name = nomCase(origine, referent)
  const wrong = state.errors[name]
  return (
    <>
      <select
        className="fr-select"
        id={fieldId(name)}
        name={name}
        defaultValue={valueOf(state, name)}
        aria-label={`Origine ${libelleSens(origine)}, référent ${libelleSens(referent)}`}
        {...(wrong === undefined
          ? {}
          : { 'aria-invalid': true, 'aria-describedby': `${fieldId(name)}-erreur` })}
      >
        <option value="">à choisir</option>
        {finals.map((final) => (
          <option key={final} value={final}>
            {libelleSens(final)}
          </option>
        ))}
      </select>
      {wrong !== undefined && <span className="fr-error-text">À revoir</span>}
    </>
  )
}

function Points({ state }: { state: FormState }) {
  return (
    <fieldset className="fr-fieldset">
      <legend className="fr-fieldset__legend">Points de chaque avis final</legend>
      {best(niveauxOf(state.values, 'final')).map((final) => (
        <div key={final} className="fr-fieldset__element">
          <TextField name={nomPoints(final)} label={libelleSens(final)} type="number" state={state} />
        </div>
      ))}
    </fieldset>
  )
}

function Options({ state }: { state: FormState }) {
  return (
    <>
      <Radios
        name="avisOrigine"
        label="L’établissement d’origine donne son avis"
        choices={choicesOf(AVIS_ORIGINE_PAR, LIBELLE_AVIS_ORIGINE)}
        state={state}
      />
      <Checkbox
        name="avant"
        label="L’avis d’origine est donné avant l’entretien"
        hint="L’entretien le fige."
        state={state}
      />
      <Radios
        name="confirmationResponsables"
        label="Une formation est confirmée par"
        choices={choicesOf(CONFIRMATION_RESPONSABLES, LIBELLE_CONFIRMATION)}
        state={state}
      />
      <Radios
        name="visibiliteAvisOrigine"
        label="De l’avis d’origine, l’intervenant voit"
        choices={choicesOf(VISIBILITES, LIBELLE_VISIBILITE)}
        state={state}
      />
    </>
  )
}
