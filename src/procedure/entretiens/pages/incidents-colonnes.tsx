import { dayInWords, dayOf } from '#src/kit/day.ts'
import { GENRES_INCIDENT } from '#src/procedure/entretiens/model.ts'
import type { IncidentsLus } from '#src/procedure/entretiens/reads/incidents.ts'
import { LIBELLE_INCIDENT, sujetInWords } from '#src/procedure/entretiens/texts/incidents.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { choicesIn, type ListColumn, type ListFilter } from '#src/web/lists.ts'

export type Ligne = IncidentsLus['incidents'][number]

const DECISIONS = ['a_decider', 'acceptee', 'refusee'] as const
type Decision = (typeof DECISIONS)[number]
const LIBELLE_DECISION: Record<Decision, string> = {
  a_decider: 'À décider',
  acceptee: 'Réparé',
  refusee: 'Laissé',
}
const KIND = { a_decider: 'warning', acceptee: 'success', refusee: 'info' } as const
const decisionOf = ({ decision }: Ligne): Decision => decision ?? 'a_decider'

export const FILTERS: readonly ListFilter<Ligne>[] = [
  {
    name: 'quoi',
    label: 'Genre d’incident',
    choices: choicesIn(GENRES_INCIDENT, LIBELLE_INCIDENT),
    keeps: ({ genre }, asked) => genre === asked,
  },
  {
    name: 'decision',
    label: 'Décision',
    all: 'Toutes',
    choices: choicesIn(DECISIONS, LIBELLE_DECISION),
    keeps: (one, asked) => decisionOf(one) === asked,
  },
]

export function columnsFor(zone: string): ListColumn<Ligne>[] {
  const when = ({ debut }: Ligne): string => dayInWords(dayOf(debut, zone))
  return [
    {
      title: 'Ce qui arrive',
      heading: true,
      tri: 'quoi',
      cell: (row) => <a href={`/incidents/${row.id}`}>{sujetInWords(row)}</a>,
      valeur: sujetInWords,
    },
    { title: 'Quand', tri: 'quand', valeur: when, ordre: ({ debut }) => debut.toISOString() },
    { title: 'Pourquoi', tri: 'motif', valeur: (row) => row.motif },
    {
      title: 'Décision',
      tri: 'decision',
      cell: (row) => <Badge kind={KIND[decisionOf(row)]}>{LIBELLE_DECISION[decisionOf(row)]}</Badge>,
      valeur: (row) => LIBELLE_DECISION[decisionOf(row)],
    },
    { title: 'Décidé par', tri: 'par', valeur: (row) => row.decidePar },
  ]
}
