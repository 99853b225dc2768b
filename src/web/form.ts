import { z } from 'zod'
import { fr } from 'zod/locales'
import { dayFromFrench } from '#src/kit/day.ts'

z.config(fr())

/** What a form shows: the values as typed, and one sentence per wrong field (`''`: about the whole form). */
export interface FormState {
  values: Readonly<Record<string, readonly string[]>>
  errors: Readonly<Record<string, string>>
}

/** The state of a form never sent. */
export function freshForm(
  values: Readonly<Record<string, string | readonly string[] | null | undefined>> = {},
): FormState {
  const list = Object.entries(values).map(([name, value]): [string, readonly string[]] => [
    name,
    value === null || value === undefined ? [] : typeof value === 'string' ? [value] : value,
  ])
  return { values: Object.fromEntries(list), errors: {} }
}

/** The texts of a sent form, by field; files are left out. */
export function typedOf(form: FormData): FormState {
  const values: Record<string, string[]> = {}
  for (const [name, value] of form) if (typeof value === 'string') (values[name] ??= []).push(value)
  return { values, errors: {} }
}

type Sent = string | File

export type ReadForm<T> = { ok: true; value: T; state: FormState } | { ok: false; state: FormState }

/**
 * Reads a sent form with a schema. A field sent several times is an array (see `liste`), a file is a `File`.
 * On failure `state` holds what was typed and the first message of each field: give the page back with 422.
 */
export function readForm<T>(form: FormData, schema: z.ZodType<T>): ReadForm<T> {
  const state = typedOf(form)
  const fields = fieldsOf(form)
  const result = schema.safeParse(fields)
  if (result.success) return { ok: true, value: result.data, state }
  const again = schema.safeParse(asPicked(fields, result.error))
  if (again.success) return { ok: true, value: again.data, state }
  const errors: Record<string, string> = {}
  for (const { path, message } of result.error.issues) errors[String(path[0] ?? '')] ??= message
  return { ok: false, state: { values: state.values, errors } }
}

/**
 * The fields that were refused, as a picker of dates or times would have sent them: a browser that has none shows a field
 * of text, in which one writes 24/03/2027 or 14 h 30.
 */
function asPicked(fields: Record<string, Sent | Sent[]>, { issues }: z.ZodError): typeof fields {
  const refused = issues.map(({ path }) => String(path[0] ?? ''))
  const picked = refused.flatMap((name): [string, string][] => {
    const typed = fields[name]
    if (typeof typed !== 'string') return []
    const [, hours, minutes] = /^\s*([01]?\d|2[0-3])\s*[h:]\s*([0-5]\d)?\s*$/i.exec(typed) ?? []
    const value = hours ? `${hours.padStart(2, '0')}:${minutes ?? '00'}` : dayFromFrench(typed.trim())
    return value === undefined ? [] : [[name, value]]
  })
  return { ...fields, ...Object.fromEntries(picked) }
}

/** The same form with one more error, from a refusal of an act: `withError(state, 'commentaire', phrase)`. */
export const withError = (state: FormState, field: string, sentence: string): FormState => ({
  values: state.values,
  errors: { ...state.errors, [field]: sentence },
})

function fieldsOf(form: FormData): Record<string, Sent | Sent[]> {
  const fields: Record<string, Sent | Sent[]> = {}
  for (const name of new Set(form.keys())) {
    const all = form.getAll(name)
    const [first] = all
    if (first !== undefined) fields[name] = all.length === 1 ? first : all
  }
  return fields
}

/** A compulsory text, trimmed, lines as `\n`. */
export const texte = (missing: string, max = 4000) =>
  z
    .string({ error: missing })
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, missing).max(max, `Ce texte dépasse ${max} caractères.`))

/** A text that may be left empty: then null. */
export const texteFacultatif = (max = 4000) =>
  z
    .string()
    .optional()
    .transform((text) => (text ?? '').replaceAll('\r\n', '\n').trim() || null)
    .pipe(z.string().max(max, `Ce texte dépasse ${max} caractères.`).nullable())

/** The boxes ticked under one name: none, one or several. */
export const liste = () =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string()),
  )

/** Fields of a series, named `champ-identifiant`: one record per identifier, in the order of the form. */
export function lignes(form: FormData): { id: string; fields: Record<string, string> }[] {
  const rows = new Map<string, Record<string, string>>()
  for (const [name, value] of form) {
    const m = /^([a-zA-Z]+)-(.+)$/.exec(name)
    if (!m?.[1] || !m[2] || typeof value !== 'string') continue
    const fields = rows.get(m[2]) ?? {}
    fields[m[1]] = value
    rows.set(m[2], fields)
  }
  return [...rows].map(([id, fields]) => ({ id, fields }))
}
