import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import type { LettreSuivie } from '#src/procedure/lettres/model.ts'
import { etatOf } from '#src/procedure/lettres/rules.ts'
import { LIBELLE_ETAT_LETTRE } from '#src/procedure/lettres/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import type { ListColumn } from '#src/web/lists.ts'

export const PATH = '/lettres'

export const pathOf = ({ eleveId, domaine }: Pick<LettreSuivie, 'eleveId' | 'domaine'>): string =>
  `${PATH}/${eleveId}/${encodeURIComponent(domaine)}`

const KIND = { absente: undefined, commencee: 'info', complete: 'success', jointe: 'success' } as const

const etatDit = (one: LettreSuivie): string => LIBELLE_ETAT_LETTRE[etatOf(one)]

export const eleveDit = ({ nom, prenom }: LettreSuivie): string => `${nom} ${prenom}`

/** Letters of a collège, as a table. */
export function columnsIn(zone: string): readonly ListColumn<LettreSuivie>[] {
  const quand = ({ debut }: LettreSuivie): string =>
    debut ? minuteInWords(localMinuteOf(debut, zone)) : 'pas encore convoqué'
  return [
    {
      title: 'Élève',
      heading: true,
      tri: 'eleve',
      cell: (one) => (
        <a href={pathOf(one)}>
          {one.nom} {one.prenom}
          <span className="fr-sr-only"> ({one.libelle})</span>
        </a>
      ),
      valeur: eleveDit,
    },
    { title: 'Classe', tri: 'classe', valeur: ({ classe }) => classe },
    { title: 'Domaine', tri: 'domaine', valeur: ({ libelle }) => libelle },
    {
      title: 'Entretien',
      tri: 'entretien',
      valeur: quand,
      // Who has none yet comes last.
      ordre: ({ debut }) => debut?.toISOString() ?? 'sans',
    },
    {
      title: 'Lettre',
      tri: 'lettre',
      cell: (one) => {
        const kind = KIND[etatOf(one)]
        return <Badge {...(kind ? { kind } : {})}>{etatDit(one)}</Badge>
      },
      valeur: etatDit,
    },
    {
      title: 'Annotations',
      numeric: true,
      valeur: ({ annotations }) => annotations,
    },
  ]
}
