import { facultatif, obligatoire } from '#src/exchange/campagne-dossier.ts'
import { choix, MODE } from '#src/exchange/campagne-inscriptions.ts'
import { messageUai, type Cellules } from '#src/exchange/csv-cellules.ts'
import { facultative, requise, type Colonnes } from '#src/exchange/csv-entete.ts'
import {
  isIne,
  isUai,
  normalizeLevel,
  normalizeUai,
  parseSansIne,
  sansIneKey,
} from '#src/exchange/identifiants.ts'
import type {
  Cible,
  EtatPresence,
  LigneAvisReferent,
  LigneConfirmation,
  LigneDisponibilite,
  LigneEntretien,
  LigneIndisponibilite,
} from '#src/exchange/model.ts'
import type { LocalMinute } from '#src/kit/day.ts'

export type Bornes = 'debut' | 'fin'

export function plage<C extends string>(c: Cellules<C | Bornes>): { debut: LocalMinute; fin: LocalMinute } {
  const [debut, fin] = [c.minute('debut'), c.minute('fin')]
  if (debut !== '' && fin !== '' && debut >= fin)
    c.bloquer('fin', `La fin doit venir après le début (${debut}).`)
  return { debut, fin }
}

type CDisponibilite =
  Bornes | 'uai' | 'intervenant' | 'domaines' | 'salle' | 'mode' | 'capacite' | 'accessible'

const DISPONIBILITE: Colonnes<CDisponibilite> = {
  uai: requise('uai'),
  intervenant: requise('intervenant'),
  domaines: requise('domaines'),
  debut: requise('debut'),
  fin: requise('fin'),
  salle: facultative('salle'),
  mode: requise('mode'),
  capacite: facultative('capacite'),
  accessible: facultative('accessible'),
}

function disponibilite(c: Cellules<CDisponibilite>): LigneDisponibilite {
  const domaines = c.liste('domaines')
  const intervenants = c.liste('intervenant', '+')
  if (domaines.length === 0)
    c.bloquer('domaines', 'Aucun domaine n’est donné : écrivez au moins un code de domaine.')
  if (intervenants.length === 0)
    c.bloquer('intervenant', 'Aucun intervenant n’est donné : écrivez au moins un nom.')
  return {
    ...c.ou,
    uai: c.uai('uai'),
    intervenants,
    domaines,
    ...plage(c),
    salle: c.ouNull('salle'),
    mode: c.parmi('mode', MODE),
    capacite: c.entierOuNull('capacite', 1) ?? 1,
    accessible: c.ouiNon('accessible'),
  }
}

/** `disponibilites.csv` of a campaign folder. Throws FichierRefuse. */
export const readDisponibilites = obligatoire<CDisponibilite, LigneDisponibilite>('disponibilites.csv', {
  colonnes: DISPONIBILITE,
  autres: 'signalees',
  lire: disponibilite,
})

type CIndisponibilite = Bornes | 'cible' | 'motif'

const FORMES =
  'écrivez eleve:<ine>, classe:<uai>/<code>, uai:<uai>, intervenant:<uai>/<nom> ou salle:<uai>/<nom>'

export function cible<C extends string>(c: Cellules<C | 'cible'>): Cible {
  const [, genre = '', reste = ''] = /^\s*(\p{L}+)\s*:\s*(.*)$/u.exec(c.requis('cible')) ?? []
  const found = reste === '' ? undefined : target(normalizeLevel(genre), reste)
  if (found === undefined) c.bloquer('cible', `Cette cible n’est pas comprise : ${FORMES}.`)
  else if ('uai' in found && !isUai(found.uai)) c.bloquer('cible', messageUai(found.uai))
  return found ?? { genre: 'uai', uai: '' }
}

function target(genre: string, reste: string): Cible | undefined {
  if (genre === 'eleve') return pupil(reste)
  const cut = reste.indexOf('/')
  const uai = normalizeUai(cut === -1 ? reste : reste.slice(0, cut))
  const nom = cut === -1 ? '' : reste.slice(cut + 1).trim()
  if (genre === 'uai') return nom === '' ? { genre, uai } : undefined
  if (nom === '') return undefined
  if (genre === 'classe') return { genre, uai, classe: nom }
  return genre === 'intervenant' || genre === 'salle' ? { genre, uai, nom } : undefined
}

