import type { EleveEtInscriptions } from '#src/procedure/inscriptions/model.ts'
import { DelaiInscription } from '#src/procedure/inscriptions/pages/delai.tsx'
import type { ListeInscriptions } from '#src/procedure/inscriptions/reads/a-inscrire.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { FieldError, FieldHint, ariaOf, fieldId, valueOf } from '#src/web/components/field.tsx'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, type Slice } from '#src/web/components/pagination.tsx'
import type { FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/eleves/inscriptions'

export interface Montre extends ListeInscriptions {
  choices: { classe: string | null; etablissement: string | null }
  slice: Slice
  schools: readonly { uai: string; nom: string }[]
}

interface Props {
  montre: Montre
  state: FormState
  fieldOf: (eleve: EleveEtInscriptions) => string
}

/** A class at a time: one box per pupil, the letters of his formations, one sending. The keyboard is enough. */
export function EnSerie({ montre, state, fieldOf }: Props) {
  const { ouvertes, choices, eleves, total, slice } = montre
  return (
    <Frame title="Inscrire en série" state={state}>
      <DelaiInscription {...montre} />
      {ouvertes && (
        <>
          <Filtres montre={montre} />
          {eleves.length > 0 && <Saisie {...{ montre, state, fieldOf }} />}
          {eleves.length === 0 && <p>Aucun élève pour ce choix.</p>}
          <Pagination
            page={slice.page}
            total={total}
            href={(page) => addressOf(PATH, { ...choices, page })}
          />
        </>
      )}
      <p>
        <a className={fr('fr-link')} href={addressOf('/eleves', choices)}>
          Retour aux élèves
        </a>
      </p>
    </Frame>
  )
}

function Filtres({ montre: { choices, classes, schools } }: { montre: Montre }) {
  return (
    <FilterForm>
      <ChoiceFilter
        name="classe"
        label="Classe"
        all="Toutes"
        value={choices.classe}
        choices={classes.map((classe) => ({ value: classe, label: classe }))}
      />
      {schools.length > 1 && (
        <ChoiceFilter
          name="etablissement"
          label="Établissement"
          all="Tous"
          value={choices.etablissement}
          choices={schools.map(({ uai, nom }) => ({ value: uai, label: nom }))}
        />
      )}
    </FilterForm>
  )
}

function Saisie({ montre, state, fieldOf }: Props) {
  const { eleves, choices, slice, touches } = montre
  const libelles = new Map([...touches.values()].map(({ mef, libelle }) => [mef, libelle]))
  return (
    <div className="passpro-touches" data-touches="">
      <Touches montre={montre} />
      <Form state={state} action={addressOf(PATH, { ...choices, page: slice.page })}>
        <h2>Élèves</h2>
        <ul>
          {eleves.map((eleve, rank) => (
            <Ligne
              key={eleve.id}
              {...{ eleve, state, libelles }}
              name={fieldOf(eleve)}
              {...(rank === 0 ? { focus: true } : {})}
            />
          ))}
        </ul>
        <p className={fr('fr-hint-text')}>
          Chacun est reçu au lycée. Pour un entretien à distance, un lycée souhaité ou un aménagement, ouvrez
          l’élève, puis « Inscrire à une formation ».
        </p>
        <Buttons>
          <Button>Inscrire</Button>
          <LinkButton href={addressOf('/eleves', choices)} kind="secondary">
            Revenir sans inscrire
          </LinkButton>
        </Buttons>
      </Form>
    </div>
  )
}

function Touches({ montre: { touches, domaines } }: { montre: Montre }) {
  const keys = [...touches]
  return (
    <section aria-labelledby="touches">
      <h2 id="touches">La touche de chaque formation</h2>
      <p>Un domaine, un entretien : deux formations d’un même domaine font un seul entretien.</p>
      {domaines.map(({ code, libelle }) => {
        const own = keys.filter(([, { domaine }]) => domaine === code)
        return own.length === 0 ? null : (
          <div key={code}>
            <h3 className={fr('fr-h6')}>{libelle}</h3>
            <ul>
              {own.map(([touche, formation]) => (
                <li key={touche} data-touche={touche} data-libelle={formation.libelle}>
                  <kbd>{touche}</kbd> {formation.libelle}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

function Ligne(props: {
  eleve: EleveEtInscriptions
  name: string
  state: FormState
  libelles: ReadonlyMap<string, string>
  focus?: true
}) {
  const { eleve, name, state, libelles, focus } = props
  const label = `${eleve.nom} ${eleve.prenom}`
  const hint = hintOf(eleve, libelles)
  return (
    <li className={fr('fr-input-group', state.errors[name] !== undefined && 'fr-input-group--error')}>
      <label className={fr('fr-label')} htmlFor={fieldId(name)}>
        {label}
        {eleve.classe && `, ${eleve.classe}`}
        <FieldHint name={name} hint={hint} />
      </label>
      <input
        className={fr('fr-input')}
        id={fieldId(name)}
        name={name}
        type="text"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={valueOf(state, name)}
        {...(focus ? { autoFocus: true } : {})}
        {...ariaOf({ name, label, state, hint })}
      />
      <output htmlFor={fieldId(name)} />
      <FieldError name={name} state={state} />
    </li>
  )
}

function hintOf(
  { inscrites, demandees }: EleveEtInscriptions,
  libelles: ReadonlyMap<string, string>,
): string | undefined {
  const named = (mefs: readonly string[]): string => mefs.map((mef) => libelles.get(mef) ?? mef).join(', ')
  const waiting = demandees.filter((mef) => !inscrites.includes(mef))
  const parts = [
    inscrites.length > 0 ? `Déjà inscrit : ${named(inscrites)}.` : '',
    waiting.length > 0 ? `Demandé par l’élève : ${named(waiting)}.` : '',
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' ') : undefined
}
