import { inTransaction, type Tx } from '#src/db/transaction.ts'
import type { Outils } from '#src/jobs/queue.ts'
import { dayOf, type Day } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { listAcademies, loadCampagne, type Reglement } from '#src/procedure/campagnes/api.ts'
import { cleOf, deposer } from '#src/procedure/envois/jobs/depot.ts'
import { expedier, facteur } from '#src/procedure/envois/jobs/expedition.ts'
import { RESTES, type VoeuEnAttente, type Reste, type Restes } from '#src/procedure/envois/model.ts'
import { readAdresse } from '#src/procedure/envois/rules/adresse.ts'
import {
  echeanceDe,
  isHeureDeRappel,
  isJourDeRattrapage,
  isRecapitulatifDu,
} from '#src/procedure/envois/rules/rappel.ts'
import { listCausesRappelConfirmation, listCausesRappelEntretien } from '#src/procedure/envois/sql/causes.ts'
import { insertEnvois } from '#src/procedure/envois/sql/envois.ts'
import {
  listCampagnesARappeler,
  listOccupations,
  type CampagneARappeler,
} from '#src/procedure/envois/sql/tournees.ts'

const academiesOf = (db: Outils['db']): Promise<string[]> =>
  inTransaction({ db, acteur: facteur('') }, ({ trx }) => listAcademies(trx))

/** Sends what waits, académie after académie. Without a way out everything waits. */
export async function runCourrier({ db, courrier }: Outils): Promise<void> {
  if (!courrier) return
  for (const academie of await academiesOf(db))
    if (!(await expedier({ db, academie, courrier })).joignable) return
}

/** Counts what a school would lose at the end of the wishes: the room of the bonus knows it, and knows this one. */
type Rattrapage = (
  trx: Tx['trx'],
  campagne: {
    campagneId: number
    confirmationResponsables: Reglement['confirmationResponsables']
    finConfirmations: Day
  },
) => Promise<VoeuEnAttente[]>

/** Writes the reminders and the digests that are due. Done twice, the second time writes nothing. */
export async function runRappels({ db }: Outils, rattrapage: Rattrapage): Promise<void> {
  for (const academie of await academiesOf(db)) {
    const scope = { db, acteur: facteur(academie) }
    await inTransaction(scope, (tx) => deposerRecapitulatifs(tx, rattrapage))
    const campagnes = await inTransaction(scope, (tx) => listCampagnesARappeler(tx.trx))
    for (const campagne of campagnes)
      await inTransaction({ ...scope, campagneId: campagne.id }, (tx) => rappeler(tx, campagne))
  }
}

/** Reminders of the interviews that come, and of the confirmations that are missing. Returns how many. */
async function rappeler(tx: Tx, campagne: CampagneARappeler): Promise<number> {
  const { id: campagneId, joursRappel: jours, finConfirmations: fin } = campagne
  if (!isHeureDeRappel(tx.now, tx.zone)) return 0
  const coming = await listCausesRappelEntretien(tx.trx, { campagneId, now: tx.now, jours })
  const echeance = echeanceDe(tx.now, { fin, zone: tx.zone })
  const missing =
    echeance === undefined ? [] : await listCausesRappelConfirmation(tx.trx, { campagneId, echeance })
  return deposer(tx, { campagneId, causes: [...coming, ...missing] })
}

/** One digest a day and an address, whatever the number of accounts and schools behind it. Returns how many. */
export async function deposerRecapitulatifs(tx: Tx, rattrapage: Rattrapage): Promise<number> {
  const jour = dayOf(tx.now, tx.zone)
  const lost = await listARattraper(tx, { jour, rattrapage })
  const known = (await listOccupations(tx.trx, { jour, zone: tx.zone })).flatMap((one) => {
    const adresse = readAdresse(one.courriel)
    const own = lost.filter(({ uai }) => one.origines.includes(uai))
    return adresse.ok ? [{ ...one, ...sumOf(own, RATTRAPAGE), adresse: adresse.value }] : []
  })
  const rows = [...groupBy(known, (one) => one.adresse)].flatMap(([adresse, group]) => {
    const restes = sumOf(group, RESTES)
    const [first] = group
    if (!first || !isRecapitulatifDu(restes, tx)) return []
    const cle = cleOf(`recapitulatif/${jour}`, adresse)
    return [
      {
        academie: tx.acteur.academie,
        genre: 'recapitulatif',
        compte_id: first.compteId,
        adresse,
        cle,
        contenu: { restes },
        cree_le: tx.now,
      },
    ]
  })
  return insertEnvois(tx.trx, rows)
}

/** What schools would lose, on the days on which they are told, over the campaigns that write to people. */
async function listARattraper(
  tx: Tx,
  { jour, rattrapage }: { jour: Day; rattrapage: Rattrapage },
): Promise<VoeuEnAttente[]> {
  const found: VoeuEnAttente[] = []
  for (const { id: campagneId, finConfirmations: fin, vivante } of await listCampagnesARappeler(tx.trx)) {
    const { reglement, calendrier, contraintes } = await loadCampagne(tx.trx, campagneId)
    if (!vivante || !isJourDeRattrapage(jour, { fin, fermes: contraintes.joursFermes ?? [] })) continue
    const { confirmationResponsables } = reglement
    const { finConfirmations } = calendrier
    found.push(...(await rattrapage(tx.trx, { campagneId, confirmationResponsables, finConfirmations })))
  }
  return found
}

const RATTRAPAGE = ['sansVoeu', 'voeuSansConfirmation'] as const

const sumOf = (group: readonly Restes[], restes: readonly Reste[]): Restes =>
  Object.fromEntries(restes.map((reste) => [reste, group.reduce((sum, one) => sum + (one[reste] ?? 0), 0)]))
