export interface MenuItem {
  path: string
  libelle: string
}

/** Entries under one title; without a title they stand alone. */
export interface MenuGroup {
  libelle: string | null
  items: readonly MenuItem[]
}

/** A menu of this length is read at a glance: it needs no groups. */
const AT_A_GLANCE = 8

const GROUPS: readonly (readonly [libelle: string, paths: readonly string[]])[] = [
  [
    'Pilotage',
    ['/campagne', '/campagne/etablissements', '/planification', '/sans-place', '/bilan', '/journal'],
  ],
  [
    'Préparation',
    [
      '/campagne/ouverture',
      '/reglements',
      '/referents',
      '/imports',
      '/fiches-formation',
      '/disponibilites',
      '/consignes',
      '/moyens',
      '/comptes',
      '/assistance',
      '/droits',
      '/galerie',
    ],
  ],
  ['Élèves', ['/mes-eleves', '/eleves', '/arrivees', '/doutes-ine', '/avis-origine', '/lettres', '/departs']],
  [
    'Entretiens',
    [
      '/entretiens',
      '/planning',
      '/convocations',
      '/demandes-de-creneau',
      '/incidents',
      '/signature',
      '/agendas',
    ],
  ],
  [
    'Familles',
    [
      '/informations',
      '/fiches',
      '/papier',
      '/remises',
      '/confirmations/papier',
      '/demandes-des-familles',
      '/demandes-donnees',
      '/editions',
      '/messages',
    ],
  ],
  ['Bonus', ['/fiches/emission', '/rapprochement', '/exports']],
]
const OTHERS = 'Autres pages'

/** The entries of a menu by what they are about, in the order of the procedure; a short menu stays as it is. */
export function groupsOf(menu: readonly MenuItem[]): MenuGroup[] {
  if (menu.length <= AT_A_GLANCE) return [{ libelle: null, items: menu }]
  const groups = GROUPS.map(([libelle, paths]) => ({
    libelle,
    items: paths.flatMap((path) => menu.filter((item) => item.path === path)),
  }))
  const known = new Set(GROUPS.flatMap(([, paths]) => paths))
  const others = { libelle: OTHERS, items: menu.filter((item) => !known.has(item.path)) }
  return [...groups, others]
    .filter(({ items }) => items.length > 0)
    .map(({ libelle, items }) => ({ libelle: items.length === 1 ? null : libelle, items }))
}
