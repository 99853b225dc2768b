import { z } from 'zod'
import { texte } from '#src/web/form.ts'

const motDePasse = (missing: string) => z.string({ error: missing }).min(1, missing).max(500, missing)
const courriel = texte('Écrivez votre adresse électronique.', 254).pipe(
  z.email('Cette adresse électronique n’est pas complète (exemple : prenom.nom@exemple.fr).'),
)

export const motDePasseSaisi = z.object({ courriel, motDePasse: motDePasse('Écrivez votre mot de passe.') })

export const adresseSaisie = z.object({ courriel })

export const codeSaisi = z.object({ code: texte('Écrivez le code.', 40) })

export const ouvertureSaisie = z.object({
  courriel,
  motDePasse: motDePasse('Choisissez un mot de passe.'),
  code: z.string().max(40).default(''),
})
