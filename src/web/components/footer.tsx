import { fr } from '#src/web/fr.ts'

const LINKS = [
  { href: '/plan-du-site', label: 'Plan du site' },
  { href: '/aide', label: 'Aide' },
  { href: '/guide', label: 'Guide des familles, en huit langues' },
  { href: '/accessibilite', label: 'Accessibilité : non conforme' },
  { href: '/mentions-legales', label: 'Mentions légales et données personnelles' },
  { href: '/algorithme', label: 'Règles de calcul du bonus' },
]

export function Footer() {
  return (
    <footer className={fr('fr-footer')} role="contentinfo" id="pied">
      <div className={fr('fr-container')}>
        <div className={fr('fr-footer__body')}>
          <div className={fr('fr-footer__content')}>
            <p className={fr('fr-footer__content-desc')}>
              PASSPRO est un logiciel libre, sous licence EUPL 1.2. L’entretien informe l’élève ; il ne le
              sélectionne pas.
            </p>
          </div>
        </div>
        <div className={fr('fr-footer__bottom')}>
          <ul className={fr('fr-footer__bottom-list')}>
            {LINKS.map(({ href, label }) => (
              <li key={href} className={fr('fr-footer__bottom-item')}>
                <a className={fr('fr-footer__bottom-link')} href={href}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </footer>
  )
}
