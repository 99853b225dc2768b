import { z } from 'zod'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { reglerContraintes } from '#src/procedure/entretiens/acts/contraintes.ts'
import { borne } from '#src/procedure/entretiens/pages/bornes.ts'
import { countMoyens } from '#src/procedure/entretiens/reads/moyens.ts'
import { HEURES_DE_SORTIE } from '#src/procedure/entretiens/rules/contraintes.ts'
import { joursFermesInLines, readJoursFermes } from '#src/procedure/entretiens/texts/jours-fermes.ts'
import {
  LIBELLE_CONTRAINTE,
  LIBELLE_SORTIE,
  sentenceContraintes,
  type ContraintesPlanning,
} from '#src/procedure/entretiens/texts/contraintes.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/planification/contraintes'

const HEURE = 'Écrivez une heure, par exemple 08:00, ou rien.'
/** `HH:MM`; left empty, the rule does not apply. */
const heure = z
  .union([
    z.literal('').transform(() => undefined),
    z.string(HEURE).regex(/^([01]\d|2[0-3]):[0-5]\d$/, HEURE),
  ])
  .optional()

const Saisie = z.object({
  joursFermes: z.string().default(''),
  accompagnes: borne(1, 60),
  maxParCollege: borne(1, 200),
  pauseMinutes: borne(0, 120),
  preavisJours: borne(0, 30),
  trajetMaxMinutes: borne(10, 600),
  parIntervenantJour: borne(1, 60),
  parIntervenantSemaine: borne(1, 300),
  postesDistanciel: borne(1, 60),
  departMatin: heure,
  retourMatin: heure,
  departApresMidi: heure,
  retourApresMidi: heure,
})
type Saisie = z.infer<typeof Saisie>

export const contraintes = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'contraintes.regler',
    handler: async ({ tx, campagne }) => {
      const { contraintes } = await loadCampagne(tx.trx, campagne.id)
      const dits = await countMoyens(tx, campagne.id)
      return html(<Contraintes dits={dits} state={typedFrom(contraintes)} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'contraintes.regler', handler: set }),
]

const typedFrom = ({ joursFermes = [], ...bornes }: ContraintesPlanning): FormState =>
  freshForm({
    joursFermes: joursFermesInLines(joursFermes),
    ...Object.fromEntries(Object.entries(bornes).map(([name, value]) => [name, String(value)])),
  })

async function set({ tx, campagne, form }: Requete): Promise<Reply> {
  const read = readForm(form, Saisie)
  const dits = await countMoyens(tx, campagne.id)
  if (!read.ok) return html(<Contraintes dits={dits} state={read.state} />, 422)
  const { joursFermes, ...bornes } = read.value
  const lus = readJoursFermes(joursFermes)
  const again = (field: string, sentence: string): Reply =>
    html(<Contraintes dits={dits} state={withError(read.state, field, sentence)} />, 422)
  if (!lus.ok)
    return again('joursFermes', `« ${lus.ligne} » n’est ni un jour (08/03/2027), ni une période (du … au …).`)
  const wrong = wrongHour(bornes)
  if (wrong) return again(...wrong)
  const done = await reglerContraintes(tx, {
    campagneId: campagne.id,
    contraintes: { ...said(bornes), joursFermes: lus.jours },
  })
  if (!done.ok) return again('', sentenceContraintes(done.refus))
  return redirect(PATH, 'Les contraintes sont enregistrées : elles valent pour tout nouveau placement.')
}

type Bornes = Omit<Saisie, 'joursFermes'>

/** Those that were written, and no others. */
const said = (bornes: Bornes): Omit<ContraintesPlanning, 'joursFermes'> =>
  Object.fromEntries(Object.entries(bornes).filter(([, value]) => value !== undefined))

/** The field in which the hours make no sense, and why: all four or none, each departure before its return. */
function wrongHour(bornes: Bornes): [string, string] | undefined {
  const missing = HEURES_DE_SORTIE.filter((name) => bornes[name] === undefined)
  const [first] = missing
  if (missing.length === HEURES_DE_SORTIE.length) return undefined
  if (first) return [first, 'Écrivez les quatre heures de départ et de retour, ou aucune.']
  const { departMatin = '', retourMatin = '', departApresMidi = '', retourApresMidi = '' } = bornes
  if (departMatin >= retourMatin) return ['retourMatin', 'Le retour vient après le départ.']
  return departApresMidi >= retourApresMidi
    ? ['retourApresMidi', 'Le retour vient après le départ.']
    : undefined
}

type Dits = Awaited<ReturnType<typeof countMoyens>>

function Contraintes({ dits, state }: { dits: Dits; state: FormState }) {
  return (
    <Frame title="Contraintes de la planification" state={state}>
      <p>
        Aucun plan ne passe outre, ni le calcul, ni une main. Un champ laissé vide : la règle ne s’applique
        pas. Une valeur que des entretiens déjà placés ne respecteraient plus est refusée.
      </p>
      <p>
        Chaque établissement dit lui-même, dans « Salles et postes », combien de salles il donne (lycée qui ne
        nomme pas les siennes) et combien d’entretiens à distance il accueille à la fois (collège). Jusqu’ici
        : {dits.lycees} lycée(s) et {dits.colleges} collège(s).
      </p>
      <p>
        <a className="fr-link" href="/planification/vacances">
          Fermer les vacances et les jours fériés de l’année scolaire
        </a>
      </p>
      <Form action={PATH} state={state}>
        <TextArea
          name="joursFermes"
          label="Jours sans entretien"
          hint="Un jour ou une période par ligne : « 08/03/2027 », « du 06/02/2027 au 21/02/2027 »."
          rows={6}
          state={state}
        />
        {Object.entries(LIBELLE_CONTRAINTE).map(([name, { libelle, aide }]) => (
          <TextField key={name} name={name} type="number" label={libelle} hint={aide} state={state} />
        ))}
        {HEURES_DE_SORTIE.map((name) => (
          <TextField
            key={name}
            name={name}
            type="time"
            label={LIBELLE_SORTIE[name]}
            hint="Trajet compris. Les quatre heures se remplissent ensemble."
            state={state}
          />
        ))}
        <Buttons>
          <Button>Enregistrer les contraintes</Button>
          <LinkButton href="/planification" kind="secondary">
            Retour à la planification
          </LinkButton>
        </Buttons>
      </Form>
    </Frame>
  )
}
