import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeDocuments } from '#src/documents/engine.ts'
import { SECTIONS_LETTRE } from '#src/documents/lettre-sections.ts'
import { readPdf } from '#src/documents/pdf-reading.ts'
import { acteurWith, eleveAt, legauxOf } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { hiddenField, SITE } from '#src/web/testing.ts'

let site: CollegeSite
let eleve: string
let responsable: string
let mine: string
let theirs: string
const MOI = 'J’ai construit une étagère avec mon voisin.'

beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  const { id } = eleveAt(site.campagne, 0)
  await playInscriptions(site.campagne, [aParcours({ eleveId: id })])
  eleve = await site.cookieFor(await acteurWith(site.campagne, { role: 'eleve', eleveId: id }))
  const [legal] = legauxOf(site.campagne, id)
  responsable = await site.cookieFor(
    await acteurWith(site.campagne, { role: 'responsable', responsableId: legal?.id ?? 0 }),
  )
  mine =
    /\/mon-espace\/lettres\/[A-Za-z0-9%_-]+/.exec(await site.page('/mon-espace/lettres', eleve))?.[0] ?? ''
  theirs = mine.replace('/mon-espace/lettres', `/lettres/${id}`)
})
afterAll(async () => {
  await site?.close()
  await closeDocuments()
})

const filled = (over: Record<string, string> = {}): [string, string][] =>
  Object.entries({ version: '0', moi: MOI, ...over })

async function attach(path: string, bytes: Uint8Array, cookie: string): Promise<Response> {
  const page = await site.page(path, cookie)
  const form = new FormData()
  form.set('cle', `essai-${bytes.length}-${cookie.length}`)
  form.set('jeton', hiddenField(page, 'jeton'))
  form.set('fichier', new File([new Uint8Array(bytes)], 'lettre.jpg', { type: 'image/jpeg' }))
  return site.app.request(`${SITE}${path}/jointe`, {
    method: 'POST',
    body: form,
    headers: { Cookie: cookie, Origin: SITE },
  })
}

describe('the pupil', () => {
  test('finds every section with its questions, its limit and its draft', async () => {
    const page = await site.page(mine, eleve)
    for (const { code, limite } of SECTIONS_LETTRE) {
      expect(page).toContain(`name="${code}"`)
      expect(page).toContain(`data-limite="${limite}"`)
      expect(page).toContain(`data-compteur="${code}"`)
    }
    expect(page).not.toContain('maxlength')
  })

  test('gets a text too long back whole, with the section named, and nothing is kept', async () => {
    const long = 'très '.repeat(400)
    const refused = await site.send(mine, filled({ trajet: long }), eleve)
    expect(refused.status).toBe(422)
    const page = await refused.text()
    expect(page).toContain(long.trim())
    expect(page).toContain(MOI)
    expect(wordsOf(page)).toContain(
      'Cette partie dépasse 300 caractères : raccourcissez-la, rien n’a été coupé.',
    )
    expect(await site.page(mine, eleve)).not.toContain(MOI)
  })

  test('keeps his letter; a page opened before is told of it and loses nothing', async () => {
    expect((await site.send(mine, filled(), eleve)).status).toBe(303)
    expect(await site.page(mine, eleve)).toContain(MOI)
    const old = await site.send(mine, filled({ moi: 'Un autre texte, tapé ailleurs.' }), eleve)
    expect(old.status).toBe(422)
    expect(await old.text()).toContain('Un autre texte, tapé ailleurs.')
    expect((await site.send(mine, filled({ version: '1', trajet: 'À pied.' }), eleve)).status).toBe(303)
  })

  test.each(['', '?forme=vierge', '?forme=remplissable'])('prints it (%s)', async (forme) => {
    const response = await site.app.request(`${SITE}${mine}/lettre.pdf${forme}`, {
      headers: { Cookie: eleve },
    })
    const { pages } = await readPdf(new Uint8Array(await response.arrayBuffer()))
    expect(pages.join(' ').includes('étagère')).toBe(forme === '')
  })

  test('nobody else writes it: neither a guardian, nor an adult, nor the académie, nor a lycée', async () => {
    for (const cookie of [responsable, site.adulte, site.academie, site.lycee])
      expect((await site.send(mine, filled({ version: '2' }), cookie)).status).toBe(403)
  })
})

