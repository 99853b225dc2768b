import { z } from 'zod'
import { SECTIONS_LETTRE, type CodeSection, type Reponses } from '#src/documents/lettre-sections.ts'

const CODES: readonly string[] = [...SECTIONS_LETTRE.map(({ code }) => code), 'generale']

const isSection = (text: string): text is CodeSection | 'generale' => CODES.includes(text)

export const FormulaireAnnotation = z.object({
  section: z.string().refine(isSection, 'Choisissez la partie que vous annotez.'),
  texte: z
    .string({ error: 'Écrivez votre annotation.' })
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, 'Écrivez votre annotation.').max(2000, 'Ce texte dépasse 2000 caractères.')),
})

/** The answers of a sent letter: line ends as `\n`, ends trimmed, nothing else touched. */
export function reponsesOf(form: FormData): Reponses {
  const entries = SECTIONS_LETTRE.map(({ code }): [string, string] => {
    const sent = form.get(code)
    return [code, typeof sent === 'string' ? sent.replaceAll('\r\n', '\n').trim() : '']
  })
  return Object.fromEntries(entries.filter(([, text]) => text !== ''))
}

/** The version that the page was drawn over; 0 when there was no letter yet. */
export function versionOf(form: FormData): number {
  const sent = form.get('version')
  return typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : 0
}
