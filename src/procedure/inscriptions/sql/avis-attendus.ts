import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import { inPerimetre, type Perimetre } from '#src/procedure/eleves/api.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'

type Trx = Transaction<DB>

export interface QuelsAvis {
  campagneId: number
  /** One for the pupil, or one per registration. */
  unite: 'par_eleve' | 'par_formation'
  /** UAI; `academie`: every school of it. */
  perimetre: Perimetre
  /** An interview that begins before this instant freezes the avis; null: none does. */
  figeA: Date | null
}

interface Unite {
  cle: RawBuilder<unknown>
  mef: RawBuilder<unknown>
  group: RawBuilder<unknown>
  /** Interviews that freeze it. */
  entretiens: RawBuilder<unknown>
}

const UNITES: Record<QuelsAvis['unite'], Unite> = {
  par_eleve: {
    cle: sql`'e' || e.id`,
    mef: sql`null::text`,
    group: sql`e.id, s.nom`,
    entretiens: sql`n.eleve_id = e.id`,
  },
  par_formation: {
    cle: sql`'i' || i.id`,
    mef: sql`i.mef`,
    group: sql`e.id, s.nom, i.id`,
    entretiens: sql`n.eleve_id = e.id and n.domaine = i.domaine`,
  },
}

const WITHOUT_AVIS = sql`not exists (select from avis_origine o
  where o.eleve_id = e.id and (o.inscription_id is null or o.inscription_id = i.id))`

/**
 * The avis awaited, by class and name, or those of these keys whether awaited or not. Reads pupils, interviews and
 * directory.
 */
export async function listAvisAttendus(
  trx: Trx,
  { campagneId, unite, perimetre, figeA, cles }: QuelsAvis & { cles?: readonly string[] },
): Promise<AvisAttendu[]> {
  const { cle, mef, group, entretiens } = UNITES[unite]
  const debut = sql`(select min(lower(n.plage)) from entretien n where ${entretiens})`
  const convoque = sql`exists (select from entretien n join convocation c on c.entretien_id = n.id where ${entretiens})`
  const { rows } = await sql<AvisAttendu>`
    select ${cle} as cle, e.id as "eleveId", ${mef} as mef, e.nom, e.prenom, e.classe, e.uai, s.nom as etablissement,
      array_agg(f.libelle order by i.id) as formations,
      case when ${convoque} then ${debut} end as entretien,
      coalesce(${debut} < ${figeA}::timestamptz, false) as fige
    from inscription i join eleve e on e.id = i.eleve_id join etablissement s on s.uai = e.uai
    join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)
    where i.campagne_id = ${campagneId}
      and ${inPerimetre(perimetre)}
      and ${cles ? sql`${cle} = any (${cles}::text[])` : WITHOUT_AVIS}
    group by ${group}
    order by e.classe, e.nom collate "fr-x-icu", e.prenom collate "fr-x-icu", e.date_naissance, e.id, min(i.id)
  `.execute(trx)
  return rows
}

/** Comments of the signed origin avis of these schools. */
export async function listCommentaires(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] },
): Promise<{ eleveId: number; uai: string; texte: string }[]> {
  const { rows } = await sql<{ eleveId: number; uai: string; texte: string }>`
    select o.eleve_id as "eleveId", e.uai, o.commentaire as texte from avis_origine o join eleve e on e.id = o.eleve_id
    where e.campagne_id = ${campagneId} and e.uai = any (${uais}::text[]) and o.commentaire <> ''`.execute(
    trx,
  )
  return rows
}
