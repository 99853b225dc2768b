import { groupBy } from '#src/kit/group.ts'
import {
  QUESTIONS_A_POSER,
  readFormations,
  SITES,
  type FormationPublique,
} from '#src/procedure/campagnes/api.ts'
import { cocherEtapes } from '#src/procedure/eleves/acts/parcours.ts'
import { ETAPES_DECOUVERTE, type RubriqueDuCarnet } from '#src/procedure/eleves/model/parcours.ts'
import {
  keepNotes,
  Note,
  notesOf,
  readNotes,
  stateOfNotes,
  type Notes,
} from '#src/procedure/eleves/pages/carnet.tsx'
import { etapesCochees, Etapes } from '#src/procedure/eleves/pages/parcours.tsx'
import { readParcours, type Parcours } from '#src/procedure/eleves/reads/parcours.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { freshForm, type FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/mon-espace/decouverte'
const RUBRIQUES: readonly RubriqueDuCarnet[] = ['questions', 'appris']

/** First part of the path of a pupil: read, look elsewhere, ask, note. */
export const decouverte = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'parcours.suivre',
    menu: { libelle: 'Découvrir', ordre: 11 },
    handler: async (requete) => html(await draw(requete, await load(requete))),
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'parcours.suivre',
    handler: async (requete) => {
      const parcours = await load(requete)
      const read = readNotes(requete.form, RUBRIQUES)
      if (!read.ok) return html(await draw(requete, parcours, read.state), 422)
      const moi = { campagneId: requete.campagne.id, eleveId: parcours.eleveId }
      await keepNotes(requete, parcours, read.value, RUBRIQUES)
      await cocherEtapes(requete.tx, moi, {
        parmi: ETAPES_DECOUVERTE,
        faites: etapesCochees(requete.form, ETAPES_DECOUVERTE),
      })
      return redirect(PATH, 'C’est enregistré. Vous pouvez continuer plus tard.')
    },
  }),
]

async function load({ tx, campagne }: Requete): Promise<Parcours> {
  const parcours = await readParcours(tx, campagne.id)
  if (!parcours) throw new Introuvable()
  return parcours
}

async function draw(requete: Requete, parcours: Parcours, state?: FormState) {
  const notes = await notesOf(requete, parcours, RUBRIQUES)
  const formations = await readFormations(requete.tx, requete.campagne.id)
  const fresh = freshForm({ ...stateOfNotes(parcours, notes).values, etapes: [...parcours.etapes] })
  return (
    <Decouverte
      {...{ parcours, notes, formations }}
      campagneId={requete.campagne.id}
      state={state ?? fresh}
    />
  )
}

interface Props {
  parcours: Parcours
  notes: Notes
  formations: readonly FormationPublique[]
  campagneId: number
  state: FormState
}

function Decouverte({ parcours, notes, formations, campagneId, state }: Props) {
  return (
    <Frame title="Découvrir les formations" state={state}>
      <p className={fr('fr-text--lead')}>
        Prenez le temps de lire et de poser des questions, avant de demander à être inscrit. Rien n’est noté.
      </p>
      <Lectures formations={formations} campagneId={campagneId} />
      <Form state={state}>
        <h2>Mon carnet</h2>
        <p>Vous seul lisez ce que vous écrivez ici.</p>
        <Note rubrique="questions" label="Mes questions" {...{ parcours, notes, state }} />
        <Note
          rubrique="appris"
          label="Ce que j’ai appris"
          hint="Sur une formation, un métier, ou sur vous."
          {...{ parcours, notes, state }}
        />
        <Etapes etapes={ETAPES_DECOUVERTE} label="Ce que j’ai fait" state={state} />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}

function Lectures({ formations, campagneId }: Pick<Props, 'formations' | 'campagneId'>) {
  return (
    <>
      <h2>Lire les fiches</h2>
      <p>
        Chaque fiche dit ce qui est attendu, ce que l’on apprend, une journée type, les études et les métiers
        qui suivent.
      </p>
      <div className="passpro-colonnes">
        {[...groupBy(formations, (one) => one.libelleDomaine)].map(([domaine, list]) => (
          <section key={domaine}>
            <h3 className={fr('fr-h6', 'fr-mb-1w')}>{domaine}</h3>
            <ul className="passpro-mots">
              {list.map(({ mef, libelle, fiches }) => (
                <li key={mef}>
                  <a href={`/formations/${campagneId}/${mef}`}>{libelle}</a>{' '}
                  {fiches.length === 0 && <Badge>Fiche à venir</Badge>}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <h2>Chercher ailleurs</h2>
      <ul>
        {SITES.map(({ nom, accueil, pour }) => (
          <li key={nom}>
            <a href={accueil} rel="noreferrer">
              {nom} (autre site)
            </a>{' '}
            : {pour}
          </li>
        ))}
      </ul>
      <h2>Des questions à poser</h2>
      <p>À un professeur, à un élève de la formation, à l’entretien :</p>
      <ul>
        {QUESTIONS_A_POSER.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </>
  )
}
