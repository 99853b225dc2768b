import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { LigneVoeu } from '#src/exchange/model.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { cleFichier, listEleves } from '#src/procedure/eleves/api.ts'
import { replaceVoeux, type DiffVoeux } from '#src/procedure/bonus/sql/ecarts-voeux.ts'

const IMPORT = 'voeux.importer'

/** The wishes of the campaign become exactly those of the file: Affelnet issues it again with changes and deletions. */
export async function importVoeux(
  tx: Tx,
  { campagneId, lignes }: { campagneId: number; lignes: readonly LigneVoeu[] },
): Promise<DiffVoeux & { sansEleve: LigneVoeu[] }> {
  demand(tx.acteur, IMPORT, [{}])
  const eleves = new Map((await listEleves(tx.trx, campagneId)).map((eleve) => [cleFichier(eleve), eleve.id]))
  const { academie } = tx.acteur
  const rows = lignes.map((ligne) => ({
    academie,
    campagne_id: campagneId,
    ine: ligne.ine,
    eleve_id: eleves.get(ligne.ine) ?? null,
    rang: ligne.rang,
    academie_offre: ligne.academie ?? academie,
    code_offre: ligne.codeOffre,
    code_mef: ligne.codeMef,
    libelle_formation: ligne.libelleFormation,
    uai_accueil: ligne.uaiAccueil,
  }))
  const diff = await replaceVoeux(tx.trx, campagneId, rows)
  const { ecarts: _, ...comptes } = diff
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: IMPORT, objet: 'campagne', objetId: campagneId, apres: comptes },
  ])
  return { ...diff, sansEleve: lignes.filter((ligne) => !eleves.has(ligne.ine)) }
}
