import type { Issue } from '#src/jobs/courrier.ts'
import type { Etat, Motif } from '#src/procedure/envois/model.ts'

export interface Suite {
  etat: Etat
  motif: Motif | null
  /** Seconds before it is tried again. */
  delai: number | null
  /** The server says that nobody has this address. */
  rejet: string | null
  /** Whether this try counts among those allowed. */
  compte: boolean
}

export interface Cadence {
  /** Seconds before the second try. */
  premier: number
  essais: number
}

/** From a minute to half a day: about a day and a half in all, longer than a server that was told to be patient. */
export const CADENCE: Cadence = { premier: 60, essais: 10 }
const DERNIER = 6 * 3600

/**
 * What follows from the fate of a message. Only an answer of the server is counted: while it is out of reach everything
 * waits. What was handed over without an answer is never tried again by itself.
 * Source: decision « messages by outbox », « back-off with jitter », « never silently resent ».
 */
export function suiteDe(issue: Issue, at: { id: number; essais: number }, cadence: Cadence = CADENCE): Suite {
  const next = { motif: null, delai: null, rejet: null, compte: true }
  switch (issue.sort) {
    case 'remis':
      return { ...next, etat: 'envoye' }
    case 'inconnu':
      return { ...next, etat: 'incertain', motif: 'sans_reponse' }
    case 'definitif': {
      const rejet = issue.adresse ? issue.code : null
      return { ...next, etat: 'refuse', motif: rejet ? 'adresse_rejetee' : 'refuse_par_le_serveur', rejet }
    }
    case 'injoignable':
      return { ...next, etat: 'a_envoyer', delai: shaken(cadence.premier, at), compte: false }
    case 'temporaire':
      if (at.essais >= cadence.essais) return { ...next, etat: 'abandonne', motif: 'trop_d_essais' }
      return { ...next, etat: 'a_envoyer', delai: delaiDe(at, cadence) }
  }
}

const delaiDe = (at: { id: number; essais: number }, { premier }: Cadence): number =>
  shaken(Math.min(premier * 2 ** (at.essais - 1), DERNIER), at)

/** Half as much again or half as little, always the same for one try of one message: a crowd does not come back at once. */
function shaken(seconds: number, { id, essais }: { id: number; essais: number }): number {
  const drawn = ((id * 2_654_435_761 + essais * 40_503) >>> 0) / 2 ** 32
  return seconds * (0.5 + drawn)
}
