import { groupBy } from '#src/kit/group.ts'
import {
  QUESTIONS_A_POSER,
  readFormations,
  SITES,
  type FormationPublique,
} from '#src/procedure/campagnes/api.ts'
import { ETAPES_DECOUVERTE } from '#src/procedure/eleves/model/parcours.ts'
import { Note } from '#src/procedure/eleves/pages/carnet.tsx'
import { carnetPages, type CarnetOuvert } from '#src/procedure/eleves/pages/carnet-pages.tsx'
import type { CampagneCourante } from '#src/web/campagne.ts'
import { Etapes } from '#src/procedure/eleves/pages/parcours.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { fr } from '#src/web/fr.ts'

/** First part of the path of a pupil: read, look elsewhere, ask, note. */
export const decouverte = carnetPages({
  path: '/mon-espace/decouverte',
  menu: { libelle: 'Découvrir', ordre: 11 },
  rubriques: ['questions', 'appris'],
  etapes: ETAPES_DECOUVERTE,
  draw: async ({ tx, campagne }, carnet) => (
    <Decouverte {...carnet} formations={await readFormations(tx, campagne.id)} campagne={campagne} />
  ),
})

interface Props extends CarnetOuvert {
  formations: readonly FormationPublique[]
  campagne: CampagneCourante
}

function Decouverte({ parcours, notes, formations, campagne, state }: Props) {
  return (
    <Frame title="Découvrir les formations" state={state}>
      <p className={fr('fr-text--lead')}>
        Prenez le temps de lire et de poser des questions, avant de demander à être inscrit. Rien n’est noté.
      </p>
      <Lectures formations={formations} campagne={campagne} />
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

function Lectures({ formations, campagne }: Pick<Props, 'formations' | 'campagne'>) {
  return (
    <>
      <h2>Lire les fiches</h2>
      <p>
        Chaque fiche dit ce qui est attendu, ce que l’on apprend, une journée type, les études et les métiers
        qui suivent.{!campagne.ouverte && ' Elles se lisent ici dès que la campagne est ouverte.'}
      </p>
      <div className="passpro-colonnes">
        {[...groupBy(formations, (one) => one.libelleDomaine)].map(([domaine, list]) => (
          <section key={domaine}>
            <h3 className={fr('fr-h6', 'fr-mb-1w')}>{domaine}</h3>
            <ul className="passpro-mots">
              {list.map(({ mef, libelle, fiches }) => (
                <li key={mef}>
                  {campagne.ouverte ? <a href={`/formations/${campagne.id}/${mef}`}>{libelle}</a> : libelle}{' '}
                  {campagne.ouverte && fiches.length === 0 && <Badge>Fiche à venir</Badge>}
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
