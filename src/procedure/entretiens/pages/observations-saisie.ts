import { OBSERVATIONS, type Observations } from '#src/procedure/entretiens/model.ts'
import { TOUS_LES_SUJETS } from '#src/procedure/entretiens/pages/entretien-observations.tsx'
import type { EntretienLu } from '#src/procedure/entretiens/reads/lycee.ts'

const lineOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

/** What was ticked and written; undefined when there is nothing to keep, or nothing new. */
export function observationsOf(form: FormData, lu: EntretienLu): Observations | undefined {
  const ticked = form.getAll('abordes')
  const abordes = ticked.includes(TOUS_LES_SUJETS)
    ? lu.sujets
    : lu.sujets.filter((_, rang) => ticked.includes(String(rang)))
  const words = OBSERVATIONS.map((name) => [name, lineOf(form, `observation-${name}`)] as const)
  const said: Observations = {
    sujets: lu.sujets,
    abordes,
    implication: '',
    motivation: '',
    reussite: '',
    demarche: '',
    connaissance: '',
    ...Object.fromEntries(words),
  }
  const before = lu.observations
  if (!before && abordes.length === 0 && words.every(([, text]) => text === '')) {
    // A compte rendu without a tick says that nothing of the list was dealt with.
    return lu.sujets.length > 0 && lineOf(form, 'compteRendu') !== '' ? said : undefined
  }
  const same =
    before !== undefined &&
    before.abordes.join('\n') === abordes.join('\n') &&
    words.every(([name, text]) => before[name] === text)
  return same ? undefined : said
}

/** The fields as they were recorded. */
export const observationsSaisies = ({
  observations,
  sujets,
}: EntretienLu): Record<string, string | string[]> => ({
  abordes: sujets.flatMap((sujet, rang) => (observations?.abordes.includes(sujet) ? [String(rang)] : [])),
  ...Object.fromEntries(OBSERVATIONS.map((name) => [`observation-${name}`, observations?.[name] ?? ''])),
})
