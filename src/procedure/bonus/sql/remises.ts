import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type { VoieRemise } from '#src/procedure/bonus/model.ts'

type Trx = Transaction<DB>

/** A document that a family must be given: the last version of a fiche, or the last letter about an interview. */
export interface DocumentARemettre {
  genre: 'fiche' | 'convocation'
  id: number
  eleveId: number
  nom: string
  prenom: string
  classe: string | null
  version: number
  /** Domaine of a convocation. */
  domaine: string | null
  remises: { voie: VoieRemise; le: Day; auteur: string }[]
}

/** Documents of a school, in the order of class and name, with each time they were given. Reads interviews. */
export async function listDocumentsARemettre(
  trx: Trx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<DocumentARemettre[]> {
  const { rows } = await sql<DocumentARemettre>`
    with documents as (
      select 'fiche' as genre, f.id, f.eleve_id, f.version, null::text as domaine from fiche f
      where f.campagne_id = ${campagneId}
        and not exists (select from fiche g where g.eleve_id = f.eleve_id and g.version > f.version)
      union all
      select 'convocation', c.id, n.eleve_id, c.version, d.libelle from convocation c
      join entretien n on n.id = c.entretien_id
      join domaine d on (d.campagne_id, d.code) = (n.campagne_id, n.domaine)
      where c.campagne_id = ${campagneId}
        and not exists (select from convocation g where g.entretien_id = c.entretien_id and g.version > c.version)
      union all
      select 'convocation', c.id, c.eleve_id, c.version, d.libelle from convocation c
      join domaine d on (d.campagne_id, d.code) = (c.campagne_id, c.domaine)
      where c.campagne_id = ${campagneId} and c.entretien_id is null and c.objet = 'annulation'
        and not exists (select from convocation g where (g.eleve_id, g.domaine) = (c.eleve_id, c.domaine) and g.id > c.id))
    select o.genre, o.id, e.id as "eleveId", e.nom, e.prenom, e.classe, o.version, o.domaine,
      coalesce((select json_agg(json_build_object('voie', r.voie, 'le', r.le, 'auteur', r.auteur) order by r.le, r.id)
        from remise r where case o.genre when 'fiche' then r.fiche_id = o.id else r.convocation_id = o.id end), '[]')
        as remises
    from documents o join eleve e on e.id = o.eleve_id
    where e.uai = ${uai}
    order by e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.id, o.genre, o.id`.execute(
    trx,
  )
  return rows
}

/** The same document given the same way on the same day is there once. */
export async function insertRemises(trx: Trx, rows: readonly Row[]): Promise<void> {
  await insertRows(trx, 'remise', rows, { onConflict: 'nothing' })
}
