import { dayInWords, dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { DisponibilitesLues } from '#src/procedure/entretiens/reads/lycee.ts'
import { seanceInWords } from '#src/procedure/entretiens/texts/seances.ts'
import type { ListColumn } from '#src/web/lists.ts'

type Row = DisponibilitesLues['rows'][number]

const heuresOf = (row: Row, zone: string): string =>
  `${timeInWords(localMinuteOf(row.debut, zone))} – ${timeInWords(localMinuteOf(row.fin, zone))}`

const lieuOf = ({ mode, salle, accessible }: Row): string =>
  [
    mode === 'distanciel' ? 'À distance' : (salle ?? 'Salle à préciser'),
    accessible && 'accessible en fauteuil',
  ]
    .filter(Boolean)
    .join(', ')

/** When a lycée receives, as a table. */
export const columnsIn = (zone: string): ListColumn<Row>[] => [
  {
    title: 'Jour',
    heading: true,
    tri: 'jour',
    valeur: (row) => dayOf(row.debut, zone),
    cell: (row) => <a href={`/disponibilites/${row.id}`}>{dayInWords(dayOf(row.debut, zone))}</a>,
  },
  {
    title: 'Heures',
    tri: 'heure',
    cell: (row) => <span className="passpro-heure">{heuresOf(row, zone)}</span>,
    valeur: (row) => heuresOf(row, zone),
  },
  {
    title: 'Reçoivent',
    valeur: (row) => row.intervenants.join(', '),
  },
  {
    title: 'Domaines',
    valeur: (row) => row.domaines.join(', '),
  },
  { title: 'Lieu', tri: 'lieu', valeur: lieuOf },
  {
    title: 'Élèves à la fois',
    numeric: true,
    tri: 'capacite',
    valeur: (row) => row.capacite,
    cell: (row) => (
      <>
        {row.capacite}
        {row.seance && <span className="passpro-precision">{seanceInWords(row.seance)}</span>}
      </>
    ),
  },
  { title: 'Séance de groupe', fichierSeul: true, valeur: (row) => row.seance && seanceInWords(row.seance) },
]
