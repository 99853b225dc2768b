import type { ReactNode } from 'react'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { actingFor } from '#src/procedure/comptes/api.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { recordConfirmations } from '#src/procedure/bonus/acts/confirmations.ts'
import { attenteDesConfirmations, isAwaited } from '#src/procedure/bonus/pages/papier-attente.ts'
import { LienCopie, LienCopies } from '#src/procedure/bonus/pages/papier-copies.tsx'
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
import { eleveFilters, eleveListColumns } from '#src/web/components/eleve-columns.tsx'
import type { School } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { addressIn, ListFilters, Series } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { freshForm, lignes, typedOf, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, listed, schoolFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

const PATH = '/confirmations/papier'
const TITLE = 'Confirmations sur papier'

interface Lue extends Listed<FicheSuivie> {
  found: FichesSuivies | undefined
  schools: School[]
  zone: string
}
type Shown = Lue & { found: FichesSuivies }

const LIBELLE_REPONSES = { toutes: 'Toutes' } as const

/** One pupil by his number (a name made by us would stay in histories), else those from whom an answer is awaited. */
async function load(requete: Requete, slice: Slice): Promise<Lue> {
  const { tx, campagne, query } = requete
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const uai = chosenSchool(requete, schools)
  const found = uai === null ? undefined : await readFichesSuivies(tx, { campagneId: campagne.id, uai })
  const { fiches = [] } = found ?? {}
  const eleve = query('eleve') || null
  const all = query('reponses') === 'toutes' || eleve !== null || (query('nom') ?? '').trim() !== ''
  const list = listed(requete, {
    path: PATH,
    kept: { eleve },
    filters: [
      ...eleveFilters(fiches),
      {
        name: 'reponses',
        label: 'Réponses',
        all: 'Attendues',
        choices: choicesIn(['toutes'], LIBELLE_REPONSES),
        cadre: true,
      },
      ...schoolFilter(schools),
    ],
    columns: COLUMNS,
    rows: fiches.filter(
      (one) => (all || isAwaited(one)) && (eleve === null || String(one.eleveId) === eleve),
    ),
    slice,
    uai,
  })
  return { ...list, found, schools, zone: tx.zone }
}

const toldOf = ({ etat, libelle, mots }: ConfirmationsSuivies): string =>
  `${libelle} : ${ETAT[etat]} (${mots.map(({ qui, decision }) => `${qui} ${decision ?? 'sans réponse'}`).join(', ')})`

/** On the screen the answers are the fields of each pupil. */
const COLUMNS: readonly ListColumn<FicheSuivie>[] = [
  ...eleveListColumns,
  {
    title: 'Réponses',
    valeur: ({ confirmations }) => confirmations.map(toldOf).join(' ; '),
  },
  {
    title: 'Attendues',
    tri: 'attendues',
    numeric: true,
    valeur: ({ confirmations }) => confirmations.filter(({ etat }) => etat === 'attendue').length,
  },
]

export const confirmationsPapier = [
  ...listPages({
    path: PATH,
    droit: 'confirmations.papier',
    menu: { libelle: 'Confirmations papier', ordre: 30 },
    attente: attenteDesConfirmations,
    nom: 'confirmations-papier',
    load,
    draw: (lue) => draw(lue, freshForm()),
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'confirmation.saisir',
    handler: async (requete) => {
      const lue = await load(requete, sliceOf(requete.query('page')))
      if (lue.found === undefined) return html(draw(lue, freshForm()), 422)
      const errors = await record(requete, lue.found)
      if (errors.length === 0) return redirect(addressFor(lue), messageOf(requete.form))
      return html(draw(lue, withError(typedOf(requete.form), '', [...new Set(errors)].join(' '))), 422)
    },
  }),
]

const draw = ({ found, ...lue }: Lue, state: FormState) =>
  found === undefined ? (
    <SchoolFirst title={TITLE} schools={lue.schools} />
  ) : (
    <Papier shown={{ ...lue, found }} state={state} />
  )

const addressFor = (lue: Lue): string =>
  addressIn(lue, { page: lue.slice.page === 1 ? null : lue.slice.page })

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
async function record({ tx, campagne, form }: Requete, found: FichesSuivies): Promise<string[]> {
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
  const { found, rows } = shown
  const until = dayInWords(found.finConfirmations)
  const pupils = (end?: ReactNode) => (
    <Series list={shown} end={end}>
      {(fiche) => <Pupil key={fiche.eleveId} fiche={fiche} shown={shown} state={state} />}
    </Series>
  )
  return (
    <Frame title={TITLE} state={state}>
      {/* Who looks for somebody else leaves the pupil that he came for. */}
      <ListFilters list={{ ...shown, choices: { ...shown.choices, eleve: null } }} />
      {found.ouvertes ? (
        <p>
          Entrez ce que chaque personne a signé sur le coupon-réponse de la fiche ou sur la fiche de vœux,
          jusqu’au {until} à 23 h 59. Une réponse sur papier vaut une réponse à l’écran ; la dernière compte.
        </p>
      ) : (
        <p>Les confirmations étaient possibles jusqu’au {until} à 23 h 59.</p>
      )}
      {found.fiches.length > 0 && <LienCopies found={found} />}
      {rows.length === 0 && <p>{emptyOf(shown)}</p>}
      {rows.length > 0 &&
        (found.ouvertes ? (
          <div>
            <Form state={state} action={addressIn(shown, { page: shown.slice.page })}>
              {pupils(
                <Buttons>
                  <Button>Enregistrer toutes les réponses entrées</Button>
                </Buttons>,
              )}
            </Form>
          </div>
        ) : (
          pupils()
        ))}
    </Frame>
  )
}

function emptyOf({ found, choices }: Shown): string {
  if (found.fiches.length === 0)
    return 'Aucune fiche récapitulative n’est encore établie pour cet établissement.'
  if (choices['nom']) return 'Aucun élève de ce nom n’a de fiche.'
  if (choices['classe']) return 'Aucune réponse n’est attendue dans cette classe.'
  return 'Toutes les réponses attendues sont enregistrées.'
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
      <LienCopie fiche={fiche} found={shown.found} />
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
  const day = le === null ? '' : ` le ${dayInWords(dayOf(le, zone))}`
  return `${decision}${day}, ${support === 'papier' ? `sur papier, saisi par ${auteur}` : 'à l’écran'}`
}
