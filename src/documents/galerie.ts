import type { Rendu } from '#src/documents/batch.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import { renderGuides } from '#src/documents/guides.ts'
import * as cas from '#src/documents/galerie-donnees.ts'
import { LANGUES, type Langue } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES } from '#src/documents/langues/langues.ts'
import { renderLettreRemplissable, renderLettres, renderLettreVierge } from '#src/documents/lettres.ts'

/** One document of the gallery, drawn when it is asked for. */
export interface Piece {
  /** Name of its file, without extension. */
  nom: string
  titre: string
  rendre: () => Promise<Rendu>
}

const convocation = (
  nom: string,
  titre: string,
  over: Parameters<typeof cas.convocation>[0] = {},
): Piece => ({
  nom: `convocation-${nom}`,
  titre: `Convocation : ${titre}`,
  rendre: () => renderConvocations([cas.convocation(over)]),
})
const fiche = (nom: string, titre: string, over: Parameters<typeof cas.fiche>[0] = {}): Piece => ({
  nom: `fiche-${nom}`,
  titre: `Fiche : ${titre}`,
  rendre: () => renderFiches([cas.fiche(over)]),
})
const lettre = (nom: string, titre: string, rendre: Piece['rendre']): Piece => ({
  nom: `lettre-${nom}`,
  titre: `Lettre de motivation : ${titre}`,
  rendre,
})

const guide = (langue: Langue): Piece => ({
  nom: `guide-${langue}`,
  titre: `Guide des familles : ${CATALOGUES[langue].nom}`,
  rendre: () => {
    const rendezVous = [cas.convocation(), cas.convocation({ mode: 'distanciel' })]
    return renderGuides([
      { langue, rendezVous: [], finConfirmations: null },
      { langue, rendezVous, finConfirmations: '2027-04-09' },
    ])
  },
})

const PRECEDENT = '2027-03-01T09:00'
const apart = async (pdf: Promise<Uint8Array>): Promise<Rendu> => ({ pdf: await pdf, refus: [] })

/** Every letter in every state, with the hardest fictional data: to be looked at before a campaign. */
export const GALERIE: readonly Piece[] = [
  convocation('sur-place', 'au lycée, avec ses deux volets', { formulaires: true }),
  convocation('a-distance', 'à distance', { mode: 'distanciel', formulaires: true }),
  convocation('poste', 'à poster', { adresse: cas.ADRESSE }),
  convocation('changement', 'changement', { objet: 'changement', precedent: PRECEDENT }),
  convocation('apres-absence', 'après une absence', { objet: 'apres_absence', precedent: PRECEDENT }),
  convocation('annulation', 'annulation par le lycée', { objet: 'annulation', precedent: PRECEDENT }),
  convocation('longue', 'noms et indications très longs', cas.LONGUE),
  convocation('presque-vide', 'presque rien de connu', cas.PRESQUE_VIDE),
  convocation('repetition', 'répétition', { campagne: cas.REPETITION }),
  {
    nom: 'convocation-ecritures',
    titre:
      'Convocation : noms vietnamien, turc, arabe, ukrainien ; un nom que les polices n’ont pas est laissé de côté',
    rendre: () =>
      renderConvocations(cas.PRENOMS.map((prenom) => cas.convocation({ eleve: cas.eleve(prenom) }))),
  },
  fiche('deux-formations', 'deux formations, l’une sans résultat'),
  fiche('quatre-formations', 'quatre formations, commentaires de 2 000 caractères', cas.QUATRE),
  fiche('commentaire-vide', 'commentaire vide, personne à joindre', cas.SANS_MOTS),
  fiche('version-2', 'nouvelle version', cas.REEMISE),
  fiche('hostile', 'commentaire qui contient du code', cas.HOSTILE),
  fiche('arabe', 'nom et commentaire en arabe', cas.ARABE),
  fiche('sans-formation', 'aucune inscription', { formations: [] }),
  lettre('remplie', 'écrite en ligne', () => renderLettres([cas.lettre()])),
  lettre('longue', 'toutes les parties à leur limite', () =>
    renderLettres([cas.lettre({ reponses: cas.PLEINES })]),
  ),
  lettre('vierge', 'vierge, à écrire à la main', () => renderLettreVierge(cas.lettre())),
  lettre('remplissable', 'à remplir sur ordinateur', () => apart(renderLettreRemplissable(cas.lettre()))),
  ...LANGUES.map(guide),
]
