import { dayInWords, dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { EnvoiSuivi, EnvoiVu } from '#src/procedure/envois/reads/envois.ts'
import {
  LIBELLE_CANAL,
  LIBELLE_ETAT_ENVOI,
  LIBELLE_GENRE,
  LIBELLE_MOTIF,
} from '#src/procedure/envois/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import type { ListColumn } from '#src/web/lists.ts'

export const instantInWords = (instant: Date, zone: string): string =>
  `${dayInWords(dayOf(instant, zone))}, ${timeInWords(localMinuteOf(instant, zone))}`

const KIND = { a_envoyer: 'info', envoye: 'success', incertain: 'warning', refuse: 'error' } as const

export function EtatDuMessage({ etat, canal }: Pick<EnvoiVu, 'etat' | 'canal'>) {
  const badge = etat === 'abandonne' ? <Badge>{LIBELLE_ETAT_ENVOI[etat]}</Badge> : undefined
  return (
    <>
      {badge ?? (etat !== 'abandonne' && <Badge kind={KIND[etat]}>{LIBELLE_ETAT_ENVOI[etat]}</Badge>)}
      {canal === 'bac_a_sable' && <> {LIBELLE_CANAL[canal]}</>}
    </>
  )
}

export const columnsIn = (zone: string): ListColumn<EnvoiSuivi>[] => [
  {
    title: 'Message',
    heading: true,
    tri: 'genre',
    cell: ({ id, genre }) => (
      <a href={`/messages/${id}`}>
        {LIBELLE_GENRE[genre]} n° {id}
      </a>
    ),
    valeur: ({ id, genre }) => `${LIBELLE_GENRE[genre]} n° ${id}`,
  },
  {
    title: 'À',
    valeur: ({ adresse }) => adresse ?? 'adresse protégée',
  },
  {
    title: 'Écrit le',
    tri: 'cree_le',
    valeur: ({ creeLe }) => instantInWords(creeLe, zone),
  },
  {
    title: 'État',
    tri: 'etat',
    cell: (row) => <EtatDuMessage {...row} />,
    valeur: ({ etat }) => LIBELLE_ETAT_ENVOI[etat],
  },
  {
    title: 'Raison',
    valeur: ({ motif }) => motif && LIBELLE_MOTIF[motif],
  },
]
