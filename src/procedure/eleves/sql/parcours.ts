import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type {
  CommuneConnue,
  EtapeDuParcours,
  Information,
  LyceePrefere,
  RubriqueDuCarnet,
  Trajet,
} from '#src/procedure/eleves/model/parcours.ts'

type Trx = Transaction<DB>

export interface CleEleve {
  academie: string
  campagneId: number
  eleveId: number
}

export async function listEtapes(trx: Trx, eleveId: number): Promise<EtapeDuParcours[]> {
  const { rows } = await sql<{ etape: EtapeDuParcours }>`
    select etape from etape_faite where eleve_id = ${eleveId}`.execute(trx)
  return rows.map(({ etape }) => etape)
}

/** Among `parmi`, exactly `faites` are ticked from now on; one that was keeps its instant. Tells whether anything changed. */
export async function replaceEtapes(
  trx: Trx,
  { academie, campagneId, eleveId }: CleEleve,
  { parmi, faites, le }: { parmi: readonly string[]; faites: readonly string[]; le: Date },
): Promise<boolean> {
  const gone = await sql`
    delete from etape_faite where eleve_id = ${eleveId} and etape = any (${parmi}::text[])
      and etape <> all (${faites}::text[])`.execute(trx)
  const added = await insertRows<{ etape: string }>(
    trx,
    'etape_faite',
    faites.map((etape) => ({ academie, campagne_id: campagneId, eleve_id: eleveId, etape, le })),
    { onConflict: 'nothing', returning: ['etape'] },
  )
  return added.length > 0 || (gone.numAffectedRows ?? 0n) > 0n
}

export async function listCarnet(trx: Trx, eleveId: number): Promise<Map<RubriqueDuCarnet, string>> {
  const { rows } = await sql<{ rubrique: RubriqueDuCarnet; texte: string }>`
    select rubrique, texte from carnet where eleve_id = ${eleveId}`.execute(trx)
  return new Map(rows.map(({ rubrique, texte }) => [rubrique, texte]))
}

/** Keeps these notes; an empty text takes a note out. */
export async function writeCarnet(
  trx: Trx,
  { academie, campagneId, eleveId }: CleEleve,
  { textes, le }: { textes: ReadonlyMap<RubriqueDuCarnet, string>; le: Date },
): Promise<void> {
  const empty = [...textes].filter(([, texte]) => texte === '').map(([rubrique]) => rubrique)
  await sql`delete from carnet where eleve_id = ${eleveId} and rubrique = any (${empty}::text[])`.execute(trx)
  for (const [rubrique, texte] of textes)
    if (texte !== '')
      await sql`
        insert into carnet (academie, campagne_id, eleve_id, rubrique, texte, le)
        values (${academie}, ${campagneId}, ${eleveId}, ${rubrique}, ${texte}, ${le})
        on conflict (eleve_id, rubrique) do update set texte = excluded.texte, le = excluded.le`.execute(trx)
}

export async function listTrajets(trx: Trx, eleveId: number): Promise<(Trajet & { lycee: string })[]> {
  const { rows } = await sql<Trajet & { lycee: string }>`
    select t.uai, t.faisabilite, t.minutes, e.nom as lycee from trajet t join etablissement e on e.uai = t.uai
    where t.eleve_id = ${eleveId} order by t.minutes nulls last, e.nom`.execute(trx)
  return rows
}

export async function upsertTrajet(
  trx: Trx,
  { academie, campagneId, eleveId }: CleEleve,
  { uai, faisabilite, minutes, le }: Trajet & { le: Date },
): Promise<void> {
  await sql`
    insert into trajet (academie, campagne_id, eleve_id, uai, faisabilite, minutes, le)
    values (${academie}, ${campagneId}, ${eleveId}, ${uai}, ${faisabilite}, ${minutes}, ${le})
    on conflict (eleve_id, uai) do update set faisabilite = excluded.faisabilite, minutes = excluded.minutes,
      le = excluded.le`.execute(trx)
}

export async function listPreferences(trx: Trx, eleveId: number): Promise<LyceePrefere[]> {
  const { rows } = await sql<LyceePrefere>`
    select p.domaine, d.libelle as "libelleDomaine", p.uai, e.nom as lycee from lycee_prefere p
    join domaine d on (d.campagne_id, d.code) = (p.campagne_id, p.domaine) join etablissement e on e.uai = p.uai
    where p.eleve_id = ${eleveId} order by d.libelle`.execute(trx)
  return rows
}

/** For these domaines of this lycée: preferred where it is in `preferes`; another lycée that was preferred there gives way. */
export async function replacePreferences(
  trx: Trx,
  { academie, campagneId, eleveId }: CleEleve,
  { uai, preferes, le }: { uai: string; preferes: readonly string[]; le: Date },
): Promise<void> {
  await sql`
    delete from lycee_prefere where eleve_id = ${eleveId} and uai = ${uai} and domaine <> all (${preferes}::text[])
  `.execute(trx)
  await sql`
    insert into lycee_prefere (academie, campagne_id, eleve_id, domaine, uai, le)
    select ${academie}, ${campagneId}, ${eleveId}, domaine, ${uai}, ${le} from unnest(${preferes}::text[]) as d (domaine)
    on conflict (eleve_id, domaine) do update set uai = excluded.uai, le = excluded.le`.execute(trx)
}

/** The communes nearest to a place that have a school, with their middle. Reads the directory. */
export async function listCommunes(
  trx: Trx,
  { latitude, longitude }: { latitude: number; longitude: number },
): Promise<CommuneConnue[]> {
  const { rows } = await sql<CommuneConnue>`
    select code_postal as "codePostal", commune, round(avg(latitude)::numeric, 4)::float8 as latitude,
      round(avg(longitude)::numeric, 4)::float8 as longitude
    from etablissement where code_postal is not null and commune is not null and latitude is not null
      and longitude is not null
    group by code_postal, commune
    order by (avg(latitude) - ${latitude}) ^ 2 + ((avg(longitude) - ${longitude}) * cos(radians(${latitude}))) ^ 2
    limit 120`.execute(trx)
  return rows
}

export async function insertInformations(trx: Trx, rows: readonly Row[]): Promise<number> {
  const written = await insertRows<{ id: number }>(trx, 'information', rows, {
    onConflict: 'nothing',
    returning: ['id'],
  })
  return written.length
}

export async function listInformations(trx: Trx, eleveId: number): Promise<Information[]> {
  const { rows } = await sql<Information>`
    select moyen, destinataire, jour, auteur from information where eleve_id = ${eleveId} order by jour desc, id desc
  `.execute(trx)
  return rows
}
