import { addDays } from '#src/kit/day.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Calendrier, Campagne } from '#src/procedure/campagnes/model.ts'
import { loadCampagne, selectCampagne } from '#src/procedure/campagnes/sql.ts'
import type { Changement } from '#src/procedure/campagnes/model/changements.ts'
import { listChangements } from '#src/procedure/campagnes/sql/changements.ts'
import { selectPrecedente } from '#src/procedure/campagnes/sql/reprise.ts'

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
  campagneId: number,
): Promise<{
  precedente: { annee: string; dispositif: string } | undefined
  ouverte: boolean
  changements: Changement[]
}> {
  demand(tx.acteur, 'campagne.suivre', [{}])
  const { ouverte } = await loadCampagne(tx.trx, campagneId)
  const precedente = await selectPrecedente(tx.trx, campagneId)
  const changements = precedente ? await listChangements(tx.trx, { campagneId, depuis: precedente.id }) : []
  return { precedente, ouverte, changements }
}
