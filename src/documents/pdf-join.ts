import {
  readObjects,
  referenceOf,
  reference as ref,
  type PdfObject,
  type PdfObjects,
} from '#src/documents/pdf-objects.ts'
import { PartMove } from '#src/documents/pdf-part.ts'
import { PdfWriter } from '#src/documents/pdf-writer.ts'

/** Numbers of the objects that the joined document owns. */
interface Roots {
  catalog: number
  pages: number
  outlines: number
  structure: number
  document: number
  info: number
  metadata: number
}

interface Item {
  number: number
  body: string
}

const dictionary = (entries: string): PdfObject => ({ body: `<<${entries}>>`, stream: null })

/**
 * Joins PDFs that Typst made from parts of one batch into one tagged document, keeping tags, table headers and bookmarks:
 * page tree, structure tree, parent tree, identifiers and outline are renumbered and hung under common roots.
 * Parts are taken one by one, so that a batch of any size needs the memory of its compressed bytes only.
 * Same parts, same bytes.
 */
export class PdfJoin {
  readonly #writer = new PdfWriter()
  readonly #roots: Roots
  readonly #pages: number[] = []
  readonly #documents: number[] = []
  readonly #parents: string[] = []
  readonly #ids: [string, number][] = []
  #first: { catalog: string; info: string; metadata: PdfObject; structure: string } | undefined
  #parts = 0
  #pageCount = 0
  #itemCount = 0
  #firstItem = 0
  /** The last bookmark so far, kept back until the one after it is known. */
  #lastItem: Item | undefined

