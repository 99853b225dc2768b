import type { Refus } from '#src/kit/result.ts'
import type { Rubrique } from '#src/procedure/campagnes/model/fiches.ts'

export const LIBELLE_RUBRIQUE: Record<Rubrique, string> = {
  attendus: 'Ce qui est attendu',
  contenu: 'Ce que l’on y apprend',
  journee: 'Une journée type',
  competences: 'Les compétences utiles',
  conditions: 'Les conditions de travail',
  poursuites: 'Les poursuites d’études',
  metiers: 'Les métiers',
}

export const AIDE_RUBRIQUE: Record<Rubrique, string> = {
  attendus: 'Ce qui aide à réussir : goûts, habitudes, engagements. Jamais une note.',
  contenu: 'Enseignements, ateliers, stages, durée.',
  journee: 'Horaires, atelier, cours, tenue.',
  competences: 'Ce que l’on sait déjà faire, ou que l’on aime faire.',
  conditions: 'Posture, bruit, chaleur, horaires décalés, contact avec le public.',
  poursuites: 'Mention complémentaire, BTS, autre diplôme.',
  metiers: 'Ceux que l’on exerce avec ce diplôme.',
}

export type RefusFiche = Refus<'rubrique_vide' | 'fiche_absente' | 'formation_etrangere'>

const SENTENCES: Record<RefusFiche['code'], (details: NonNullable<Refus['details']>) => string> = {
  rubrique_vide: (d) => `Écrivez « ${String(d['libelle'])} » avant de signer.`,
  fiche_absente: () => 'Il n’y a rien à signer : la dernière version est déjà signée, ou rien n’est écrit.',
  formation_etrangere: () => 'Ce lycée n’est pas référent pour le domaine de cette formation.',
}

export const sentenceFiche = (refus: RefusFiche): string => SENTENCES[refus.code](refus.details ?? {})

/** What a pupil may ask in any interview. */
export const QUESTIONS_A_POSER = [
  'Comment se passe une semaine : combien d’heures d’atelier, de cours, de stage ?',
  'Qu’est-ce qui surprend le plus les élèves à la rentrée ?',
  'Qu’est-ce qui est difficile, et comment est-on aidé ?',
  'Que font les élèves après le diplôme ?',
  'Quelle tenue, quel matériel faut-il, et qui les paie ?',
  'Peut-on visiter l’atelier, ou venir une journée ?',
] as const

/** Where to read more. Onisep searches for a formation by its name. */
export const SITES = [
  {
    nom: 'Onisep',
    accueil: 'https://www.onisep.fr/',
    adresse: (libelle: string) => `https://www.onisep.fr/recherche?text=${encodeURIComponent(libelle)}`,
    pour: 'les formations et les métiers, partout en France',
  },
  {
    nom: 'Oriane',
    accueil: 'https://www.oriane.info/',
    adresse: () => 'https://www.oriane.info/',
    pour: 'l’orientation en Île-de-France',
  },
] as const
