import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { avertissement, fichierRefuse, refusSysteme } from '#src/exchange/anomalies.ts'
import { normalizeAcademie } from '#src/exchange/identifiants.ts'
import type { Anomalie } from '#src/exchange/model.ts'
import { isDay, type Day } from '#src/kit/day.ts'

export interface CalendrierLu {
  ouverture: Day
  finInscriptions: Day
  finAvisOrigine: Day
  debutEntretiens: Day
  finEntretiens: Day
  finAvisReferent: Day
  finConfirmations: Day
}

/** Rules that the file may add to the planning; null = not given. */
export interface ContraintesLues {
  joursFermes: Day[]
  pauseMinutes: number | null
  maxParCollege: number | null
  accompagnes: number | null
  preavisJours: number | null
  trajetMaxMinutes: number | null
}

export interface CampagneLue {
  /** Two digits. */
  academie: string
  /** `2026-2027`. */
  annee: string
  dispositif: string
  /** Name of a shipped one, or an object that the procedure judges. */
  reglement: string | Record<string, unknown>
  calendrier: CalendrierLu
  aujourdhui: Day | null
  graine: number
  contraintes: ContraintesLues
  /** Keys that are not used. */
  anomalies: Anomalie[]
}

const FICHIER = 'campagne.json'
const TAILLE_MAX = 1_000_000

const day = z.string('doit être une date').refine(isDay, 'doit être une date qui existe, AAAA-MM-JJ')
const text = z.string('doit être un texte').trim().min(1, 'est vide')
const whole = (min: number) =>
  z
    .int(`doit être un nombre entier d’au moins ${min}`)
    .min(min, `doit être un nombre entier d’au moins ${min}`)
    .nullish()
    .transform((value) => value ?? null)

const ORDRE: readonly (readonly [keyof CalendrierLu, keyof CalendrierLu])[] = [
  ['ouverture', 'finInscriptions'],
  ['ouverture', 'finAvisOrigine'],
  ['ouverture', 'debutEntretiens'],
  ['finInscriptions', 'finEntretiens'],
  ['debutEntretiens', 'finEntretiens'],
  ['debutEntretiens', 'finAvisReferent'],
  ['finAvisReferent', 'finConfirmations'],
]

const calendrier = z
  .object(
    {
      ouverture: day,
      finInscriptions: day,
      finAvisOrigine: day,
      debutEntretiens: day,
      finEntretiens: day,
      finAvisReferent: day,
      finConfirmations: day,
    },
    'doit être un objet de dates',
  )
  .superRefine((dates, context) => {
    for (const [before, after] of ORDRE)
      if (dates[before] > dates[after])
        context.addIssue({
          code: 'custom',
          path: [after],
          message: `(${dates[after]}) vient avant « ${before} » (${dates[before]}) : corrigez l’une des deux dates`,
        })
  })

const annee = z
  .string('doit être une année scolaire, par exemple "2026-2027"')
  .refine(
    (value) => /^\d{4}-\d{4}$/.test(value) && Number(value.slice(5)) === Number(value.slice(0, 4)) + 1,
    'doit être une année scolaire, par exemple "2026-2027"',
  )

const academie = z
  .union([z.string(), z.int().transform(String)], 'doit être le code ou le nom d’une académie')
  .transform((value, context) => {
    const code = normalizeAcademie(value)
    if (code !== undefined) return code
    context.addIssue({
      code: 'custom',
      message: 'n’est pas une académie connue : écrivez son code (01, 24, 25…) ou son nom',
    })
    return z.NEVER
  })

const contraintes = z
  .object(
    {
      joursFermes: z.array(day, 'doit être une liste de dates').default([]),
      pauseMinutes: whole(0),
      maxParCollege: whole(1),
      accompagnes: whole(1),
      preavisJours: whole(0),
      trajetMaxMinutes: whole(0),
    },
    'doit être un objet',
  )
  .prefault({})

const schema = z.object(
  {
    academie,
    annee,
    dispositif: text,
    reglement: z.union(
      [text, z.record(z.string(), z.unknown())],
      'doit être le nom d’un règlement ou un objet',
    ),
    calendrier,
    aujourdhui: day.nullish().transform((value) => value ?? null),
    graine: z.int('doit être un nombre entier').default(1),
    contraintes,
  },
  'doit contenir un objet JSON',
)

const FORME = { calendrier: calendrier.shape, contraintes: contraintes.unwrap().shape, '': schema.shape }

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  )
}

function sentence(issue: z.core.$ZodIssue, data: unknown): string {
  const nom = issue.path.length > 0 ? `« ${issue.path.join('.')} »` : 'Le fichier'
  return valueAt(data, issue.path) === undefined && issue.path.length > 0
    ? `${nom} manque`
    : `${nom} ${issue.message}`
}

function refusal(issues: readonly z.core.$ZodIssue[], data: unknown): Error {
  const [first] = issues
  const valeur = valueAt(data, first?.path ?? [])
  return fichierRefuse({
    fichier: FICHIER,
    colonne: first?.path.join('.') ?? '',
    valeur: typeof valeur === 'string' || typeof valeur === 'number' ? String(valeur) : '',
    message: `${issues.map((issue) => sentence(issue, data)).join(' ; ')}.`,
  })
}

const keysOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : []

/** A mistyped key would be silently without effect: it is said. */
function unused(data: unknown): Anomalie[] {
  return Object.entries(FORME).flatMap(([place, shape]) =>
    keysOf(place === '' ? data : valueAt(data, [place]))
      .filter((key) => !Object.hasOwn(shape, key))
      .map((key) => {
        const colonne = place === '' ? key : `${place}.${key}`
        return avertissement({
          fichier: FICHIER,
          colonne,
          message: `« ${colonne} » n’est pas utilisé : il est ignoré. Vérifiez son nom.`,
        })
      }),
  )
}

async function json(path: string): Promise<unknown> {
  try {
    if ((await stat(path)).size > TAILLE_MAX)
      throw fichierRefuse({
        fichier: path,
        message: 'Ce fichier est trop gros pour une description de campagne (1 Mo au plus).',
      })
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\ufeff/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw refusSysteme(error, path)
    const message =
      'Ce fichier n’est pas du JSON lisible : vérifiez les guillemets, les virgules et les accolades.'
    throw fichierRefuse({ fichier: path, message })
  }
}

/**
 * Reads `campagne.json` of a campaign folder. The calendar is refused only where it is senseless (an end before its
 * beginning); the reglement is handed over as it stands. Throws FichierRefuse naming every wrong path.
 * Source: formats.md, « A whole campaign as a folder ».
 */
export async function readCampagne(dossier: string): Promise<CampagneLue> {
  const data = await json(join(dossier, FICHIER))
  const lue = schema.safeParse(data)
  if (!lue.success) throw refusal(lue.error.issues, data)
  return { ...lue.data, anomalies: unused(data) }
}
