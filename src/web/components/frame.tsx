import type { ReactNode } from 'react'
import { LIBELLE_ROLE } from '#src/procedure/comptes/api.ts'
import { libelleCampagne } from '#src/web/campagne.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { ErrorSummary } from '#src/web/components/error-summary.tsx'
import { Footer } from '#src/web/components/footer.tsx'
import { Form } from '#src/web/components/form.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import type { FormState } from '#src/web/form.ts'
import { groupsOf, type MenuItem } from '#src/web/menu.ts'
import { fr } from '#src/web/fr.ts'

/**
 * The whole document around a page. `title` is the h1 and the first words of the tab. With the `state` of a form that
 * was refused, the tab says « Erreur » first and the summary of the errors stands under the title. With `suivi` the page
 * follows a work under way: without JavaScript it comes again every two seconds, with it only the `Suivi` zone does.
 */
export function Frame(props: { title: string; state?: FormState; suivi?: boolean; children: ReactNode }) {
  const { title, state, suivi, children } = props
  const { theme, assets } = usePageContext()
  const refused = state !== undefined && Object.keys(state.errors).length > 0
  return (
    <html lang="fr" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${refused ? 'Erreur : ' : ''}${title} – PASSPRO`}</title>
        {suivi && (
          <noscript>
            <meta httpEquiv="refresh" content="2" />
          </noscript>
        )}
        {assets.icon && <link rel="icon" href={assets.icon} type="image/svg+xml" />}
        {assets.css.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {assets.script && <script type="module" src={assets.script} />}
      </head>
      <body>
        <SkipLinks />
        <DemonstrationBanner />
        <AssistanceBanner />
        <Header />
        <main id="contenu" role="main" tabIndex={-1} className={fr('fr-container', 'fr-py-4w')}>
          <Message />
          <h1>{title}</h1>
          {state && <ErrorSummary state={state} />}
          {children}
        </main>
        <Footer />
      </body>
    </html>
  )
}

function SkipLinks() {
  return (
    <div className={fr('fr-skiplinks')}>
      <nav className={fr('fr-container')} aria-label="Accès rapide">
        <ul className={fr('fr-skiplinks__list')}>
          <li>
            <a className={fr('fr-link')} href="#contenu">
              Contenu
            </a>
          </li>
          <li>
            <a className={fr('fr-link')} href="#pied">
              Pied de page
            </a>
          </li>
        </ul>
      </nav>
    </div>
  )
}

function DemonstrationBanner() {
  if (usePageContext().mode !== 'demonstration') return null
  return (
    <section className={fr('fr-notice', 'fr-notice--warning')} aria-label="Démonstration">
      <div className={fr('fr-container')}>
        <div className={fr('fr-notice__body')}>
          <p>
            <span className={fr('fr-notice__title')}>Démonstration — données fictives.</span>
            <span className={fr('fr-notice__desc')}>
              Aucune personne de ces pages n’existe ; n’y entrez rien de réel.
            </span>
          </p>
        </div>
      </div>
    </section>
  )
}

/** Whose screens these are, on each of them, with the way back. */
function AssistanceBanner() {
  const { acteur } = usePageContext()
  if (!acteur?.assistance) return null
  return (
    <section className={fr('fr-notice', 'fr-notice--info')} aria-label="Assistance">
      <div className={fr('fr-container')}>
        <div className={fr('fr-notice__body')}>
          <p>
            <span className={fr('fr-notice__title')}>Vous voyez l’écran de {acteur.nom}.</span>
            <span className={fr('fr-notice__desc')}>
              {acteur.assistance.nom}, vous lisez sans rien pouvoir faire ; chaque page est notée au journal,
              sous vos deux noms. Cela s’arrête de soi-même après trente minutes.
            </span>
          </p>
          <Form action="/assistance/fin">
            <button type="submit" className={fr('fr-btn', 'fr-btn--secondary', 'fr-btn--sm')}>
              Revenir à mon compte
            </button>
          </Form>
        </div>
      </div>
    </section>
  )
}

function Header() {
  return (
    <header role="banner" className={fr('fr-header')}>
      <div className={fr('fr-header__body')}>
        <div className={fr('fr-container')}>
          <div className={fr('fr-header__body-row')}>
            <div className={fr('fr-header__brand')}>
              <StateBrand />
              <div className={fr('fr-header__service')}>
                <a href="/" title="Accueil – PASSPRO">
                  <p className={fr('fr-header__service-title')}>PASSPRO</p>
                </a>
                <p className={fr('fr-header__service-tagline')}>
                  S’informer avant de choisir une voie professionnelle
                </p>
              </div>
            </div>
            <Person />
          </div>
        </div>
      </div>
      <Navigation />
    </header>
  )
}

// Only a State deployment may bear the State's brand: the terms of the DSFR reserve it.
function StateBrand() {
  if (usePageContext().theme !== 'etat') return null
  return (
    <div className={fr('fr-header__brand-top')}>
      <div className={fr('fr-header__logo')}>
        <p className={fr('fr-logo')}>
          République
          <br />
          Française
        </p>
      </div>
    </div>
  )
}

function Person() {
  const { acteur, campagne, etablissements } = usePageContext()
  if (!acteur)
    return (
      <div className="passpro-personne">
        <a className={fr('fr-link')} href="/connexion">
          Se connecter
        </a>
      </div>
    )
  const roles = [...new Set(acteur.habilitations.map((h) => LIBELLE_ROLE[h.role]))].join(', ')
  return (
    <div className="passpro-personne">
      <p>
        <a href="/mon-compte" className={fr('fr-link')}>
          {acteur.nom}
        </a>
        <br />
        {roles}
        {etablissements.length > 0 && ` – ${etablissements.map(({ nom }) => nom).join(', ')}`}
      </p>
      {campagne && (
        <p>
          Campagne {libelleCampagne(campagne)}{' '}
          <a className={fr('fr-link', 'fr-link--sm')} href="/campagnes">
            Changer <span className={fr('fr-sr-only')}>de campagne</span>
          </a>
        </p>
      )}
      <Form action="/deconnexion">
        <button type="submit" className={fr('fr-btn', 'fr-btn--tertiary', 'fr-btn--sm')}>
          Se déconnecter
        </button>
      </Form>
    </div>
  )
}

/** Entries that a telephone shows on one line or two: they need no folding. */
const ON_A_PHONE = 3

function Navigation() {
  const { menu, path } = usePageContext()
  if (menu.length === 0) return null
  const home = { path: '/', libelle: 'Accueil' }
  const here = hereAmong(path, [home, ...menu])
  const groups = groupsOf(menu)
  const entries = groups.reduce((sum, { libelle, items }) => sum + (libelle === null ? items.length : 1), 0)
  return (
    <div className={fr('fr-container')}>
      <nav className="passpro-menu" aria-label="Menu principal">
        {/* It folds what stands beside it, which a closed one around it would hide on wide screens too. */}
        {entries > ON_A_PHONE && (
          <details className="passpro-menu-repli">
            <summary>Menu</summary>
          </details>
        )}
        <ul>
          <MenuEntry item={home} here={here} />
          {groups.map(({ libelle, items }) =>
            libelle === null ? (
              items.map((item) => <MenuEntry key={item.path} item={item} here={here} />)
            ) : (
              <MenuGroupEntry key={libelle} libelle={libelle} items={items} here={here} />
            ),
          )}
        </ul>
      </nav>
    </div>
  )
}

function MenuEntry({ item, here }: { item: MenuItem; here: MenuItem | undefined }) {
  return (
    <li>
      <a href={item.path} {...(item.path === here?.path ? { 'aria-current': 'page' as const } : {})}>
        {item.libelle}
      </a>
    </li>
  )
}

/** Opens on the keyboard and without JavaScript; one at a time, where the browser knows how. */
function MenuGroupEntry(props: { libelle: string; items: readonly MenuItem[]; here: MenuItem | undefined }) {
  const { libelle, items, here } = props
  const within = items.some((item) => item.path === here?.path)
  return (
    <li>
      <details name="menu">
        <summary {...(within ? { 'aria-current': 'true' as const } : {})}>{libelle}</summary>
        <ul>
          {items.map((item) => (
            <MenuEntry key={item.path} item={item} here={here} />
          ))}
        </ul>
      </details>
    </li>
  )
}

/** The entry under which a page stands: the longest that begins its address. */
const hereAmong = <Item extends { path: string }>(path: string, items: readonly Item[]): Item | undefined =>
  items
    .filter((item) => path === item.path || (item.path !== '/' && path.startsWith(`${item.path}/`)))
    .toSorted((a, b) => b.path.length - a.path.length)[0]

function Message() {
  const { message } = usePageContext()
  if (message === undefined) return null
  return (
    <div role="status">
      <Alert kind="success">{message}</Alert>
    </div>
  )
}
