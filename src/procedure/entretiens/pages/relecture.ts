import type { Tx } from '#src/procedure/comptes/api.ts'
import { readTextesDuLycee } from '#src/procedure/entretiens/reads/lycee.ts'
import { relectureOf } from '#src/procedure/inscriptions/api.ts'
import { typedOf, type FormState } from '#src/web/form.ts'

/** A text of a form to read again before it stands. */
export interface TexteDuLycee {
  /** Name of its field. */
  champ: string
  texte: string
  eleveId: number
  /** Words that name what it is about: formations, and their domaine. */
  formations: readonly string[]
  /** Said before the remarks, where several pupils are on one page. */
  deQui?: string
}

interface Asked {
  form: FormData
  campagneId: number
  uai: string
  /** How the writer keeps his text as it is. */
  suite: string
  textes: readonly TexteDuLycee[]
}

/**
 * The form given back with what deserves a second reading; undefined when there is nothing to say, or it was said
 * already. A message, never a block: sent again, the same texts pass. Compared with what the same lycée wrote about
 * other pupils; nothing of it is kept or logged.
 */
export async function relireTextes(
  tx: Tx,
  { form, campagneId, uai, suite, textes }: Asked,
): Promise<FormState | undefined> {
  const written = textes.filter(({ texte }) => texte !== '')
  if (written.length === 0) return undefined
  const traces = await readTextesDuLycee(tx, { campagneId, uai })
  const { values } = typedOf(form)
  const relus: Record<string, readonly string[]> = {}
  const errors: Record<string, string> = {}
  for (const { champ, texte, eleveId, formations, deQui } of written) {
    const autres = traces.filter((one) => one.eleveId !== eleveId)
    const told = values[`relu-${champ}`]?.[0] ?? ''
    const { relu, phrase } = relectureOf({ texte, formations, autres }, { relu: told, suite })
    relus[`relu-${champ}`] = [relu]
    if (phrase) errors[champ] = deQui ? `${deQui}, ${phrase}` : `Texte ${phrase}`
  }
  return Object.keys(errors).length === 0 ? undefined : { values: { ...values, ...relus }, errors }
}
