import type { Fiche, FormationImprimee } from '#src/documents/model.ts'
import { dayOf } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import { listFichesEmises, listMotsDesInscriptions } from '#src/procedure/bonus/sql/fiches.ts'

const READ = {
  acte: 'fiches.lire',
  grants: {
    academie: 'academie',
    chef_origine: 'etablissement',
    adulte_referent: 'etablissement',
    eleve: 'eleve',
  },
} as const

/**
 * The last fiche issued of each pupil of the campaign, of one school or of one pupil, with who has confirmed since; in
 * the order of school, class, name, date.
 */
export async function readFiches(
  tx: Tx,
  scope: { campagneId: number; uai?: string; eleveId?: number },
): Promise<Fiche[]> {
  demand(tx.acteur, READ, [
    {
      ...(scope.uai === undefined ? {} : { uai: scope.uai }),
      ...(scope.eleveId === undefined ? {} : { eleveId: scope.eleveId }),
    },
  ])
  const campagne = await loadCampagne(tx.trx, scope.campagneId)
  const fiches = await listFichesEmises(tx.trx, scope)
  const eleveIds = fiches.map((fiche) => fiche.eleveId)
  const mots = groupBy(
    await listMotsDesInscriptions(tx.trx, { campagneId: scope.campagneId, eleveIds }),
    (mot) => `${mot.eleveId}/${mot.mef}`,
  )
  const etablissements = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  const { annee, dispositif, repetition } = campagne
  return fiches.map((fiche) => {
    const college = etablissements.get(fiche.uai)
    if (!college) throw new Error(`établissement absent : ${fiche.uai}`)
    const formations = fiche.contenu.formations.map(({ mef, ...formation }): FormationImprimee => ({
      ...formation,
      confirmations: (mots.get(`${fiche.eleveId}/${mef}`) ?? []).map((mot) => ({
        qui: mot.qui,
        decision: mot.decision,
        le: mot.le && dayOf(mot.le, tx.zone),
      })),
    }))
    return {
      campagne: { academie: campagne.academieNom, annee, dispositif, repetition },
      reglement: fiche.contenu.reglement,
      college,
      eleve: {
        nom: fiche.nom,
        prenom: fiche.prenom,
        dateNaissance: fiche.dateNaissance,
        classe: fiche.classe,
      },
      formations,
      finConfirmations: campagne.calendrier.finConfirmations,
      version: fiche.version,
      empreinte: fiche.empreinte.slice(0, 12),
      emiseLe: dayOf(fiche.emiseLe, tx.zone),
    }
  })
}
