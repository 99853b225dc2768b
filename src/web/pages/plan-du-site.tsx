import { Frame } from '#src/web/components/frame.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { html, page } from '#src/web/page.ts'

/** Pages that anybody may open, in the order of the plan and of the home page. */
export const PUBLIQUES = [
  { href: '/formations', libelle: 'Formations et attendus' },
  { href: '/calendrier', libelle: 'Calendrier' },
  { href: '/algorithme', libelle: 'Règles de calcul du bonus' },
  { href: '/guide', libelle: 'Guide des familles, en huit langues' },
  { href: '/aide', libelle: 'Aide' },
  { href: '/statistiques', libelle: 'Statistiques' },
  { href: '/verification', libelle: 'Vérifier une fiche' },
] as const

const LEGALES = [
  { href: '/accessibilite', libelle: 'Accessibilité' },
  { href: '/mentions-legales', libelle: 'Mentions légales et données personnelles' },
] as const

export const planDuSite = [
  page({
    method: 'GET',
    path: '/plan-du-site',
    public: true,
    indexable: true,
    handler: () => html(<Plan />),
  }),
]

function Plan() {
  const { menu } = usePageContext()
  return (
    <Frame title="Plan du site">
      {menu.length > 0 && (
        <>
          <h2>Mes pages</h2>
          <Links links={menu.map(({ path, libelle }) => ({ href: path, libelle }))} />
        </>
      )}
      <h2>Pour tous</h2>
      <Links links={[{ href: '/', libelle: 'Accueil' }, ...PUBLIQUES]} />
      <h2>Obligations</h2>
      <Links links={LEGALES} />
    </Frame>
  )
}

function Links({ links }: { links: readonly { href: string; libelle: string }[] }) {
  return (
    <ul>
      {links.map(({ href, libelle }) => (
        <li key={href}>
          <a href={href}>{libelle}</a>
        </li>
      ))}
    </ul>
  )
}
