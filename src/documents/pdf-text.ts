/**
 * Text of each page of a PDF, in the order of its content, without spaces: layouts break lines where they like.
 * Throws when the bytes are no PDF that can be read. Its scripts and links are never run.
 */
export async function textWithoutSpaces(bytes: Uint8Array): Promise<string[]> {
  // Loaded for the one command that reads a PDF.
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 })
  const pages: string[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent()
    const text = items.map((item) => ('str' in item ? item.str : '')).join('')
    pages.push(text.replaceAll(/\s+/g, ''))
  }
  return pages
}

/** The sheets of a PDF, one text each, with the short hash that each says it has. */
export interface FicheLueDansPdf {
  empreinte: string
  texte: string
}

/** Cuts the pages of a file into its sheets, each of which numbers its pages from 1; empty when it holds none. */
export function fichesOf(pages: readonly string[]): FicheLueDansPdf[] {
  const sheets: FicheLueDansPdf[] = []
  for (const page of pages) {
    const [, empreinte, number] = /empreinte([0-9a-f]{12})page(\d+)\/\d+$/.exec(page) ?? []
    const open = sheets.at(-1)
    if (empreinte !== undefined && number === '1') sheets.push({ empreinte, texte: page })
    else if (open) open.texte += page
  }
  return sheets
}
