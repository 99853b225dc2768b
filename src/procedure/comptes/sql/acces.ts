import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { Habilitation } from '#src/procedure/comptes/model.ts'

type Trx = Transaction<DB>

/** How the holder of an account proves who he is. `condense` and `secret` are undefined until he has chosen them. */
export interface Preuves {
  compteId: number
  nom: string
  condense: string | undefined
  secret: string | undefined
  dernierPas: number
  /** Some right beyond those of a pupil or guardian: a second factor is demanded. */
  agent: boolean
}

const PREUVES = sql`
  select c.id as "compteId", c.nom, m.condense, s.secret, coalesce(s.dernier_pas, 0) as "dernierPas",
    exists (select from habilitation h where h.compte_id = c.id and h.role not in ('eleve', 'responsable')) as agent
  from compte c left join mot_de_passe m on m.compte_id = c.id left join second_facteur s on s.compte_id = c.id`

/** The open account with a password under this address. */
export async function selectPreuvesByCourriel(trx: Trx, courriel: string): Promise<Preuves | undefined> {
  const { rows } = await sql<Preuves>`${PREUVES}
    where lower(c.courriel) = lower(${courriel}) and c.ferme_le is null and m.condense is not null
    order by c.id limit 1`.execute(trx)
  return rows[0]
}

export async function selectPreuves(trx: Trx, compteId: number): Promise<Preuves | undefined> {
  const { rows } = await sql<Preuves>`${PREUVES} where c.id = ${compteId} and c.ferme_le is null`.execute(trx)
  return rows[0]
}

/** The address of another open account with a password: two people cannot sign in with one address. */
export async function isCourrielTaken(
  trx: Trx,
  { courriel, compteId }: { courriel: string; compteId: number },
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from compte c join mot_de_passe m on m.compte_id = c.id
      where lower(c.courriel) = lower(${courriel}) and c.id <> ${compteId} and c.ferme_le is null) as taken`.execute(
    trx,
  )
  return rows[0]?.taken ?? false
}

export async function upsertMotDePasse(
  trx: Trx,
  { academie, compteId, condense }: { academie: string; compteId: number; condense: string },
): Promise<void> {
  await sql`insert into mot_de_passe (academie, compte_id, condense, le) values (${academie}, ${compteId}, ${condense}, now())
    on conflict (compte_id) do update set condense = excluded.condense, le = excluded.le`.execute(trx)
}

export async function upsertSecondFacteur(
  trx: Trx,
  { academie, compteId, secret, pas }: { academie: string; compteId: number; secret: string; pas: number },
): Promise<void> {
  await sql`insert into second_facteur (academie, compte_id, secret, dernier_pas, le)
    values (${academie}, ${compteId}, ${secret}, ${pas}, now())
    on conflict (compte_id) do update set secret = excluded.secret, dernier_pas = excluded.dernier_pas, le = excluded.le`.execute(
    trx,
  )
}

/** Takes a step of the second factor, once: false when it, or a later one, was taken meanwhile. */
export async function takePas(
  trx: Trx,
  { compteId, pas }: { compteId: number; pas: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update second_facteur set dernier_pas = ${pas} where compte_id = ${compteId} and dernier_pas < ${pas}`.execute(
    trx,
  )
  return numAffectedRows === 1n
}

/** Forgets how the holder proved who he was: a new code starts him again. */
export async function deletePreuves(trx: Trx, compteId: number): Promise<void> {
  await sql`delete from mot_de_passe where compte_id = ${compteId}`.execute(trx)
  await sql`delete from second_facteur where compte_id = ${compteId}`.execute(trx)
}

const JOURS_DU_CODE = 30

/** One live code per account: the one before no longer opens anything. */
export async function replaceCode(
  trx: Trx,
  code: { academie: string; compteId: number; empreinte: string; remisPar: string },
): Promise<void> {
  await sql`delete from code_acces where compte_id = ${code.compteId} and utilise_le is null`.execute(trx)
  await sql`insert into code_acces (academie, empreinte, compte_id, remis_par, le, expire_le)
    values (${code.academie}, ${code.empreinte}, ${code.compteId}, ${code.remisPar}, now(), now() + make_interval(days => ${JOURS_DU_CODE}))`.execute(
    trx,
  )
}

