import { sql, type Transaction } from 'kysely'
import { insertRows } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Adresse } from '#src/exchange/model.ts'
import { NIVEAU_LEGAL } from '#src/procedure/eleves/model.ts'

type Trx = Transaction<DB>

/** Others who would add a guardian of this pupil wait until this transaction ends. */
export async function lockEleve(trx: Trx, eleveId: number): Promise<void> {
  await sql`select from eleve where id = ${eleveId} for no key update`.execute(trx)
}

interface ResponsableSaisi {
  academie: string
  campagneId: number
  uai: string
  eleveId: number
  nom: string
  prenom: string
  civilite: string | null
  courriel: string | null
  telephone: string | null
  parente: string | null
  justificatif: string
}

/** A legal guardian entered by hand; his key is none that a SIECLE file gives. */
export async function insertResponsable(trx: Trx, saisi: ResponsableSaisi): Promise<number> {
  const { academie, campagneId, eleveId, parente, justificatif, ...person } = saisi
  const row = {
    ...person,
    academie,
    campagne_id: campagneId,
    cle_siecle: `saisie-${eleveId}`,
    accepte_sms: false,
    communication_adresse: false,
    justificatif: justificatif.trim(),
  }
  const [written] = await insertRows<{ id: number }>(trx, 'responsable', [row], { returning: ['id'] })
  if (!written) throw new Error('responsable non enregistré')
  const link = { academie, eleve_id: eleveId, responsable_id: written.id, niveau: NIVEAU_LEGAL, parente }
  await insertRows(trx, 'eleve_responsable', [{ ...link, prioritaire: true }])
  return written.id
}

/** How one guardian is reached, as the base keeps it. */
export interface CoordonneesConnues {
  id: number
  nom: string
  prenom: string
  /** 1 = legal guardian. */
  niveau: number
  courriel: string | null
  telephone: string | null
  adresse: Adresse | null
  protegee: boolean
}

export async function listCoordonnees(trx: Trx, eleveId: number): Promise<CoordonneesConnues[]> {
  const { rows } = await sql<CoordonneesConnues>`
    select r.id, r.nom, r.prenom, l.niveau, r.courriel, r.telephone, r.adresse, r.adresse_protegee as protegee
    from eleve_responsable l join responsable r on r.id = l.responsable_id
    where l.eleve_id = ${eleveId}
    order by l.niveau, l.prioritaire desc, r.nom collate "fr-x-icu", r.id`.execute(trx)
  return rows
}

export async function updateProtection(
  trx: Trx,
  { responsableId, protegee }: { responsableId: number; protegee: boolean },
): Promise<void> {
  await sql`update responsable set adresse_protegee = ${protegee} where id = ${responsableId}`.execute(trx)
}
