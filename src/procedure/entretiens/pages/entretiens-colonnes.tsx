import { localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { readJournee } from '#src/procedure/entretiens/reads/lycee.ts'
import { besoinInWords, LIBELLE_PRESENCE } from '#src/procedure/entretiens/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import type { Column } from '#src/web/components/table.tsx'

type Ligne = Awaited<ReturnType<typeof readJournee>>['entretiens'][number]

/** The day list of a lycée: who, when, where, and how far the work has come. */
export const columnsIn = (zone: string): Column<Ligne>[] => [
  {
    title: 'Heure',
    cell: (row) => <span className="passpro-heure">{timeInWords(localMinuteOf(row.debut, zone))}</span>,
  },
  {
    title: 'Élève',
    heading: true,
    cell: (row) => (
      <>
        <a href={`/entretiens/${row.id}`}>
          {row.nom} {row.prenom}
        </a>
        <span className="passpro-precision">{[row.classe, row.college].filter(Boolean).join(', ')}</span>
      </>
    ),
  },
  {
    title: 'Domaine et formations',
    cell: (row) => (
      <>
        {row.domaineLibelle}
        <span className="passpro-precision">{row.formations.join(', ')}</span>
      </>
    ),
  },
  { title: 'Où et par qui', cell: (row) => <Lieu ligne={row} /> },
  { title: 'Suivi', cell: (row) => <Suivi ligne={row} /> },
]

function Lieu({ ligne }: { ligne: Ligne }) {
  return (
    <>
      {ligne.mode === 'distanciel' ? 'À distance' : (ligne.salle ?? 'Salle à préciser')}
      <span className="passpro-precision">{ligne.intervenants.join(', ')}</span>
      {ligne.amenagements.map((besoin) => (
        <span key={besoin} className="passpro-besoin">
          {besoinInWords(besoin)}
        </span>
      ))}
    </>
  )
}

/** Where the work stands, never which avis: on paper, boxes to tick with a pen. */
function Suivi({ ligne }: { ligne: Ligne }) {
  return (
    <>
      <span className="passpro-hors-papier">
        <Badge {...(ligne.presence === 'present' ? { kind: 'success' } : {})}>{suiviOf(ligne)}</Badge>
      </span>
      <span className="passpro-papier" aria-hidden="true">
        {ligne.presence ? LIBELLE_PRESENCE[ligne.presence] : '☐ présent ☐ absent ☐ lettre'}
      </span>
    </>
  )
}

function suiviOf({ presence, convoque, compteRendu, inscrites, proposees, signees }: Ligne): string {
  if (presence === null) return convoque ? 'À recevoir' : 'Provisoire, non convoqué'
  if (presence !== 'present') return LIBELLE_PRESENCE[presence]
  if (signees === inscrites) return 'Avis signé'
  if (compteRendu === null) return 'Compte rendu à écrire'
  return proposees + signees < inscrites ? 'Avis à proposer' : 'À signer'
}
