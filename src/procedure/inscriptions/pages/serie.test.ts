import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, eleveAt, must } from '#src/procedure/bonus/examples/campagne.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'

const TEXTS = [
  'Motivé par la menuiserie depuis deux visites d’atelier, fictif.',
  'Curieuse de menuiserie, elle a questionné un artisan, fictif.',
]
const MEFS = ['2472340121', '2472340221']

describe('avis pupil after pupil', () => {
  let site: CollegeSite
  /** Keys of both formations of the first two pupils. */
  const keys: string[][] = []

  beforeAll(async () => {
    site = await collegeSite('2027-02-10T10:00')
    const { campagneId } = site.campagne
    await at(site.campagne, '2027-02-01', async (tx) => {
      for (const i of [0, 1]) {
        const items = MEFS.map((mef) => anInscription({ eleveId: eleveAt(site.campagne, i).id, mef }))
        const made = await registerInscriptions(tx, { campagneId, items })
        keys.push(made.map((one) => `i${must(one).id}`))
      }
    })
  })
  afterAll(() => site.close())

  const idOf = (i: number): number => eleveAt(site.campagne, i).id
  const serie = (i: number): string => `/avis-origine/serie?eleve=${idOf(i)}`
  const fill = (i: number, { reprendre = false } = {}) => {
    const [a = '', b = ''] = keys[i] ?? []
    return site.send(serie(i), [
      [`avis-${a}`, 'favorable'],
      [`commentaire-${a}`, TEXTS[i] ?? ''],
      [`avis-${b}`, 'assez_favorable'],
      [`commentaire-${b}`, ''],
      ...(reprendre ? ([[`reprendre-${b}`, 'oui']] as const) : []),
    ])
  }

  test('opens on the first pupil who is not filled, and is for heads alone', async () => {
    const text = wordsOf(await site.page('/avis-origine/serie'))
    expect(text).toContain(`${eleveAt(site.campagne, 0).prenom} ${eleveAt(site.campagne, 0).nom}`)
    expect(text).toContain('Élève 1 sur 2')
    expect(await site.status('/avis-origine/serie', site.adulte)).toBe(403)
  })

  test('keeps what is typed and goes to the next pupil; nothing is signed', async () => {
    const answer = await fill(0)
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      303,
      `/avis-origine/serie?eleve=${idOf(1)}&defaire=${idOf(0)}`,
    ])
    const text = await site.page(serie(0))
    expect(text).toContain(TEXTS[0])
    expect(wordsOf(text)).toContain('Élèves remplis : 0 sur 2')
    expect(wordsOf(await site.page('/avis-origine'))).not.toContain('Récépissé n°')
  })

  test('one’s own comment serves another formation of the same pupil when it is asked for, and only then', async () => {
    const [, b = ''] = keys[0] ?? []
    const area = async () =>
      new RegExp(`name="commentaire-${b}"[^>]*>([^<]*)<`).exec(await site.page(serie(0)))?.[1]
    expect(await site.page(serie(0))).toMatch(new RegExp(`name="reprendre-${b}" value="oui"/>`))
    expect(await area()).toBe('')
    await fill(0, { reprendre: true })
    expect(await area()).toBe(TEXTS[0])
  })

  test('the last entry is undone, and undone again comes back', async () => {
    const undo = () => site.send('/avis-origine/serie/annuler', [['eleve', String(idOf(0))]])
    const [, b = ''] = keys[0] ?? []
    const kept = async () =>
      new RegExp(`name="commentaire-${b}"[^>]*>([^<]*)<`).exec(await site.page(serie(0)))?.[1]
    await undo()
    expect(await kept()).toBe('')
    await undo()
    expect(await kept()).toBe(TEXTS[0])
  })

  test('after the last pupil: the mirror of what is ready, then everything is signed, with a receipt', async () => {
    const answer = await fill(1, { reprendre: true })
    expect(answer.headers.get('Location')).toBe('/avis-origine')
    const before = wordsOf(await site.page('/avis-origine'))
    expect(before).toContain('Sur 4 avis, 50 % sont')
    expect(before).toContain('Signer les 4 avis prêts')
    expect(wordsOf(await site.page('/avis-origine', site.academie))).not.toContain('Sur 4 avis')
    const signed = await site.send('/avis-origine', [['signer', 'prets']])
    expect(signed.status).toBe(303)
    expect(decodeURIComponent(signed.headers.getSetCookie().join(';'))).toContain(
      '4 avis sont signés. Récépissé n° 1.',
    )
    const path = /\/avis-origine\/recepisses\/\d+/.exec(await site.page('/avis-origine'))?.[0] ?? ''
    const receipt = wordsOf(await site.page(path))
    for (const text of TEXTS) expect(receipt).toContain(text)
    expect(await site.status(path, site.chefVoisin)).toBe(404)
    expect(await site.status(path, site.adulte)).toBe(403)
  })

  test('the mirror is for the head of that school: neither the académie nor the next head is shown it', async () => {
    const titre = 'Votre répartition, avant de signer'
    const [uai] = site.campagne.colleges
    expect(wordsOf(await site.page('/avis-origine'))).toContain(titre)
    for (const cookie of [site.academie, site.chefVoisin])
      expect(wordsOf(await site.page('/avis-origine', cookie))).not.toContain(titre)
    expect(wordsOf(await site.page(`/avis-origine?etablissement=${uai}`, site.academie))).not.toContain(titre)
  })
})
