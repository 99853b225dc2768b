import type { Column } from '#src/web/components/table.tsx'

interface Eleve {
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
}

/** The first columns of a table of pupils: who, with the way to his page, and his class. */
export const eleveColumns: readonly Column<Eleve>[] = [
  {
    title: 'Élève',
    heading: true,
    cell: ({ eleveId, nom, prenom }) => (
      <a href={`/eleves/${eleveId}`}>
        {nom} {prenom}
      </a>
    ),
  },
  { title: 'Classe', cell: ({ classe }) => classe ?? '–' },
]
