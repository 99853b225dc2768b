import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import {
  sentenceCampagne,
  setJoursConvocation,
  setJoursDemandeCreneau,
} from '#src/procedure/campagnes/api.ts'
import { emitConvocations, liberateVague } from '#src/procedure/entretiens/acts/vagues.ts'
import { enqueueAmelioration } from '#src/procedure/entretiens/jobs.ts'
import { duesOf, loadLycees } from '#src/procedure/entretiens/pages/planification-lycees.tsx'
import { readVaguesDeCampagne } from '#src/procedure/entretiens/reads/vagues.ts'
import { semaineInWords, sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, LinkButton } from '#src/web/components/button.tsx'
import { ActionButton, ConfirmForm, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf } from '#src/web/components/pagination.tsx'
import { Travail } from '#src/web/components/progress.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/planification'

const jours = z.coerce.number('Écrivez un nombre de jours.')
const Reglage = z.object({ jours, demande: jours })
const Liberation = z.object({ uai: z.string(), semaine: z.iso.date() })

export const planification = [
  ...listPages({
    path: PATH,
    droit: 'vagues.lire_partout',
    menu: { libelle: 'Planification', ordre: 6 },
    attente: async ({ tx, campagne }) => {
      const { lycees } = await readVaguesDeCampagne(tx, campagne.id)
      const late = lycees.flatMap((one) => (one.automatique ? [] : duesOf(one)))
      const [first] = late.map(({ echeance }) => echeance).toSorted((a, b) => a.localeCompare(b))
      const texte = `Relancer les lycées : ${counted(late.length, 'semaine')} de convocations à libérer`
      return first === undefined ? [] : [{ texte, depuis: first }]
    },
    nom: 'convocations-par-lycee',
    load: loadLycees,
    draw: (lue) => <Planification lue={lue} />,
  }),
  page({
    method: 'POST',
    path: '/planification/delai',
    droit: 'campagne.regler_convocations',
    handler: (requete) => set(requete),
  }),
  page({
    method: 'POST',
    path: '/planification/liberer',
    droit: 'convocation.emettre',
    handler: (requete) => release(requete),
  }),
  page({
    method: 'POST',
    path: '/planification/ameliorer',
    droit: 'entretiens.ameliorer',
    handler: async ({ tx, campagne }) => {
      await enqueueAmelioration(tx, campagne.id)
      return redirect(PATH, 'Le travail de la nuit est lancé.')
    },
  }),
  page({
    method: 'GET',
    path: '/planification/tout-convoquer',
    droit: 'convocation.emettre',
    handler: async ({ tx, campagne }) => {
      const { lycees } = await readVaguesDeCampagne(tx, campagne.id)
      const held = lycees.flatMap((one) => one.vagues).reduce((sum, one) => sum + one.provisoires, 0)
      return html(<ToutConvoquer held={held} />)
    },
  }),
  page({
    method: 'POST',
    path: '/planification/tout-convoquer',
    droit: 'convocation.emettre',
    handler: async ({ tx, campagne }) => {
      const nombre = await emitConvocations(tx, campagne.id)
      return redirect(
        PATH,
        nombre === 0 ? 'Tous les élèves placés sont déjà convoqués.' : `Convocations émises : ${nombre}.`,
      )
    },
  }),
]

type Lue = Awaited<ReturnType<typeof loadLycees>>

/** The page again, with what was refused. */
async function draw(requete: Requete, told: { state?: FormState; refus?: string }): Promise<Reply> {
  const lue = await loadLycees(requete, sliceOf(requete.query('page')))
  return html(<Planification lue={lue} {...told} />, 422)
}

async function set(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Reglage)
  if (!read.ok) return draw(requete, { state: read.state })
  const done = await setJoursConvocation(tx, { campagneId: campagne.id, jours: read.value.jours })
  if (!done.ok) return draw(requete, { state: withError(read.state, 'jours', sentenceCampagne(done.refus)) })
  const asked = await setJoursDemandeCreneau(tx, { campagneId: campagne.id, jours: read.value.demande })
  if (!asked.ok)
    return draw(requete, { state: withError(read.state, 'demande', sentenceCampagne(asked.refus)) })
  return redirect(PATH, `Les convocations partent ${read.value.jours} jours d’école avant les entretiens.`)
}

