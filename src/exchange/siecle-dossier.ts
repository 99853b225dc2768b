import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { avertissement, fichierRefuse, refusSysteme } from '#src/exchange/anomalies.ts'
import {
  FichierRefuse,
  type Anomalie,
  type SiecleEleves,
  type SiecleResponsables,
} from '#src/exchange/model.ts'
import { readSiecleEleves } from '#src/exchange/siecle-eleves.ts'
import type { AttenduSiecle } from '#src/exchange/siecle-lecture.ts'
import { readSiecleResponsables } from '#src/exchange/siecle-responsables.ts'

/** The files of one collège, as their names say. */
export interface PaireSiecle {
  /** UAI of the file names, '' when they say none: a hint, PARAMETRES/UAJ rules. */
  uai: string
  eleves: string | null
  responsables: string | null
}

/** One collège of the folder: what could be read of it, and everything to say about its files. */
export interface CollegeLu {
  paire: PaireSiecle
  eleves: SiecleEleves | null
  responsables: SiecleResponsables | null
  /** Anomalies of both files, and of the pair. */
  anomalies: Anomalie[]
}

const NOM = /^(\d{7}[a-z])-(eleves|responsables)\.(xml|zip)$/i

async function names(dossier: string): Promise<string[]> {
  try {
    return (await readdir(dossier)).filter((nom) => !nom.startsWith('.')).toSorted()
  } catch (error) {
    throw refusSysteme(error, dossier)
  }
}

/**
 * The pairs `<UAI>-eleves.{xml,zip}`, `<UAI>-responsables.{xml,zip}` of a folder, in the order of UAI; other files are
 * left aside with a warning. Throws FichierRefuse when there is no such folder.
 */
export async function listSiecle(dossier: string): Promise<{ paires: PaireSiecle[]; anomalies: Anomalie[] }> {
  const paires = new Map<string, PaireSiecle>()
  const anomalies: Anomalie[] = []
  for (const nom of await names(dossier)) {
    const [, uai = '', genre = ''] = NOM.exec(nom) ?? []
    const cle = uai.toUpperCase()
    const paire = paires.get(cle) ?? { uai: cle, eleves: null, responsables: null }
    const place = genre.toLowerCase() === 'eleves' ? 'eleves' : 'responsables'
    const message = cle === '' ? INCONNU : paire[place] === null ? null : DOUBLE
    if (message !== null) anomalies.push(avertissement({ fichier: nom, message }))
    else {
      paire[place] = join(dossier, nom)
      paires.set(cle, paire)
    }
  }
  return { paires: [...paires.values()].toSorted((a, b) => (a.uai < b.uai ? -1 : 1)), anomalies }
}

const INCONNU =
  'Ce fichier est laissé de côté : nommez-le <UAI>-eleves ou <UAI>-responsables, en .xml ou .zip.'
const DOUBLE = 'Ce fichier est laissé de côté : le même existe déjà en .xml. Gardez un seul des deux.'

async function tried<T>(reading: Promise<T>, anomalies: Anomalie[]): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof FichierRefuse)) throw error
    anomalies.push(error.anomalie)
    return null
  }
}

/** Reads the collèges of a folder one after the other, and remembers which school came from which file. */
class Dossier {
  readonly #attendu: AttenduSiecle
  readonly #vus = new Map<string, string>()

  constructor(attendu: AttenduSiecle) {
    this.#attendu = attendu
  }

  async lire(paire: PaireSiecle): Promise<CollegeLu> {
    const anomalies: Anomalie[] = []
    const eleves = await this.#eleves(paire, anomalies)
    const responsables = eleves
      ? await this.#responsables(paire, { eleves, anomalies })
      : await this.#sansEleves(paire, anomalies)
    return { paire, eleves, responsables, anomalies }
  }

  async #eleves(paire: PaireSiecle, anomalies: Anomalie[]): Promise<SiecleEleves | null> {
    if (paire.eleves === null) {
      const message = `Le fichier des élèves ${paire.uai}-eleves manque : ces responsables ne sont pas lus.`
      anomalies.push(avertissement({ fichier: paire.responsables ?? '', valeur: paire.uai, message }))
      return null
    }
    const path = paire.eleves
    const lu = await tried(this.#once(path), anomalies)
    if (lu) anomalies.push(...misnamed(path, { dit: paire.uai, est: lu.uai }), ...lu.anomalies)
    return lu
  }

  async #once(path: string): Promise<SiecleEleves> {
    const lu = await readSiecleEleves(path, this.#attendu)
    const first = this.#vus.get(lu.uai)
    if (first === undefined) this.#vus.set(lu.uai, basename(path))
    else
      throw fichierRefuse({
        fichier: path,
        colonne: 'UAJ',
        valeur: lu.uai,
        message: `L’établissement ${lu.uai} a déjà été lu dans ${first} : gardez un seul des deux fichiers.`,
      })
    return lu
  }

  /** Without its pupils a file of guardians is of no use; but what is wrong in it is said too. */
  async #sansEleves(paire: PaireSiecle, anomalies: Anomalie[]): Promise<null> {
    if (paire.eleves !== null && paire.responsables !== null)
      await tried(readSiecleResponsables(paire.responsables, this.#attendu), anomalies)
    return null
  }

  async #responsables(
    paire: PaireSiecle,
    { eleves, anomalies }: { eleves: SiecleEleves; anomalies: Anomalie[] },
  ): Promise<SiecleResponsables | null> {
    if (paire.responsables === null) {
      const message = `Le fichier ${paire.uai}-responsables manque : les élèves de ce collège n’ont pas de responsable connu.`
      anomalies.push(avertissement({ fichier: paire.eleves ?? '', valeur: paire.uai, message }))
      return null
    }
    const attendu = { ...this.#attendu, uai: eleves.uai }
    const lu = await tried(readSiecleResponsables(paire.responsables, attendu), anomalies)
    if (lu) anomalies.push(...orphans(lu, { eleves, path: paire.responsables }), ...lu.anomalies)
    return lu
  }
}

function misnamed(path: string, { dit, est }: { dit: string; est: string }): Anomalie[] {
  if (dit === est || dit === '') return []
  const message = `Le nom de ce fichier dit ${dit} mais son contenu est celui de ${est} : c’est le contenu qui compte.`
  return [avertissement({ fichier: path, colonne: 'UAJ', valeur: est, message })]
}

function orphans(
  lu: SiecleResponsables,
  { eleves, path }: { eleves: SiecleEleves; path: string },
): Anomalie[] {
  const known = new Set(lu.contenu.liens.map((lien) => lien.eleveId))
  const none =
    eleves.contenu.eleves.length > 0 && eleves.contenu.eleves.every((eleve) => !known.has(eleve.eleveId))
  const message =
    'Aucun élève de ce collège n’a de responsable dans ce fichier : vérifiez que les deux exports sont du même jour.'
  return none ? [avertissement({ fichier: path, colonne: 'ELEVE_ID', message })] : []
}

/**
 * Reads a bulk SIECLE folder, one collège at a time, in the order of UAI. A refused file is one `bloquant` and the rest
 * is read; a missing file of guardians is a warning. Each file says its own UAI: `uai` of `attendu`, when given, refuses
 * those of any other school.
 * Source: formats.md, « SIECLE ».
 */
export async function* readSiecleDossier(
  paires: readonly PaireSiecle[],
  attendu: AttenduSiecle,
): AsyncGenerator<CollegeLu> {
  const dossier = new Dossier(attendu)
  for (const paire of paires) yield await dossier.lire(paire)
}
