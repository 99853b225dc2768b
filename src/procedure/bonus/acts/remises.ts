import { appendJournal } from '#src/db/journal.ts'
import { dayOf, type Day } from '#src/kit/day.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { demand, parDelegation, signataireOf, type Tx } from '#src/procedure/comptes/api.ts'
import type { VoieRemise } from '#src/procedure/bonus/model.ts'
import type { RefusRemise } from '#src/procedure/bonus/texts/remises.ts'
import { insertRemises, listDocumentsARemettre } from '#src/procedure/bonus/sql/remises.ts'

const REMETTRE = 'remise.noter'

export interface NouvellesRemises {
  campagneId: number
  uai: string
  documents: readonly { genre: 'fiche' | 'convocation'; id: number }[]
  voie: VoieRemise
  le: Day
}

/**
 * Notes that documents of a school were given to families: how, and on which day, not one to come. Done twice it is
 * done once. Source: domain.md, « Famille ».
 */
export async function noterRemises(
  tx: Tx,
  { campagneId, uai, documents, voie, le }: NouvellesRemises,
): Promise<Result<number, RefusRemise>> {
  demand(tx.acteur, REMETTRE, [{ uai }])
  if (le > dayOf(tx.now, tx.zone)) return refuse('remise_a_venir')
  const known = new Map(
    (await listDocumentsARemettre(tx.trx, { campagneId, uai })).map((one) => [`${one.genre}/${one.id}`, one]),
  )
  const found = documents.flatMap(({ genre, id }) => known.get(`${genre}/${id}`) ?? [])
  if (found.length < documents.length) return refuse('document_inconnu')
  await insertRemises(
    tx.trx,
    found.map(({ genre, id, eleveId }) => ({
      academie: tx.acteur.academie,
      campagne_id: campagneId,
      eleve_id: eleveId,
      fiche_id: genre === 'fiche' ? id : null,
      convocation_id: genre === 'convocation' ? id : null,
      voie,
      le,
      auteur: signataireOf(tx.acteur, { acte: REMETTRE, uai }),
      saisie_le: tx.now,
    })),
  )
  await appendJournal(
    tx,
    found.map(({ genre, id, eleveId }) => ({
      chaine: uai,
      acte: REMETTRE,
      objet: 'eleve',
      objetId: eleveId,
      apres: { genre, id, voie, le, ...parDelegation(tx.acteur, { acte: REMETTRE, uai }) },
    })),
  )
  return ok(found.length)
}