/** The académie releases a wave for a lycée that cannot. */
async function release(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Liberation)
  if (!read.ok) return draw(requete, { refus: 'Choisissez la vague à libérer.' })
  const done = await liberateVague(tx, { campagneId: campagne.id, ...read.value })
  if (!done.ok) return draw(requete, { refus: sentenceEntretien(done.refus) })
  return redirect(PATH, `Vague libérée, ${semaineInWords(read.value.semaine)} : ${done.value} convocations.`)
}

const ChaqueNuit = () => (
  <p>
    Chaque nuit, les élèves sans place sont essayés de nouveau, puis les entretiens encore provisoires sont
    mieux placés ; une famille à qui l’on avait annoncé un autre lycée ou une autre semaine en est prévenue.
    Jusqu’à la fin des inscriptions, de la place est gardée pour les élèves des établissements qui inscrivent
    au fil de l’eau, comme s’il devait encore en venir autant que pendant la dernière semaine d’école. Enfin
    partent les vagues de convocations des lycées qui l’ont choisi ; les autres libèrent les leurs.
  </p>
)

function Planification(props: { lue: Lue; state?: FormState; refus?: string }) {
  const { lue, refus } = props
  const { joursConvocation, demande, travail, zone } = lue
  const state = props.state ?? freshForm({ jours: String(joursConvocation), demande: String(demande) })
  return (
    <Frame title="Planification des entretiens" state={state}>
      {refus !== undefined && <Alert kind="error">{refus}</Alert>}
      <ChaqueNuit />
      <div className="passpro-boutons">
        <ActionButton action="/planification/ameliorer">Lancer maintenant le travail de la nuit</ActionButton>
        <LinkButton href="/planification/reglages" kind="secondary">
          Prix et comparaison de réglages
        </LinkButton>
        <LinkButton href="/planification/contraintes" kind="secondary">
          Jours fermés et contraintes
        </LinkButton>
        <LinkButton href="/planification/charge" kind="secondary">
          Semaines, charge et sorties en images
        </LinkButton>
      </div>
      <Travail quoi="Travail de la nuit" etat={travail} zone={zone} />
      <h2>Les vagues, lycée par lycée</h2>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption="Lycées référents, ceux qui ont une vague à libérer d’abord"
          rowKey={({ uai }) => uai}
          empty="Aucun lycée n’est encore référent."
        />
      </div>
      <h2>Délais des convocations et des demandes</h2>
      <Form action="/planification/delai" state={state}>
        <TextField
          name="jours"
          type="number"
          label="Jours d’école avant les entretiens d’une semaine (5 à 10)"
          hint={`Aujourd’hui : ${joursConvocation}. Moins il y en a, mieux les entretiens sont placés ; plus il y en a, plus tôt les familles savent l’heure.`}
          state={state}
        />
        <TextField
          name="demande"
          type="number"
          label="Jours d’école avant son entretien jusqu’auxquels une famille peut demander un autre créneau (0 à 10)"
          hint="Une seule demande par entretien ; le lycée y répond."
          state={state}
        />
        <Button kind="secondary">Enregistrer les délais</Button>
      </Form>
      <p className="fr-mt-4w">
        <a className="fr-link" href="/planification/tout-convoquer">
          Convoquer d’un coup tous les élèves placés
        </a>
      </p>
    </Frame>
  )
}

function ToutConvoquer({ held }: { held: number }) {
  return (
    <Frame title="Convoquer tous les élèves placés">
      <ConfirmForm action="/planification/tout-convoquer" confirm="Convoquer tout le monde" back={PATH}>
        <p>
          {held} entretiens sont encore provisoires. Si vous les convoquez tous maintenant, ils ne pourront
          plus être mieux placés, et les lycées n’auront pas relu leurs vagues.
        </p>
      </ConfirmForm>
    </Frame>
  )
}
