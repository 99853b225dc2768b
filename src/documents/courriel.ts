/** A message as a person reads it: short, and saying nothing of anybody. */
export interface Courriel {
  objet: string
  paragraphes: readonly string[]
  /** Where to read the rest, once signed in. */
  lien: { libelle: string; adresse: string } | null
  /** Why this person receives it, and whom to ask. */
  pied: string
}

/** The part in plain text, which comes first: lines of any length, paragraphs apart. */
export function courrielEnTexte({ paragraphes, lien, pied }: Courriel): string {
  const link = lien ? [`${lien.libelle} :\n${lien.adresse}`] : []
  return `${[...paragraphes, ...link, `-- \n${pied}`].join('\n\n')}\n`
}

/** The same in HTML: one column, a title, a link, no image, no style that hides anything. Every value is escaped. */
export function courrielEnHtml({ objet, paragraphes, lien, pied }: Courriel): string {
  const lines = paragraphes.map((one) => `<p>${escaped(one)}</p>`)
  const link = lien ? [`<p><a href="${escaped(lien.adresse)}">${escaped(lien.libelle)}</a></p>`] : []
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(objet)}</title></head>
<body style="font-family:sans-serif;line-height:1.5;max-width:36em;margin:1em auto;padding:0 1em">
<h1 style="font-size:1.25em">${escaped(objet)}</h1>
${[...lines, ...link].join('\n')}
<hr>
<p><small>${escaped(pied)}</small></p>
</body></html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => ENTITIES[one] ?? '')
