import { messageUai, type Cellules } from '#src/exchange/csv-cellules.ts'
import { facultative, requise, type Colonnes } from '#src/exchange/csv-entete.ts'
import { lireCsv } from '#src/exchange/csv.ts'
import { isUai, normalizeUai } from '#src/exchange/identifiants.ts'
import type { Lecture, LigneVoeu } from '#src/exchange/model.ts'
import { academieRequise, codeOffreRequis } from '#src/exchange/offres.ts'

type C =
  | 'academie'
  | 'ine'
  | 'nom'
  | 'prenom'
  | 'uaiOrigine'
  | 'rang'
  | 'codeOffre'
  | 'codeMef'
  | 'formation'
  | 'uaiAccueil'

// The académie column changed its name in 2025.
const COLONNES: Colonnes<C> = {
  academie: facultative(
    'Académie possédant le dossier élève',
    "Académie possédant le dossier élève et l'offre de formation",
  ),
  ine: requise('INE'),
  nom: facultative("Nom de l'élève"),
  prenom: facultative('Prénom 1'),
  uaiOrigine: facultative('Code UAI étab. origine'),
  rang: requise('Rang du vœu'),
  codeOffre: requise('Code offre de formation (vœu)'),
  codeMef: requise('Code MEF'),
  formation: facultative('Libellé formation'),
  uaiAccueil: facultative('Code UAI étab. Accueil'),
}

/** These UAI only inform: a wrong one must not cost the pupil his wish. */
function uaiIndicatif(c: Cellules<C>, colonne: 'uaiOrigine' | 'uaiAccueil'): string | null {
  const uai = normalizeUai(c.texte(colonne))
  if (uai === '' || isUai(uai)) return uai || null
  c.avertir(colonne, `${messageUai(uai)} Le vœu est gardé.`)
  return null
}

function lire(c: Cellules<C>): LigneVoeu {
  return {
    ...c.ou,
    academie: c.texte('academie') === '' ? null : academieRequise(c, 'academie'),
    ine: c.cleEleveRequise('ine'),
    nom: c.ouNull('nom'),
    prenom: c.ouNull('prenom'),
    uaiOrigine: uaiIndicatif(c, 'uaiOrigine'),
    rang: c.entier('rang', 1),
    codeOffre: codeOffreRequis(c, 'codeOffre'),
    codeMef: c.mef('codeMef'),
    libelleFormation: c.ouNull('formation'),
    uaiAccueil: uaiIndicatif(c, 'uaiAccueil'),
  }
}

/**
 * Reads the Affelnet wishes (CSV): `-` is an empty cell, columns in any order, the fifty others ignored. Repeated
 * wishes and ranks are kept: the reconciliation judges them. Source: formats.md, « Affelnet wishes ».
 */
export const readVoeux = (path: string): Promise<Lecture<LigneVoeu>> =>
  lireCsv(path, { colonnes: COLONNES, autres: 'ignorees', vide: '-', lire })
