import { sql, type Transaction } from 'kysely'
import { recordset } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Day } from '#src/kit/day.ts'
import type {
  Calendrier,
  Campagne,
  ContraintesCampagne,
  Formation,
  Reglement,
} from '#src/procedure/campagnes/model.ts'

type Trx = Transaction<DB>

export async function selectCampagne(trx: Trx, id: number): Promise<Campagne | undefined> {
  const { rows } = await sql<Omit<Campagne, 'calendrier'> & Calendrier>`
    select c.id, c.academie, a.nom as "academieNom", c.annee, c.dispositif, c.reglement_id as "reglementId", r.nom as "reglementNom",
      r.version as "reglementVersion", r.contenu as reglement, c.contraintes, c.graine, c.repetition,
      c.jours_convocation as "joursConvocation",
      o.campagne_id is not null as ouverte, c.ouverture, c.fin_inscriptions as "finInscriptions",
      c.fin_avis_origine as "finAvisOrigine", c.debut_entretiens as "debutEntretiens",
      c.fin_entretiens as "finEntretiens", c.fin_avis_referent as "finAvisReferent",
      c.fin_confirmations as "finConfirmations",
      coalesce((select json_agg(json_build_object('echeance', p.echeance, 'uai', p.uai, 'eleveId', p.eleve_id,
        'jusquAu', p.jusqu_au) order by p.id) from prolongation p where p.campagne_id = c.id), '[]') as prolongations
    from campagne c join academie a on a.code = c.academie join reglement r on r.id = c.reglement_id
    left join campagne_ouverture o on o.campagne_id = c.id
    where c.id = ${id}`.execute(trx)
  const row = rows[0]
  if (!row) return undefined
  const { ouverture, finInscriptions, finAvisOrigine, debutEntretiens, ...rest } = row
  const { finEntretiens, finAvisReferent, finConfirmations, ...campagne } = rest
  return {
    ...campagne,
    calendrier: {
      ouverture,
      finInscriptions,
      finAvisOrigine,
      debutEntretiens,
      finEntretiens,
      finAvisReferent,
      finConfirmations,
    },
  }
}

/** The campaign that an act is about: one that does not exist is a forged or an old request. */
export async function loadCampagne(trx: Trx, id: number): Promise<Campagne> {
  const campagne = await selectCampagne(trx, id)
  if (!campagne) throw new Error(`campagne inconnue : ${id}`)
  return campagne
}

export async function listCampagnes(trx: Trx): Promise<{ id: number; annee: string; dispositif: string }[]> {
  return trx
    .selectFrom('campagne')
    .select(['id', 'annee', 'dispositif'])
    .orderBy('annee', 'desc')
    .orderBy('id')
    .execute()
}

/** Every académie of the base: the work of the night is done for each. */
export async function listAcademies(trx: Trx): Promise<string[]> {
  const rows = await trx.selectFrom('academie').select('code').orderBy('code').execute()
  return rows.map((row) => row.code)
}