/** The open account whose live code this is. */
export async function selectCompteOfCode(trx: Trx, empreinte: string): Promise<Preuves | undefined> {
  const { rows } = await sql<Preuves>`${PREUVES} join code_acces a on a.compte_id = c.id
    where a.empreinte = ${empreinte} and a.utilise_le is null and a.expire_le > now() and c.ferme_le is null`.execute(
    trx,
  )
  return rows[0]
}

/** Takes the code, once: of several at the same time one gets the account, the others nothing. */
export async function takeCode(trx: Trx, empreinte: string): Promise<number | undefined> {
  const { rows } = await sql<{ compteId: number }>`
    update code_acces set utilise_le = now()
    where empreinte = ${empreinte} and utilise_le is null and expire_le > now()
    returning compte_id as "compteId"`.execute(trx)
  return rows[0]?.compteId
}

export async function insertIdentite(
  trx: Trx,
  identite: { academie: string; fournisseur: string; sujet: string; compteId: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into identite (academie, fournisseur, sujet, compte_id, le)
    values (${identite.academie}, ${identite.fournisseur}, ${identite.sujet}, ${identite.compteId}, now())
    on conflict do nothing`.execute(trx)
  return numAffectedRows === 1n
}

export async function selectCompteOfIdentite(
  trx: Trx,
  { fournisseur, sujet }: { fournisseur: string; sujet: string },
): Promise<{ compteId: number; ferme: boolean } | undefined> {
  const { rows } = await sql<{ compteId: number; ferme: boolean }>`
    select c.id as "compteId", c.ferme_le is not null as ferme from identite i join compte c on c.id = i.compte_id
    where i.fournisseur = ${fournisseur} and i.sujet = ${sujet}`.execute(trx)
  return rows[0]
}

/** A new address: nobody has shown yet that he reads it. */
export async function updateCourriel(
  trx: Trx,
  { compteId, courriel }: { compteId: number; courriel: string },
): Promise<void> {
  await sql`update compte set courriel = ${courriel}, courriel_verifie_le = null where id = ${compteId}`.execute(
    trx,
  )
}

/** Which of these schools the académie knows: pupils there in a campaign, interviews there for a campaign. */
export async function selectCotes(
  trx: Trx,
  uais: readonly string[],
): Promise<{ uai: string; origine: boolean; referent: boolean }[]> {
  const { rows } = await sql<{ uai: string; origine: boolean; referent: boolean }>`
    select e.uai, e.nature = 'COLLEGE' or exists (select from eleve p where p.uai = e.uai) as origine,
      exists (select from referent r where r.uai = e.uai) as referent
    from etablissement e where e.uai = any (${uais}::text[]) order by e.uai`.execute(trx)
  return rows
}

/** Pupil of this INE in each campaign of the académie. */
export async function selectElevesOfIne(trx: Trx, ine: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from eleve where ine = ${ine} order by id`.execute(trx)
  return rows.map(({ id }) => id)
}

/** Rights that a directory gave to the account and that still hold on this day. */
export async function selectHabilitationsOfAnnuaire(
  trx: Trx,
  { compteId, jour }: { compteId: number; jour: Day },
): Promise<(Habilitation & { id: number })[]> {
  const { rows } = await sql<Habilitation & { id: number }>`
    select id, role, uai, eleve_id as "eleveId", responsable_id as "responsableId", debut, fin, delegue_par as "delegueePar"
    from habilitation where compte_id = ${compteId} and de_l_annuaire and (fin is null or fin >= ${jour}) order by id`.execute(
    trx,
  )
  return rows
}

/** Ends rights: they held until the day before. */
export async function endHabilitations(
  trx: Trx,
  { ids, jour }: { ids: readonly number[]; jour: Day },
): Promise<void> {
  await sql`update habilitation set fin = ${jour}::date - 1 where id = any (${ids}::bigint[])`.execute(trx)
}
