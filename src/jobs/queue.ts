import { fromKysely, PgBoss, type ConstructorOptions } from 'pg-boss'
import { sql, type Transaction } from 'kysely'
import { RETENU, type Db } from '#src/db/connection.ts'
import type { DB } from '#src/db/types.ts'
import type { Courrier } from '#src/jobs/courrier.ts'

/** What each job is told: identifiers only, for the queue is not under row security. */
export interface Charges {
  importation: ChargeImportation
  placement: ChargePlacement
  emission: ChargeEmission
  menage: object
  courrier: object
  rappels: object
  nuit: object
  amelioration: ChargeCampagne
  comparaison: ChargeComparaison
  edition: ChargeEdition
  fiches: object
}
export type NomTache = keyof Charges

export interface ChargeCampagne {
  academie: string
  campagneId: number
}
/** `depuis`: only those of whom a registration came in since this instant (ISO 8601). */
export interface ChargePlacement extends ChargeCampagne {
  depuis?: string | undefined
}
export interface ChargeComparaison extends ChargeCampagne {
  comparaisonId: number
}
/** Who asked: the work is done with the rights that he holds when it runs. */
export interface ChargeEmission extends ChargeCampagne {
  compteId: number
}
export interface ChargeEdition extends ChargeCampagne {
  compteId: number
  editionId: number
}
export interface ChargeImportation {
  academie: string
  compteId: number
  importationId: number
}

/** What a job works with. `now` is the wall clock; acts are dated by their transaction. */
export interface Outils {
  db: Db
  now: Date
  /** Folder of the files sent, until they are read. */
  televersements: string
  /** The way out of messages; without it they wait. */
  courrier?: Courrier
}

/** The queue over a pool or an open transaction. Its schema belongs to the migrations: nothing here changes it. */
export function openBoss(on: Db | Transaction<DB>, options: ConstructorOptions = {}): PgBoss {
  return new PgBoss({
    db: fromKysely(on),
    schema: 'tache',
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    ...options,
  })
}

export interface Depot<N extends NomTache> {
  nom: N
  charge: Charges[N]
  /** At most one job with this key waits at a time. */
  cle?: string
}

/** Leaves work to do, in the transaction of the act: undone with it, visible once it is committed. */
export async function enqueue<N extends NomTache>(
  trx: Transaction<DB>,
  { nom, charge, cle }: Depot<N>,
): Promise<void> {
  const boss = openBoss(trx)
  // An error of the queue already fails the call that met it.
  boss.on('error', () => undefined)
  await boss.start()
  try {
    await boss.send(nom, charge, cle === undefined ? {} : { singletonKey: cle })
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
}

/** Whether a job with one of these keys waits, committed and not begun. */
export async function isWaiting(
  trx: Transaction<DB>,
  { nom, cles }: { nom: NomTache; cles: readonly string[] },
): Promise<boolean> {
  const { rows } = await sql<{ attend: boolean }>`
    ${RETENU}
    select exists (select from tache.job where name = ${nom} and singleton_key = any (${cles}::text[])
      and state < 'active' and not blocked) as attend`.execute(trx)
  return rows[0]?.attend ?? false
}

/** Where a work of a campaign stands: under way, when it was last done, and whether the last one failed. */
export interface EtatTravail {
  enCours: boolean
  fini: Date | null
  echoue: boolean
}

export async function selectEtatDuTravail(
  trx: Transaction<DB>,
  { nom, academie, campagneId }: { nom: NomTache } & ChargeCampagne,
): Promise<EtatTravail> {
  const { rows } = await sql<EtatTravail>`
    select coalesce(bool_or(state <= 'active'), false) as "enCours",
      max(completed_on) filter (where state = 'completed') as fini,
      coalesce((array_agg(state order by created_on desc))[1] = 'failed', false) as echoue
    from tache.job where name = ${nom} and data ->> 'academie' = ${academie}
      and data ->> 'campagneId' = ${String(campagneId)}`.execute(trx)
  return rows[0] ?? { enCours: false, fini: null, echoue: false }
}