describe('the collège', () => {
  test('reads it, annotates it, and the pupil reads the annotation', async () => {
    expect(wordsOf(await site.page(theirs, site.adulte))).toContain(MOI)
    const note = 'Dites aussi ce que vous avez vu au mini-stage.'
    const empty = await site.send(theirs, [['section', 'moi']], site.adulte)
    expect(empty.status).toBe(422)
    const sent: [string, string][] = [
      ['section', 'moi'],
      ['texte', note],
    ]
    expect((await site.send(theirs, sent, site.adulte)).status).toBe(303)
    expect(await site.page(mine, eleve)).toContain(note)
    expect(
      (
        await site.send(
          theirs,
          [
            ['section', 'x'],
            ['texte', note],
          ],
          site.adulte,
        )
      ).status,
    ).toBe(422)
    await site.send(mine, filled({ version: '2', moi: `${MOI} Et au mini-stage, un meuble.` }), eleve)
    expect(wordsOf(await site.page(mine, eleve))).toContain('(sur un texte changé depuis)')
  })

  test('sent again in other words from a page that came back, an annotation is shown before there are two', async () => {
    // A page that comes back is drawn with a new key.
    const keyOf = (texte: string): string =>
      `00000000-0000-4000-8000-${String(texte.length).padStart(12, '0')}`
    const send = (texte: string, over: [string, string][] = []) =>
      site.send(
        theirs,
        [['cle', keyOf(texte)], ['section', 'trajet'], ['texte', texte], ...over],
        site.adulte,
      )
    const [first, second] = ['Comptez aussi le retour.', 'Comptez aussi le trajet du retour.']
    expect((await send(first)).status).toBe(303)
    const asked = await send(second)
    expect(asked.status).toBe(409)
    const page = await asked.text()
    expect(wordsOf(page)).toContain('Vous avez enregistré la même chose à')
    expect(page).toContain(`<blockquote class="passpro-citation">${second}</blockquote>`)
    expect(page).toContain(`href="${theirs}"`)
    expect(await site.page(mine, eleve)).not.toContain(second)
    expect((await send(second, [['encore', 'oui']])).status).toBe(303)
    expect(await site.page(mine, eleve)).toContain(second)
    expect(
      (
        await site.send(
          theirs,
          [
            ['cle', keyOf('moi')],
            ['section', 'moi'],
            ['texte', second],
          ],
          site.adulte,
        )
      ).status,
    ).toBe(303)
  })

  test('another collège finds nothing, a lycée may not come in', async () => {
    expect(await site.status(theirs, site.chefVoisin)).toBe(404)
    expect(await site.status(theirs, site.lycee)).toBe(403)
    expect(await site.status(theirs, responsable)).toBe(403)
  })

  test('prints the letters of its pupils together', async () => {
    const list = await site.page('/lettres', site.adulte)
    expect(wordsOf(list)).toContain('Préparer ces lettres (1, PDF)')
    const { pages } = await readPdf((await site.prepared({ genre: 'lettres' })).bytes)
    expect(pages.join(' ')).toContain('étagère')
  })

  test('attaches a photo, which is printed in its place; a false one is refused', async () => {
    const photo = Buffer.from('ffd8ffc00011080001000103011100021100031100ffda00040000aaffd9', 'hex')
    const comment = Buffer.from('fffe000b48452d544f4921', 'hex')
    const sent = Buffer.concat([photo.subarray(0, 2), comment, Buffer.from('0d0a', 'hex'), photo.subarray(2)])
    expect((await attach(theirs, Buffer.from('<html>'), site.adulte)).status).toBe(422)
    const heic = await attach(theirs, Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), site.adulte)
    expect([heic.status, await heic.text()]).toEqual([422, expect.stringContaining('HEIC')])
    expect((await attach(theirs, sent, site.adulte)).status).toBe(303)
    const page = await site.page(theirs, site.adulte)
    expect(wordsOf(page)).toContain('lettre.jpg (1 ko)')
    const piece = /\/jointe\/(\d+)/.exec(page)?.[1] ?? ''
    const kept = await site.app.request(`${SITE}${theirs}/jointe/${piece}`, {
      headers: { Cookie: site.adulte },
    })
    expect(Buffer.from(await kept.arrayBuffer()).equals(photo)).toBe(true)
    expect(kept.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(wordsOf(await site.page('/lettres', site.adulte))).toContain('Manuscrite, jointe')
    expect((await site.send(`${theirs}/retrait`, [['piece', piece]], site.adulte)).status).toBe(303)
    expect(await site.page(theirs, site.adulte)).not.toContain('lettre.jpg (')
  })
})
