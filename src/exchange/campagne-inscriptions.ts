import { obligatoire } from '#src/exchange/campagne-dossier.ts'
import { MODES, type Cellules, type Choix } from '#src/exchange/csv-cellules.ts'
import { facultative, requise, type Colonnes } from '#src/exchange/csv-entete.ts'
import { matchLevel } from '#src/exchange/identifiants.ts'
import type { LigneAvisOrigine, LigneInscription, Mode } from '#src/exchange/model.ts'

/** A closed list, read whatever the case, accents and spaces. */
export const choix = <T extends string>(valeurs: readonly [T, ...T[]], defaut?: NoInfer<T>): Choix<T> => ({
  valeurs,
  lire: (text) => {
    const found = matchLevel(text, valeurs)
    return valeurs.find((valeur) => valeur === found)
  },
  ...(defaut === undefined ? {} : { defaut }),
})

export const MODE: Choix<Mode> = choix(MODES, 'presentiel')

type CInscription =
  | 'ine'
  | 'nom'
  | 'prenom'
  | 'naissance'
  | 'mef'
  | 'inscritLe'
  | 'adulte'
  | 'mode'
  | 'uaiSouhaite'
  | 'derogation'
  | 'amenagements'

const INSCRIPTION: Colonnes<CInscription> = {
  ine: requise('ine'),
  nom: facultative('nom'),
  prenom: facultative('prenom'),
  naissance: facultative('date_naissance'),
  mef: requise('mef'),
  inscritLe: requise('inscrit_le'),
  adulte: facultative('adulte_referent'),
  mode: facultative('mode'),
  uaiSouhaite: facultative('uai_souhaite'),
  derogation: facultative('derogation_secteur'),
  amenagements: facultative('amenagements'),
}

/** Without INE, the pupil is named by all three of nom, prenom and date_naissance. */
function nommer(c: Cellules<CInscription>): void {
  const named = c.texte('nom') !== '' && c.texte('prenom') !== '' && c.texte('naissance') !== ''
  if (c.texte('ine') === '' && !named)
    c.bloquer(
      'ine',
      'L’élève n’est pas désigné : donnez son INE, ou bien son nom, son prénom et sa date de naissance.',
    )
}

function inscription(c: Cellules<CInscription>): LigneInscription {
  nommer(c)
  return {
    ...c.ou,
    ine: c.cleEleve('ine'),
    nom: c.ouNull('nom'),
    prenom: c.ouNull('prenom'),
    dateNaissance: c.jourOuNull('naissance'),
    mef: c.mef('mef'),
    inscritLe: c.jourOuMinute('inscritLe'),
    adulteReferent: c.ouNull('adulte'),
    mode: c.parmi('mode', MODE),
    uaiSouhaite: c.uaiOuNull('uaiSouhaite'),
    derogationSecteur: c.ouiNon('derogation'),
    amenagements: c.liste('amenagements'),
  }
}

/** `inscriptions.csv` of a campaign folder. Throws FichierRefuse. */
export const readInscriptions = obligatoire<CInscription, LigneInscription>('inscriptions.csv', {
  colonnes: INSCRIPTION,
  autres: 'signalees',
  lire: inscription,
})

type CAvis = 'ine' | 'mef' | 'avis' | 'commentaire' | 'signeLe' | 'signataire'

/** `avis-origine.csv` of a campaign folder; `avis` as written, the reglement decides. Throws FichierRefuse. */
export const readAvisOrigine = obligatoire<CAvis, LigneAvisOrigine>('avis-origine.csv', {
  colonnes: {
    ine: requise('ine'),
    mef: facultative('mef'),
    avis: requise('avis'),
    commentaire: requise('commentaire'),
    signeLe: requise('signe_le'),
    signataire: facultative('signataire'),
  },
  autres: 'signalees',
  lire: (c) => ({
    ...c.ou,
    ine: c.cleEleveRequise('ine'),
    mef: c.mefOuNull('mef'),
    avis: c.requis('avis'),
    commentaire: c.libre('commentaire'),
    signeLe: c.jourOuMinute('signeLe'),
    signataire: c.ouNull('signataire'),
  }),
})
