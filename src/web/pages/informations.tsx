import type { ReactElement } from 'react'
import { Frame } from '#src/web/components/frame.tsx'
import { html, page, type Page } from '#src/web/page.ts'

/** Public pages that every service owes: short, and true of this version. */
export const informations: readonly Page[] = [
  publicText('/accessibilite', () => <Accessibilite />),
  publicText('/mentions-legales', () => <MentionsLegales />),
]

function publicText(path: `/${string}`, draw: () => ReactElement): Page {
  return page({ method: 'GET', path, public: true, indexable: true, handler: () => html(draw()) })
}

function Accessibilite() {
  return (
    <Frame title="Accessibilité">
      <p>
        PASSPRO vise la conformité au référentiel général d’amélioration de l’accessibilité (RGAA 4.1).
        <strong> État : non conforme, faute d’un audit.</strong> Aucun audit par une personne indépendante n’a
        encore été mené.
      </p>
      <h2>Ce qui est fait</h2>
      <ul>
        <li>Chaque page s’utilise au clavier et sans JavaScript.</li>
        <li>Les erreurs d’un formulaire sont dites en mots, en tête de page et près du champ.</li>
        <li>Aucune information n’est donnée par la couleur seule.</li>
        <li>
          Chaque page est essayée automatiquement, avec et sans JavaScript : règles d’axe, HTML valide,
          parcours au clavier, largeur de 320 pixels, agrandissement à 200 %, espacement du texte, couleurs
          imposées. Ces essais ne couvrent qu’une partie du RGAA.
        </li>
      </ul>
      <h2>Ce qui ne l’est pas encore</h2>
      <ul>
        <li>Aucun essai avec des lecteurs d’écran ni avec des personnes concernées n’a été mené.</li>
        <li>Les traductions du guide des familles ne sont pas toutes relues ; chacune le dit.</li>
      </ul>
      <h2>Signaler une difficulté</h2>
      <p>
        Adressez-vous à votre établissement : il peut faire toute démarche pour vous, ou avec vous, sur
        papier. Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits.
      </p>
    </Frame>
  )
}

function MentionsLegales() {
  return (
    <Frame title="Mentions légales et données personnelles">
      <h2>Éditeur</h2>
      <p>
        L’éditeur et le responsable du traitement sont l’académie qui met ce service en œuvre. Le logiciel est
        libre, sous licence EUPL 1.2. Une installation de démonstration ne contient que des données fictives.
      </p>
      <h2>Données personnelles</h2>
      <p>
        PASSPRO traite les données nécessaires à l’inscription, à l’entretien, aux avis et au bonus : identité
        et coordonnées de l’élève et de ses responsables légaux, avis et commentaires. Les commentaires sont
        lus par la famille. Un avis n’est donné qu’une fois, et chaque acte est inscrit dans un journal.
      </p>
      <p>
        L’élève et ses responsables peuvent demander l’accès à leurs données, leur rectification, la
        limitation du traitement, ou s’y opposer, auprès de l’établissement ou de l’académie ; puis saisir la
        CNIL.
      </p>
      <h2>Cookies</h2>
      <p>
        Seuls des cookies nécessaires au service sont posés : la session, qui se ferme après 30 minutes
        d’inactivité ou 12 heures, la campagne choisie et le message de la dernière action. Aucune mesure
        d’audience, aucun tiers.
      </p>
    </Frame>
  )
}
