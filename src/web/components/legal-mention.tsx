import { typo } from '#src/documents/wording.ts'

/** Stands wherever an avis final or points appear (rule 13). The sentences are those of the letters: `mentionLegale`. */
export function LegalMention({ sentences }: { sentences: readonly string[] }) {
  return (
    <section className="passpro-mention" aria-labelledby="mention-legale">
      <h2 id="mention-legale" className="fr-h6">
        Mention légale
      </h2>
      {sentences.map((sentence) => (
        <p key={sentence}>{typo(sentence)}</p>
      ))}
    </section>
  )
}
