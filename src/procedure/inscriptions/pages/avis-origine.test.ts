import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, eleveAt, must, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { emitConvocations, placeEntretiens } from '#src/procedure/entretiens/api.ts'
import { hiddenField } from '#src/web/testing.ts'

const TEXT = 'Élève investie, projet mûri & <solide>.'
type Field = readonly [string, string]

/** Registers the first pupils of the first collège and one of the second; returns the keys of their lines. */
async function registered(campagne: CampagneFictive, unite: 'e' | 'i'): Promise<string[]> {
  const last = campagne.eleves.at(-1)
  const items = [0, 1, 2, 3].map((i) => anInscription({ eleveId: eleveAt(campagne, i).id }))
  const all = [...items, anInscription({ eleveId: last?.id ?? 0 })]
  const { campagneId } = campagne
  return at(campagne, '2027-02-01', async (tx) => {
    const made = (await registerInscriptions(tx, { campagneId, items: all })).map((one) => must(one))
    return made.map((one) => (unite === 'e' ? `e${one.eleveId}` : `i${one.id}`))
  })
}

const filled = (cle: string, avis = 'favorable', commentaire = TEXT): Field[] => [
  [`avis-${cle}`, avis],
  [`commentaire-${cle}`, commentaire],
  // Read again already: what deserves a second reading has its own tests.
  [`relu-${cle}`, 'court copie sans_formation'],
]
const keysIn = (text: string): string[] =>
  [...text.matchAll(/name="commentaire-(\w+)"/g)].map((m) => m[1] ?? '')

describe('origin avis in series, one per formation', () => {
  let site: CollegeSite
  let keys: string[]
  const key = (i: number): string => keys[i] ?? ''

  beforeAll(async () => {
    site = await collegeSite('2027-02-10T10:00')
    keys = await registered(site.campagne, 'i')
  })
  afterAll(() => site.close())

  const sign = (fields: readonly Field[], signer?: string, cookie?: string) =>
    site.send('/avis-origine', signer === undefined ? fields : [...fields, ['signer', signer]], cookie)

  test('shows those of my school only, each to be read by the family; an adult of the school does not sign', async () => {
    const text = await site.page('/avis-origine')
    expect(keysIn(text).toSorted()).toEqual(keys.slice(0, 4).toSorted())
    expect(text.match(/La famille lira ce commentaire\./g)).toHaveLength(4)
    expect(await site.status('/avis-origine', site.adulte)).toBe(403)
    expect(keysIn(await site.page('/avis-origine', site.academie))).toHaveLength(5)
  })

  test('the Enter key signs nothing: what was typed is kept as a draft, level included', async () => {
    const answer = await sign(filled(key(0), 'reserve'))
    expect(answer.status).toBe(303)
    const text = await site.page('/avis-origine')
    expect(keysIn(text)).toContain(key(0))
    expect(text).toContain('Élève investie, projet mûri &amp; &lt;solide&gt;.')
    expect(text).toContain('Brouillon repris')
    const radios = text.match(new RegExp(`<input[^>]*name="avis-${key(0)}"[^>]*>`, 'g')) ?? []
    expect(radios.filter((one) => one.includes('checked'))).toEqual([
      expect.stringContaining('value="reserve"'),
    ])
  })

  test('one line is signed; what was typed in another stays a draft', async () => {
    const answer = await sign([...filled(key(0)), ...filled(key(1), 'favorable', 'À moitié')], key(0))
    expect(answer.status).toBe(303)
    const text = await site.page('/avis-origine')
    expect(keysIn(text)).not.toContain(key(0))
    expect(text).toContain('À moitié')
  })

  test('signing all: those filled are signed, one half filled comes back with its text and its reason', async () => {
    const half: Field[] = [[`commentaire-${key(2)}`, TEXT]]
    const cle = 'b1c6f7d4-0d0b-4f57-8f0e-5f4b6a1d9c33'
    const answer = await sign([['cle', cle], ...filled(key(1)), ...half], 'tous')
    expect(answer.status).toBe(200)
    const text = await answer.text()
    expect(wordsOf(text)).toContain('Un avis est signé.')
    expect(wordsOf(text)).toContain('Choisissez un avis pour ')
    expect(keysIn(text).toSorted()).toEqual([key(2), key(3)].toSorted())
    expect(text).toContain('Élève investie, projet mûri &amp; &lt;solide&gt;.')
    expect(text).toContain(`href="#champ-avis-${key(2)}"`)
    // The key that signed is used up: the form that comes back has its own.
    expect(hiddenField(text, 'cle')).not.toBe(cle)
    expect(keysIn(await site.page('/avis-origine'))).not.toContain(key(1))
  })

  test('nothing signed and something refused: 422, the key stays', async () => {
    const cle = 'b1c6f7d4-0d0b-4f57-8f0e-5f4b6a1d9c34'
    const answer = await sign(
      [
        ['cle', cle],
        [`avis-${key(2)}`, 'favorable'],
      ],
      'tous',
    )
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain('Écrivez un commentaire pour ')
    expect(hiddenField(text, 'cle')).toBe(cle)
  })

  test('signed meanwhile by the académie: told, the text comes back to its author', async () => {
    await sign(filled(key(2), 'reserve', 'Le premier'), key(2), site.academie)
    const answer = await sign(filled(key(2)), key(2))
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(wordsOf(text)).toContain('Un avis d’origine est déjà signé : le premier signé compte.')
    expect(text).toContain('Élève investie, projet mûri &amp; &lt;solide&gt;.')
  })

  test('the académie signs for the school, and the journal says so', async () => {
    const { campagne } = site
    const { rows } = await at(campagne, '2027-02-10', ({ trx }) =>
      sql<{ pour: string }>`
        select pour_le_compte_de as pour from journal where acte = 'avis_origine.signer' and pour_le_compte_de is not null
      `.execute(trx),
    )
    expect(rows).toEqual([{ pour: campagne.colleges[0] }])
  })

  test('a line of another school, forged: nothing is signed', async () => {
    await sign(filled(key(4)), 'tous')
    expect(keysIn(await site.page('/avis-origine', site.chefVoisin))).toEqual([key(4)])
  })

  test('a level that the reglement does not know: refused', async () => {
    const answer = await sign(filled(key(3), 'excellent'), 'tous')
    expect(answer.status).toBe(422)
    expect(wordsOf(await answer.text())).toContain('« excellent » n’est pas un niveau d’avis')
  })

  test('A1: once the interview has begun: no line, and said without blame', async () => {
    const { campagneId } = site.campagne
    await at(site.campagne, '2027-02-27', async (tx) => {
      await placeEntretiens(tx, campagneId)
      await emitConvocations(tx, campagneId)
    })
    await site.moveTo('2027-02-28T10:00')
    expect(wordsOf(await site.page('/avis-origine'))).toMatch(/Entretien : \S+ \d+ mars 2027 à \d+ h \d\d/)
    await site.moveTo('2027-03-15T10:00')
    const text = await site.page('/avis-origine')
    expect(keysIn(text)).toEqual([])
    expect(wordsOf(text)).toMatch(/\d+ avis n’(a|ont) pas été donnés? à temps/)
    const late = wordsOf(await site.page('/avis-origine/hors-delai'))
    expect(late).toContain('L’entretien de ces élèves a commencé')
    const answer = await sign(filled(key(3)), 'tous')
    expect(answer.status).toBe(422)
    expect(wordsOf(await answer.text())).toContain(
      'L’entretien a commencé : l’avis d’origine est figé depuis.',
    )
    await site.moveTo('2027-03-20T10:00')
    expect(wordsOf(await site.page('/avis-origine'))).toContain('jusqu’au vendredi 19 mars 2027')
  })
})

