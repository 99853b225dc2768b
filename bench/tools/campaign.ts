import { inTransaction } from '#src/db/transaction.ts'
import type { Db } from '#src/db/connection.ts'
import type { Result } from '#src/kit/result.ts'
import {
  approveReglement,
  createCampagne,
  openCampagne,
  REGLEMENTS_LIVRES,
  writeReglement,
  type Calendrier,
} from '#src/procedure/campagnes/api.ts'
import { installAcademie, type Acteur } from '#src/procedure/comptes/api.ts'

export interface Campaign {
  db: Db
  acteur: Acteur
  approbateurId: number
  campagneId: number
}

const CALENDRIER: Calendrier = {
  ouverture: '2026-11-16',
  finInscriptions: '2027-02-12',
  finAvisOrigine: '2027-03-12',
  debutEntretiens: '2027-03-01',
  finEntretiens: '2027-04-30',
  finAvisReferent: '2027-05-07',
  finConfirmations: '2027-06-04',
}

/** An académie with its two managers and one open campaign under the graded reglement. */
export async function installCampaign(db: Db): Promise<Campaign> {
  const [acteur, second] = await installAcademie(db, {
    code: '24',
    nom: 'Académie fictive',
    gestionnaires: ['Mesure', 'Mesure (seconde)'],
  })
  const contenu = REGLEMENTS_LIVRES['exemple-gradue']?.contenu
  if (!acteur || !second?.compteId || !contenu) throw new Error('campagne de mesure incomplète')
  const reglementId = await inTransaction({ db, acteur }, async (tx) =>
    valueOf(await writeReglement(tx, { nom: 'exemple-gradue', contenu })),
  )
  await inTransaction({ db, acteur: second }, async (tx) => valueOf(await approveReglement(tx, reglementId)))
  const campagneId = await inTransaction({ db, acteur }, async (tx) => {
    const id = valueOf(
      await createCampagne(tx, {
        annee: '2026-2027',
        dispositif: 'PASSPRO',
        reglementId,
        calendrier: CALENDRIER,
        contraintes: {},
        graine: 1,
        horloge: null,
      }),
    )
    valueOf(await openCampagne(tx, id))
    return id
  })
  return { db, acteur, approbateurId: second.compteId, campagneId }
}

function valueOf<T>(result: Result<T, { code: string }>): T {
  if (result.ok) return result.value
  throw new Error(`campagne de mesure refusée : ${result.refus.code}`)
}
