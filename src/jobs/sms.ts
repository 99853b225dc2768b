import { appendFile } from 'node:fs/promises'
import { mobileE164, segmentsOf, transliterated } from '#src/documents/sms.ts'

/** One text message. `reference`: the same for every try of the same message, so that a provider sends it once. */
export interface Sms {
  a: string
  texte: string
  reference: string
}

/** What a provider of text messages is to us. Never throws. */
export interface Telephonie {
  envoyer: (sms: Sms) => Promise<{ ok: true; segments: number } | { ok: false; code: 'numero' | 'refuse' }>
}

/**
 * In place of a provider: a line per message at the end of a file, nothing leaves. The text is made of letters that
 * telephones have, when it can be.
 */
export const versFichier = (fichier: string): Telephonie => ({
  envoyer: async ({ a, texte, reference }) => {
    const numero = mobileE164(a)
    if (numero === undefined) return { ok: false, code: 'numero' }
    const text = transliterated(texte)
    const { segments } = segmentsOf(text)
    const line = JSON.stringify({ a: numero, texte: text, reference, segments })
    return appendFile(fichier, `${line}\n`, { mode: 0o600 }).then(
      () => ({ ok: true as const, segments }),
      () => ({ ok: false as const, code: 'refuse' as const }),
    )
  },
})
