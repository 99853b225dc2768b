import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { academieOf, addDays, momentOf, plain } from './values.ts'

const moment = z.string().refine((text) => momentOf(text) !== null)
const levels = z.array(z.string().min(1)).min(1)
const reglementShape = z.object({
  echelles: z.object({ origine: levels, referent: levels, final: levels }),
  croisement: z.record(z.string(), z.record(z.string(), z.string())),
  points: z.record(z.string(), z.number().int().min(0)),
  avisOrigine: z.enum(['par_formation', 'par_eleve']),
  confirmationResponsables: z.enum(['un', 'tous', 'aucun']),
  avisOrigineAvantEntretien: z.boolean().default(true),
})
export type Reglement = z.infer<typeof reglementShape>

const campaignShape = z.object({
  academie: z.union([z.string(), z.number()]).transform(String),
  annee: z.string(),
  reglement: z.union([z.enum(['paris', 'exemple-gradue']), reglementShape]),
  calendrier: z.object({
    ouverture: moment,
    finInscriptions: moment,
    finAvisOrigine: moment,
    debutEntretiens: moment,
    finEntretiens: moment,
    finAvisReferent: moment,
    finConfirmations: moment,
  }),
  aujourdhui: moment.optional(),
  contraintes: z
    .object({
      joursFermes: z.array(z.string()).default([]),
      pauseMinutes: z.number().default(0),
      trajetMaxMinutes: z.number().optional(),
    })
    .default({ joursFermes: [], pauseMinutes: 0 }),
})
type Read = z.infer<typeof campaignShape>
export type Campaign = Omit<Read, 'reglement'> & { readonly reglement: Reglement; readonly academie: string }

const PARIS: Reglement = {
  echelles: {
    origine: ['reserve', 'assez_favorable', 'favorable'],
    referent: ['reserve', 'favorable'],
    final: ['reserve', 'favorable'],
  },
  croisement: {
    reserve: { reserve: 'reserve', favorable: 'favorable' },
    assez_favorable: { reserve: 'reserve', favorable: 'favorable' },
    favorable: { reserve: 'reserve', favorable: 'favorable' },
  },
  points: { reserve: 0, favorable: 2500 },
  avisOrigine: 'par_eleve',
  confirmationResponsables: 'un',
  avisOrigineAvantEntretien: true,
}

const EXEMPLE_GRADUE: Reglement = {
  echelles: {
    origine: ['reserve', 'assez_favorable', 'favorable'],
    referent: ['reserve', 'assez_favorable', 'favorable'],
    final: ['reserve', 'assez_favorable', 'favorable', 'tres_favorable'],
  },
  croisement: {
    favorable: { favorable: 'tres_favorable', assez_favorable: 'favorable', reserve: 'assez_favorable' },
    assez_favorable: { favorable: 'favorable', assez_favorable: 'assez_favorable', reserve: 'reserve' },
    reserve: { favorable: 'assez_favorable', assez_favorable: 'reserve', reserve: 'reserve' },
  },
  points: { tres_favorable: 2500, favorable: 1750, assez_favorable: 750, reserve: 0 },
  avisOrigine: 'par_formation',
  confirmationResponsables: 'tous',
  avisOrigineAvantEntretien: true,
}

/** The level of a scale as the reglement writes it, or null. */
export const levelOf = (scale: readonly string[], text: string) =>
  scale.find((level) => plain(level) === plain(text)) ?? null

function entry<T>(table: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.entries(table).find(([key]) => plain(key) === plain(name))?.[1]
}

export function crossing(reglement: Reglement, pair: { origine: string; referent: string }): string | null {
  const result = entry(entry(reglement.croisement, pair.origine) ?? {}, pair.referent)
  return result === undefined ? null : levelOf(reglement.echelles.final, result)
}

export const pointsOf = (reglement: Reglement, final: string) => entry(reglement.points, final) ?? 0

export function dependsOnOrigin(reglement: Reglement): boolean {
  const { origine, referent } = reglement.echelles
  return referent.some(
    (level) => new Set(origine.map((o) => crossing(reglement, { origine: o, referent: level }))).size > 1,
  )
}

const grows = (values: readonly number[]) =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0))

/** A complete crossing, known levels, monotone in each avis, points strictly growing. */
function isSound(reglement: Reglement): boolean {
  const { origine, referent, final } = reglement.echelles
  const rank = (o: string, r: string) => final.indexOf(crossing(reglement, { origine: o, referent: r }) ?? '')
  const rows = origine.map((o) => referent.map((r) => rank(o, r)))
  const columns = referent.map((r) => origine.map((o) => rank(o, r)))
  const known = (names: readonly string[], scale: readonly string[]) =>
    names.every((name) => levelOf(scale, name))
  const points = final.map((level) => entry(reglement.points, level) ?? -1)
  return (
    [...rows, ...columns].every((line) => grows(line) && !line.includes(-1)) &&
    known(Object.keys(reglement.croisement), origine) &&
    Object.values(reglement.croisement).every((line) => known(Object.keys(line), referent)) &&
    known(Object.keys(reglement.points), final) &&
    points.every((value, i) => value >= 0 && (i === 0 || value > (points[i - 1] ?? 0)))
  )
}

function reglementOf(read: Read['reglement']): Reglement {
  if (read === 'paris') return PARIS
  return read === 'exemple-gradue' ? EXEMPLE_GRADUE : read
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}

/** The campaign of `campagne.json`, or null when it is missing or invalid. */
export function readCampaign(path: string): Campaign | null {
  const read = existsSync(path) ? campaignShape.safeParse(parsed(path)) : null
  if (!read?.success) return null
  const reglement = reglementOf(read.data.reglement)
  const academie = academieOf(read.data.academie)
  return academie && isSound(reglement) ? { ...read.data, academie, reglement } : null
}

/** Fiches count as released the day after `finAvisReferent`. */
export const releaseDay = (campaign: Campaign) => addDays(campaign.calendrier.finAvisReferent, 1)
