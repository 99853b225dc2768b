import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { addDays, type Day } from '#src/kit/day.ts'
import { addSchoolDays } from '#src/kit/school-days.ts'
import { acteurWith, at, legauxOf, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { countARattraper } from '#src/procedure/bonus/api.ts'
import { createCompte } from '#src/procedure/comptes/api.ts'
import { campagneQuiEcrit, moveTo, query } from '#src/procedure/envois/examples.ts'
import { deposerRecapitulatifs } from '#src/procedure/envois/jobs/rappels.ts'
import type { Restes } from '#src/procedure/envois/model.ts'
import { appOver, get } from '#src/web/testing.ts'

const FERME = '2027-05-28'
const FIN = '2027-06-04'
let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive

/** Pupils of the first collège with an INE and guardians: the base matches their wishes. */
const plain = (index: number): number => {
  const [uai] = campagne.colleges
  const found = campagne.eleves.filter(
    (one) => one.uai === uai && one.ine !== null && legauxOf(campagne, one.id).length > 0,
  )[index]
  if (!found) throw new Error(`pas d’élève n° ${index}`)
  return found.id
}

beforeAll(async () => {
  base = await testDb()
  campagne = await campagneQuiEcrit(base.db, {
    calendrier: { finConfirmations: FIN },
    contraintes: { joursFermes: [FERME] },
    elevesParCollege: 12,
  })
  await playParcours(campagne, [
    aParcours({ eleveId: plain(0) }),
    aParcours({ eleveId: plain(1), offre: null }),
    aParcours({ eleveId: plain(2), paroles: 'personne' }),
    aParcours({ eleveId: plain(3), paroles: 'personne', offre: null }),
  ])
  await at(campagne, '2027-05-01', async (tx) => {
    for (const [role, uai] of [
      ['chef_origine', campagne.colleges[0]],
      ['adulte_referent', campagne.colleges[0]],
      ['chef_origine', campagne.colleges[1]],
    ] as const)
      await createCompte(tx, {
        nom: `${role} ${uai}`,
        courriel: `${role}.${uai}@exemple.fr`,
        habilitations: [{ role, uai, eleveId: null, responsableId: null, debut: '2020-01-01', fin: null }],
      })
  })
  await query(campagne, 'update compte set courriel_verifie_le = now() where courriel is not null')
})
afterAll(() => base.close())

/** What the digests of that morning say of the wishes, by address. */
async function digestsOf(jour: Day): Promise<[string, number | undefined, number | undefined][]> {
  await query(campagne, 'delete from envoi')
  await query(campagne, 'update campagne set horloge = null')
  await at(campagne, `${jour}T09:00`, (tx) => deposerRecapitulatifs(tx, countARattraper))
  const rows = await query<{ adresse: string; contenu: { restes: Restes } }>(
    campagne,
    'select adresse, contenu from envoi order by adresse',
  )
  return rows
    .map(({ adresse, contenu: { restes } }): [string, number | undefined, number | undefined] => [
      adresse.split('.')[0] ?? '',
      restes.sansVoeu,
      restes.voeuSansConfirmation,
    ])
    .filter(([, sansVoeu, sansConfirmation]) => sansVoeu || sansConfirmation)
}

describe('what would be lost at the end of the wishes', () => {
  test('its school is told 10, 5 and 2 school days before, closed days aside; the other school is not', async () => {
    const days = [10, 5, 2].map((count) => addSchoolDays(FIN, -count, [FERME]))
    expect(days).toEqual(['2027-05-20', '2027-05-27', '2027-06-02'])
    for (const jour of days)
      expect([jour, await digestsOf(jour)]).toEqual([
        jour,
        [
          ['adulte_referent', 1, 1],
          ['chef_origine', 1, 1],
        ],
      ])
    for (const jour of days.flatMap((day) => [addDays(day, -1), addDays(day, 1)]))
      expect([jour, await digestsOf(jour)]).toEqual([jour, []])
  })

  test('the first screen of the school says the same every day, with a link to who they are', async () => {
    await moveTo(campagne, '2027-05-25T09:00')
    const { app, cookieFor } = appOver(base.db)
    const chef = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] })
    const text = await (await get(app, '/', await cookieFor(chef))).text()
    expect(text).toContain('/rapprochement?etat=sans_voeu')
    expect(text).toContain('1 formation confirmée sans vœu dans Affelnet')
    expect(text).toContain('1 vœu saisi sans confirmation de la famille')
    const other = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[1] })
    expect(await (await get(app, '/', await cookieFor(other))).text()).not.toContain('/rapprochement?etat=')
  })

  test('before any wish is known, nobody is told that one is missing', async () => {
    await query(campagne, 'delete from voeu')
    expect(await digestsOf('2027-05-20')).toEqual([])
  })
})
