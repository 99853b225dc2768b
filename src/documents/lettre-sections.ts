/** A part of the guided letter, the same on screen, on paper and in the fillable file. */
export interface SectionLettre {
  /** Name of the field, of the key in the base, of the field of the file. */
  code: CodeSection
  titre: string
  /** What helps to write it; nobody has to answer them all. */
  questions: readonly string[]
  /** Characters at most, so that the whole letter holds on two pages. */
  limite: number
  /** Handwritten lines on the blank print. */
  lignes: number
}

export type CodeSection = 'information' | 'formation' | 'metier' | 'moi' | 'questions' | 'trajet'

/** Answers as typed; a section never written is absent. */
export type Reponses = Readonly<Partial<Record<CodeSection, string>>>

/** Line breaks allowed in one section: more would not hold on two pages. */
export const SAUTS_MAX = 12

/** The guided letter. Source: domain.md, « Forms »: guided parts rather than a free text, which favours the same pupils. */
export const SECTIONS_LETTRE: readonly SectionLettre[] = [
  {
    code: 'information',
    titre: 'Mes recherches sur cette formation',
    questions: [
      'Quels sites, salons, portes ouvertes, visites ou mini-stages ?',
      'À qui avez-vous parlé : professionnels, élèves, famille, professeurs ?',
    ],
    limite: 900,
    lignes: 6,
  },
  {
    code: 'formation',
    titre: 'Ce que je sais de la formation',
    questions: [
      'Quelles matières, quels travaux en atelier, quel emploi du temps ?',
      'Quels stages en entreprise, et que peut-on faire après ?',
    ],
    limite: 900,
    lignes: 6,
  },
  {
    code: 'metier',
    titre: 'Ce que je sais du métier',
    questions: [
      'Que fait-on dans une journée, où, avec qui, avec quels outils ?',
      "Qu'est-ce qui est difficile : horaires, effort, bruit, contact avec le public ?",
    ],
    limite: 900,
    lignes: 6,
  },
  {
    code: 'moi',
    titre: 'Pourquoi cette formation me convient',
    questions: [
      "Qu'aimez-vous faire, au collège ou ailleurs, qui ressemble à ce métier ?",
      'Quelles qualités, quels efforts, quelles expériences pouvez-vous raconter ?',
    ],
    limite: 900,
    lignes: 6,
  },
  {
    code: 'questions',
    titre: 'Ce que je ne sais pas encore',
    questions: ["Quelles questions voulez-vous poser pendant l'entretien ?"],
    limite: 600,
    lignes: 4,
  },
  {
    code: 'trajet',
    titre: "Mon trajet jusqu'au lycée",
    questions: ['Comment iriez-vous au lycée, et en combien de temps ?'],
    limite: 300,
    lignes: 2,
  },
]
