import { dayInWords } from '#src/kit/day.ts'
import { LinkButton } from '#src/web/components/button.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { SansCampagne } from '#src/web/components/sans-campagne.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { groupsOf, type MenuGroup, type MenuItem } from '#src/web/menu.ts'
import { html, page, type PremierEcran } from '#src/web/page.ts'
import { PUBLIQUES } from '#src/web/pages/plan-du-site.tsx'

export const accueil = [
  page({
    method: 'GET',
    path: '/',
    public: true,
    indexable: true,
    handler: async ({ acteur, premierEcran }) =>
      html(
        acteur && premierEcran ? (
          <AccueilDe nom={acteur.nom} ecran={await premierEcran()} />
        ) : (
          <AccueilPublic />
        ),
      ),
  }),
]

function AccueilDe({ nom, ecran }: { nom: string; ecran: PremierEcran }) {
  const { menu, campagne } = usePageContext()
  return (
    <Frame title={`Bonjour, ${nom}`}>
      {campagne ? <AFaire {...ecran} /> : <SansCampagne />}
      {menu.length > 0 && <h2>Toutes vos pages</h2>}
      {menu.length === 0 ? <p>Votre compte n’a encore accès à aucune page.</p> : <>{tilesOf(menu)}</>}
      <p className="fr-mt-4w">
        <a href="/aide">Aide : votre parcours en deux minutes</a>
      </p>
    </Frame>
  )
}

/** What to do now and until when, before everything else. */
function AFaire({ apercus, attentes, prochaine, fin }: PremierEcran) {
  const reads = attentes.length === 0 && apercus.length > 0
  return (
    <section aria-labelledby="a-faire" className="passpro-a-faire">
      <h2 id="a-faire">{reads ? 'Aujourd’hui' : 'À faire maintenant'}</h2>
      {apercus.length > 0 && (
        <ul>
          {apercus.map(({ texte, href }) => (
            <li key={`${href} ${texte}`}>
              <a href={href}>{texte}</a>
            </li>
          ))}
        </ul>
      )}
      {attentes.length === 0 ? (
        !reads && <p>Vous n’avez rien à faire aujourd’hui.</p>
      ) : (
        <ul>
          {attentes.map(({ texte, jusquAu, depuis, href }) => (
            <li key={`${href} ${texte}`}>
              <a href={href}>{texte}</a>
              {depuis !== undefined && `, depuis le ${dayInWords(depuis)}`}
              {jusquAu !== undefined && `, jusqu’au ${dayInWords(jusquAu)}`}
            </li>
          ))}
        </ul>
      )}
      {fin !== undefined && (
        <p>
          La campagne est terminée depuis le {dayInWords(fin)}. <a href="/calendrier">Tout le calendrier</a>
        </p>
      )}
      {prochaine && (
        <p>
          Prochaine étape de la campagne : {prochaine.libelle.toLowerCase()}, {dayInWords(prochaine.jour)}.{' '}
          <a href="/calendrier">Tout le calendrier</a>
        </p>
      )}
    </section>
  )
}

/** The pages of a person; many are said by what they are about. */
const tilesOf = (menu: readonly MenuItem[]) =>
  together(groupsOf(menu)).map(({ libelle, items }) => (
    <section key={libelle ?? ''} {...(libelle === null ? {} : { 'aria-label': libelle })}>
      {libelle !== null && <h3 className="fr-h6 fr-mt-3w fr-mb-1w">{libelle}</h3>}
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
