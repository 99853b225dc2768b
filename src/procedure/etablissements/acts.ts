import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { LigneEtablissement } from '#src/exchange/model.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { upsertEtablissements } from '#src/procedure/etablissements/sql.ts'

const IMPORT = 'etablissements.importer'

/** Creates or updates the schools of the académie of the actor; those of another are left to it. */
export async function importEtablissements(
  tx: Tx,
  lignes: readonly LigneEtablissement[],
): Promise<{ crees: number; modifies: number; inchanges: number }> {
  demand(tx.acteur, IMPORT, [{}])
  const { academie } = tx.acteur
  const own = lignes.filter((ligne) => ligne.academie === null || ligne.academie === academie)
  const rows = new Map(own.map((ligne) => [ligne.uai, rowOf(academie, ligne)]))
  const counts = await upsertEtablissements(tx.trx, [...rows.values()])
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: IMPORT, objet: 'academie', objetId: academie, apres: counts },
  ])
  return { ...counts, inchanges: rows.size - counts.crees - counts.modifies }
}

const rowOf = (academie: string, ligne: LigneEtablissement) => ({
  academie,
  uai: ligne.uai,
  nom: ligne.nom,
  nature: ligne.nature,
  statut: ligne.statut,
  adresse: ligne.adresse,
  code_postal: ligne.codePostal,
  commune: ligne.commune,
  code_departement: ligne.codeDepartement,
  latitude: ligne.latitude,
  longitude: ligne.longitude,
  telephone: ligne.telephone,
  courriel: ligne.courriel,
  voie_professionnelle: ligne.voieProfessionnelle,
})
