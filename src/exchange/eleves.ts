import type { Cellules } from '#src/exchange/csv-cellules.ts'
import { facultative, requise, type Colonnes } from '#src/exchange/csv-entete.ts'
import { lireCsv } from '#src/exchange/csv.ts'
import { isIne, normalizeLevel } from '#src/exchange/identifiants.ts'
import type { Lecture, LigneEleve } from '#src/exchange/model.ts'

type C = 'uai' | 'nom' | 'prenom' | 'naissance' | 'ine' | 'mef' | 'classe' | 'responsables'

const COLONNES: Colonnes<C> = {
  uai: requise('uai'),
  nom: requise('nom'),
  prenom: requise('prenom'),
  naissance: requise('date_naissance'),
  ine: facultative('ine'),
  mef: facultative('mef'),
  classe: facultative('classe'),
  responsables: facultative('responsables'),
}

/**
 * The local key of a pupil of a list: his INE, else `nom-prenom-aaaa-mm-jj` without accents. A pupil entered by hand
 * has the same, so that a list read later finds him.
 */
export function localKey(eleve: {
  ine: string | null
  nom: string
  prenom: string
  naissance: string
}): string {
  if (eleve.ine !== null) return eleve.ine
  const name = normalizeLevel(`${eleve.nom} ${eleve.prenom}`).replaceAll('_', '-')
  return `${name}-${eleve.naissance}`
}

function ineOrNull(c: Cellules<C>): string | null {
  const ine = c.texte('ine').toUpperCase()
  if (ine === '' || isIne(ine)) return ine || null
  c.avertir('ine', 'Cet INE n’a pas la forme attendue (11 caractères) : l’élève est gardé, sans INE.')
  return null
}

function responsables(c: Cellules<C>): LigneEleve['responsables'] {
  return c.liste('responsables').map((text) => {
    const [personneId = '', nom = '', prenom = ''] = text.split('/').map((part) => part.trim())
    if (personneId === '' || nom === '')
      c.bloquer(
        'responsables',
        `« ${text} » n’est pas lisible : écrivez identifiant/nom/prénom, séparés par des virgules.`,
      )
    return { personneId, nom, prenom }
  })
}

function lire(c: Cellules<C>): LigneEleve {
  const [nom, prenom] = [c.requis('nom'), c.requis('prenom')]
  const ine = ineOrNull(c)
  const dateNaissance = c.jour('naissance')
  return {
    ...c.ou,
    uai: c.uai('uai'),
    eleveId: localKey({ ine, nom, prenom, naissance: dateNaissance }),
    ine,
    nom,
    nomUsage: null,
    prenom,
    dateNaissance,
    sexe: null,
    codeMef: c.mefOuNull('mef'),
    classe: c.ouNull('classe'),
    courriel: null,
    telephone: null,
    adresse: null,
    responsables: responsables(c),
  }
}

/**
 * Reads a simple list of pupils (`eleves.csv`). `eleveId` is the INE, else a key made of the name and birth date, so
 * that the same file gives the same keys; a pupil twice is refused. Source: formats.md, « A whole campaign ».
 */
export const readEleves = (path: string): Promise<Lecture<LigneEleve>> =>
  lireCsv(path, {
    colonnes: COLONNES,
    autres: 'signalees',
    lire,
    unique: { cle: (l) => l.ine ?? `${l.uai}/${l.eleveId}`, colonne: 'nom', quoi: 'Cet élève' },
  })
