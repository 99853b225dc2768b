import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

/** The address of an account, and whether its holder has shown that he reads it. */
export interface AdresseDuCompte {
  courriel: string | null
  verifiee: boolean
  /** Of an account that a password opens. */
  locale: boolean
  /** Of a family that a code on paper let in: nothing is shown before it is verified. */
  exigee: boolean
  /** Address to which a code was asked for, while it is not verified. */
  demandee: string | null
}

export async function selectAdresse(trx: Trx, compteId: number): Promise<AdresseDuCompte | undefined> {
  const { rows } = await sql<AdresseDuCompte>`
    select c.courriel, c.courriel_verifie_le is not null as verifiee, d.adresse as demandee,
      exists (select from mot_de_passe m where m.compte_id = c.id) as locale,
      not c.demonstration and c.courriel_verifie_le is null
        and not exists (select from habilitation h where h.compte_id = c.id and h.role not in ('eleve', 'responsable'))
        and (exists (select from mot_de_passe m where m.compte_id = c.id)
          or exists (select from habilitation h where h.compte_id = c.id and h.role = 'responsable')) as exigee
    from compte c left join code_adresse d on d.compte_id = c.id
    where c.id = ${compteId} and c.ferme_le is null`.execute(trx)
  return rows[0]
}

const SECONDES_ENTRE_DEUX = 60
const MINUTES_DU_CODE = 10

/** Notes that a code is asked for this address; false when one was asked for less than a minute ago. */
export async function askCode(
  trx: Trx,
  { academie, compteId, adresse }: { academie: string; compteId: number; adresse: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into code_adresse (academie, compte_id, adresse, le) values (${academie}, ${compteId}, ${adresse}, now())
    on conflict (compte_id) do update set adresse = excluded.adresse, empreinte = null, expire_le = null, le = excluded.le
      where code_adresse.le < now() - make_interval(secs => ${SECONDES_ENTRE_DEUX})`.execute(trx)
  return numAffectedRows === 1n
}

/** The code that leaves now takes the place of the one before; false when nobody waits for it any more. */
export async function setCode(
  trx: Trx,
  { compteId, empreinte }: { compteId: number; empreinte: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update code_adresse set empreinte = ${empreinte}, expire_le = now() + make_interval(mins => ${MINUTES_DU_CODE})
    where compte_id = ${compteId}`.execute(trx)
  return numAffectedRows === 1n
}

/** Takes the code, once; returns the address that it proves. */
export async function takeCodeAdresse(
  trx: Trx,
  { compteId, empreinte }: { compteId: number; empreinte: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ adresse: string }>`
    delete from code_adresse where compte_id = ${compteId} and empreinte = ${empreinte} and expire_le > now()
    returning adresse`.execute(trx)
  return rows[0]?.adresse
}

export async function updateVerifie(
  trx: Trx,
  { compteId, courriel }: { compteId: number; courriel: string },
): Promise<void> {
  await sql`update compte set courriel = ${courriel}, courriel_verifie_le = now() where id = ${compteId}`.execute(
    trx,
  )
}
