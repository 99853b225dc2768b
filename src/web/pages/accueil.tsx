import { LinkButton } from '#src/web/components/button.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { groupsOf, type MenuGroup, type MenuItem } from '#src/web/menu.ts'
import { html, page } from '#src/web/page.ts'
import { PUBLIQUES } from '#src/web/pages/plan-du-site.tsx'

export const accueil = [
  page({
    method: 'GET',
    path: '/',
    public: true,
    indexable: true,
    handler: ({ acteur }) => html(acteur ? <AccueilDe nom={acteur.nom} /> : <AccueilPublic />),
  }),
]

function AccueilDe({ nom }: { nom: string }) {
  const { menu } = usePageContext()
  return (
    <Frame title={`Bonjour, ${nom}`}>
      {menu.length === 0 ? <p>Votre compte n’a encore accès à aucune page.</p> : <>{tilesOf(menu)}</>}
      <p>
        <a href="/aide">Aide : votre parcours en deux minutes</a>
      </p>
    </Frame>
  )
}

/** The pages of a person; many are said by what they are about. */
const tilesOf = (menu: readonly MenuItem[]) =>
  together(groupsOf(menu)).map(({ libelle, items }) => (
    <section key={libelle ?? ''} {...(libelle === null ? {} : { 'aria-label': libelle })}>
      {libelle !== null && <h2 className="fr-h6 fr-mt-3w fr-mb-1w">{libelle}</h2>}
      <ul className="passpro-tuiles">
        {items.map((item) => (
          <li key={item.path}>
            <a href={item.path}>{item.libelle}</a>
          </li>
        ))}
      </ul>
    </section>
  ))

/** Entries that stand alone come first, side by side. */
function together(groups: readonly MenuGroup[]): MenuGroup[] {
  const alone = groups.filter(({ libelle }) => libelle === null).flatMap(({ items }) => items)
  const titled = groups.filter(({ libelle }) => libelle !== null)
  return alone.length === 0 ? titled : [{ libelle: null, items: alone }, ...titled]
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
