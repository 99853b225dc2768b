import { sql, type Transaction } from 'kysely'
import { RETENU } from '#src/db/connection.ts'
import type { DB } from '#src/db/types.ts'
import type { Acteur, Habilitation, Role } from '#src/procedure/comptes/model.ts'
import type { Day } from '#src/kit/day.ts'

type Trx = Transaction<DB>

export async function insertAcademie(
  trx: Trx,
  academie: { code: string; nom: string; fuseau: string },
): Promise<void> {
  await trx
    .insertInto('academie')
    .values(academie)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Others who would set up the same académie wait until this transaction ends. */
export async function lockAcademie(trx: Trx, code: string): Promise<void> {
  await sql`select from academie where code = ${code} for update`.execute(trx)
}

/** Accounts that hold the role académie on this day. */
export async function listGestionnaires(
  trx: Trx,
  { academie, jour }: { academie: string; jour: Day },
): Promise<{ id: number; nom: string; courriel: string | null }[]> {
  const { rows } = await sql<{ id: number; nom: string; courriel: string | null }>`
    select c.id, c.nom, c.courriel from compte c where c.academie = ${academie} and exists (
      select from habilitation h where h.compte_id = c.id and h.role = 'academie' and h.debut <= ${jour}
        and (h.fin is null or h.fin >= ${jour})) order by c.id`.execute(trx)
  return rows
}

/** The account of this name that holds the role académie, not one of a demonstration. */
export async function selectGestionnaire(
  trx: Trx,
  { academie, nom }: { academie: string; nom: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select c.id from compte c join habilitation h on h.compte_id = c.id and h.role = 'academie'
    where c.academie = ${academie} and c.nom = ${nom} and not c.demonstration order by c.id limit 1`.execute(
    trx,
  )
  return rows[0]?.id
}

export async function insertCompte(
  trx: Trx,
  compte: { academie: string; nom: string; courriel: string | null; demonstration: boolean },
): Promise<number> {
  const row = await trx.insertInto('compte').values(compte).returning('id').executeTakeFirstOrThrow()
  return row.id
}

export async function insertHabilitation(
  trx: Trx,
  habilitation: { academie: string; compteId: number; deLAnnuaire?: true } & Habilitation,
): Promise<void> {
  await trx
    .insertInto('habilitation')
    .values({
      academie: habilitation.academie,
      compte_id: habilitation.compteId,
      role: habilitation.role,
      uai: habilitation.uai,
      eleve_id: habilitation.eleveId,
      responsable_id: habilitation.responsableId,
      debut: habilitation.debut,
      fin: habilitation.fin,
      delegue_par: habilitation.delegueePar ?? null,
      interim: habilitation.interim ?? false,
      departement: habilitation.departement ?? null,
      classe: habilitation.classe ?? null,
      de_l_annuaire: habilitation.deLAnnuaire ?? false,
    })
    .execute()
}

/** The account with the habilitations that hold on this day; undefined when there is no such account. */
export async function selectActeur(
  trx: Trx,
  { academie, compteId, jour }: { academie: string; compteId: number; jour: Day },
): Promise<Acteur | undefined> {
  const { rows } = await sql<{ compte: string; habilitation: Habilitation | null }>`
    ${RETENU}
    select c.nom as compte, case when h.id is not null then json_build_object('role', h.role, 'uai', h.uai,
      'eleveId', h.eleve_id, 'responsableId', h.responsable_id, 'debut', h.debut, 'fin', h.fin,
      'delegueePar', h.delegue_par, 'interim', h.interim, 'departement', h.departement, 'classe', h.classe) end as habilitation
    from compte c left join habilitation h on (h.academie, h.compte_id) = (c.academie, c.id)
      and h.debut <= ${jour} and (h.fin is null or h.fin >= ${jour})
    where c.academie = ${academie} and c.id = ${compteId} and c.ferme_le is null
    order by h.id`.execute(trx)
  const [first] = rows
  if (!first) return undefined
  const habilitations = rows.flatMap(({ habilitation }) => habilitation ?? [])
  return { academie, compteId, nom: first.compte, pourLeCompteDe: null, habilitations }
}

/** Accounts offered on the sign-in page of a demonstration, with their roles. */
export async function listComptesDemonstration(
  trx: Trx,
): Promise<{ id: number; nom: string; role: Role; uai: string | null; etablissement: string | null }[]> {
  const { rows } = await sql<{
    id: number
    nom: string
    role: Role
    uai: string | null
    etablissement: string | null
  }>`
    select c.id, c.nom, h.role, h.uai, e.nom as etablissement
    from compte c join habilitation h on h.compte_id = c.id left join etablissement e on e.uai = h.uai
    where c.demonstration order by h.role, c.nom`.execute(trx)
  return rows
}
