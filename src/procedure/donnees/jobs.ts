import { inTransaction } from '#src/db/transaction.ts'
import type { Outils } from '#src/jobs/queue.ts'
import { dayOf } from '#src/kit/day.ts'
import { listAcademies } from '#src/procedure/campagnes/api.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { detruireDossiers } from '#src/procedure/donnees/acts/destruction.ts'
import { isDu, limiteOf, type Conserve } from '#src/procedure/donnees/rules/conservation.ts'
import { listCampagnesConservees } from '#src/procedure/donnees/sql/campagnes.ts'
import { eraseJournalAvant } from '#src/procedure/donnees/sql/journal.ts'
import * as purges from '#src/procedure/donnees/sql/purges.ts'

/** Nobody in particular: the table of retention says what goes, and when. */
const automate = (academie: string): Acteur => ({
  academie,
  compteId: null,
  nom: 'Conservation des données',
  pourLeCompteDe: null,
  habilitations: [
    { role: 'academie', uai: null, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null },
  ],
})

type Purge = (tx: Tx, limite: Date) => Promise<number>

/** What goes by its own age, whatever the campaign. */
const PAR_AGE: readonly (readonly [Conserve, Purge])[] = [
  [
    'sessions',
    async ({ trx }, limite) =>
      (await purges.deletePassages(trx, limite)) + (await purges.deleteSessions(trx, limite)),
  ],
  ['codes', ({ trx }, limite) => purges.deleteCodes(trx, limite)],
  ['formulaires', ({ trx }, limite) => purges.deleteFormulaires(trx, limite)],
  ['anomalies', ({ trx }, limite) => purges.emptyAnomalies(trx, limite)],
  ['messages', ({ trx }, limite) => purges.emptyMessages(trx, limite)],
  ['acces', ({ trx }, limite) => purges.deleteAccesFermes(trx, limite)],
  ['brouillons', ({ trx }, limite) => purges.deleteBrouillons(trx, limite)],
  ['rejets', ({ trx }, limite) => purges.deleteRejets(trx, limite)],
  ['journal', (tx, limite) => eraseJournalAvant(tx, { limite, motif: 'durée de conservation atteinte' })],
]

/** What goes with its campaign. */
const PAR_CAMPAGNE: readonly (readonly [Conserve, (tx: Tx, campagneId: number) => Promise<unknown>])[] = [
  ['coordonnees', ({ trx }, campagneId) => purges.emptyCoordonnees(trx, campagneId)],
  ['preparation', ({ trx }, campagneId) => purges.deletePreparation(trx, campagneId)],
  ['dossiers', detruireDossiers],
]

/**
 * Applies the table of retention to every académie: by the clock given, or by that of a campaign that has its own. Done
 * twice, the second time finds nothing.
 */
export async function runConservation({ db, now }: Pick<Outils, 'db' | 'now'>): Promise<void> {
  const academies = await inTransaction({ db, acteur: automate('') }, ({ trx }) => listAcademies(trx))
  for (const academie of academies) {
    const scope = { db, acteur: automate(academie) }
    for (const [quoi, purge] of PAR_AGE)
      await inTransaction(scope, (tx) => purge({ ...tx, now }, limiteOf(quoi, now)))
    const campagnes = await inTransaction(scope, ({ trx }) => listCampagnesConservees(trx))
    for (const { id, finConfirmations, horloge } of campagnes)
      for (const [quoi, purge] of PAR_CAMPAGNE)
        await inTransaction(scope, async (tx) => {
          const at = horloge ?? now
          if (isDu(quoi, { finConfirmations, jour: dayOf(at, tx.zone) })) await purge({ ...tx, now: at }, id)
        })
  }
}
