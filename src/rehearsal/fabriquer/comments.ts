import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'

const ORIGINE = {
  ouvertures: [
    'Élève curieux et régulier, qui prend part aux échanges de la classe.',
    'Élève discret, dont le travail est suivi depuis la rentrée.',
    'Élève dynamique, à l’aise dans le travail en groupe.',
    'Élève en progrès, qui accepte les conseils et les met en œuvre.',
    'Élève volontaire ; les efforts sont réels depuis le premier trimestre.',
  ],
  suites: [
    'Le projet a été construit avec la professeure principale et deux visites de lycée.',
    'Le stage d’observation a confirmé son intérêt pour ce métier.',
    'Le choix est récent mais les recherches faites au CDI sont sérieuses.',
    'La famille soutient ce projet et le trajet a été étudié.',
    'Il reste à mieux se renseigner sur les horaires et les conditions de travail.',
    'Une mini-immersion au lycée a été demandée puis suivie avec attention.',
  ],
  fins: [
    'L’équipe pédagogique encourage cette démarche.',
    'Nous invitons l’élève à poursuivre ses efforts jusqu’à la fin de l’année.',
    'Le projet nous paraît cohérent avec ses goûts.',
    'L’assiduité devra être confirmée.',
    '',
  ],
} as const

const REFERENT = {
  ouvertures: [
    'Entretien riche : les questions posées étaient précises.',
    'Échange agréable ; le contenu de la formation est déjà bien connu.',
    'La présentation est claire et les motivations sont personnelles.',
    'Les recherches sont commencées, elles demandent à être complétées.',
    'L’idée de la formation est encore générale, ce qui est courant à cet âge.',
  ],
  suites: [
    'Les périodes de stage et le rythme des ateliers ont été expliqués.',
    'Nous avons parlé des conditions de travail, des horaires et de la tenue « professionnelle ».',
    'Les poursuites d’études possibles après le diplôme ont été présentées.',
    'Nous avons comparé cette formation à deux formations voisines.',
    'La place des matières générales a été abordée, ainsi que l’anglais.',
  ],
  fins: [
    'Nous conseillons la visite des portes ouvertes.',
    'Une rencontre avec un professionnel aiderait à affiner le projet.',
    'L’élève repart avec une liste de questions à approfondir.',
    'Le trajet, d’environ 40 minutes, est à essayer un matin de semaine.',
    '',
  ],
} as const

type Modele = Readonly<Record<'ouvertures' | 'suites' | 'fins', readonly string[]>>

const paragraphe = (modele: Modele, hasard: Hasard): string =>
  [hasard.choix(modele.ouvertures), hasard.choix(modele.suites), hasard.choix(modele.fins)].join(' ').trim()

export const commentaireOrigine = (hasard: Hasard): string => paragraphe(ORIGINE, hasard)
export const commentaireReferent = (hasard: Hasard): string => paragraphe(REFERENT, hasard)

/** Longer; now and then on two lines or with straight quotes, as people type them. */
export function compteRendu(hasard: Hasard): string {
  const suite = hasard.choix(REFERENT.suites)
  const lien = hasard.chance(0.03) ? '\n' : ' '
  const dit = hasard.chance(0.03) ? ' L’élève dit vouloir "apprendre en faisant".' : ''
  return `${paragraphe(REFERENT, hasard)}${lien}${suite}${dit}`
}
