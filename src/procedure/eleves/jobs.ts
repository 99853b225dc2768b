import { inTransaction, type Scope as AnyScope } from '#src/db/transaction.ts'
import { bloquant } from '#src/exchange/anomalies.ts'
import type {
  Anomalie,
  LienResponsable,
  LigneEleve,
  ResponsableLu,
  SiecleEleves,
} from '#src/exchange/model.ts'
import {
  listSiecle,
  readSiecleDossier,
  type CollegeLu,
  type PaireSiecle,
} from '#src/exchange/siecle-dossier.ts'
import type { Day } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { inStep } from '#src/kit/in-step.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { importEcoles, importEleves, type BilanImport } from '#src/procedure/eleves/acts.ts'
import { avertissementsDeNoms } from '#src/procedure/eleves/jobs/noms.ts'
import { NIVEAU_LEGAL } from '#src/procedure/eleves/model.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'

export interface ImportSiecle extends ImportPaires {
  /** Folder of `<UAI>-eleves`, `<UAI>-responsables` files. */
  dossier: string
}

export interface ImportPaires {
  /** School year of the campaign, `2026-2027`. */
  annee: string
  /** The day on which a DATE_SORTIE is past. */
  aujourdhui: Day
  /** The only school that the files may be of. */
  uai?: string
}

export interface BilanSiecle {
  crees: number
  modifies: number
  inchanges: number
  refuses: number
  anomalies: Anomalie[]
}

type Scope = AnyScope<Acteur> & { campagneId: number }

/**
 * Imports a bulk SIECLE folder, a few collèges per transaction, in the order of UAI: the next are read while the base
 * writes. What is wrong in one is said and the others stand.
 * Throws FichierRefuse when there is no such folder. Source: formats.md, « SIECLE ».
 */
export async function importSiecle(
  scope: Scope,
  { dossier, ...attendu }: ImportSiecle,
): Promise<BilanSiecle> {
  const { paires, anomalies } = await listSiecle(dossier)
  const bilan = await importPaires(scope, paires, attendu)
  return { ...bilan, anomalies: [...anomalies, ...bilan.anomalies] }
}

/** The same for files named one by one: those of a single school, most often. */
export async function importPaires(
  scope: Scope,
  paires: readonly PaireSiecle[],
  attendu: ImportPaires,
): Promise<BilanSiecle> {
  const known = await uaisOf(scope)
  const bilan: BilanSiecle = { crees: 0, modifies: 0, inchanges: 0, refuses: 0, anomalies: [] }
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
        ...(responsables?.contenu ?? { responsables: [], liens: null }),
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
    bilan.anomalies.push(...avertissementsDeNoms(personnesDe(college)))
  })
}

const personnesDe = ({ eleves: { contenu }, paire }: Lu) =>
  contenu.eleves.map(({ nom, prenom, eleveId }) => ({
    nom,
    prenom,
    fichier: paire.eleves ?? paire.uai,
    ligne: contenu.ligneDe.get(eleveId) ?? 0,
  }))

function anomalieOf({ eleve, autreUai }: BilanImport['refus'][number], college: Lu): Anomalie {
  return bloquant({
    fichier: college.paire.eleves ?? college.paire.uai,
    ligne: college.eleves.contenu.ligneDe.get(eleve.eleveId) ?? 0,
    colonne: 'ID_NATIONAL',
    valeur: eleve.ine ?? '',
    message: sentenceIne(autreUai),
  })
}

/** Imports a simple list of pupils: one transaction for the file. `uai`: the only school it may speak of. */
export async function importListe(
  tx: Tx,
  { campagneId, lignes, uai }: { campagneId: number; lignes: readonly LigneEleve[]; uai?: string },
): Promise<BilanSiecle> {
  const known = new Set((await listEtablissements(tx.trx)).map((one) => one.uai))
  const bilan: BilanSiecle = { crees: 0, modifies: 0, inchanges: 0, refuses: 0, anomalies: [] }
  for (const [ecole, group] of groupBy(lignes, (ligne) => ligne.uai)) {
    const message = !known.has(ecole)
      ? `L’établissement ${ecole} n’est pas connu de l’académie : cet élève n’est pas importé.`
      : `Cette ligne est de l’établissement ${ecole} et non de ${uai} : elle n’est pas importée.`
    if (known.has(ecole) && (uai ?? ecole) === ecole) await addEcole(tx, { campagneId, lignes: group, bilan })
    else
      for (const ligne of group)
        bilan.anomalies.push(bloquant({ ...ligne, colonne: 'uai', valeur: ecole, message }))
  }
  return bilan
}

async function addEcole(
  tx: Tx,
  { campagneId, lignes, bilan }: { campagneId: number; lignes: readonly LigneEleve[]; bilan: BilanSiecle },
): Promise<void> {
  const uai = lignes[0]?.uai ?? ''
  const people = lignes.flatMap((ligne) => ligne.responsables)
  const one = await importEleves(tx, {
    campagneId,
    uai,
    eleves: lignes,
    responsables: [...indexBy(people, ({ personneId }) => personneId).values()].map(responsableOf),
    // A list without any guardian says nothing of them.
    liens: people.length === 0 ? null : lignes.flatMap(liensOf),
  })
  bilan.crees += one.crees
  bilan.modifies += one.modifies
  bilan.inchanges += one.inchanges
  bilan.refuses += one.refus.length
  bilan.anomalies.push(...avertissementsDeNoms(lignes))
  for (const { eleve, autreUai } of one.refus) {
    const { fichier = '', ligne = 0 } = lignes.find(({ eleveId }) => eleveId === eleve.eleveId) ?? {}
    const message = sentenceIne(autreUai)
    bilan.anomalies.push(bloquant({ fichier, ligne, colonne: 'ine', valeur: eleve.ine ?? '', message }))
  }
}

const sentenceIne = (autreUai: string): string =>
  `Un autre élève de la campagne (établissement ${autreUai}) porte cet INE : vérifiez de qui il s’agit.`

const responsableOf = (one: { personneId: string; nom: string; prenom: string }): ResponsableLu => ({
  ...one,
  civilite: null,
  courriel: null,
  telephone: null,
  accepteSms: false,
  communicationAdresse: false,
  adresse: null,
})

/** People named in a simple list are its legal guardians: it has no other kind. */
const liensOf = ({ eleveId, responsables }: LigneEleve): LienResponsable[] =>
  responsables.map(({ personneId }) => ({
    eleveId,
    personneId,
    niveau: NIVEAU_LEGAL,
    parente: null,
    prioritaire: false,
  }))
