import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'

type Trx = Transaction<DB>

interface Reprise {
  academie: string
  campagneId: number
  depuis: number
  le: Date
}

/**
 * Fills a new campaign from another: domaines, formations, referents with their sectors, offers, constraints of the
 * planner, and the sheets that were signed, as texts to read again and sign again.
 */
export async function copyCampagne(trx: Trx, { academie, campagneId, depuis, le }: Reprise): Promise<void> {
  await sql`insert into domaine (academie, campagne_id, code, libelle, duree_minutes)
    select ${academie}, ${campagneId}, code, libelle, duree_minutes from domaine where campagne_id = ${depuis}`.execute(
    trx,
  )
  await sql`insert into formation (academie, campagne_id, mef, libelle, domaine)
    select ${academie}, ${campagneId}, mef, libelle, domaine from formation where campagne_id = ${depuis}`.execute(
    trx,
  )
  await sql`insert into referent (academie, campagne_id, uai, domaine, secteur)
    select ${academie}, ${campagneId}, uai, domaine, secteur from referent where campagne_id = ${depuis}`.execute(
    trx,
  )
  await sql`insert into offre (academie, campagne_id, academie_offre, code, mef, uai, libelle_etablissement,
      libelle_formation, capacite)
    select ${academie}, ${campagneId}, academie_offre, code, mef, uai, libelle_etablissement, libelle_formation, capacite
    from offre where campagne_id = ${depuis}`.execute(trx)
  await sql`update campagne c set contraintes = b.contraintes - 'joursFermes', jours_convocation = b.jours_convocation
    from campagne b where c.id = ${campagneId} and b.id = ${depuis}`.execute(trx)
  await sql`insert into fiche_formation (academie, campagne_id, mef, uai, version, attendus, competences, contenu, journee,
      conditions, poursuites, metiers, sujets, redacteur, redige_le)
    select distinct on (mef, uai) ${academie}, ${campagneId}, mef, uai, 1, attendus, competences, contenu, journee,
      conditions, poursuites, metiers, sujets, redacteur, ${le}
    from fiche_formation where campagne_id = ${depuis} and signe_le is not null order by mef, uai, version desc`.execute(
    trx,
  )
}

export const GENRES_CHANGEMENT = ['formation', 'offre', 'referent', 'secteur', 'capacite'] as const
export type GenreChangement = (typeof GENRES_CHANGEMENT)[number]

/** One thing that is not as it was. */
export interface Changement {
  genre: GenreChangement
  quoi: string
  /** null: it was not there, or is no more. */
  avant: string | null
  apres: string | null
}

/** What differs between two campaigns of one académie: formations, offers, capacities, referents, sectors. */
export async function listChangements(
  trx: Trx,
  { campagneId, depuis, genre }: { campagneId: number; depuis: number; genre: GenreChangement | null },
): Promise<Changement[]> {
  const { rows } = await sql<Changement>`
    with a as (select ${depuis}::bigint as avant, ${campagneId}::bigint as apres), changements as (
      select 'formation' as genre, coalesce(y.mef, x.mef) || ' – ' || coalesce(y.libelle, x.libelle) as quoi, x.libelle as avant, y.libelle as apres
      from (select f.* from formation f, a where f.campagne_id = a.avant) x
      full join (select f.* from formation f, a where f.campagne_id = a.apres) y on y.mef = x.mef
      where x.libelle is distinct from y.libelle
      union all
      select 'offre', coalesce(y.code, x.code) || ' – ' || coalesce(y.libelle_formation, x.libelle_formation, ''),
        case when x.code is not null then coalesce(x.libelle_etablissement, x.uai) end,
        case when y.code is not null then coalesce(y.libelle_etablissement, y.uai) end
      from (select o.* from offre o, a where o.campagne_id = a.avant) x
      full join (select o.* from offre o, a where o.campagne_id = a.apres) y
        on (y.academie_offre, y.code, y.mef) = (x.academie_offre, x.code, x.mef)
      where x.code is null or y.code is null
      union all
      select 'capacite', y.code || ' – ' || coalesce(y.libelle_formation, ''), x.capacite::text, y.capacite::text
      from (select o.* from offre o, a where o.campagne_id = a.avant) x
      join (select o.* from offre o, a where o.campagne_id = a.apres) y
        on (y.academie_offre, y.code, y.mef) = (x.academie_offre, x.code, x.mef)
      where x.capacite is distinct from y.capacite
      union all
      select case when x.uai is null or y.uai is null then 'referent' else 'secteur' end, e.nom || ' – ' || coalesce(y.domaine, x.domaine),
        case when x.uai is not null then coalesce(nullif(array_to_string(x.secteur, ', '), ''), 'partout') end,
        case when y.uai is not null then coalesce(nullif(array_to_string(y.secteur, ', '), ''), 'partout') end
      from (select r.* from referent r, a where r.campagne_id = a.avant) x
      full join (select r.* from referent r, a where r.campagne_id = a.apres) y on (y.uai, y.domaine) = (x.uai, x.domaine)
      join etablissement e on e.uai = coalesce(y.uai, x.uai)
      where x.uai is null or y.uai is null or x.secteur <> y.secteur)
    select genre, quoi, avant, apres from changements
    where ${genre}::text is null or genre = ${genre}
    order by array_position(${[...GENRES_CHANGEMENT]}::text[], genre), quoi`.execute(trx)
  return rows
}

/** The campaign of the year before, of the same dispositif. */
export async function selectPrecedente(
  trx: Trx,
  campagneId: number,
): Promise<{ id: number; annee: string; dispositif: string } | undefined> {
  const { rows } = await sql<{ id: number; annee: string; dispositif: string }>`
    select b.id, b.annee, b.dispositif from campagne c join campagne b on b.academie = c.academie
      and b.dispositif = c.dispositif and b.annee < c.annee
    where c.id = ${campagneId} order by b.repetition, b.annee desc, b.id desc limit 1`.execute(trx)
  return rows[0]
}
