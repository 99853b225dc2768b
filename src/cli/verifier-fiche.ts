import { readFile } from 'node:fs/promises'
import { withBase } from '#src/cli/base.ts'
import { atelierOf, read } from '#src/cli/campaign.ts'
import type { ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import { fichesOf, textWithoutSpaces, type FicheLueDansPdf } from '#src/documents/pdf-text.ts'
import {
  readFicheVerifiee,
  SENTENCE_VERDICT,
  TITRE_VERDICT,
  type FicheVerifiee,
} from '#src/procedure/bonus/api.ts'

interface Checked {
  empreinte: string
  trouvee: FicheVerifiee | undefined
  /** Where the file differs from what was issued; undefined when it does not, or when only a hash was given. */
  ecart: string | undefined
}

/** `passpro verifier <pdf|empreinte>`: each sheet of the file, or the one of this hash, against what is recorded. */
export async function verifyFiche(given: Given, terminal: Terminal): Promise<ExitCode> {
  const asked = await sheetsOf(given.position(0))
  try {
    const checked = await withBase(terminal, async (base) => {
      const { academie } = await atelierOf(base, given)
      return read(base, academie, async (tx) => {
        const found: Checked[] = []
        for (const { empreinte, texte } of asked) {
          const trouvee = await readFicheVerifiee(tx, empreinte)
          const ecart = trouvee && texte !== '' ? await differenceOf(texte, trouvee) : undefined
          found.push({ empreinte, trouvee, ecart })
        }
        return found
      })
    })
    for (const one of checked) terminal.out(`${sentenceOf(one)}\n`)
    return checked.every(isRight) ? 0 : 1
  } finally {
    await closeDocuments()
  }
}

async function sheetsOf(asked: string): Promise<FicheLueDansPdf[]> {
  if (/^[0-9a-f]{12,64}$/i.test(asked)) return [{ empreinte: asked.toLowerCase(), texte: '' }]
  const bytes = await readFile(asked).catch(() => {
    throw new Refusal(
      `« ${asked} » n’est ni un fichier lisible, ni une empreinte (douze chiffres ou lettres de a à f).`,
    )
  })
  const pages = await textWithoutSpaces(bytes).catch(() => {
    throw new Refusal(`« ${asked} » n’est pas un PDF lisible.`)
  })
  const sheets = fichesOf(pages)
  if (sheets.length === 0)
    throw new Refusal(`« ${asked} » ne contient aucune fiche récapitulative reconnaissable.`)
  return sheets
}

/** Draws the sheet again, as each who may have it is given it, and says where the file first differs from all of them. */
async function differenceOf(texte: string, trouvee: FicheVerifiee): Promise<string | undefined> {
  const origine = /(https?:\/\/[^/]+)\/verification\//.exec(texte)?.[1]
  let furthest = { at: -1, expected: '' }
  for (const fiche of trouvee.imprimees(origine)) {
    const { pdf } = await renderFiches([fiche])
    const expected = (await textWithoutSpaces(pdf)).join('')
    if (expected === texte) return undefined
    const at = firstDifference(expected, texte)
    if (at > furthest.at) furthest = { at, expected }
  }
  const around = (text: string): string => text.slice(Math.max(0, furthest.at - 20), furthest.at + 30)
  return `lu « …${around(texte)}… », émis « …${around(furthest.expected)}… »`
}

function firstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

const isRight = ({ trouvee, ecart }: Checked): boolean =>
  trouvee?.verdict === 'authentique' && ecart === undefined

function sentenceOf({ empreinte, trouvee, ecart }: Checked): string {
  if (!trouvee) return `${empreinte} : ${TITRE_VERDICT.inconnue}. ${SENTENCE_VERDICT.inconnue}`
  const { verdict, version, derniere } = trouvee
  if (ecart !== undefined)
    return `${empreinte} : ${TITRE_VERDICT.alteree}. Le fichier ne dit pas ce qui a été émis : ${ecart}.`
  const later =
    derniere > version
      ? ` (version ${version}, remplacée par la version ${derniere})`
      : ` (version ${version})`
  return `${empreinte} : ${TITRE_VERDICT[verdict]}${later}. ${SENTENCE_VERDICT[verdict]}`
}
