import { z } from 'zod'
import type { Refus } from '#src/kit/result.ts'
import {
  AVIS_ORIGINE_PAR,
  CONFIRMATION_RESPONSABLES,
  libelleSens,
  VISIBILITES,
  type Reglement,
  type Sens,
} from '#src/procedure/campagnes/model.ts'

/** Values of the fields of a form, by name. */
export type Champs = Readonly<Record<string, readonly string[]>>

export const nomCase = (origine: Sens, referent: Sens): string => `case-${origine}-${referent}`
export const nomPoints = (final: Sens): string => `points-${final}`

const ECHELLES = ['origine', 'referent', 'final'] as const

/** The fields of the form that says this reglement. */
export function champsOfReglement(nom: string, reglement: Reglement): Champs {
  const { echelles, croisement, points } = reglement
  const cases = echelles.origine.flatMap((origine) =>
    echelles.referent.map((referent): [string, string[]] => [
      nomCase(origine, referent),
      [croisement[origine]?.[referent] ?? ''],
    ]),
  )
  return {
    nom: [nom],
    ...Object.fromEntries(
      ECHELLES.map((echelle) => [echelle, [echelles[echelle].map(libelleSens).join('\n')]]),
    ),
    ...Object.fromEntries(cases),
    ...Object.fromEntries(echelles.final.map((final) => [nomPoints(final), [String(points[final] ?? '')]])),
    avisOrigine: [reglement.avisOrigine],
    confirmationResponsables: [reglement.confirmationResponsables],
    visibiliteAvisOrigine: [reglement.visibiliteAvisOrigine],
    ...(reglement.avisOrigineAvantEntretien ? { avant: ['oui'] } : {}),
  }
}

/** The levels of a scale as typed, one a line, from the lowest: « Assez favorable » is `assez_favorable`. */
export const niveauxOf = (champs: Champs, echelle: (typeof ECHELLES)[number]): Sens[] =>
  (champs[echelle]?.[0] ?? '')
    .split(/[\n,;]/)
    .map((text) =>
      text
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, ''),
    )
    .filter((niveau) => niveau !== '')

const Options = z.object({
  nom: z.string().trim().min(1, 'Donnez un nom au règlement.').max(60, 'Ce nom dépasse 60 caractères.'),
  avisOrigine: z.enum(AVIS_ORIGINE_PAR, { error: 'Choisissez une réponse.' }),
  confirmationResponsables: z.enum(CONFIRMATION_RESPONSABLES, { error: 'Choisissez qui confirme.' }),
  visibiliteAvisOrigine: z.enum(VISIBILITES, { error: 'Choisissez ce que voit l’intervenant.' }),
})

export type ReglementLu =
  { ok: true; nom: string; reglement: Reglement } | { ok: false; errors: Readonly<Record<string, string>> }

/** A reglement from the fields of its form; what it says is judged by `checkReglement`. */
export function readReglementForm(champs: Champs): ReglementLu {
  const options = Options.safeParse(
    Object.fromEntries(Object.entries(champs).map(([name, values]) => [name, values[0]])),
  )
  const errors: Record<string, string> = {}
  if (!options.success)
    for (const { path, message } of options.error.issues) errors[String(path[0])] ??= message
  const echelles = {
    origine: niveauxOf(champs, 'origine'),
    referent: niveauxOf(champs, 'referent'),
    final: niveauxOf(champs, 'final'),
  }
  for (const echelle of ECHELLES) {
    const wrong = echelles[echelle].find((niveau) => !/^[a-z]/.test(niveau))
    if (wrong !== undefined) errors[echelle] = `Le niveau « ${wrong} » doit commencer par une lettre.`
  }
  const points = pointsOf(champs, echelles.final, errors)
  if (!options.success || Object.keys(errors).length > 0) return { ok: false, errors }
  const { nom, ...rest } = options.data
  const reglement = { echelles, croisement: croisementOf(champs, echelles), points, ...rest }
  return {
    ok: true,
    nom,
    reglement: { ...reglement, avisOrigineAvantEntretien: champs['avant']?.[0] === 'oui' },
  }
}

/** Cells left empty are left out: the rule then names the hole. */
function croisementOf(champs: Champs, { origine, referent }: Reglement['echelles']): Reglement['croisement'] {
  const row = (from: Sens): [Sens, Record<Sens, Sens>] => [
    from,
    Object.fromEntries(
      referent.flatMap((to) => {
        const final = champs[nomCase(from, to)]?.[0] ?? ''
        return final === '' ? [] : [[to, final] as const]
      }),
    ),
  ]
  return Object.fromEntries(origine.map(row))
}

function pointsOf(
  champs: Champs,
  finals: readonly Sens[],
  errors: Record<string, string>,
): Record<Sens, number> {
  const points: Record<Sens, number> = {}
  for (const final of finals) {
    const text = (champs[nomPoints(final)]?.[0] ?? '').trim().replaceAll(/\s/g, '')
    if (text === '') continue
    if (/^-?\d{1,6}([.,]\d+)?$/.test(text)) points[final] = Number(text.replace(',', '.'))
    else errors[nomPoints(final)] = 'Donnez un nombre entier de points.'
  }
  return points
}

/** The field of the form that a refusal of the rule is about. */
export function champOfRefus({ details = {} }: Refus): string {
  const { echelle, origine, referent, niveau } = details
  if (echelle !== undefined) return String(echelle)
  if (origine !== undefined && referent !== undefined) return nomCase(String(origine), String(referent))
  return niveau === undefined ? '' : nomPoints(String(niveau))
}
