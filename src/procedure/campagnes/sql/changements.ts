import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Changement, GenreChangement } from '#src/procedure/campagnes/model/changements.ts'

type Trx = Transaction<DB>

interface DeuxCampagnes {
  campagneId: number
  /** The campaign of the year before. */
  depuis: number
}

/**
 * What differs between two campaigns of one académie: formations, offers, capacities, referents, sectors, and the offers
 * that were copied and that no file of this year names; with what was decided of each as it stands.
 */
export async function listChangements(
  trx: Trx,
  { campagneId, depuis }: DeuxCampagnes,
): Promise<Changement[]> {
  const { rows } = await sql<Changement>`
    with a as (select ${depuis}::bigint as avant, ${campagneId}::bigint as apres),
    fichier as (select exists (select from offre where campagne_id = ${campagneId} and not reprise) as lu),
    changements as (
      select 'formation' as genre, coalesce(y.mef, x.mef) as cle,
        coalesce(y.mef, x.mef) || ' – ' || coalesce(y.libelle, x.libelle) as quoi, x.libelle as avant, y.libelle as apres,
        false as reprise
      from (select f.* from formation f, a where f.campagne_id = a.avant) x
      full join (select f.* from formation f, a where f.campagne_id = a.apres) y on y.mef = x.mef
      where x.libelle is distinct from y.libelle
      union all
      select 'offre', coalesce(y.academie_offre, x.academie_offre) || '/' || coalesce(y.code, x.code) || '/' || coalesce(y.mef, x.mef),
        coalesce(y.code, x.code) || ' – ' || coalesce(y.libelle_formation, x.libelle_formation, ''),
        case when x.code is not null then coalesce(x.libelle_etablissement, x.uai) end,
        case when y.code is not null then coalesce(y.libelle_etablissement, y.uai) end,
        x.code is not null and y.code is not null
      from (select o.* from offre o, a where o.campagne_id = a.avant) x
      full join (select o.* from offre o, a where o.campagne_id = a.apres) y
        on (y.academie_offre, y.code, y.mef) = (x.academie_offre, x.code, x.mef)
      where x.code is null or y.code is null or (y.reprise and (select lu from fichier))
      union all
      select 'capacite', y.academie_offre || '/' || y.code || '/' || y.mef, y.code || ' – ' || coalesce(y.libelle_formation, ''),
        coalesce(x.capacite::text, 'non dite'), coalesce(y.capacite::text, 'non dite'), false
      from (select o.* from offre o, a where o.campagne_id = a.avant) x
      join (select o.* from offre o, a where o.campagne_id = a.apres) y
        on (y.academie_offre, y.code, y.mef) = (x.academie_offre, x.code, x.mef)
      where x.capacite is distinct from y.capacite
      union all
      select case when x.uai is null or y.uai is null then 'referent' else 'secteur' end,
        coalesce(y.uai, x.uai) || '.' || coalesce(y.domaine, x.domaine), e.nom || ' – ' || coalesce(y.domaine, x.domaine),
        case when x.uai is not null then coalesce(nullif(array_to_string(x.secteur, ', '), ''), 'partout') end,
        case when y.uai is not null then coalesce(nullif(array_to_string(y.secteur, ', '), ''), 'partout') end, false
      from (select r.* from referent r, a where r.campagne_id = a.avant) x
      full join (select r.* from referent r, a where r.campagne_id = a.apres) y on (y.uai, y.domaine) = (x.uai, x.domaine)
      join etablissement e on e.uai = coalesce(y.uai, x.uai)
      where x.uai is null or y.uai is null or x.secteur <> y.secteur)
    select c.genre, c.cle, c.quoi, c.avant, c.apres, d.decision,
      case when c.reprise then 'reprise' when c.avant is null then 'nouveau' when c.apres is null then 'disparu'
        else 'change' end as nature
    from changements c
    left join decision_changement d on d.campagne_id = ${campagneId} and (d.genre, d.cle) = (c.genre, c.cle)
      and d.etat is not distinct from c.apres
    order by array_position(array['formation', 'offre', 'referent', 'secteur', 'capacite'], c.genre), c.quoi, c.cle`.execute(
    trx,
  )
  return rows
}

