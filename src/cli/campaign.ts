import type { Given, Option } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import type { Base } from '#src/db/base.ts'
import { nomAcademie, normalizeAcademie } from '#src/exchange/identifiants.ts'
import { listCampagnes, loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { asOperateur, type Tx } from '#src/procedure/comptes/api.ts'

export const OPTION_ACADEMIE: Option = {
  nom: 'academie',
  valeur: 'code',
  aide: 'code ou nom de l’académie (inutile quand la base n’en a qu’une)',
}
export const OPTION_CAMPAGNE: Option = {
  nom: 'campagne',
  valeur: 'campagne',
  aide: 'numéro, année (2026-2027) ou année/dispositif (inutile quand il n’y en a qu’une)',
}

export interface Academie {
  code: string
  nom: string
}

/** The académie asked for, known of the base or not; else the only one of the base. Throws Refusal. */
export async function academieOf(base: Base, given: Given): Promise<Academie> {
  const known = await base.db.selectFrom('academie').select(['code', 'nom']).orderBy('code').execute()
  const text = given.text('academie')
  if (text !== undefined) {
    const code = normalizeAcademie(text)
    const found = known.find((one) => one.code === (code ?? text))
    if (found) return found
    if (code === undefined) throw new Refusal(`L’académie « ${text} » n’est pas connue : donnez son code.`)
    return { code, nom: nomAcademie(code) }
  }
  const [only, other] = known
  if (only && !other) return only
  const list = known.map(({ code, nom }) => `${code} (${nom})`).join(', ')
  throw new Refusal(
    only
      ? `La base a plusieurs académies : choisissez avec --academie parmi ${list}.`
      : 'La base n’a encore aucune académie : dites laquelle avec --academie.',
  )
}

/** A campaign and who acts on it. */
export interface Atelier {
  base: Base
  academie: Academie
  campagne: Campagne
}

/** The campaign asked for, or the only one. Throws Refusal. */
export async function atelierOf(base: Base, given: Given): Promise<Atelier> {
  const text = given.text('campagne')
  const academies = given.has('academie')
    ? [await academieOf(base, given)]
    : await base.db.selectFrom('academie').select(['code', 'nom']).orderBy('code').execute()
  const found: { academie: Academie; id: number; said: string }[] = []
  for (const academie of academies)
    for (const one of await campagnesOf(base, academie))
      if (text === undefined || names(one, text)) found.push({ academie, id: one.id, said: saidOf(one) })
  const [only, other] = found
  if (!only) throw new Refusal(await notFound(base, { text, academies }))
  if (other)
    throw new Refusal(
      `Plusieurs campagnes conviennent, précisez : ${found.map((one) => one.said).join(', ')}.`,
    )
  const { academie, id } = only
  const campagne = await read(base, academie, (tx) => loadCampagne(tx.trx, id))
  return { base, academie, campagne }
}

type Known = Awaited<ReturnType<typeof listCampagnes>>[number]

const campagnesOf = (base: Base, academie: Academie): Promise<Known[]> =>
  read(base, academie, (tx) => listCampagnes(tx.trx))

const names = ({ id, annee, dispositif }: Known, text: string): boolean =>
  [String(id), annee, `${annee}/${dispositif}`].some((name) => name.toLowerCase() === text.toLowerCase())

const saidOf = ({ id, annee, dispositif }: Known): string => `${id} (${annee}/${dispositif})`

async function notFound(
  base: Base,
  { text, academies }: { text: string | undefined; academies: Academie[] },
): Promise<string> {
  const lists = await Promise.all(academies.map((academie) => campagnesOf(base, academie)))
  const list = lists.flat().map(saidOf).join(', ')
  if (list === '') return 'La base n’a encore aucune campagne : créez-la d’abord.'
  return `Aucune campagne ne répond à « ${text} » ; celles de la base : ${list}.`
}

/** Reads in a transaction that keeps nothing. */
export const read = <T>(base: Base, academie: Academie, work: (tx: Tx) => Promise<T>): Promise<T> =>
  asOperateur(base.db, { academie, effet: 'a_blanc', work })
