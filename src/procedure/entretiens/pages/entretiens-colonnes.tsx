import { localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { readJournee } from '#src/procedure/entretiens/reads/lycee.ts'
import { besoinInWords, LIBELLE_PRESENCE } from '#src/procedure/entretiens/texts.ts'
import { seulInWords } from '#src/procedure/entretiens/texts/seances.ts'
import { Badge } from '#src/web/components/badge.tsx'
import type { ListColumn } from '#src/web/lists.ts'

export type Ligne = Awaited<ReturnType<typeof readJournee>>['entretiens'][number]

/**
 * The day list of a lycée: who, when, where, and how far the work has come. It is never sorted by avis, nor by how far
 * its work has come.
 */
export const columnsIn = (zone: string): ListColumn<Ligne>[] => [
  {
    title: 'Heure',
    tri: 'heure',
    valeur: (row) => localMinuteOf(row.debut, zone).replace('T', ' '),
    cell: (row) => (
      <>
        <span className="passpro-heure">{timeInWords(localMinuteOf(row.debut, zone))}</span>
        {row.individuel && <span className="passpro-precision">{seulInWords(row, zone)}</span>}
      </>
    ),
  },
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    valeur: (row) => `${row.nom} ${row.prenom}`,
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
    valeur: (row) => `${row.domaineLibelle} : ${row.formations.join(', ')}`,
    cell: (row) => (
      <>
        {row.domaineLibelle}
        <span className="passpro-precision">{row.formations.join(', ')}</span>
      </>
    ),
  },
  { title: 'Classe', fichierSeul: true, valeur: (row) => row.classe },
  { title: 'Collège', fichierSeul: true, tri: 'college', valeur: (row) => row.college },
  {
    title: 'Où et par qui',
    tri: 'salle',
    cell: (row) => <Lieu ligne={row} />,
    valeur: (row) => [lieuOf(row), ...row.intervenants].join(', '),
    ordre: lieuOf,
  },
  { title: 'Reçu seul', fichierSeul: true, valeur: (row) => seulInWords(row, zone) },
  { title: 'Suivi', cell: (row) => <Suivi ligne={row} />, valeur: suiviOf },
]

function lieuOf({ mode, salle }: Ligne): string {
  return mode === 'distanciel' ? 'À distance' : (salle ?? 'Salle à préciser')
}

function Lieu({ ligne }: { ligne: Ligne }) {
  return (
    <>
      {lieuOf(ligne)}
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
        <Badge {...kindOf(ligne)}>{suiviOf(ligne)}</Badge>
      </span>
      <span className="passpro-papier" aria-hidden="true">
        {ligne.presence ? LIBELLE_PRESENCE[ligne.presence] : '☐ présent ☐ absent ☐ lettre'}
      </span>
    </>
  )
}

/** Green is for what is done; what waits for somebody is not. */
const kindOf = ({ presence, inscrites, signees }: Ligne): { kind?: 'success' | 'info' } => {
  if (presence !== 'present') return {}
  return { kind: signees === inscrites ? 'success' : 'info' }
}

function suiviOf({ presence, convoque, compteRendu, inscrites, proposees, signees }: Ligne): string {
  if (presence === null) return convoque ? 'À recevoir' : 'Provisoire, non convoqué'
  if (presence !== 'present') return LIBELLE_PRESENCE[presence]
  if (signees === inscrites) return 'Avis signé'
  if (compteRendu === null) return 'Compte rendu à écrire'
  return proposees + signees < inscrites ? 'Avis à proposer' : 'À signer'
}
