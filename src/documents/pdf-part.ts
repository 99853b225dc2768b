import { outsideStrings, reference, referenceOf, type PdfObjects } from '#src/documents/pdf-objects.ts'

/** How the objects of one part are renumbered to stand in the joined document. */
export class PartMove {
  readonly shift: number
  readonly pages: number
  readonly document: number
  readonly topItems: number[] = []
  readonly #keys: number
  readonly #prefix: string
  readonly #dropped: Set<number>

  constructor(part: PdfObjects, { shift, keys, prefix }: { shift: number; keys: number; prefix: string }) {
    this.shift = shift
    this.#keys = keys
    this.#prefix = prefix
    const bodyOf = (number: number): string => part.objects.get(number)?.body ?? ''
    const catalog = bodyOf(part.root)
    this.pages = referenceOf(catalog, 'Pages')
    const structure = referenceOf(catalog, 'StructTreeRoot')
    this.document = Number(/\/K \[(\d+) 0 R\]/.exec(bodyOf(structure))?.[1])
    const outlines = referenceOf(catalog, 'Outlines')
    this.#dropped = new Set([part.root, part.info, outlines, structure, referenceOf(catalog, 'Metadata')])
    const next = (key: string, body: string): number =>
      Number(new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1] ?? 0)
    for (let item = next('First', bodyOf(outlines)); item; item = next('Next', bodyOf(item)))
      this.topItems.push(item)
  }

  isDropped(number: number): boolean {
    return this.#dropped.has(number)
  }

  isTopItem(number: number): boolean {
    return this.topItems.includes(number)
  }

  body(body: string): string {
    const moved = outsideStrings(body, (text) =>
      text
        .replace(/(\d+) 0 R/g, (_, number: string) => reference(Number(number) + this.shift))
        .replace(
          /\/(StructParents?) (\d+)/g,
          (_, name: string, key: string) => `/${name} ${Number(key) + this.#keys}`,
        ),
    )
    return /\/Type \/StructElem/.test(body)
      ? moved.replace(/\((U\d+x\d+y\d+)\)/g, `(${this.#prefix}$1)`)
      : moved
  }

  parentsOf(structure: string): string[] {
    const nums = /\/Nums \[([^\]]*)\]/.exec(structure)?.[1] ?? ''
    return [...nums.matchAll(/\d+ (\d+) 0 R/g)].map((m) => reference(Number(m[1]) + this.shift))
  }

  idsOf(structure: string): [string, number][] {
    return [...structure.matchAll(/\((U\d+x\d+y\d+)\) (\d+) 0 R/g)].map((m) => [
      `${this.#prefix}${m[1]}`,
      Number(m[2]) + this.shift,
    ])
  }
}
