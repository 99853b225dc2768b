import { addDays } from '#src/kit/day.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Calendrier, Campagne } from '#src/procedure/campagnes/model.ts'
import { loadCampagne, selectCampagne } from '#src/procedure/campagnes/sql.ts'
import {
  listChangements,
  selectPrecedente,
  type Changement,
  type GenreChangement,
} from '#src/procedure/campagnes/sql/reprise.ts'

export {
  GENRES_CHANGEMENT,
  type Changement,
  type GenreChangement,
} from '#src/procedure/campagnes/sql/reprise.ts'

/** 52 weeks later: every step falls on the same day of the week. */
const UN_AN = 364

/** What a campaign of the year after would start from. */
export async function readReprise(
  tx: Tx,
  depuis: number,
): Promise<{ campagne: Campagne; annee: string; calendrier: Calendrier } | undefined> {
  demand(tx.acteur, 'campagne.creer', [{}])
  const campagne = await selectCampagne(tx.trx, depuis)
  if (!campagne) return undefined
  const first = Number(campagne.annee.slice(0, 4)) + 1
  const { ouverture, finInscriptions, finAvisOrigine, debutEntretiens } = campagne.calendrier
  const { finEntretiens, finAvisReferent, finConfirmations } = campagne.calendrier
  return {
    campagne,
    annee: `${first}-${first + 1}`,
    calendrier: {
      ouverture: addDays(ouverture, UN_AN),
      finInscriptions: addDays(finInscriptions, UN_AN),
      finAvisOrigine: addDays(finAvisOrigine, UN_AN),
      debutEntretiens: addDays(debutEntretiens, UN_AN),
      finEntretiens: addDays(finEntretiens, UN_AN),
      finAvisReferent: addDays(finAvisReferent, UN_AN),
      finConfirmations: addDays(finConfirmations, UN_AN),
    },
  }
}

/** What is not as in the campaign of the year before. */
export async function readChangements(
  tx: Tx,
  { campagneId, genre }: { campagneId: number; genre: GenreChangement | null },
): Promise<{ precedente: { annee: string; dispositif: string } | undefined; changements: Changement[] }> {
  demand(tx.acteur, 'campagne.suivre', [{}])
  await loadCampagne(tx.trx, campagneId)
  const precedente = await selectPrecedente(tx.trx, campagneId)
  if (!precedente) return { precedente, changements: [] }
  const changements = await listChangements(tx.trx, { campagneId, depuis: precedente.id, genre })
  return { precedente, changements }
}
