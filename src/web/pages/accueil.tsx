import { LinkButton } from '#src/web/components/button.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { html, page } from '#src/web/page.ts'
import { PUBLIQUES } from '#src/web/pages/plan-du-site.tsx'

export const accueil = [
  page({
    method: 'GET',
    path: '/',
    public: true,
    handler: ({ acteur }) => html(acteur ? <AccueilDe nom={acteur.nom} /> : <AccueilPublic />),
  }),
]

function AccueilDe({ nom }: { nom: string }) {
  const { menu } = usePageContext()
  return (
    <Frame title={`Bonjour, ${nom}`}>
      {menu.length === 0 ? (
        <p>Votre compte n’a encore accès à aucune page.</p>
      ) : (
        <ul className="passpro-tuiles">
          {menu.map(({ path, libelle }) => (
            <li key={path}>
              <a href={path}>{libelle}</a>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href="/aide">Aide : votre parcours en deux minutes</a>
      </p>
    </Frame>
  )
}

function AccueilPublic() {
  const { mode } = usePageContext()
  return (
    <Frame title="S’informer avant de choisir une voie professionnelle">
      <p className="fr-text--lead">
        PASSPRO prépare l’entretien d’information qu’un élève a dans un lycée avant de demander une formation
        professionnelle, et le bonus qui en découle dans Affelnet.
      </p>
      <LinkButton href="/connexion">
        {mode === 'demonstration' ? 'Entrer dans la démonstration' : 'Se connecter'}
      </LinkButton>
      <h2 className="fr-mt-4w">Ce que chacun peut lire</h2>
      <ul className="passpro-tuiles">
        {PUBLIQUES.map(({ href, libelle }) => (
          <li key={href}>
            <a href={href}>{libelle}</a>
          </li>
        ))}
      </ul>
      <h2>Le parcours d’un élève</h2>
      <ol>
        <li>Il découvre des formations, puis demande à son adulte référent de l’inscrire.</li>
        <li>Son établissement l’inscrit et donne un avis d’origine.</li>
        <li>Le lycée référent le reçoit : un entretien par domaine, qui renseigne et conseille.</li>
        <li>Le lycée donne son avis, que son chef d’établissement signe.</li>
        <li>La famille reçoit une fiche récapitulative et confirme, à l’écran ou sur papier.</li>
        <li>Si la formation confirmée figure dans ses vœux, le bonus est transmis à Affelnet.</li>
      </ol>
      <h2>Ce que l’entretien n’est pas</h2>
      <ul>
        <li>Une sélection : il renseigne l’élève, qui choisit. Rien n’y est noté.</li>
        <li>
          Une obligation : sans entretien, un élève demande cette formation comme les autres, sans bonus et
          sans malus.
        </li>
      </ul>
      <h2>Pour qui</h2>
      <ul>
        <li>L’élève et ses responsables légaux.</li>
        <li>L’établissement d’origine : adulte référent et chef d’établissement.</li>
        <li>Le lycée référent : intervenants, planificateur et chef d’établissement.</li>
        <li>L’académie, qui ouvre la campagne, la suit et transmet les bonus.</li>
      </ul>
    </Frame>
  )
}
