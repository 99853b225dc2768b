import { cocherEtapes } from '#src/procedure/eleves/acts/parcours.ts'
import {
  ETAPES_PREPARATION,
  REFLEXIONS,
  type Moment,
  type RubriqueDuCarnet,
} from '#src/procedure/eleves/model/parcours.ts'
import {
  keepNotes,
  Note,
  notesOf,
  readNotes,
  stateOfNotes,
  type Notes,
} from '#src/procedure/eleves/pages/carnet.tsx'
import { Entretiens, Provisoires } from '#src/procedure/eleves/pages/espace-entretien.tsx'
import { Etapes, etapesCochees } from '#src/procedure/eleves/pages/parcours.tsx'
import { readParcours, type Parcours } from '#src/procedure/eleves/reads/parcours.ts'
import { LIBELLE_MOMENT, QUESTION } from '#src/procedure/eleves/texts/parcours.ts'
import {
  readConvocations,
  readProvisoires,
  type EntretienConvoque,
  type Provisoire,
} from '#src/procedure/entretiens/api.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Paragraphes } from '#src/web/components/paragraphes.tsx'
import { freshForm, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PREPARATION = '/mon-espace/preparation'
const REFLEXION = '/mon-espace/reflexion'

const rubriquesDu = (moment: Moment): RubriqueDuCarnet[] =>
  REFLEXIONS.map((reflexion) => `${moment}_${reflexion}` as const)

/** Before the interview, then after it: what to bring, and the same four questions twice. */
export const preparation = [
  page({
    method: 'GET',
    path: PREPARATION,
    droit: 'parcours.suivre',
    menu: { libelle: 'Préparer l’entretien', ordre: 14 },
    handler: async (requete) => html(await drawPreparation(requete, await load(requete))),
  }),
  page({
    method: 'POST',
    path: PREPARATION,
    droit: 'parcours.suivre',
    handler: async (requete) => {
      const parcours = await load(requete)
      const read = readNotes(requete.form, rubriquesDu('avant'))
      if (!read.ok) return html(await drawPreparation(requete, parcours, read.state), 422)
      const moi = { campagneId: requete.campagne.id, eleveId: parcours.eleveId }
      await keepNotes(requete, parcours, read.value, rubriquesDu('avant'))
      const faites = etapesCochees(requete.form, ETAPES_PREPARATION)
      await cocherEtapes(requete.tx, moi, { parmi: ETAPES_PREPARATION, faites })
      return redirect(PREPARATION, 'C’est enregistré. Vous pouvez continuer plus tard.')
    },
  }),
  page({
    method: 'GET',
    path: REFLEXION,
    droit: 'parcours.suivre',
    menu: { libelle: 'Après l’entretien', ordre: 15 },
    handler: async (requete) => html(await drawReflexion(requete, await load(requete))),
  }),
  page({ method: 'POST', path: REFLEXION, droit: 'parcours.suivre', handler: reflect }),
]

async function load({ tx, campagne }: Requete): Promise<Parcours> {
  const parcours = await readParcours(tx, campagne.id)
  if (!parcours) throw new Introuvable()
  return parcours
}

async function drawPreparation(requete: Requete, parcours: Parcours, state?: FormState) {
  const { tx, campagne, origine: service } = requete
  const scope = { campagneId: campagne.id, eleveId: parcours.eleveId }
  const notes = await notesOf(requete, parcours, rubriquesDu('avant'))
  const fresh = freshForm({ ...stateOfNotes(parcours, notes).values, etapes: [...parcours.etapes] })
  return (
    <Preparer
      {...{ parcours, notes }}
      now={tx.now}
      convocations={await readConvocations(tx, { ...scope, service })}
      provisoires={await readProvisoires(tx, scope)}
      state={state ?? fresh}
    />
  )
}

interface Preparation {
  parcours: Parcours
  notes: Notes
  now: Date
  convocations: readonly EntretienConvoque[]
  provisoires: readonly Provisoire[]
  state: FormState
}

function Preparer({ parcours, notes, now, convocations, provisoires, state }: Preparation) {
  const questions = parcours.carnet.get('questions')
  return (
    <Frame title="Préparer mon entretien" state={state}>
      <p>
        L’entretien sert à vous informer : on vous parle de la formation, et vous posez vos questions. Rien
        n’est noté.
      </p>
      {convocations.length === 0 && provisoires.length === 0 && (
        <p>Vous n’avez pas encore de date : elle s’affichera ici, et vous recevrez une convocation.</p>
      )}
      <Entretiens convocations={convocations} now={now} />
      <Provisoires provisoires={provisoires} />
      {questions !== undefined && (
        <>
          <h2>Mes questions</h2>
          <Paragraphes texte={questions} />
          <p>
            <a href="/mon-espace/decouverte#champ-questions">Changer mes questions</a>
          </p>
        </>
      )}
      <Form state={state}>
        <h2>Ce qu’il me faut</h2>
        <Etapes etapes={ETAPES_PREPARATION} label="C’est prêt" state={state} />
        <h2>Quatre questions à se poser avant</h2>
        <p>Vous seul lisez vos réponses. Vous vous reposerez les mêmes questions après l’entretien.</p>
        <Quatre moment="avant" {...{ parcours, notes, state }} />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}

function Quatre(props: { moment: Moment; parcours: Parcours; notes: Notes; state: FormState }) {
  const { moment, ...rest } = props
  return REFLEXIONS.map((reflexion) => (
    <Note key={reflexion} rubrique={`${moment}_${reflexion}`} label={QUESTION[reflexion]} {...rest} />
  ))
}

async function reflect(requete: Requete): Promise<Reply> {
  const parcours = await load(requete)
  const read = readNotes(requete.form, rubriquesDu('apres'))
  if (!read.ok) return html(await drawReflexion(requete, parcours, read.state), 422)
  await keepNotes(requete, parcours, read.value, rubriquesDu('apres'))
  return redirect(REFLEXION, 'Vos réponses sont enregistrées.')
}

async function drawReflexion(requete: Requete, parcours: Parcours, state?: FormState) {
  const { tx, campagne } = requete
  const scope = { campagneId: campagne.id, eleveId: parcours.eleveId }
  const passed = (await readConvocations(tx, scope)).some(({ rangee }) => rangee.fin <= tx.now)
  const notes = await notesOf(requete, parcours, rubriquesDu('apres'))
  return <Reflechir {...{ parcours, notes, passed }} state={state ?? stateOfNotes(parcours, notes)} />
}

function Reflechir(props: { parcours: Parcours; notes: Notes; passed: boolean; state: FormState }) {
  const { parcours, notes, passed, state } = props
  return (
    <Frame title="Après l’entretien" state={state}>
      <p>
        Les quatre mêmes questions qu’avant l’entretien. Relisez vos réponses d’avant : qu’est-ce qui a changé
        ? Vous seul lisez ce que vous écrivez.
      </p>
      {!passed && (
        <p>
          Votre entretien n’a pas encore eu lieu.{' '}
          <a href={PREPARATION}>Répondez d’abord aux questions d’avant</a>.
        </p>
      )}
      {passed && (
        <Form state={state}>
          {REFLEXIONS.map((reflexion) => (
            <section key={reflexion}>
              <h2 className="fr-h5">{QUESTION[reflexion]}</h2>
              <p>{LIBELLE_MOMENT.avant} :</p>
              <blockquote className="passpro-citation">
                {parcours.carnet.get(`avant_${reflexion}`) ?? 'Pas de réponse.'}
              </blockquote>
              <Note
                rubrique={`apres_${reflexion}`}
                label={LIBELLE_MOMENT.apres}
                hint={QUESTION[reflexion]}
                {...{ parcours, notes, state }}
              />
            </section>
          ))}
          <Buttons>
            <Button>Enregistrer</Button>
          </Buttons>
        </Form>
      )}
    </Frame>
  )
}
