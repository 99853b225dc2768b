import { sql, type Transaction } from 'kysely'
import { containing } from '#src/db/like.ts'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { Role } from '#src/procedure/comptes/model.ts'

type Trx = Transaction<DB>

/** A right of an account, with the school it is held in: for a family, the school of the pupil. */
export interface Droit {
  id: number
  role: Role
  uai: string | null
  etablissement: string | null
  debut: Day
  fin: Day | null
  delegueePar: string | null
  interim: boolean
  departement: string | null
  classe: string | null
  deLAnnuaire: boolean
}

export interface CompteSuivi {
  id: number
  nom: string
  courriel: string | null
  ferme: boolean
  /** Whether he has a way in: an identity of a provider, or a password. */
  ouvert: boolean
  /** Day until which the code handed over opens the account; null without one. */
  codeJusquau: Day | null
  sessions: number
  droits: Droit[]
}

export interface Demande {
  tri: { cle: TriCompte; descendant: boolean } | null
  academie: string
  /** Schools whose accounts are asked for; undefined: all of the académie. */
  uais: readonly string[] | undefined
  /** Part of a name or of an address. */
  cherche: string
  jour: Day
  limit: number
  offset: number
}

const DROITS = (jour: Day) => sql`
  coalesce((select json_agg(json_build_object('id', h.id, 'role', h.role, 'uai', coalesce(h.uai, p.uai),
      'etablissement', e.nom, 'debut', h.debut, 'fin', h.fin, 'delegueePar', h.delegue_par, 'interim', h.interim, 'departement', h.departement, 'classe', h.classe, 'deLAnnuaire', h.de_l_annuaire) order by h.id)
    from habilitation h
      left join eleve p on p.id = coalesce(h.eleve_id, (select min(l.eleve_id) from eleve_responsable l where l.responsable_id = h.responsable_id))
      left join etablissement e on e.uai = coalesce(h.uai, p.uai)
    where h.compte_id = c.id and (h.fin is null or h.fin >= ${jour})), '[]') as droits`

const FACTS = (jour: Day) => sql`
  select c.id, c.nom, c.courriel, c.ferme_le is not null as ferme,
    (exists (select from identite i where i.compte_id = c.id) or exists (select from mot_de_passe m where m.compte_id = c.id)) as ouvert,
    (select a.expire_le::date from code_acces a where a.compte_id = c.id and a.utilise_le is null and a.expire_le > now() limit 1) as "codeJusquau",
    (select count(*) from session s where s.academie = c.academie and s.compte_id = c.id) as sessions, ${DROITS(jour)}
  from compte c`

export const TRIS_COMPTES = ['nom', 'courriel'] as const
export type TriCompte = (typeof TRIS_COMPTES)[number]

/** Staff accounts, by name; those of families are reached from the pupil. */
export async function listComptes(
  trx: Trx,
  { academie, uais, cherche, tri, jour, limit, offset }: Demande,
): Promise<{ total: number; comptes: CompteSuivi[] }> {
  const like = containing(cherche)
  const wanted = sql`c.academie = ${academie} and (c.nom ilike ${like} or c.courriel ilike ${like})
    and exists (select from habilitation h where h.compte_id = c.id and h.role not in ('eleve', 'responsable')
      and (${uais ?? null}::text[] is null or h.uai = any (${uais ?? null}::text[])))`
  const order = tri
    ? sql`${sql.ref(`c.${tri.cle}`)} collate "fr-x-icu" ${tri.descendant ? sql`desc nulls last` : sql`asc nulls last`},`
    : sql``
  const { rows: counted } = await sql<{
    total: number
  }>`select count(*) as total from compte c where ${wanted}`.execute(trx)
  const { rows } =
    await sql<CompteSuivi>`${FACTS(jour)} where ${wanted} order by ${order} c.ferme_le is not null, c.nom, c.id
    limit ${limit} offset ${offset}`.execute(trx)
  return { total: counted[0]?.total ?? 0, comptes: rows }
}

/** Open accounts that hold a right today and none of these roles, families included, by name. */
export async function listComptesAAider(
  trx: Trx,
  { academie, cherche, jour, sans }: { academie: string; cherche: string; jour: Day; sans: readonly Role[] },
): Promise<CompteSuivi[]> {
  const like = containing(cherche)
  const { rows } = await sql<CompteSuivi>`${FACTS(jour)} where c.academie = ${academie} and c.ferme_le is null
    and (c.nom ilike ${like} or c.courriel ilike ${like})
    and exists (select from habilitation h where h.compte_id = c.id)
    and not exists (select from habilitation h where h.compte_id = c.id and h.role = any (${sans}::text[])
      and (h.fin is null or h.fin >= ${jour}))
    order by c.nom, c.id limit 50`.execute(trx)
  return rows
}

export async function selectCompte(
  trx: Trx,
  { academie, compteId, jour }: { academie: string; compteId: number; jour: Day },
): Promise<CompteSuivi | undefined> {
  const { rows } =
    await sql<CompteSuivi>`${FACTS(jour)} where c.academie = ${academie} and c.id = ${compteId}`.execute(trx)
  return rows[0]
}

/** Account of a pupil, or of a guardian, if it was ever opened. */
export async function selectCompteOfFamille(
  trx: Trx,
  { eleveId, responsableId }: { eleveId: number; responsableId: number | null },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select h.compte_id as id from habilitation h join compte c on c.id = h.compte_id and c.ferme_le is null and not c.demonstration
    where case when ${responsableId}::bigint is null then h.role = 'eleve' and h.eleve_id = ${eleveId}
      else h.role = 'responsable' and h.responsable_id = ${responsableId} end
    order by h.id limit 1`.execute(trx)
  return rows[0]?.id
}

export interface Proche {
  uai: string
  nom: string
  prenom: string
  responsables: { id: number; nom: string; prenom: string; niveau: number }[]
}

/** A pupil, his school and his guardians. */
export async function selectProches(trx: Trx, eleveId: number): Promise<Proche | undefined> {
  const { rows } = await sql<Proche>`
    select e.uai, e.nom, e.prenom, coalesce((select json_agg(json_build_object('id', r.id, 'nom', r.nom, 'prenom', r.prenom, 'niveau', l.niveau) order by r.id)
        from eleve_responsable l join responsable r on r.id = l.responsable_id where l.eleve_id = e.id), '[]') as responsables
    from eleve e where e.id = ${eleveId}`.execute(trx)
  return rows[0]
}

export async function updateFerme(trx: Trx, compteId: number): Promise<void> {
  await sql`update compte set ferme_le = now() where id = ${compteId} and ferme_le is null`.execute(trx)
}

/** Ends the sessions of an account, at once; all, or all but the one whose hash begins so. */
export async function deleteSessions(
  trx: Trx,
  { academie, compteId }: { academie: string; compteId: number },
): Promise<void> {
  await sql`delete from session where academie = ${academie} and compte_id = ${compteId}`.execute(trx)
}

export async function isEtablissement(trx: Trx, uai: string): Promise<boolean> {
  const { rows } = await sql<{
    known: boolean
  }>`select exists (select from etablissement where uai = ${uai}) as known`.execute(trx)
  return rows[0]?.known ?? false
}
