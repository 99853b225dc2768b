import { z } from 'zod'
import { AMENAGEMENTS, isAmenagement, type NouvelleInscription } from '#src/procedure/inscriptions/model.ts'

/** Boxes ticked under one name: none, one or several. */
const ticked = <T extends z.ZodType<string>>(one: T) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(one))

const LANGUE = 'Écrivez le nom d’une langue, sans autre précision.'

const Formulaire = z.object({
  formations: ticked(z.string()).pipe(z.array(z.string()).min(1, 'Cochez au moins une formation.')),
  mode: z.enum(['presentiel', 'distanciel'], 'Dites comment l’entretien aura lieu.'),
  lycee: z.string().optional(),
  derogation: z.literal('oui').optional(),
  amenagements: ticked(z.enum(AMENAGEMENTS)),
  interprete: z
    .string()
    .optional()
    .transform((text) => (text ?? '').trim().toLowerCase())
    .refine((langue) => langue === '' || isAmenagement(`interprete:${langue}`), LANGUE),
})

/** What the registration form says, for each formation ticked alike. */
export type Souhaits = Omit<NouvelleInscription, 'eleveId' | 'mef'> & { mefs: string[] }

/** Reads the registration form of a pupil. `uais`: the lycées that may be wished for. */
export const souhaitsParmi = (uais: readonly string[]): z.ZodType<Souhaits> =>
  Formulaire.refine(({ lycee }) => !lycee || uais.includes(lycee), {
    path: ['lycee'],
    message: 'Choisissez un lycée de la liste.',
  }).transform(({ formations, mode, lycee, derogation, amenagements, interprete }) => ({
    mefs: [...new Set(formations)],
    mode,
    uaiSouhaite: lycee || null,
    derogationSecteur: derogation === 'oui',
    amenagements: [...amenagements, ...(interprete === '' ? [] : [`interprete:${interprete}`])],
  }))
