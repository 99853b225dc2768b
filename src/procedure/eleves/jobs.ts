import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { bloquant } from '#src/exchange/anomalies.ts'
import type { Anomalie } from '#src/exchange/model.ts'
import { listSiecle, readSiecleDossier, type CollegeLu } from '#src/exchange/siecle-dossier.ts'
import type { Day } from '#src/kit/day.ts'
import type { Acteur } from '#src/procedure/comptes/api.ts'
import { importEleves, type BilanImport } from '#src/procedure/eleves/acts.ts'
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
 * Imports a bulk SIECLE folder, one transaction per collège: what is wrong in one is said and the others stand.
 * Throws FichierRefuse when there is no such folder. Source: formats.md, « SIECLE ».
 */
export async function importSiecle(
  scope: Scope,
  { dossier, ...attendu }: ImportSiecle,
): Promise<BilanSiecle> {
  const known = await uaisOf(scope)
  const { paires, anomalies } = await listSiecle(dossier)
  const bilan: BilanSiecle = { crees: 0, modifies: 0, inchanges: 0, refuses: 0, anomalies }
  for await (const college of readSiecleDossier(paires, attendu)) {
    bilan.anomalies.push(...college.anomalies)
    if (college.eleves === null) continue
    if (known.has(college.eleves.uai)) await importCollege(scope, { college, bilan })
    else refuseUnknown(bilan, college, college.eleves.uai)
  }
  return bilan
}

const uaisOf = (scope: Scope): Promise<Set<string>> =>
  inTransaction(scope, async (tx) => new Set((await listEtablissements(tx.trx)).map((one) => one.uai)))

/** Both files of a school that the académie does not know are refused: one line each. */
function refuseUnknown(bilan: BilanSiecle, { paire }: CollegeLu, uai: string): void {
  const message = `L’établissement ${uai} n’est pas connu de l’académie : son fichier n’est pas lu.`
  for (const fichier of [paire.eleves, paire.responsables])
    if (fichier !== null) bilan.anomalies.push(bloquant({ fichier, colonne: 'UAJ', valeur: uai, message }))
}

async function importCollege(
  scope: Scope,
  { college, bilan }: { college: CollegeLu; bilan: BilanSiecle },
): Promise<void> {
  if (college.eleves === null) return
  const { uai, contenu } = college.eleves
  const { responsables, liens } = college.responsables?.contenu ?? { responsables: [], liens: [] }
  const school = { campagneId: scope.campagneId, uai, eleves: contenu.eleves, responsables, liens }
  const one = await inTransaction(scope, (tx) => importEleves(tx, school))
  bilan.crees += one.crees
  bilan.modifies += one.modifies
  bilan.inchanges += one.inchanges
  bilan.refuses += one.refus.length
  bilan.anomalies.push(...one.refus.map((refus) => anomalieOf(refus, college)))
}

function anomalieOf({ eleve, autreUai }: BilanImport['refus'][number], college: CollegeLu): Anomalie {
  return bloquant({
    fichier: college.paire.eleves ?? college.paire.uai,
    ligne: college.eleves?.contenu.ligneDe.get(eleve.eleveId) ?? 0,
    colonne: 'ID_NATIONAL',
    valeur: eleve.ine ?? '',
    message: `Un autre élève de la campagne (établissement ${autreUai}) porte cet INE : vérifiez de qui il s’agit.`,
  })
}
