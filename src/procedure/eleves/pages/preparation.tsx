import {
  ETAPES_PREPARATION,
  REFLEXIONS,
  type Moment,
  type RubriqueDuCarnet,
} from '#src/procedure/eleves/model/parcours.ts'
import { Note } from '#src/procedure/eleves/pages/carnet.tsx'
import { carnetPages, type CarnetOuvert } from '#src/procedure/eleves/pages/carnet-pages.tsx'
import { Entretiens, Provisoires } from '#src/procedure/eleves/pages/espace-entretien.tsx'
import { Etapes } from '#src/procedure/eleves/pages/parcours.tsx'
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

const PREPARATION = '/mon-espace/preparation'

const rubriquesDu = (moment: Moment): RubriqueDuCarnet[] =>
  REFLEXIONS.map((reflexion) => `${moment}_${reflexion}` as const)

/** Before the interview, then after it: what to bring, and the same four questions twice. */
export const preparation = [
  ...carnetPages({
    path: PREPARATION,
    menu: { libelle: 'Préparer l’entretien', ordre: 14 },
    rubriques: rubriquesDu('avant'),
    etapes: ETAPES_PREPARATION,
    draw: async ({ tx, campagne, origine: service }, carnet) => {
      const scope = { campagneId: campagne.id, eleveId: carnet.parcours.eleveId }
      return (
        <Preparer
          {...carnet}
          now={tx.now}
          convocations={await readConvocations(tx, { ...scope, service })}
          provisoires={await readProvisoires(tx, scope)}
        />
      )
    },
  }),
  ...carnetPages({
    path: '/mon-espace/reflexion',
    menu: { libelle: 'Après l’entretien', ordre: 15 },
    rubriques: rubriquesDu('apres'),
    etapes: [],
    draw: async ({ tx, campagne }, carnet) => {
      const scope = { campagneId: campagne.id, eleveId: carnet.parcours.eleveId }
      const passed = (await readConvocations(tx, scope)).some(({ rangee }) => rangee.fin <= tx.now)
      return <Reflechir {...carnet} passed={passed} />
    },
  }),
]

interface Preparation extends CarnetOuvert {
  now: Date
  convocations: readonly EntretienConvoque[]
  provisoires: readonly Provisoire[]
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

function Quatre(props: CarnetOuvert & { moment: Moment }) {
  const { moment, ...rest } = props
  return REFLEXIONS.map((reflexion) => (
    <Note key={reflexion} rubrique={`${moment}_${reflexion}`} label={QUESTION[reflexion]} {...rest} />
  ))
}

function Reflechir(props: CarnetOuvert & { passed: boolean }) {
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