  constructor() {
    const at = this.#writer.reserve(7)
    this.#roots = {
      catalog: at,
      pages: at + 1,
      outlines: at + 2,
      structure: at + 3,
      document: at + 4,
      info: at + 5,
      metadata: at + 6,
    }
  }

  add(pdf: Uint8Array): void {
    const part = readObjects(pdf)
    const bodyOf = (number: number): string => part.objects.get(number)?.body ?? ''
    const catalog = bodyOf(part.root)
    const structure = bodyOf(referenceOf(catalog, 'StructTreeRoot'))
    this.#first ??= {
      catalog,
      info: bodyOf(part.info),
      metadata: part.objects.get(referenceOf(catalog, 'Metadata')) ?? dictionary(''),
      structure,
    }
    const shift = this.#writer.reserve(part.objects.size) - 1
    const moved = new PartMove(part, { shift, keys: this.#parents.length, prefix: this.#prefix() })
    this.#write(part, moved)
    this.#parents.push(...moved.parentsOf(structure))
    this.#ids.push(...moved.idsOf(structure))
    this.#parts++
  }

  #prefix(): string {
    return `P${String(this.#parts).padStart(6, '0')}`
  }

  #write(part: PdfObjects, moved: PartMove): void {
    const { document, pages } = moved
    for (const [number, object] of part.objects) {
      if (moved.isDropped(number)) continue
      const body = moved.body(object.body)
      const target = number + moved.shift
      if (number === pages) this.#addPages(target, body)
      else if (number === document) this.#addDocument(target, body)
      else if (moved.isTopItem(number)) continue
      else this.#writer.add(target, { body, stream: object.stream })
    }
    this.#pageCount += referenceOf(part.objects.get(pages)?.body ?? '', 'Count')
    this.#addItems(part, moved)
  }

  #addPages(number: number, body: string): void {
    this.#pages.push(number)
    this.#writer.add(number, {
      body: body.replace('/Type /Pages', `/Type /Pages /Parent ${ref(this.#roots.pages)}`),
      stream: null,
    })
  }

  #addDocument(number: number, body: string): void {
    this.#documents.push(number)
    const part = body
      .replace('/S /Document', '/S /Part')
      .replace(/\/P \d+ 0 R/, `/P ${ref(this.#roots.document)}`)
    this.#writer.add(number, { body: part, stream: null })
  }

  #addItems(part: PdfObjects, moved: PartMove): void {
    for (const number of moved.topItems) {
      const item = { number: number + moved.shift, body: moved.body(part.objects.get(number)?.body ?? '') }
      const body = item.body
        .replace(/\/(Prev|Next) \d+ 0 R/g, '')
        .replace(/\/Parent \d+ 0 R/, `/Parent ${ref(this.#roots.outlines)}`)
      this.#closeItem(item.number)
      const prev = this.#lastItem ? `/Prev ${ref(this.#lastItem.number)}` : ''
      this.#lastItem = { number: item.number, body: body.replace('<<', `<< ${prev}`) }
      this.#firstItem ||= item.number
      this.#itemCount++
    }
  }

  #closeItem(next: number): void {
    if (!this.#lastItem) return
    const link = next ? `/Next ${ref(next)}` : ''
    this.#writer.add(this.#lastItem.number, {
      body: this.#lastItem.body.replace('<<', `<< ${link}`),
      stream: null,
    })
  }

  /** The joined document. @throws Error when nothing was added. */
  end(): Uint8Array {
    const first = this.#first
    if (!first) throw new Error('Aucun document à réunir.')
    this.#closeItem(0)
    this.#endTrees(first.structure)
    const { catalog, outlines, info, pages, structure, metadata } = this.#roots
    this.#writer.add(outlines, dictionary(`/Type/Outlines/Count ${this.#itemCount}${this.#itemLinks()}`))
    this.#writer.add(info, { body: first.info, stream: null })
    const swap = { Pages: pages, Metadata: metadata, StructTreeRoot: structure, Outlines: outlines }
    let body = first.catalog
    for (const [key, number] of Object.entries(swap))
      body = body.replace(new RegExp(`/${key} \\d+ 0 R`), `/${key} ${ref(number)}`)
    this.#writer.add(catalog, { body, stream: null })
    const id = this.#writer.digest()
    this.#writer.add(metadata, this.#metadataWith(first.metadata, id))
    return this.#writer.end(catalog, { info, id })
  }

  #itemLinks(): string {
    return this.#lastItem ? `/First ${ref(this.#firstItem)}/Last ${ref(this.#lastItem.number)}` : ''
  }

  #endTrees(structure: string): void {
    const roots = this.#roots
    const roles = /\/RoleMap <<[^>]*>>/.exec(structure)?.[0] ?? ''
    const names = this.#ids
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, number]) => `(${id}) ${ref(number)}`)
    const tree = names.length > 0 ? `/IDTree<</Names[${names.join(' ')}]>>` : ''
    const nums = this.#parents.map((parent, key) => `${key} ${parent}`)
    this.#writer.add(
      roots.pages,
      dictionary(`/Type/Pages/Count ${this.#pageCount}/Kids[${this.#pages.map(ref).join(' ')}]`),
    )
    this.#writer.add(
      roots.document,
      dictionary(
        `/Type/StructElem/S/Document/P ${ref(roots.structure)}/K[${this.#documents.map(ref).join(' ')}]`,
      ),
    )
    this.#writer.add(
      roots.structure,
      dictionary(
        `/Type/StructTreeRoot${roles}/K[${ref(roots.document)}]/ParentTree<</Nums[${nums.join(' ')}]>>${tree}/ParentTreeNextKey ${nums.length}`,
      ),
    )
  }

  #metadataWith({ body, stream }: PdfObject, id: string): PdfObject {
    const xmp = Buffer.from(stream ?? [])
      .toString('utf8')
      .replace(/<xmpTPg:NPages>\d+/, `<xmpTPg:NPages>${this.#pageCount}`)
      .replace(/(<xmpMM:(?:InstanceID|DocumentID)>)[^<]*/g, `$1${id}`)
    const bytes = Buffer.from(xmp, 'utf8')
    return { body: body.replace(/\/Length \d+/, `/Length ${bytes.length}`), stream: bytes }
  }
}
