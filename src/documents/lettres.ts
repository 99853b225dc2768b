import { renderBatch, type Lot, type Rendu } from '#src/documents/batch.ts'
import { renderPdf, type Fichier } from '#src/documents/engine.ts'
import { SECTIONS_LETTRE, type Reponses } from '#src/documents/lettre-sections.ts'
import type { CampagneImprimee, EtablissementImprime } from '#src/documents/model.ts'
import { MARQUE_REPETITION, TITRE_LETTRE } from '#src/documents/texts.ts'
import { nomComplet, phrase, typo } from '#src/documents/wording.ts'

/** A photo or scan of a handwritten letter. A PDF is never drawn: its page says that it is printed apart. */
export interface PieceJointe {
  type: 'image/jpeg' | 'image/png' | 'application/pdf'
  contenu: Uint8Array
}

/** The guided letter of one pupil for one domaine. */
export interface LettreMotivation {
  campagne: CampagneImprimee
  college: EtablissementImprime
  eleve: { nom: string; prenom: string; classe: string | null }
  adulteReferent: string | null
  domaine: string
  formations: readonly string[]
  reponses: Reponses
  /** Stand in place of the answers when there are some. */
  jointes: readonly PieceJointe[]
}

const EXTENSION = { 'image/jpeg': 'jpg', 'image/png': 'png' } as const

const nameOf = (piece: PieceJointe, place: string): string | null =>
  piece.type === 'application/pdf' ? null : `jointe-${place}.${EXTENSION[piece.type]}`

const fichiersOf = ({ jointes }: LettreMotivation, index: number): Fichier[] =>
  jointes.flatMap((piece, rang) => {
    const nom = nameOf(piece, `${index}-${rang}`)
    return nom === null ? [] : [{ nom, contenu: piece.contenu }]
  })

function identite({ eleve, college, adulteReferent, formations }: LettreMotivation) {
  const classe = eleve.classe ? `, classe ${eleve.classe}` : ''
  return [
    { libelle: 'Élève', valeur: `${nomComplet(eleve)}${classe}` },
    { libelle: 'Établissement', valeur: college.nom },
    ...(adulteReferent ? [{ libelle: 'Adulte référent', valeur: adulteReferent }] : []),
    { libelle: formations.length > 1 ? 'Formations' : 'Formation', valeur: formations.join('\n') },
  ]
}

interface Forme {
  vierge: boolean
  remplissable: boolean
}

const isEmpty = (reponses: Reponses): boolean => Object.values(reponses).every((text) => text.trim() === '')

function lettre(source: LettreMotivation, { index, forme }: { index: number; forme: Forme }) {
  const { campagne, eleve, domaine, reponses, jointes } = source
  const nom = nomComplet(eleve)
  return {
    ...forme,
    repetition: campagne.repetition,
    campagne: phrase`${campagne.dispositif} · Académie : ${campagne.academie} · ${campagne.annee}`,
    eleve: nom,
    domaine: phrase`Domaine : ${domaine}`,
    lignes: identite(source),
    consigne: forme.remplissable ? textes.remplir : textes.ecrire,
    sections: SECTIONS_LETTRE.map(({ code, titre, questions, limite, lignes }) => ({
      code,
      titre: typo(titre),
      libelle: typo(`${titre}, ${limite} caractères au plus`),
      questions: questions.map(typo),
      lignes,
      reponse: reponses[code] ?? '',
    })),
    signatures: [typo("Date et signature de l'élève"), typo("Date et signature de l'adulte référent")],
    pied: `${nom} · ${domaine}`,
    jointes: jointes.map((piece, rang) => ({
      fichier: nameOf(piece, `${index}-${rang}`),
      texte:
        piece.type === 'application/pdf'
          ? textes.aPart
          : phrase`Lettre manuscrite de ${nom}, image ${rang + 1} sur ${jointes.length}`,
    })),
  }
}

const textes = {
  titre: typo(TITRE_LETTRE),
  vide: typo("Il n'y a aucune lettre à imprimer."),
  repetition: typo(MARQUE_REPETITION),
  page: 'page',
  nonecrit: typo("Cette partie n'est pas encore écrite."),
  ecrire: typo(
    "Les questions sont là pour vous aider : répondez avec vos mots. Cette lettre prépare l'entretien, elle n'est pas notée.",
  ),
  remplir: typo(
    "Tapez vos réponses dans les cadres, enregistrez le fichier, puis imprimez-le. Cette lettre prépare l'entretien, elle n'est pas notée.",
  ),
  aPart: typo(
    'La lettre manuscrite de cet élève est jointe dans un fichier PDF : téléchargez-la depuis son dossier et imprimez-la à part.',
  ),
}

const entete = { textes, date: null }

/**
 * Guided letters in one PDF/UA-1, in the order given: what was written, on two pages at most; else the handwritten one
 * that was attached; else a blank one with the name of the pupil. An empty list gives one page that says so.
 */
export const renderLettres = (lettres: readonly LettreMotivation[]): Promise<Rendu> =>
  renderBatch(lotDeLettres(lettres))

/** The same, for who sets and joins the parts himself. */
export const lotDeLettres = (lettres: readonly LettreMotivation[]): Lot => ({
  modele: 'lettres',
  parPartie: 20,
  entete,
  lettres: lettres.map((one, index) =>
    lettre(one, { index, forme: { vierge: isEmpty(one.reponses), remplissable: false } }),
  ),
  fichiersDe: (index) => {
    const one = lettres[index]
    return one ? fichiersOf(one, index) : []
  },
})

/** A blank letter with the name of the pupil, to be written by hand: one PDF/UA-1 of two pages. */
export const renderLettreVierge = (source: LettreMotivation): Promise<Rendu> =>
  renderLettres([{ ...source, reponses: {}, jointes: [] }])

/**
 * The letter as a PDF form, one text field per section named as in `SECTIONS_LETTRE`, tagged and labelled.
 * Throws `DocumentRefuse` when a name cannot be set.
 */
export function renderLettreRemplissable(source: LettreMotivation): Promise<Uint8Array> {
  const forme = { vierge: true, remplissable: true }
  const one = lettre({ ...source, reponses: {}, jointes: [] }, { index: 0, forme })
  return renderPdf({ modele: 'lettres', data: { ...entete, lettres: [one] }, champs: true, limite: 30_000 })
}
