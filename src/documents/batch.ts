import { setImmediate } from 'node:timers/promises'
import { printable, unsettable, unsettableInGuide } from '#src/documents/characters.ts'
import { renderPdf, type Fichier, type Modele } from '#src/documents/engine.ts'
import { PdfJoin } from '#src/documents/pdf-join.ts'
import { chunks } from '#src/kit/group.ts'

/** A letter left out of a batch: its place in the list given, and why, in French. */
export interface RefusLettre {
  index: number
  raison: string
}

/** A document made, with the letters that could not be. */
export interface Rendu {
  pdf: Uint8Array
  refus: RefusLettre[]
}

export interface Lot {
  modele: Modele
  /** What all letters of the batch share. */
  entete: Readonly<Record<string, unknown>>
  lettres: readonly unknown[]
  /** Letters set together: bounds the memory of the engine. */
  parPartie: number
  /** Pictures of the letter at this place of the list. */
  fichiersDe?: (index: number) => readonly Fichier[]
}

interface Numbered {
  index: number
  lettre: unknown
}

/** Letters set in one compilation, to be joined with others. */
export interface Partie {
  /** null when none of its letters could be set. */
  pdf: Uint8Array | null
  refus: RefusLettre[]
}

/** One letter is allowed 30 s, and a batch a little more for each of its letters. */
const LIMITE_LETTRE = 30_000
const PAR_LETTRE = 200

/** Every text of a value made printable, keys untouched. */
function printableData(value: unknown): unknown {
  if (typeof value === 'string') return printable(value)
  if (Array.isArray(value)) return value.map(printableData)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, printableData(each)]))
}

function textsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(textsOf).join('')
}

const nameOf = (character: string): string =>
  `« ${character} » (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`

function missingGlyphs(modele: Modele, lettre: unknown): string | undefined {
  const missing = (modele === 'guides' ? unsettableInGuide : unsettable)(textsOf(lettre))
  if (missing.length === 0) return undefined
  const [word, verb] =
    missing.length === 1
      ? ['Le caractère', 'ne peut pas être imprimé']
      : ['Les caractères', 'ne peuvent pas être imprimés']
  return `${word} ${missing.slice(0, 10).map(nameOf).join(', ')} ${verb} avec les polices livrées.`
}

function compile(lot: Lot, lettres: readonly Numbered[]): Promise<Uint8Array> {
  const data = { ...lot.entete, lettres: lettres.map((each) => each.lettre) }
  const fichiers = lettres.flatMap(({ index }) => lot.fichiersDe?.(index) ?? [])
  const limite = LIMITE_LETTRE + PAR_LETTRE * lettres.length
  return renderPdf({ modele: lot.modele, data, fichiers, limite })
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Halves the batch until the letters that cannot be set stand alone. */
async function culprits(lot: Lot, lettres: readonly Numbered[]): Promise<RefusLettre[]> {
  try {
    await compile(lot, lettres)
    return []
  } catch (error) {
    const [first] = lettres
    if (lettres.length === 1 && first)
      return [{ index: first.index, raison: `La lettre ne peut pas être composée : ${reasonOf(error)}` }]
    const half = Math.ceil(lettres.length / 2)
    return [...(await culprits(lot, lettres.slice(0, half))), ...(await culprits(lot, lettres.slice(half)))]
  }
}

/** Sets one part of a batch; the letters that cannot be set are left out, and so may be the whole part. */
async function renderPart(lot: Lot, lettres: readonly Numbered[]): Promise<Partie> {
  try {
    return { pdf: await compile(lot, lettres), refus: [] }
  } catch {
    // Throws when even an empty batch fails: the fault is not a letter's.
    await compile(lot, [])
    const refus = await culprits(lot, lettres)
    const out = new Set(refus.map((each) => each.index))
    const kept = lettres.filter((each) => !out.has(each.index))
    return { pdf: kept.length > 0 ? await compile(lot, kept) : null, refus }
  }
}

/** The parts in order; the engine sets the next one while the last one is being joined. */
async function* renderParts(lot: Lot, kept: readonly Numbered[]): AsyncGenerator<Partie> {
  let last: Promise<Partie> | undefined
  for (const lettres of chunks(kept, lot.parPartie)) {
    const next = renderPart(lot, lettres)
    // Its failure is thrown when its turn comes, or not at all when an earlier one has stopped the batch.
    next.catch(() => undefined)
    if (last) yield await last
    last = next
  }
  if (last) yield await last
}

function prepare(modele: Modele, { lettre, index }: Numbered): Numbered | RefusLettre {
  const clean = printableData(lettre)
  const raison = missingGlyphs(modele, clean)
  return raison ? { index, raison } : { index, lettre: clean }
}

function sorted(lot: Lot): { kept: Numbered[]; refus: RefusLettre[] } {
  const prepared = lot.lettres.map((lettre, index) => prepare(lot.modele, { lettre, index }))
  return {
    kept: prepared.flatMap((each) => ('raison' in each ? [] : [each])),
    refus: prepared.flatMap((each) => ('raison' in each ? [each] : [])),
  }
}

const inOrder = (refus: readonly RefusLettre[]): RefusLettre[] => refus.toSorted((a, b) => a.index - b.index)

/**
 * Sets a batch in one tagged PDF, part by part. A letter that cannot be set is left out and reported; a fault that is not
 * a letter's (template, engine) is thrown. Without any letter, the template says so on one page.
 */
export async function renderBatch(lot: Lot): Promise<Rendu> {
  const join = new PdfJoin()
  const { kept, refus } = sorted(lot)
  let parts = 0
  for await (const part of renderParts(lot, kept)) {
    refus.push(...part.refus)
    if (!part.pdf) continue
    join.add(part.pdf)
    parts++
  }
  if (parts === 0) join.add(await compile(lot, []))
  return { pdf: join.end(), refus: inOrder(refus) }
}

/** Sets a few letters in one compilation, whatever `parPartie` says: a part that `joinParties` takes. */
export async function renderPartie(lot: Lot): Promise<Partie> {
  const { kept, refus } = sorted(lot)
  if (kept.length === 0) return { pdf: null, refus }
  const part = await renderPart(lot, kept)
  return { pdf: part.pdf, refus: inOrder([...refus, ...part.refus]) }
}

/**
 * One tagged PDF of the parts of a batch, in this order, without holding the process that serves pages for long. Same
 * parts, same bytes. Throws without any part.
 */
export async function joinParties(pdfs: Iterable<Uint8Array>): Promise<Uint8Array> {
  const join = new PdfJoin()
  for (const pdf of pdfs) {
    join.add(pdf)
    await setImmediate()
  }
  return join.end()
}