/** Open campaigns that live by the clock of the base and still have interviews to come. */
export async function listCampagnesEnCours(trx: Trx, today: Day): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from campagne c join campagne_ouverture o on o.campagne_id = c.id
    where c.horloge is null and c.fin_entretiens >= ${today}::date order by c.id`.execute(trx)
  return rows.map((row) => row.id)
}

export async function insertReglement(
  trx: Trx,
  reglement: {
    academie: string
    nom: string
    contenu: Reglement
    empreinte: string
    redacteurId: number
    le: Date
  },
): Promise<{ id: number; version: number }> {
  // Versions are numbered one writer at a time.
  await sql`select from academie where code = ${reglement.academie} for no key update`.execute(trx)
  const { rows } = await sql<{ id: number; version: number }>`
    insert into reglement (academie, nom, version, contenu, empreinte, redacteur_id, redige_le)
    select ${reglement.academie}, ${reglement.nom}, coalesce(max(version), 0) + 1, ${JSON.stringify(reglement.contenu)}::jsonb,
      ${reglement.empreinte}, ${reglement.redacteurId}, ${reglement.le}
    from reglement where academie = ${reglement.academie} and nom = ${reglement.nom}
    returning id, version`.execute(trx)
  const row = rows[0]
  if (!row) throw new Error('règlement non enregistré')
  return row
}

export async function selectReglement(
  trx: Trx,
  id: number,
): Promise<{ redacteurId: number; approbateurId: number | null } | undefined> {
  const { rows } = await sql<{ redacteurId: number; approbateurId: number | null }>`
    select r.redacteur_id as "redacteurId", a.approbateur_id as "approbateurId"
    from reglement r left join reglement_approbation a on a.reglement_id = r.id where r.id = ${id}`.execute(
    trx,
  )
  return rows[0]
}

export async function insertApprobation(
  trx: Trx,
  approbation: { academie: string; reglement_id: number; approbateur_id: number; le: Date },
): Promise<void> {
  await trx.insertInto('reglement_approbation').values(approbation).execute()
}

/** Undefined when the académie has one of this year and dispositif already. */
export async function insertCampagne(
  trx: Trx,
  campagne: {
    academie: string
    annee: string
    dispositif: string
    reglementId: number
    calendrier: Calendrier
    contraintes: ContraintesCampagne
    graine: number
    repetition: boolean
    horloge: Date | null
  },
): Promise<number | undefined> {
  const c = campagne.calendrier
  const row = await trx
    .insertInto('campagne')
    .values({
      academie: campagne.academie,
      annee: campagne.annee,
      dispositif: campagne.dispositif,
      reglement_id: campagne.reglementId,
      ouverture: c.ouverture,
      fin_inscriptions: c.finInscriptions,
      fin_avis_origine: c.finAvisOrigine,
      debut_entretiens: c.debutEntretiens,
      fin_entretiens: c.finEntretiens,
      fin_avis_referent: c.finAvisReferent,
      fin_confirmations: c.finConfirmations,
      contraintes: JSON.stringify(campagne.contraintes),
      graine: campagne.graine,
      repetition: campagne.repetition,
      horloge: campagne.horloge,
    })
    .onConflict((conflict) => conflict.constraint('une_campagne_par_annee_et_dispositif').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

export async function updateHorloge(trx: Trx, campagneId: number, instant: Date): Promise<void> {
  await trx.updateTable('campagne').set({ horloge: instant }).where('id', '=', campagneId).execute()
}

export async function updateJoursConvocation(trx: Trx, campagneId: number, jours: number): Promise<void> {
  await trx.updateTable('campagne').set({ jours_convocation: jours }).where('id', '=', campagneId).execute()
}

export async function updateContraintes(
  trx: Trx,
  { campagneId, contraintes }: { campagneId: number; contraintes: ContraintesCampagne },
): Promise<void> {
  const written = { contraintes: JSON.stringify(contraintes) }
  await trx.updateTable('campagne').set(written).where('id', '=', campagneId).execute()
}

export async function updateJoursDemandeCreneau(trx: Trx, campagneId: number, jours: number): Promise<void> {
  await sql`update campagne set contraintes = jsonb_set(contraintes, '{demandeCreneauJours}', to_jsonb(${jours}::int))
    where id = ${campagneId}`.execute(trx)
}

export async function insertOuverture(
  trx: Trx,
  ouverture: { academie: string; campagne_id: number; compte_id: number; le: Date },
): Promise<void> {
  await trx.insertInto('campagne_ouverture').values(ouverture).execute()
}

export async function upsertDomaines(
  trx: Trx,
  rows: { academie: string; campagne_id: number; code: string; libelle: string; duree_minutes: number }[],
): Promise<void> {
  await sql`
    insert into domaine (academie, campagne_id, code, libelle, duree_minutes)
    select academie, campagne_id, code, libelle, duree_minutes from ${recordset('domaine', rows)}
    on conflict (campagne_id, code) do update set libelle = excluded.libelle, duree_minutes = excluded.duree_minutes
  `.execute(trx)
}

export async function upsertFormations(
  trx: Trx,
  rows: { academie: string; campagne_id: number; mef: string; libelle: string; domaine: string }[],
): Promise<void> {
  await sql`
    insert into formation (academie, campagne_id, mef, libelle, domaine)
    select academie, campagne_id, mef, libelle, domaine from ${recordset('formation', rows)}
    on conflict (campagne_id, mef) do update set libelle = excluded.libelle, domaine = excluded.domaine
  `.execute(trx)
}

export interface RangeeOffre {
  academie: string
  campagne_id: number
  academie_offre: string
  code: string
  mef: string
  uai: string
  libelle_etablissement: string | null
  libelle_formation: string | null
  capacite: number | null
  [column: string]: string | number | null
}

/** Counts rows written new and rows changed; the others were the same already. */
export async function upsertOffres(
  trx: Trx,
  rows: RangeeOffre[],
): Promise<{ crees: number; modifies: number }> {
  const { rows: written } = await sql<{ cree: boolean }>`
    insert into offre as o (academie, campagne_id, academie_offre, code, mef, uai, libelle_etablissement, libelle_formation, capacite)
    select academie, campagne_id, academie_offre, code, mef, uai, libelle_etablissement, libelle_formation, capacite
    from ${recordset('offre', rows)}
    on conflict (campagne_id, academie_offre, code, mef) do update set uai = excluded.uai,
      libelle_etablissement = excluded.libelle_etablissement, libelle_formation = excluded.libelle_formation,
      capacite = excluded.capacite
      where (o.uai, o.libelle_etablissement, o.libelle_formation, o.capacite)
        is distinct from (excluded.uai, excluded.libelle_etablissement, excluded.libelle_formation, excluded.capacite)
    returning xmax = 0 as cree`.execute(trx)
  // Named by a file of this year, even to say the same: no longer only copied from the year before.
  await sql`
    update offre o set reprise = false from ${recordset('offre', rows)} r
    where o.reprise and (o.campagne_id, o.academie_offre, o.code, o.mef) = (r.campagne_id, r.academie_offre, r.code, r.mef)`.execute(
    trx,
  )
  const crees = written.filter((row) => row.cree).length
  return { crees, modifies: written.length - crees }
}

export async function upsertReferents(
  trx: Trx,
  rows: { academie: string; campagne_id: number; uai: string; domaine: string; secteur: string[] }[],
): Promise<void> {
  await sql`
    insert into referent (academie, campagne_id, uai, domaine, secteur)
    select academie, campagne_id, uai, domaine, secteur from ${recordset('referent', rows)}
    on conflict (campagne_id, domaine, uai) do update set secteur = excluded.secteur`.execute(trx)
}

export async function listDomaines(
  trx: Trx,
  campagneId: number,
): Promise<{ code: string; libelle: string; dureeMinutes: number }[]> {
  return trx
    .selectFrom('domaine')
    .select(['code', 'libelle', 'duree_minutes as dureeMinutes'])
    .where('campagne_id', '=', campagneId)
    .orderBy('code')
    .execute()
}

export async function listFormations(trx: Trx, campagneId: number): Promise<Formation[]> {
  return trx
    .selectFrom('formation')
    .select(['mef', 'libelle', 'domaine'])
    .where('campagne_id', '=', campagneId)
    .orderBy('domaine')
    .orderBy('mef')
    .execute()
}

/** Offers of referents, of some domaines or of all, by domaine then lycée. */
export async function listReferents(
  trx: Trx,
  campagneId: number,
  domaines?: readonly string[],
): Promise<{ uai: string; domaine: string; secteur: string[] }[]> {
  const { rows } = await sql<{ uai: string; domaine: string; secteur: string[] }>`
    select uai, domaine, secteur from referent where campagne_id = ${campagneId}
      and ${domaines === undefined ? sql`true` : sql`domaine = any (${domaines}::text[])`}
    order by domaine, uai`.execute(trx)
  return rows
}

/** Lycées that receive in the campaign. */
export async function listLyceesReferents(trx: Trx, campagneId: number): Promise<string[]> {
  const { rows } = await sql<{ uai: string }>`
    select distinct uai from referent where campagne_id = ${campagneId} order by uai`.execute(trx)
  return rows.map((row) => row.uai)
}
