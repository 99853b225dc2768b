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
      libelle_formation, capacite, reprise)
    select ${academie}, ${campagneId}, academie_offre, code, mef, uai, libelle_etablissement, libelle_formation, capacite, true
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
