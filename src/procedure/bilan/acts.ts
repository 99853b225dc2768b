import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import type { LigneResultat } from '#src/exchange/model.ts'
import { indexBy } from '#src/kit/group.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { cleFichier, listEleves } from '#src/procedure/eleves/api.ts'
import { upsertResultats } from '#src/procedure/bilan/sql.ts'

const IMPORT = 'resultats.importer'

interface BilanResultats {
  crees: number
  modifies: number
  inchanges: number
  /** Lines of people who are no pupils of the campaign: a host lycée admits others too. They are not kept. */
  sansEleve: LigneResultat[]
}

/** Keeps the admissions of the pupils of the campaign; lycée by lycée, each file adds to the others. */
export async function importResultats(
  tx: Tx,
  { campagneId, lignes }: { campagneId: number; lignes: readonly LigneResultat[] },
): Promise<BilanResultats> {
  demand(tx.acteur, IMPORT, [{}])
  const known = new Set((await listEleves(tx.trx, campagneId)).map(cleFichier))
  const own = lignes.filter((ligne) => known.has(ligne.ine))
  const rows = indexBy(
    own.map((ligne) => ({
      academie: tx.acteur.academie,
      campagne_id: campagneId,
      ine: ligne.ine,
      libelle_formation: ligne.libelleFormation,
      rang: ligne.rang,
    })),
    (row) => `${row.ine}/${row.libelle_formation}`,
  )
  const counts = await upsertResultats(tx.trx, [...rows.values()])
  await appendJournal(tx, [
    { chaine: CHAINE_ACADEMIE, acte: IMPORT, objet: 'campagne', objetId: campagneId, apres: counts },
  ])
  return {
    ...counts,
    inchanges: rows.size - counts.crees - counts.modifies,
    sansEleve: lignes.filter((ligne) => !known.has(ligne.ine)),
  }
}
