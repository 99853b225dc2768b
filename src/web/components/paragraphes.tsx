/** A text typed in a box, as the paragraphs and lines in which it was typed. */
export function Paragraphes({ texte }: { texte: string }) {
  return texte.split(/\n{2,}/).map((paragraphe, rank) => (
    <p key={rank} className="passpro-texte">
      {paragraphe}
    </p>
  ))
}
