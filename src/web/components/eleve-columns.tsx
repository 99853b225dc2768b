import { textFilter, type ListColumn, type ListFilter } from '#src/web/lists.ts'

interface Eleve {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
}

const nameOf = ({ nom, prenom }: Pick<Eleve, 'nom' | 'prenom'>): string => `${nom} ${prenom}`

/** The first columns of a list of pupils: who, with the way to his page, and his class. */
export const eleveListColumns: readonly ListColumn<Eleve>[] = [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: (eleve) => <a href={`/eleves/${eleve.eleveId}`}>{nameOf(eleve)}</a>,
    valeur: nameOf,
  },
  { title: 'Classe', tri: 'classe', valeur: ({ classe }) => classe },
]

/** By name and by class, for a list of pupils that is read whole. */
export function eleveFilters(rows: readonly Pick<Eleve, 'classe'>[]): ListFilter<Eleve>[] {
  const classes = [...new Set(rows.flatMap(({ classe }) => (classe === null ? [] : [classe])))].toSorted(
    (a, b) => a.localeCompare(b, 'fr', { numeric: true }),
  )
  return [
    textFilter('Nom ou prénom', (eleve) => `${nameOf(eleve)} ${eleve.nom}`),
    {
      name: 'classe',
      label: 'Classe',
      all: 'Toutes',
      choices: classes.map((classe) => ({ value: classe, label: classe })),
      keeps: (eleve, classe) => eleve.classe === classe,
    },
  ]
}