describe('origin avis in series, one per pupil', () => {
  test('one line for a pupil registered twice, and signing it covers both', async () => {
    const site = await collegeSite('2027-02-10T10:00', { reglement: 'paris' })
    const [cle = ''] = await registered(site.campagne, 'e')
    const { id: eleveId } = eleveAt(site.campagne, 0)
    await at(site.campagne, '2027-02-02', (tx) =>
      registerInscriptions(tx, {
        campagneId: site.campagne.campagneId,
        items: [anInscription({ eleveId, mef: '2473340321' })],
      }),
    )
    const text = await site.page('/avis-origine')
    expect(keysIn(text)).toHaveLength(4)
    expect(wordsOf(text)).toContain('Menuiserie (fictive), Cuisine (fictive)')
    await site.send('/avis-origine', [...filled(cle), ['signer', cle]])
    expect(keysIn(await site.page('/avis-origine'))).not.toContain(cle)
    expect(
      wordsOf(await site.page(`/eleves/${eleveId}`)).match(/Avis d’origine favorable, signé/g),
    ).toHaveLength(2)
    await site.close()
  })
})

describe('second reading', () => {
  test('what deserves a second reading comes back once, with its text; signed again it passes', async () => {
    const site = await collegeSite('2027-02-10T10:00')
    const [cle = ''] = await registered(site.campagne, 'i')
    const sign = (fields: readonly Field[]) => site.send('/avis-origine', [...fields, ['signer', cle]])
    const texte = 'Malgré sa dyslexie, un projet de menuiserie préparé avec soin & méthode.'
    const line: Field[] = [
      [`avis-${cle}`, 'favorable'],
      [`commentaire-${cle}`, texte],
    ]
    const first = await sign(line)
    expect(first.status).toBe(422)
    const page = await first.text()
    expect(wordsOf(page)).toContain('il semble parler de santé')
    expect(page).toContain('« dyslexie »')
    expect(page).toContain('préparé avec soin &amp; méthode.</textarea>')
    const relu = new RegExp(`name="relu-${cle}" value="([^"]*)"`).exec(page)?.[1] ?? ''
    expect(relu).toBe('sante')
    const worse = await sign([
      ...line.slice(0, 1),
      [`commentaire-${cle}`, 'Trop immature.'],
      [`relu-${cle}`, relu],
    ])
    expect([worse.status, wordsOf(await worse.text()).includes('citez un fait')]).toEqual([422, true])
    expect((await sign([...line, [`relu-${cle}`, relu]])).status).toBe(303)
    expect(keysIn(await site.page('/avis-origine'))).not.toContain(cle)
    await site.close()
  })
})
