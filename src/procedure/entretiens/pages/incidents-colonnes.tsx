import { dayInWords, dayOf } from '#src/kit/day.ts'
import { GENRES_INCIDENT } from '#src/procedure/entretiens/model.ts'
import type { IncidentsLus } from '#src/procedure/entretiens/reads/incidents.ts'
import { sujetInWords } from '#src/procedure/entretiens/texts/incidents.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { sliceOf } from '#src/web/components/pagination.tsx'
import { sortedBy, triOf, trisOf, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

type Ligne = IncidentsLus['incidents'][number]

export const DECISIONS = ['a_decider', 'acceptee', 'refusee'] as const
type Decision = (typeof DECISIONS)[number]
export const LIBELLE_DECISION: Record<Decision, string> = {
  a_decider: 'À décider',
  acceptee: 'Réparé',
  refusee: 'Laissé',
}
const KIND = { a_decider: 'warning', acceptee: 'success', refusee: 'info' } as const
const decisionOf = ({ decision }: Ligne): Decision => decision ?? 'a_decider'

/** The incidents that the address asks for, in its order, all pages together. */
export function incidentsListes({ tx, query }: Requete, { incidents }: IncidentsLus) {
  const columns = columnsFor(tx.zone)
  const quoi = oneOf(query('quoi'), GENRES_INCIDENT)
  const decision = oneOf(query('decision'), DECISIONS)
  const tri = triOf(query('tri'), trisOf(columns))
  const kept = incidents.filter(
    (one) => (quoi === null || one.genre === quoi) && (decision === null || decisionOf(one) === decision),
  )
  return {
    columns,
    quoi,
    decision,
    tri,
    rows: sortedBy(kept, { tri, columns }),
    slice: sliceOf(query('page')),
  }
}
export type IncidentsListes = ReturnType<typeof incidentsListes>

function columnsFor(zone: string): ListColumn<Ligne>[] {
  const when = ({ debut }: Ligne): string => dayInWords(dayOf(debut, zone))
  return [
    {
      title: 'Ce qui arrive',
      heading: true,
      tri: 'quoi',
      cell: (row) => <a href={`/incidents/${row.id}`}>{sujetInWords(row)}</a>,
      valeur: sujetInWords,
    },
    { title: 'Quand', tri: 'quand', cell: when, valeur: when, ordre: ({ debut }) => debut.toISOString() },
    { title: 'Pourquoi', tri: 'motif', cell: (row) => row.motif, valeur: (row) => row.motif },
    {
      title: 'Décision',
      tri: 'decision',
      cell: (row) => <Badge kind={KIND[decisionOf(row)]}>{LIBELLE_DECISION[decisionOf(row)]}</Badge>,
      valeur: (row) => LIBELLE_DECISION[decisionOf(row)],
    },
    { title: 'Décidé par', tri: 'par', cell: (row) => row.decidePar ?? '–', valeur: (row) => row.decidePar },
  ]
}
