import { expect, test } from 'vitest'
import { courrielEnHtml, courrielEnTexte, type Courriel } from '#src/documents/courriel.ts'

const courriel: Courriel = {
  objet: 'Un entretien d’information est fixé',
  paragraphes: ['Bonjour,', 'Une convocation vous attend.'],
  lien: { libelle: 'Lire la convocation', adresse: 'https://passpro.exemple.fr/famille' },
  pied: 'Message automatique.',
}

test('the text says everything, the address of the link on a line of its own', () => {
  expect(courrielEnTexte(courriel)).toBe(
    'Bonjour,\n\nUne convocation vous attend.\n\nLire la convocation :\nhttps://passpro.exemple.fr/famille\n\n-- \nMessage automatique.\n',
  )
})

test('the HTML says the same, has a title and a language, and loads nothing', () => {
  const html = courrielEnHtml(courriel)
  for (const part of [...courriel.paragraphes, courriel.pied, 'href="https://passpro.exemple.fr/famille"'])
    expect(html).toContain(part)
  expect(html).toContain('<html lang="fr">')
  expect(html).not.toMatch(/<(img|script|link|iframe)|src=|url\(/)
})

test('nothing typed by somebody becomes markup', () => {
  const hostile = `<script>alert("x")</script>'&`
  const html = courrielEnHtml({
    objet: hostile,
    paragraphes: [hostile],
    lien: { libelle: hostile, adresse: 'https://a.fr/"><script>' },
    pied: hostile,
  })
  expect(html).not.toContain('<script')
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;')
})
