import { renderBatch, type Rendu } from '#src/documents/batch.ts'
import { printable } from '#src/documents/characters.ts'
import { dateIn, heureIn, isole, type Catalogue, type Langue } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES, RELUES } from '#src/documents/langues/langues.ts'
import type { Convocation } from '#src/documents/model.ts'
import { mentionLegale, TITRE_GUIDE } from '#src/documents/texts.ts'
import { joignable, typo } from '#src/documents/wording.ts'

/** What a summary tells of an interview. */
export type RendezVous = Pick<Convocation, 'domaine' | 'debut' | 'mode' | 'lycee' | 'college'>

/** The procedure on one page in a language, with the interviews of one pupil when there are any. */
export interface Guide {
  langue: Langue
  rendezVous: readonly RendezVous[]
  /** Last day to answer the fiche, when it is known. */
  finConfirmations: string | null
}

/**
 * A sentence in pieces, the French names being those at odd places: the template isolates them, because hidden
 * characters of direction do not pass (`printable`). Source: Unicode UAX 9, isolates.
 */
type Phrase = readonly string[]

interface Section {
  titre: Phrase
  paragraphes: readonly Phrase[]
  points: readonly Phrase[]
}

const pieces = (sentence: string): Phrase => sentence.split(/[\u2068\u2069]/)

function entretien(catalogue: Catalogue, rendezVous: RendezVous | null, rang: number): Section {
  const { titre, but, quand, lieu, distance, apporter, empechement } = catalogue.convocation
  if (!rendezVous) return section(titre, { paragraphes: [but, apporter] })
  const { debut, mode } = rendezVous
  const [lycee, college] = [printable(rendezVous.lycee.nom), printable(joignable(rendezVous.college))]
  return section(`${titre} – ${isole(printable(rendezVous.domaine))}`, {
    // What an interview is, once.
    paragraphes: rang === 0 ? [but] : [],
    points: [
      quand(dateIn(catalogue, debut.slice(0, 10)), heureIn(catalogue, debut)),
      mode === 'distanciel' ? distance(printable(rendezVous.college.nom)) : lieu(lycee),
      apporter,
      empechement(college),
    ],
  })
}

function fiche(catalogue: Catalogue, finConfirmations: string | null): Section {
  const { titre, contenu, avisFinal, libre, confirmer, confirmerAvantLaDate, voeu, droits, verifier } =
    catalogue.fiche
  const answer = finConfirmations ? confirmer(dateIn(catalogue, finConfirmations)) : confirmerAvantLaDate
  return section(titre, {
    paragraphes: [contenu, avisFinal, libre],
    points: [answer, voeu, droits, verifier],
  })
}

const section = (
  titre: string,
  said: { paragraphes: readonly string[]; points?: readonly string[] },
): Section => ({
  titre: pieces(titre),
  paragraphes: said.paragraphes.map(pieces),
  points: (said.points ?? []).map(pieces),
})

function lettre({ langue, rendezVous, finConfirmations }: Guide) {
  const catalogue = CATALOGUES[langue]
  const interviews = rendezVous.length > 0 ? rendezVous : [null]
  return {
    langue: catalogue.code,
    droite: catalogue.dir === 'rtl',
    nom: catalogue.nom,
    reference: langue === 'fr' ? null : catalogue.reference,
    aRelire: RELUES.includes(langue) ? null : catalogue.aRelire,
    sections: [
      ...interviews.map((one, rang) => entretien(catalogue, one, rang)),
      section(catalogue.lettre.titre, { paragraphes: [catalogue.lettre.texte] }),
      fiche(catalogue, finConfirmations),
    ],
  }
}

const textes = {
  titre: typo(TITRE_GUIDE),
  mention: mentionLegale({ academie: 'votre établissement', etablissement: null }).map(typo),
}

/**
 * The guide of families in one language, one page of PDF/UA-1 a guide: for who has no screen, to be joined to the
 * convocation or to the fiche. It carries neither the name of the pupil nor any avis.
 */
export const renderGuides = (guides: readonly Guide[]): Promise<Rendu> =>
  renderBatch({ modele: 'guides', parPartie: 20, entete: { textes }, lettres: guides.map(lettre) })
