import { z } from 'zod'
import { isIne } from '#src/exchange/identifiants.ts'
import { isDay, type Day } from '#src/kit/day.ts'

/** A pupil that no file gives, as a person enters him. */
export interface NouvelEleve {
  uai: string
  nom: string
  prenom: string
  dateNaissance: Day
  ine: string | null
  classe: string | null
  responsables: { nom: string; prenom: string; legal: boolean }[]
  /** The person says that he is not the one of the same name and date. */
  homonyme: boolean
}

/** As many as the form offers; a file, or the next entry, gives the others. */
export const RANGS_RESPONSABLES = [1, 2] as const

const text = (max: number) =>
  z
    .string()
    .optional()
    .transform((value) => (value ?? '').replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().max(max, `Ce texte dépasse ${max} caractères.`))
const needed = (missing: string) => text(100).pipe(z.string().min(1, missing))
const box = z.literal('oui').optional()

const Formulaire = z.object({
  etablissement: z.string().optional(),
  nom: needed('Écrivez le nom de l’élève.'),
  prenom: needed('Écrivez le prénom de l’élève.'),
  naissance: needed('Écrivez la date de naissance.').refine(isDay, 'Cette date n’existe pas.'),
  ine: text(20)
    .transform((ine) => ine.replaceAll(' ', '').toUpperCase())
    .refine(
      (ine) => ine === '' || isIne(ine),
      'Un INE compte 11 caractères, par exemple 123456789AB. Laissez vide s’il n’est pas connu.',
    ),
  classe: text(20),
  responsableNom1: text(100),
  responsablePrenom1: text(100),
  responsableLegal1: box,
  responsableNom2: text(100),
  responsablePrenom2: text(100),
  responsableLegal2: box,
  homonyme: box,
})

type Formulaire = z.infer<typeof Formulaire>

/** Reads the form of a new pupil. `uais`: the schools he may be added to; the only one needs no choice. */
export const nouvelEleveDans = (uais: readonly string[], aujourdhui: Day): z.ZodType<NouvelEleve> =>
  Formulaire.refine(({ etablissement }) => uais.length === 1 || uais.includes(etablissement ?? ''), {
    path: ['etablissement'],
    message: 'Choisissez l’établissement de l’élève.',
  })
    .refine(({ naissance }) => naissance < aujourdhui, {
      path: ['naissance'],
      message: 'La date de naissance est à venir.',
    })
    .refine(({ responsableNom1, responsablePrenom1 }) => isWhole(responsableNom1, responsablePrenom1), {
      path: ['responsableNom1'],
      message: PARTIEL,
    })
    .refine(({ responsableNom2, responsablePrenom2 }) => isWhole(responsableNom2, responsablePrenom2), {
      path: ['responsableNom2'],
      message: PARTIEL,
    })
    .transform((form) => ({
      uai: uais.length === 1 ? (uais[0] ?? '') : (form.etablissement ?? ''),
      nom: form.nom,
      prenom: form.prenom,
      dateNaissance: form.naissance,
      ine: form.ine || null,
      classe: form.classe || null,
      responsables: responsablesOf(form),
      homonyme: form.homonyme === 'oui',
    }))

const PARTIEL = 'Écrivez le nom et le prénom de ce responsable.'
const isWhole = (nom: string, prenom: string): boolean => (nom === '') === (prenom === '')

const responsablesOf = (form: Formulaire): NouvelEleve['responsables'] =>
  RANGS_RESPONSABLES.flatMap((rang) => {
    const nom = form[`responsableNom${rang}`]
    const prenom = form[`responsablePrenom${rang}`]
    return nom === '' ? [] : [{ nom, prenom, legal: form[`responsableLegal${rang}`] === 'oui' }]
  })
