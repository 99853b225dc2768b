import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import type { ContenuFiche, FicheFormation, FicheSignee } from '#src/procedure/campagnes/model/fiches.ts'

type Trx = Transaction<DB>

const FICHE = sql`f.id, f.mef, f.uai, f.version, f.attendus, f.contenu, f.journee, f.competences, f.conditions,
  f.poursuites, f.metiers, f.sujets, f.redacteur, f.redige_le as "redigeLe", f.signataire, f.signe_le as "signeLe"`

/** Last version of each sheet of these lycées (null: of all). */
export async function listDernieresFiches(
  trx: Trx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] | null },
): Promise<(FicheFormation & { publiee: number | null })[]> {
  const { rows } = await sql<FicheFormation & { publiee: number | null }>`
    select distinct on (f.mef, f.uai) ${FICHE},
      max(f.version) filter (where f.signe_le is not null) over (partition by f.mef, f.uai) as publiee
    from fiche_formation f
    where f.campagne_id = ${campagneId} and ${uais === null ? sql`true` : sql`f.uai = any (${uais}::text[])`}
    order by f.mef, f.uai, f.version desc`.execute(trx)
  return rows
}

/** The signed version that stands, of each lycée; of one formation or of all. Reads the directory. */
export async function listFichesSignees(
  trx: Trx,
  { campagneId, mef }: { campagneId: number; mef?: string },
): Promise<FicheSignee[]> {
  const { rows } = await sql<FicheSignee>`
    select distinct on (f.mef, f.uai) ${FICHE}, e.nom as lycee, e.commune
    from fiche_formation f join etablissement e on e.uai = f.uai
    where f.campagne_id = ${campagneId} and f.signe_le is not null
      and ${mef === undefined ? sql`true` : sql`f.mef = ${mef}`}
    order by f.mef, f.uai, f.version desc`.execute(trx)
  return rows
}

export interface CleFiche {
  campagneId: number
  mef: string
  uai: string
}

/** Writes the version under way, or opens the one after the last that was signed. Gives its number. */
export async function writeFiche(
  trx: Trx,
  { campagneId, mef, uai }: CleFiche,
  ecrit: { academie: string; contenu: ContenuFiche; redacteur: string; le: Date },
): Promise<number> {
  const { academie, contenu, redacteur, le } = ecrit
  const { attendus, journee, competences, conditions, poursuites, metiers, sujets } = contenu
  const { rows } = await sql<{ version: number }>`
    insert into fiche_formation as f (academie, campagne_id, mef, uai, version, attendus, contenu, journee, competences,
      conditions, poursuites, metiers, sujets, redacteur, redige_le)
    select ${academie}, ${campagneId}, ${mef}, ${uai}, coalesce(max(version), 0) + 1, ${attendus}, ${contenu.contenu},
      ${journee}, ${competences}, ${conditions}, ${poursuites}, ${metiers}, ${sujets}::text[], ${redacteur}, ${le}
    from fiche_formation where campagne_id = ${campagneId} and mef = ${mef} and uai = ${uai}
    on conflict (campagne_id, mef, uai) where signe_le is null do update set attendus = excluded.attendus,
      contenu = excluded.contenu, journee = excluded.journee, competences = excluded.competences,
      conditions = excluded.conditions, poursuites = excluded.poursuites, metiers = excluded.metiers,
      sujets = excluded.sujets, redacteur = excluded.redacteur, redige_le = excluded.redige_le
    returning f.version`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('fiche de formation non enregistrée')
  return row.version
}

/** Signs the version under way; undefined when there is none. Gives its number. */
export async function signFiche(
  trx: Trx,
  { campagneId, mef, uai }: CleFiche,
  { signataire, le }: { signataire: string; le: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    update fiche_formation set signataire = ${signataire}, signe_le = ${le}
    where campagne_id = ${campagneId} and mef = ${mef} and uai = ${uai} and signe_le is null
    returning version`.execute(trx)
  return rows[0]?.version
}

/** Where formations are taught, by MEF. Reads the directory where the offer does not name its school. */
export async function listLieux(
  trx: Trx,
  campagneId: number,
): Promise<{ mef: string; nom: string; commune: string | null }[]> {
  const { rows } = await sql<{ mef: string; nom: string; commune: string | null }>`
    select distinct f.mef, coalesce(e.nom, o.libelle_etablissement, o.uai) as nom, e.commune
    from formation f join offre o on o.campagne_id = f.campagne_id and o.mef = f.mef
    left join etablissement e on e.uai = o.uai
    where f.campagne_id = ${campagneId} order by f.mef, 2`.execute(trx)
  return rows
}
