import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { bloquant } from '#src/exchange/anomalies.ts'
import type { Anomalie, SiecleEleves } from '#src/exchange/model.ts'
import { listSiecle, readSiecleDossier, type CollegeLu } from '#src/exchange/siecle-dossier.ts'
import type { Day } from '#src/kit/day.ts'
import { inStep } from '#src/kit/in-step.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { importEcoles, type BilanImport } from '#src/procedure/eleves/acts.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'

export interface ImportSiecle {
  /** Folder of `<UAI>-eleves`, `<UAI>-responsables` files. */
  dossier: string
  /** School year of the campaign, `2026-2027`. */
  annee: string
  /** The day on which a DATE_SORTIE is past. */
  aujourdhui: Day
}

export interface BilanSiecle {
  crees: number
  modifies: number
  inchanges: number
  refuses: number
  anomalies: Anomalie[]
}

interface Scope {
  db: Db
  acteur: Acteur
  campagneId: number
}

/**
 * Imports a bulk SIECLE folder, a few collèges per transaction, in the order of UAI: the next are read while the base
 * writes. What is wrong in one is said and the others stand.
 * Throws FichierRefuse when there is no such folder. Source: formats.md, « SIECLE ».
 */
export async function importSiecle(
  scope: Scope,
  { dossier, ...attendu }: ImportSiecle,
): Promise<BilanSiecle> {
  const known = await uaisOf(scope)
  const { paires, anomalies } = await listSiecle(dossier)
  const bilan: BilanSiecle = { crees: 0, modifies: 0, inchanges: 0, refuses: 0, anomalies }
  const colleges = keepKnown(readSiecleDossier(paires, attendu), { known, bilan })
  await inStep(inBatches(colleges), async (batch) => add(bilan, batch, await importBatch(scope, batch)))
  return bilan
}

/** A collège whose pupils could be read. */
type Lu = CollegeLu & { eleves: SiecleEleves }

async function* keepKnown(
  colleges: AsyncIterable<CollegeLu>,
  { known, bilan }: { known: ReadonlySet<string>; bilan: BilanSiecle },
): AsyncGenerator<Lu> {
  for await (const college of colleges) {
    for (const anomalie of college.anomalies) bilan.anomalies.push(anomalie)
    const { eleves } = college
    if (eleves === null) continue
    if (known.has(eleves.uai)) yield { ...college, eleves }
    else refuseUnknown(bilan, college, eleves.uai)
  }
}

/** Pupils of one transaction, about: enough for its round trips to weigh nothing, few enough to hold in memory. */
const PER_TRANSACTION = 800

async function* inBatches(colleges: AsyncIterable<Lu>): AsyncGenerator<Lu[]> {
  let batch: Lu[] = []
  let pupils = 0
  for await (const college of colleges) {
    batch.push(college)
    pupils += college.eleves.contenu.eleves.length
    if (pupils < PER_TRANSACTION) continue
    yield batch
    batch = []
    pupils = 0
  }
  if (batch.length > 0) yield batch
}

const uaisOf = (scope: Scope): Promise<Set<string>> =>
  inTransaction(scope, async (tx) => new Set((await listEtablissements(tx.trx)).map((one) => one.uai)))

/** Both files of a school that the académie does not know are refused: one line each. */
function refuseUnknown(bilan: BilanSiecle, { paire }: CollegeLu, uai: string): void {
  const message = `L’établissement ${uai} n’est pas connu de l’académie : son fichier n’est pas lu.`
  for (const fichier of [paire.eleves, paire.responsables])
    if (fichier !== null) bilan.anomalies.push(bloquant({ fichier, colonne: 'UAJ', valeur: uai, message }))
}

const importBatch = (scope: Scope, batch: readonly Lu[]): Promise<BilanImport[]> =>
  inTransaction(scope, (tx) =>
    importEcoles(tx, {
      campagneId: scope.campagneId,
      ecoles: batch.map(({ eleves, responsables }) => ({
        uai: eleves.uai,
        eleves: eleves.contenu.eleves,
        ...(responsables?.contenu ?? { responsables: [], liens: [] }),
      })),
    }),
  )

function add(bilan: BilanSiecle, batch: readonly Lu[], bilans: readonly BilanImport[]): void {
  batch.forEach((college, i) => {
    const one = bilans[i]
    if (!one) throw new Error(`import sans bilan : ${college.eleves.uai}`)
    bilan.crees += one.crees
    bilan.modifies += one.modifies
    bilan.inchanges += one.inchanges
    bilan.refuses += one.refus.length
    for (const refus of one.refus) bilan.anomalies.push(anomalieOf(refus, college))
  })
}

function anomalieOf({ eleve, autreUai }: BilanImport['refus'][number], college: Lu): Anomalie {
  return bloquant({
    fichier: college.paire.eleves ?? college.paire.uai,
    ligne: college.eleves.contenu.ligneDe.get(eleve.eleveId) ?? 0,
    colonne: 'ID_NATIONAL',
    valeur: eleve.ine ?? '',
    message: `Un autre élève de la campagne (établissement ${autreUai}) porte cet INE : vérifiez de qui il s’agit.`,
  })
}
