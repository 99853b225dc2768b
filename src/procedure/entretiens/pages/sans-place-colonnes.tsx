import { adresse, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import type { readSansPlace } from '#src/procedure/entretiens/reads/sans-place.ts'
import { LIBELLE_RAISON } from '#src/procedure/entretiens/texts/planning.ts'
import type { ListColumn } from '#src/web/lists.ts'

type Row = Awaited<ReturnType<typeof readSansPlace>>['lignes'][number]

/** Who has no place, and why; the name leads to what would give him one. */
export const columnsOf = (lycee: LyceeCourant | undefined): readonly ListColumn<Row>[] => [
  {
    title: 'Collège',
    tri: 'college',
    valeur: (row) => row.college,
  },
  { title: 'Classe', tri: 'classe', valeur: (row) => row.classe },
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: (row) => (
      <a href={adresse(`/sans-place/${row.eleveId}/${encodeURIComponent(row.domaine)}`, lycee?.suite ?? {})}>
        {row.nom} {row.prenom}
      </a>
    ),
  },
  { title: 'Nom', fichierSeul: true, valeur: (row) => row.nom },
  { title: 'Prénom', fichierSeul: true, valeur: (row) => row.prenom },
  {
    title: 'Domaine',
    tri: 'domaine',
    valeur: (row) => row.domaineLibelle,
  },
  {
    title: 'Ce qui l’arrête',
    tri: 'raison',
    valeur: (row) => LIBELLE_RAISON[row.raison],
  },
  { title: 'Explication', valeur: (row) => row.explication },
]
