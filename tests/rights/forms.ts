/** A form as a page offers it, filled as a person would: what is already there, and words where there is nothing. */
export interface Formulaire {
  action: string
  fields: [string, string][]
  /** Names of what the page sends of itself, which nobody sees nor fills in. */
  caches: ReadonlySet<string>
}

const MOTS = 'Un essai fictif de plus de quarante signes, pour la formation de menuiserie.'

/** Every POST form of a page. Read with expressions: the pages are ours, and drawn by one renderer. */
export function formsOf(html: string, here: string): Formulaire[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, head = '', body = '']) => {
    if (!/method="post"/i.test(head)) return []
    const action = attribute(head, 'action') ?? here
    return [{ action, fields: fieldsOf(body), caches: hiddenIn(body) }]
  })
}

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1]
  return found?.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#x27;', "'")
}

const named = (tag: string): string[] => {
  const name = attribute(tag, 'name')
  return name === undefined || name === 'cle' || name === 'jeton' ? [] : [name]
}

const hiddenIn = (body: string): Set<string> =>
  new Set(
    [...body.matchAll(/<input\b[^>]*>/g)].flatMap(([tag]) =>
      attribute(tag, 'type') === 'hidden' ? named(tag) : [],
    ),
  )

const fieldsOf = (body: string): [string, string][] => [
  ...inputsOf(body),
  ...[...body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)].flatMap(([, tag = '', text = '']) =>
    named(tag).map((name): [string, string] => [name, text || MOTS]),
  ),
  ...[...body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].flatMap(([, tag = '', options = '']) => {
    const value = /<option\b[^>]*value="([^"]+)"/.exec(options)?.[1]
    return value === undefined ? [] : named(tag).map((name): [string, string] => [name, value])
  }),
]

/** Of several radio buttons of one name, the first. */
function inputsOf(body: string): [string, string][] {
  const radios = new Set<string>()
  return [...body.matchAll(/<(?:input|button)\b[^>]*>/g)].flatMap(([tag]) => {
    const type = attribute(tag, 'type') ?? 'text'
    return named(tag)
      .filter((name) => type !== 'file' && !(type === 'radio' && radios.has(name)))
      .map((name): [string, string] => {
        if (type === 'radio') radios.add(name)
        return [name, attribute(tag, 'value') || (type === 'text' ? MOTS : '')]
      })
  })
}