function pupil(texte: string): Cible | undefined {
  const sansIne = parseSansIne(texte)
  if (sansIne) return { genre: 'eleve', ine: sansIneKey(sansIne.uai, sansIne.eleveId) }
  const ine = texte.trim().toUpperCase()
  return isIne(ine) ? { genre: 'eleve', ine } : undefined
}

/** `indisponibilites.csv` of a campaign folder, empty when there is none. Throws FichierRefuse. */
export const readIndisponibilites = facultatif<CIndisponibilite, LigneIndisponibilite>(
  'indisponibilites.csv',
  {
    colonnes: {
      cible: requise('cible'),
      debut: requise('debut'),
      fin: requise('fin'),
      motif: facultative('motif'),
    },
    autres: 'signalees',
    lire: (c) => ({ ...c.ou, cible: cible(c), ...plage(c), motif: c.libre('motif') || null }),
  },
)

const PRESENCES: readonly [EtatPresence, ...EtatPresence[]] = [
  'present',
  'absent',
  'excuse',
  'annule_par_lycee',
]
const PRESENCE = choix(PRESENCES)

/** `entretiens.csv` of a campaign folder. Throws FichierRefuse. */
export const readEntretiens = obligatoire<'ine' | 'domaine' | 'presence' | 'compteRendu', LigneEntretien>(
  'entretiens.csv',
  {
    colonnes: {
      ine: requise('ine'),
      domaine: requise('domaine'),
      presence: requise('presence'),
      compteRendu: facultative('compte_rendu'),
    },
    autres: 'signalees',
    lire: (c) => ({
      ...c.ou,
      ine: c.cleEleveRequise('ine'),
      domaine: c.requis('domaine'),
      presence: c.parmi('presence', PRESENCE),
      compteRendu: c.libre('compteRendu') || null,
    }),
  },
)

/** `avis-referent.csv` of a campaign folder; `avis` as written, the reglement decides. Throws FichierRefuse. */
export const readAvisReferent = obligatoire<
  'ine' | 'mef' | 'avis' | 'commentaire' | 'signeLe',
  LigneAvisReferent
>('avis-referent.csv', {
  colonnes: {
    ine: requise('ine'),
    mef: requise('mef'),
    avis: requise('avis'),
    commentaire: requise('commentaire'),
    signeLe: requise('signe_le'),
  },
  autres: 'signalees',
  lire: (c) => ({
    ...c.ou,
    ine: c.cleEleveRequise('ine'),
    mef: c.mef('mef'),
    avis: c.requis('avis'),
    commentaire: c.libre('commentaire'),
    signeLe: c.jourOuMinute('signeLe'),
  }),
})

const DECISION = choix(['oui', 'non'])

function qui(c: Cellules<'qui' | 'ine' | 'mef' | 'decision' | 'le'>): LigneConfirmation['qui'] {
  const texte = c.requis('qui')
  if (/^[eé]l[eè]ve$/i.test(texte)) return { genre: 'eleve' }
  const personneId = /^responsable\s*:\s*(.+)$/i.exec(texte)?.[1]?.trim()
  if (personneId === undefined)
    c.bloquer('qui', `« ${texte} » n’est pas compris : écrivez eleve, ou responsable:<PERSONNE_ID>.`)
  return { genre: 'responsable', personneId: personneId ?? '' }
}

/** `confirmations.csv` of a campaign folder. Throws FichierRefuse. */
export const readConfirmations = obligatoire<'ine' | 'mef' | 'qui' | 'decision' | 'le', LigneConfirmation>(
  'confirmations.csv',
  {
    colonnes: {
      ine: requise('ine'),
      mef: requise('mef'),
      qui: requise('qui'),
      decision: requise('decision'),
      le: requise('le'),
    },
    autres: 'signalees',
    lire: (c) => ({
      ...c.ou,
      ine: c.cleEleveRequise('ine'),
      mef: c.mef('mef'),
      qui: qui(c),
      decision: c.parmi('decision', DECISION),
      le: c.jourOuMinute('le'),
    }),
  },
)
