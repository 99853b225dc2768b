import type { Cellules } from '#src/exchange/csv-cellules.ts'
import { facultative, requise, type Colonnes } from '#src/exchange/csv-entete.ts'
import { lireCsv } from '#src/exchange/csv.ts'
import { avertissement } from '#src/exchange/anomalies.ts'
import { departementOfUai, normalizeAcademie, normalizeLevel } from '#src/exchange/identifiants.ts'
import type { Lecture, LigneEtablissement } from '#src/exchange/model.ts'

type C =
  | 'identifiant'
  | 'nom'
  | 'type'
  | 'libelleNature'
  | 'codeNature'
  | 'statut'
  | 'adresse'
  | 'codePostal'
  | 'commune'
  | 'departement'
  | 'academie'
  | 'telephone'
  | 'courriel'
  | 'latitude'
  | 'longitude'
  | 'voiePro'
  | 'etat'

const COLONNES: Colonnes<C> = {
  identifiant: requise('identifiant_de_l_etablissement'),
  nom: requise('nom_etablissement'),
  type: facultative('type_etablissement'),
  libelleNature: facultative('libelle_nature'),
  codeNature: facultative('code_nature'),
  statut: facultative('statut_public_prive'),
  adresse: facultative('adresse_1'),
  codePostal: facultative('code_postal'),
  commune: facultative('nom_commune'),
  departement: facultative('code_departement'),
  academie: requise('code_academie'),
  telephone: facultative('telephone'),
  courriel: facultative('mail'),
  latitude: facultative('latitude'),
  longitude: facultative('longitude'),
  voiePro: facultative('voie_professionnelle'),
  etat: facultative('etat'),
}

const NATURES: Record<string, string> = {
  '300': 'lycee_gt',
  '301': 'lycee_gt',
  '302': 'lycee_gt',
  '306': 'lycee_polyvalent',
  '307': 'lycee_agricole',
  '310': 'lycee_polyvalent',
  '320': 'lycee_pro',
  '332': 'lycee_pro',
  '334': 'section_pro',
  '335': 'section_gt',
  '340': 'college',
  '370': 'erea',
  '390': 'section_segpa',
}

/** The nature from its code, else from the type of school in words (« Collège »), else ''. */
function nature(c: Cellules<C>): string {
  const known = NATURES[c.texte('codeNature')]
  return known ?? normalizeLevel(c.texte('libelleNature') || c.texte('type'))
}

function codePostal(c: Cellules<C>): string | null {
  const valeur = c.texte('codePostal')
  // A spreadsheet takes the leading zero away.
  return valeur === '' ? null : valeur.padStart(5, '0')
}

function departement(c: Cellules<C>, uai: string): string {
  const valeur = c.texte('departement').toUpperCase()
  return valeur === '' ? departementOfUai(uai) : valeur.replace(/^0(?=.{2}$)/, '')
}

function academie(c: Cellules<C>): string | null {
  const valeur = c.texte('academie')
  const code = normalizeAcademie(valeur)
  if (code === undefined) c.avertir('academie', 'Cette académie n’est pas connue : elle est laissée vide.')
  return code ?? null
}

function voiePro(c: Cellules<C>): boolean | null {
  return c.texte('voiePro') === '' ? null : c.ouiNon('voiePro')
}

function lire(c: Cellules<C>): LigneEtablissement | null {
  const etat = normalizeLevel(c.texte('etat'))
  if (etat !== '' && etat !== 'ouvert') return null
  const uai = c.uai('identifiant')
  return {
    ...c.ou,
    uai,
    nom: c.requis('nom'),
    nature: nature(c),
    academie: academie(c),
    statut: c.ouNull('statut'),
    adresse: c.ouNull('adresse'),
    codePostal: codePostal(c),
    commune: c.ouNull('commune'),
    codeDepartement: departement(c, uai),
    latitude: c.coordonnee('latitude', [-90, 90]),
    longitude: c.coordonnee('longitude', [-180, 180]),
    telephone: c.ouNull('telephone'),
    courriel: c.ouNull('courriel'),
    voieProfessionnelle: voiePro(c),
  }
}

/** Columns whose absence makes the directory poorer: said once per file. */
const ATTENDUES: readonly { c: C; ou?: C; effet: string }[] = [
  { c: 'codeNature', ou: 'type', effet: 'la nature des établissements reste vide' },
  { c: 'commune', effet: 'les communes restent vides' },
  { c: 'latitude', effet: 'les trajets ne peuvent pas être estimés' },
  { c: 'courriel', effet: 'les adresses électroniques restent vides' },
  { c: 'voiePro', effet: 'on ne sait pas où la voie professionnelle est enseignée' },
]

/**
 * Reads the open directory `fr-en-annuaire-education` (CSV): any order and case of columns, unknown ones ignored,
 * schools that are not open left out. With only identifiant, nom and académie it still reads, with one warning per
 * useful column that is missing. `codeDepartement` has no leading zero (`93`, `2A`, `974`).
 * The published file holds a few schools twice: the first line stands, with a warning.
 * Source: formats.md, « Establishments ».
 */
export async function readEtablissements(path: string): Promise<Lecture<LigneEtablissement>> {
  let seen: Cellules<C> | undefined
  const lecture = await lireCsv<C, LigneEtablissement>(path, {
    colonnes: COLONNES,
    autres: 'ignorees',
    lire: (c) => lire((seen = c)),
    unique: {
      cle: (l) => l.uai,
      colonne: 'identifiant',
      quoi: 'Cet établissement',
      gravite: 'avertissement',
    },
  })
  const poorer = ATTENDUES.filter(({ c, ou = c }) => seen && !seen.aColonne(c) && !seen.aColonne(ou)).map(
    ({ c, effet }) => {
      const nom = COLONNES[c].noms[0] ?? c
      return avertissement({
        fichier: path,
        ligne: 1,
        colonne: nom,
        message: `La colonne « ${nom} » manque : ${effet}.`,
      })
    },
  )
  return { lignes: lecture.lignes, anomalies: [...poorer, ...lecture.anomalies] }
}
