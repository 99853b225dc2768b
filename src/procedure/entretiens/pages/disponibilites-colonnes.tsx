import { dayInWords, dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { DisponibilitesLues } from '#src/procedure/entretiens/reads/lycee.ts'
import type { Column } from '#src/web/components/table.tsx'

type Row = DisponibilitesLues['rows'][number]

/** When a lycée receives, as a table. */
export const columnsIn = (zone: string): Column<Row>[] => [
  {
    title: 'Jour',
    heading: true,
    cell: (row) => <a href={`/disponibilites/${row.id}`}>{dayInWords(dayOf(row.debut, zone))}</a>,
  },
  {
    title: 'Heures',
    cell: (row) =>
      `${timeInWords(localMinuteOf(row.debut, zone))} – ${timeInWords(localMinuteOf(row.fin, zone))}`,
  },
  { title: 'Reçoivent', cell: (row) => row.intervenants.join(', ') },
  { title: 'Domaines', cell: (row) => row.domaines.join(', ') },
  {
    title: 'Lieu',
    cell: (row) =>
      [
        row.mode === 'distanciel' ? 'À distance' : (row.salle ?? 'Salle à préciser'),
        row.accessible && 'accessible en fauteuil',
      ]
        .filter(Boolean)
        .join(', '),
  },
  { title: 'Élèves à la fois', numeric: true, cell: (row) => row.capacite },
]
