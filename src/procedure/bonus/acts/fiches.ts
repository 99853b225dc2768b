import { createHash } from 'node:crypto'
import { appendJournal } from '#src/db/journal.ts'
import { groupBy } from '#src/kit/group.ts'
import { loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { annoncerFiches } from '#src/procedure/envois/api.ts'
import type { ContenuFiche, RangeeFiche } from '#src/procedure/bonus/model.ts'
import { formationImprimee } from '#src/procedure/bonus/rules/fiche.ts'
import { insertFiches, listDernieresFiches, listFaitsDesFiches } from '#src/procedure/bonus/sql/fiches.ts'

const EMETTRE = { acte: 'fiche.emettre', grants: { academie: 'academie' } } as const

/**
 * Issues the fiche of every pupil whose facts differ from his last one: a new version, the old one kept (rule 7).
 * Returns how many were issued.
 */
export async function emitFiches(tx: Tx, campagneId: number): Promise<number> {
  demand(tx.acteur, EMETTRE, [{}])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const byEleve = groupBy(await listFaitsDesFiches(tx.trx, { campagneId }), (rangee) => rangee.eleveId)
  const last = await listDernieresFiches(tx.trx, campagneId)
  const issued = [...byEleve].flatMap(([eleveId, rangees]) => {
    const contenu = contenuOf(rangees, { campagne, zone: tx.zone })
    const empreinte = createHash('sha256').update(JSON.stringify(contenu)).digest('hex')
    const before = last.get(eleveId)
    if (before?.empreinte === empreinte) return []
    return [{ eleveId, uai: rangees[0]?.uai ?? '', version: (before?.version ?? 0) + 1, contenu, empreinte }]
  })
  await insertFiches(
    tx.trx,
    issued.map(({ eleveId, version, contenu, empreinte }) => ({
      academie: campagne.academie,
      campagne_id: campagneId,
      eleve_id: eleveId,
      version,
      contenu,
      empreinte,
      emise_le: tx.now,
    })),
  )
  await annoncerFiches(tx, { campagneId })
  await appendJournal(
    tx,
    issued.map(({ eleveId, uai, version, empreinte }) => ({
      chaine: uai,
      acte: EMETTRE.acte,
      objet: 'eleve',
      objetId: eleveId,
      apres: { version, empreinte },
    })),
  )
  return issued.length
}

/** What a fiche says, apart from who has confirmed since. */
function contenuOf(
  rangees: readonly RangeeFiche[],
  scope: { campagne: Campagne; zone: string },
): ContenuFiche {
  const { reglementNom, reglementVersion } = scope.campagne
  return {
    reglement: `${reglementNom}, version ${reglementVersion}`,
    formations: rangees.map((rangee) => ({ mef: rangee.mef, ...formationImprimee(rangee, scope) })),
  }
}
