import type { Cellules } from '#src/exchange/csv-cellules.ts'
import { facultative, requise, type Colonnes } from '#src/exchange/csv-entete.ts'
import { lireCsv } from '#src/exchange/csv.ts'
import { isCodeOffre, mef10, normalizeAcademie } from '#src/exchange/identifiants.ts'
import type { Lecture, LigneOffre } from '#src/exchange/model.ts'

type C = 'academie' | 'codeOffre' | 'uai' | 'codeMef' | 'etablissement' | 'formation' | 'capacite'

const COLONNES: Colonnes<C> = {
  academie: requise('ACADEMIE'),
  codeOffre: requise('CODE_OFFRE'),
  uai: requise('UAI'),
  codeMef: requise('CODE_MEF'),
  etablissement: facultative('LIBELLE_ETABLISSEMENT'),
  formation: facultative('LIBELLE_FORMATION'),
  capacite: facultative('CAPACITE_AFFECTATION'),
}

/** The two digits of an académie written as a code or a name. */
export function academieRequise<K extends string>(c: Cellules<K>, colonne: K): string {
  const valeur = c.requis(colonne)
  const code = normalizeAcademie(valeur)
  if (valeur !== '' && code === undefined)
    c.bloquer(colonne, 'Cette académie n’est pas connue : écrivez son code (01, 24, 25…) ou son nom.')
  return code ?? ''
}

/** The 8 characters of an Affelnet offer, upper-case. */
export function codeOffreRequis<K extends string>(c: Cellules<K>, colonne: K): string {
  const code = c.requis(colonne).toUpperCase()
  if (code !== '' && !isCodeOffre(code))
    c.bloquer(
      colonne,
      'Ce code d’offre n’a pas la forme attendue : 8 chiffres ou lettres, par exemple 1A111111.',
    )
  return code
}

function lire(c: Cellules<C>): LigneOffre {
  return {
    ...c.ou,
    academie: academieRequise(c, 'academie'),
    codeOffre: codeOffreRequis(c, 'codeOffre'),
    uai: c.uai('uai'),
    codeMef: c.mef('codeMef'),
    libelleEtablissement: c.ouNull('etablissement'),
    libelleFormation: c.ouNull('formation'),
    // 0 means unknown in this file.
    capacite: c.entierOuNull('capacite', 0) || null,
  }
}

/**
 * Reads the Affelnet offers (CSV). One offer may stand on several lines, for several formations; the same line twice is
 * refused. `codeMef` as written, 10 or 11 characters. Source: formats.md, « Offers of formations ».
 */
export const readOffres = (path: string): Promise<Lecture<LigneOffre>> =>
  lireCsv(path, {
    colonnes: COLONNES,
    autres: 'ignorees',
    vide: '-',
    lire,
    unique: {
      cle: (l) => `${l.academie}/${l.codeOffre}/${l.uai}/${mef10(l.codeMef)}`,
      colonne: 'codeOffre',
      quoi: 'Cette offre, pour ce MEF,',
    },
  })
