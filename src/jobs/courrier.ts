/** A message ready to leave, for one address alone. */
export interface Depeche {
  /** Same message, same identifier, however often it is tried. */
  messageId: string
  a: string
  /** Where its bounces come back to; null: nowhere. */
  retour: string | null
  objet: string
  texte: string
  html: string
  invitation: { methode: 'REQUEST' | 'CANCEL'; ics: string } | null
}

/**
 * What became of it. `temporaire` and `definitif` are answers of the server; `injoignable`: nothing was handed over, the
 * service itself is at fault; `inconnu`: it was handed over, and no answer came.
 */
export type Issue =
  | { sort: 'remis' }
  | { sort: 'temporaire'; code: string }
  | { sort: 'definitif'; code: string; adresse: boolean }
  | { sort: 'injoignable'; code: string }
  | { sort: 'inconnu'; code: string }

/** A way out. Never throws: whatever happens is an `Issue`. */
export interface Courrier {
  canal: 'smtp' | 'bac_a_sable'
  /** Public address of the service, for links. */
  origine: string
  expediteur: string
  /** Address from which those of return are made; null: bounces are not followed. */
  rebonds: string | null
  /** Whether the event goes with the message. */
  invitations: boolean
  livrer: (depeche: Depeche) => Promise<Issue>
  fermer: () => void
}

/** Nothing leaves: messages are kept as they would have left. */
export const bacASable = (origine: string): Courrier => ({
  canal: 'bac_a_sable',
  origine,
  expediteur: 'ne-pas-repondre@passpro.invalid',
  rebonds: null,
  invitations: true,
  livrer: () => Promise.resolve({ sort: 'remis' }),
  fermer: () => undefined,
})
