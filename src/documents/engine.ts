import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { documentsRoot } from '#src/documents/documents-root.ts'

export type Modele = 'convocations' | 'fiches' | 'bordereau' | 'lettres' | 'guides' | 'donnees'

/** A picture that the document shows, under the name by which its data call it. */
export interface Fichier {
  nom: string
  contenu: Uint8Array
}

export interface Demande {
  modele: Modele
  /** Plain JSON values, already in words. */
  data: unknown
  fichiers?: readonly Fichier[]
  /** Puts a text field on every place that the template marks as one. */
  champs?: true
  /** Milliseconds before the child is killed. */
  limite: number
}

interface Reponse {
  id: number
  rss: number
  /** Seconds of processor that it took. */
  processeur: number
  pdf?: Uint8Array
  erreur?: string
}

/** Typst refused this document: a letter without glyph, most often. */
export class DocumentRefuse extends Error {}

/** Above this, the child is replaced once it has answered: Typst's cache gives little back. */
const RSS_MAX = 400 * 1024 * 1024

let child: ChildProcess | undefined
let last = 0
let peak = 0
let latest = 0
let spent = 0
let line: Promise<unknown> = Promise.resolve()

function start(): ChildProcess {
  const root = documentsRoot()
  const started = fork(join(root, 'typst-child.mjs'), [], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', FONTCONFIG_FILE: join(root, 'fonts.conf') },
    execArgv: ['--expose-gc'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  started.once('exit', () => {
    if (child === started) child = undefined
  })
  return started
}

/** An idle child must not keep a command from ending. */
function hold(process: ChildProcess): void {
  process.ref()
  process.channel?.ref()
}

function release(process: ChildProcess): void {
  process.unref()
  process.channel?.unref()
}

function isReponse(message: unknown): message is Reponse {
  return typeof message === 'object' && message !== null && 'id' in message && 'rss' in message
}

function ask(to: ChildProcess, { modele, data, fichiers, champs, limite }: Demande): Promise<Reponse> {
  const id = ++last
  return new Promise((resolve, reject) => {
    const stop = (reason: string) => {
      clearTimeout(timer)
      to.off('message', onMessage).off('exit', onExit).off('error', onExit)
      return new Error(reason)
    }
    const onMessage = (message: unknown) => {
      if (!isReponse(message) || message.id !== id) return
      stop('')
      resolve(message)
    }
    const onExit = () => reject(stop("Le moteur de documents s'est arrêté pendant la composition."))
    const timer = setTimeout(() => {
      reject(stop(`La composition du document a dépassé ${Math.round(limite / 1000)} secondes.`))
      if (child === to) child = undefined
      to.kill('SIGKILL')
    }, limite)
    to.on('message', onMessage).on('exit', onExit).on('error', onExit)
    const donnees = JSON.stringify(data)
    to.send({ id, modele, donnees, fichiers, champs }, (error) => error && onExit())
  })
}

async function serve(demande: Demande): Promise<Uint8Array> {
  child ??= start()
  const current = child
  hold(current)
  try {
    const reponse = await ask(current, demande)
    latest = reponse.rss
    spent += reponse.processeur
    peak = Math.max(peak, reponse.rss)
    if (reponse.rss > RSS_MAX) await stopChild(current)
    if (reponse.pdf) return reponse.pdf
    throw new DocumentRefuse(reponse.erreur ?? 'document refusé')
  } finally {
    release(current)
  }
}

function stopChild(current: ChildProcess): Promise<void> {
  if (child === current) child = undefined
  return new Promise((resolve) => {
    if (current.exitCode !== null || current.signalCode !== null) return resolve()
    hold(current)
    current.once('exit', () => resolve())
    current.kill('SIGKILL')
  })
}

/**
 * Sets one document in the child process, one at a time. Same data, same bytes (PDF 1.7, PDF/UA-1).
 * @throws DocumentRefuse when Typst refuses the document; Error when the child died or took longer than `limite`.
 */
export function renderPdf(demande: Demande): Promise<Uint8Array> {
  const turn = line.then(() => serve(demande))
  line = turn.catch(() => undefined)
  return turn
}

/** Peak resident memory of the children so far, in bytes, for the benches. */
export const documentsPeakRss = (): number => peak

/** Resident memory of the child when it last answered, in bytes, for the benches. */
export const documentsRss = (): number => latest

/** Seconds of processor that the children have spent so far, for the benches. */
export const documentsProcessor = (): number => spent

/** Ends the child once the work already asked is done; the next document starts another. */
export async function closeDocuments(): Promise<void> {
  await line
  if (child) await stopChild(child)
}
