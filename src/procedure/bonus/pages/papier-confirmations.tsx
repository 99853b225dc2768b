import { plainText } from '#src/kit/plain-text.ts'
import { dayInWords, dayOf, dayToFrench } from '#src/kit/day.ts'
import { actingFor } from '#src/procedure/comptes/api.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { recordConfirmations } from '#src/procedure/bonus/acts/confirmations.ts'
import { attenteDesConfirmations, isAwaited } from '#src/procedure/bonus/pages/papier-attente.ts'
import { chosenSchool, SchoolFirst } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import {
  readFichesSuivies,
  type ConfirmationsSuivies,
  type FichesSuivies,
  type FicheSuivie,
  type MotSuivi,
} from '#src/procedure/bonus/reads/confirmations.ts'
import { sentenceBonus } from '#src/procedure/bonus/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import {
  ChoiceFilter,
  FilterForm,
  NameFilter,
  SchoolFilter,
  type School,
} from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { freshForm, lignes, typedOf, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const TITLE = 'Confirmations sur papier'

interface Choices {
  nom: string
  /** One pupil, by his number: a name made by us would stay in histories. */
  eleve: string | null
  /** Default: those from whom an answer is awaited. */
  reponses: 'toutes' | null
  etablissement: string | null
}

interface Shown {
  found: FichesSuivies
  /** Those of the search; `rows` those of this page. */
  matching: FicheSuivie[]
  rows: FicheSuivie[]
  page: number
  choices: Choices
  schools: School[]
  zone: string
}

const choicesOf = ({ query }: Requete): Choices => ({
  nom: query('nom') ?? '',
  eleve: query('eleve') || null,
  reponses: oneOf(query('reponses'), ['toutes']),
  etablissement: query('etablissement') || null,
})

const isAsked = ({ nom, prenom, eleveId }: FicheSuivie, { nom: asked, eleve }: Choices): boolean =>
  eleve === null
    ? plainText(`${nom} ${prenom} ${nom}`).includes(plainText(asked.trim()))
    : String(eleveId) === eleve

async function load(requete: Requete, schools: School[], uai: string): Promise<Shown> {
  const { tx, campagne, query } = requete
  const choices = choicesOf(requete)
  const { page: number, limit, offset } = sliceOf(query('page'))
  const found = await readFichesSuivies(tx, { campagneId: campagne.id, uai })
  const all = choices.reponses === 'toutes' || choices.nom.trim() !== '' || choices.eleve !== null
  const matching = found.fiches.filter((one) => (all || isAwaited(one)) && isAsked(one, choices))
  const rows = matching.slice(offset, offset + limit)
  return { found, matching, rows, page: number, choices, schools, zone: tx.zone }
}

export const confirmationsPapier = [
  page({
    method: 'GET',
    path: '/confirmations/papier',
    droit: 'confirmations.papier',
    menu: { libelle: 'Confirmations papier', ordre: 30 },
    attente: attenteDesConfirmations,
    handler: async (requete) => {
      const schools = await readEtablissementsSuivis(requete.tx, requete.campagne.id)
      const uai = chosenSchool(requete, schools)
      if (uai === null) return html(<SchoolFirst title={TITLE} schools={schools} />)
      return html(<Papier shown={await load(requete, schools, uai)} state={freshForm()} />)
    },
  }),
  page({
    method: 'POST',
    path: '/confirmations/papier',
    droit: 'confirmation.saisir',
    handler: async (requete) => {
      const schools = await readEtablissementsSuivis(requete.tx, requete.campagne.id)
      const uai = chosenSchool(requete, schools)
      if (uai === null) return html(<SchoolFirst title={TITLE} schools={schools} />, 422)
      const shown = await load(requete, schools, uai)
      const errors = await record(requete, shown)
      if (errors.length === 0) return redirect(addressFor(shown), messageOf(requete.form))
      const state = withError(typedOf(requete.form), '', [...new Set(errors)].join(' '))
      return html(<Papier shown={shown} state={state} />, 422)
    },
  }),
]

const addressFor = ({ choices, page: number }: Shown): string =>
  addressOf('/confirmations/papier', { ...choices, page: number === 1 ? null : number })

function messageOf(form: FormData): string {
  const n = answersOf(form).length
  return n === 1 ? 'Une réponse est enregistrée.' : `${n} réponses sont enregistrées.`
}

/** Answers entered, each under the name of its cell. */
const answersOf = (form: FormData): { id: string; decision: string }[] =>
  lignes(form).flatMap(({ id, fields }) => (fields['decision'] ? [{ id, decision: fields['decision'] }] : []))

const cellOf = ({ inscriptionId, responsableId }: MotSuivi): string =>
  `${inscriptionId}.${responsableId ?? 'eleve'}`

/** Records the answers entered: all of them, or none when one is refused. Returns what is wrong. */
async function record({ tx, campagne, form }: Requete, { found }: Shown): Promise<string[]> {
  const cells = new Map(
    found.fiches.flatMap((fiche) =>
      fiche.confirmations.flatMap(({ mef, mots }) => mots.map((mot) => [cellOf(mot), { mot, mef }] as const)),
    ),
  )
  const answers = answersOf(form)
  if (answers.length === 0) return ['Aucune réponse n’est entrée.']
  const items = answers.flatMap(({ id, decision: asked }) => {
    const decision = oneOf(asked, ['oui', 'non'])
    const cell = cells.get(id)
    if (!cell || decision === null) return []
    const { eleveId, responsableId } = cell.mot
    return [{ eleveId, responsableId, mef: cell.mef, decision, support: 'papier' as const }]
  })
  if (items.length < answers.length)
    return [
      'La liste a changé depuis l’affichage de cette page : vérifiez les réponses et enregistrez de nouveau.',
    ]
  const acteur = actingFor(tx.acteur, found.uai)
  const results = await recordConfirmations({ ...tx, acteur }, { campagneId: campagne.id, items })
  return results.flatMap((result) => (result.ok ? [] : [sentenceBonus(result.refus)]))
}

function Papier({ shown, state }: { shown: Shown; state: FormState }) {
  const { found, rows, matching, choices, page: number } = shown
  const until = dayInWords(found.finConfirmations)
  const address = (asked: number): string => addressOf('/confirmations/papier', { ...choices, page: asked })
  return (
    <Frame title={TITLE} state={state}>
      <Filters shown={shown} />
      {found.ouvertes ? (
        <p>
          Entrez ce que chaque personne a signé sur le coupon-réponse de la fiche ou sur la fiche de vœux,
          jusqu’au {until} à 23 h 59. Une réponse sur papier vaut une réponse à l’écran ; la dernière compte.
        </p>
      ) : (
        <p>Les confirmations étaient possibles jusqu’au {until} à 23 h 59.</p>
      )}
      {rows.length === 0 && <p>{emptyOf(shown)}</p>}
      {found.ouvertes && rows.length > 0 ? (
        <div>
          <Form state={state} action={address(number)}>
            {rows.map((fiche) => (
              <Pupil key={fiche.eleveId} fiche={fiche} shown={shown} state={state} />
            ))}
            <Pagination page={number} total={matching.length} href={address} />
            <Buttons>
              <Button>Enregistrer toutes les réponses entrées</Button>
            </Buttons>
          </Form>
        </div>
      ) : (
        <>
          {rows.map((fiche) => (
            <Pupil key={fiche.eleveId} fiche={fiche} shown={shown} state={state} />
          ))}
          <Pagination page={number} total={matching.length} href={address} />
        </>
      )}
    </Frame>
  )
}

function emptyOf({ found, choices }: Shown): string {
  if (found.fiches.length === 0)
    return 'Aucune fiche récapitulative n’est encore établie pour cet établissement.'
  if (choices.nom !== '') return 'Aucun élève de ce nom n’a de fiche.'
  return 'Toutes les réponses attendues sont enregistrées.'
}

function Filters({ shown: { choices, schools } }: { shown: Shown }) {
  return (
    <FilterForm>
      <NameFilter value={choices.nom} />
      <ChoiceFilter
        name="reponses"
        label="Réponses"
        all="Attendues"
        value={choices.reponses}
        choices={[{ value: 'toutes', label: 'Toutes' }]}
      />
      <SchoolFilter schools={schools} value={choices.etablissement} />
    </FilterForm>
  )
}

const ETAT: Record<ConfirmationsSuivies['etat'], string> = {
  confirmee: 'confirmée',
  refusee: 'refusée',
  attendue: 'attendue',
  sans_effet: 'non nécessaire',
}

function Pupil({ fiche, shown, state }: { fiche: FicheSuivie; shown: Shown; state: FormState }) {
  const { nom, prenom, classe, eleveId, confirmations } = fiche
  const people = confirmations[0]?.mots ?? []
  return (
    <article className="passpro-carte passpro-carte--large" aria-labelledby={`eleve-${eleveId}`}>
      <h2 id={`eleve-${eleveId}`}>
        <a href={`/eleves/${eleveId}`}>
          {nom} {prenom}
        </a>
        {classe && `, ${classe}`}
      </h2>
      <Table
        caption={`Réponses pour ${prenom} ${nom}`}
        captionHidden
        rows={confirmations}
        rowKey={(one) => one.inscriptionId}
        columns={[
          { title: 'Formation', heading: true, cell: ({ libelle }) => libelle },
          ...people.map(({ qui }, rank) => ({
            title: `${qui.charAt(0).toUpperCase()}${qui.slice(1)}`,
            cell: ({ mots, libelle }: ConfirmationsSuivies) => {
              const mot = mots[rank]
              return mot ? <Cell {...{ mot, libelle, shown, state }} prenom={prenom} /> : null
            },
          })),
          { title: 'Confirmation', cell: ({ etat }) => ETAT[etat] },
        ]}
      />
      {shown.found.ouvertes && (
        <Buttons>
          <Button kind="secondary">
            Enregistrer{' '}
            <span className="fr-sr-only">
              les réponses entrées, dont celles pour {prenom} {nom}
            </span>
          </Button>
        </Buttons>
      )}
    </article>
  )
}

function Cell(props: { mot: MotSuivi; libelle: string; prenom: string; shown: Shown; state: FormState }) {
  const { mot, libelle, prenom, shown, state } = props
  const name = `decision-${cellOf(mot)}`
  const who = mot.responsableId === null ? prenom : mot.qui
  return (
    <div className="passpro-reponse">
      {mot.decision !== null && <div>{recorded(mot, shown.zone)}</div>}
      {shown.found.ouvertes ? (
        <select
          className="fr-select"
          name={name}
          aria-label={`${who}, ${libelle}`}
          defaultValue={state.values[name]?.[0] ?? ''}
        >
          <option value="">{mot.decision === null ? 'Pas de réponse' : 'Ne rien changer'}</option>
          <option value="oui">oui</option>
          <option value="non">non</option>
        </select>
      ) : (
        mot.decision === null && 'pas de réponse'
      )}
    </div>
  )
}

function recorded({ decision, le, support, auteur }: MotSuivi, zone: string): string {
  const day = le === null ? '' : ` le ${dayToFrench(dayOf(le, zone))}`
  return `${decision}${day}, ${support === 'papier' ? `sur papier, saisi par ${auteur}` : 'à l’écran'}`
}