/** Decisions, the last one of each thing standing. */
export async function upsertDecisions(
  trx: Trx,
  { campagneId, rows }: { campagneId: number; rows: readonly Row[] },
): Promise<void> {
  await sql`
    delete from decision_changement d using json_to_recordset(${JSON.stringify(rows)}::json) as r (genre text, cle text)
    where d.campagne_id = ${campagneId} and (d.genre, d.cle) = (r.genre, r.cle)`.execute(trx)
  await insertRows(trx, 'decision_changement', rows)
}

type Cles = DeuxCampagnes & { genre: GenreChangement; cles: readonly string[] }

const CLE_OFFRE = sql`o.academie_offre || '/' || o.code || '/' || o.mef`
const CLE_REFERENT = sql`r.uai || '.' || r.domaine`

/** Takes these out of the campaign; what something already hangs on stays. Returns the keys that went. */
export async function deleteNouveautes(trx: Trx, { campagneId, genre, cles }: Cles): Promise<string[]> {
  if (genre === 'formation') {
    const free = sql`f.campagne_id = ${campagneId} and f.mef = any (${cles}::text[])
      and not exists (select from inscription i where (i.campagne_id, i.mef) = (f.campagne_id, f.mef))
      and not exists (select from demande i where (i.campagne_id, i.mef) = (f.campagne_id, f.mef))`
    await sql`delete from fiche_formation s using formation f where (s.campagne_id, s.mef) = (f.campagne_id, f.mef)
      and s.signe_le is null and ${free}`.execute(trx)
    return keysOf(
      await sql<{ cle: string }>`delete from formation f where ${free} and not exists (
        select from fiche_formation s where (s.campagne_id, s.mef) = (f.campagne_id, f.mef)) returning f.mef as cle`.execute(
        trx,
      ),
    )
  }
  if (genre === 'referent')
    return keysOf(
      await sql<{ cle: string }>`delete from referent r where r.campagne_id = ${campagneId}
        and ${CLE_REFERENT} = any (${cles}::text[]) and not exists (
          select from entretien n join creneau k on k.id = n.creneau_id
          where n.campagne_id = r.campagne_id and k.uai = r.uai and n.domaine = r.domaine)
        returning ${CLE_REFERENT} as cle`.execute(trx),
    )
  return keysOf(
    await sql<{ cle: string }>`delete from offre o where o.campagne_id = ${campagneId}
      and ${CLE_OFFRE} = any (${cles}::text[]) returning ${CLE_OFFRE} as cle`.execute(trx),
  )
}

const keysOf = ({ rows }: { rows: readonly { cle: string }[] }): string[] => rows.map(({ cle }) => cle)

/** Makes these as they were the year before. */
export async function restoreLAnDernier(trx: Trx, { campagneId, depuis, genre, cles }: Cles): Promise<void> {
  if (genre === 'formation') {
    await sql`insert into domaine (academie, campagne_id, code, libelle, duree_minutes)
      select d.academie, ${campagneId}, d.code, d.libelle, d.duree_minutes from domaine d
      where d.campagne_id = ${depuis} and d.code in (
        select domaine from formation where campagne_id = ${depuis} and mef = any (${cles}::text[]))
      on conflict do nothing`.execute(trx)
    await sql`insert into formation (academie, campagne_id, mef, libelle, domaine)
      select f.academie, ${campagneId}, f.mef, f.libelle, f.domaine from formation f
      where f.campagne_id = ${depuis} and f.mef = any (${cles}::text[])
      on conflict (campagne_id, mef) do update set libelle = excluded.libelle`.execute(trx)
  } else if (genre === 'referent' || genre === 'secteur')
    await sql`insert into referent (academie, campagne_id, uai, domaine, secteur)
      select r.academie, ${campagneId}, r.uai, r.domaine, r.secteur from referent r
      where r.campagne_id = ${depuis} and ${CLE_REFERENT} = any (${cles}::text[])
      on conflict (campagne_id, domaine, uai) do update set secteur = excluded.secteur`.execute(trx)
  else
    await sql`insert into offre (academie, campagne_id, academie_offre, code, mef, uai, libelle_etablissement,
        libelle_formation, capacite)
      select o.academie, ${campagneId}, o.academie_offre, o.code, o.mef, o.uai, o.libelle_etablissement,
        o.libelle_formation, o.capacite
      from offre o where o.campagne_id = ${depuis} and ${CLE_OFFRE} = any (${cles}::text[])
      on conflict (campagne_id, academie_offre, code, mef) do update set capacite = excluded.capacite`.execute(
      trx,
    )
}
