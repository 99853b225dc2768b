import { describe, expect, test } from 'vitest'
import { importVoeux, recordConfirmations } from '#src/procedure/bonus/api.ts'
import { at, eleveAt, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aLigneVoeu } from '#src/procedure/bonus/examples/dossiers.ts'
import { aParcours, parolesOf, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { importEleves, listEleves } from '#src/procedure/eleves/api.ts'
import { anEleveLu } from '#src/procedure/eleves/examples.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { aLigneEtablissement } from '#src/procedure/etablissements/examples.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { terrain } from './terrain.ts'

const { asOwner, campagneOf } = terrain()

describe('rule 10: twins, shared and missing INE', () => {
  const twins = [
    anEleveLu({ eleveId: '901', ine: '990000901AA', prenom: 'Ana', nom: 'JUMEAUX' }),
    anEleveLu({ eleveId: '902', ine: '990000902AA', prenom: 'Ana', nom: 'JUMEAUX' }),
    anEleveLu({ eleveId: '903', ine: null, prenom: 'Ana', nom: 'JUMEAUX' }),
  ]
  const imported = (campagne: CampagneFictive, eleves: typeof twins, uai = campagne.colleges[0]) =>
    at(campagne, '2027-01-13', (tx) =>
      importEleves(tx, { campagneId: campagne.campagneId, uai, eleves, responsables: [], liens: [] }),
    )

  test('A28: same name, same birth date: each is himself', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    expect(await imported(campagne, twins)).toMatchObject({ crees: 3, refus: [] })
    expect(await imported(campagne, twins)).toEqual({ crees: 0, modifies: 0, inchanges: 3, refus: [] })
  })

  test('A28, A29: an INE that another pupil holds goes to a human, and is told with where and whether the birth date agrees', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    await imported(campagne, twins)
    const [first] = twins
    if (!first) throw new Error('jumelle absente')
    const moved = { ...first, eleveId: '77' }
    const stranger = { ...first, eleveId: '78', dateNaissance: '2011-01-01' }
    const other = await imported(campagne, [moved, stranger], campagne.colleges[1])
    expect(other).toMatchObject({ crees: 0, modifies: 0 })
    expect(
      other.refus.map(({ eleve, autreUai, memeNaissance }) => [eleve.eleveId, autreUai, memeNaissance]),
    ).toEqual([
      ['77', campagne.colleges[0], true],
      ['78', campagne.colleges[0], false],
    ])
    const eleves = await at(campagne, '2027-01-14', (tx) => listEleves(tx.trx, campagne.campagneId))
    expect(eleves).toHaveLength(3)
  })

  test('two pupils of one file under one INE: the second is the doubt, the first stands', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const same = twins.map((one) => ({ ...one, ine: '990000999AA' }))
    expect(await imported(campagne, same)).toMatchObject({ crees: 1, refus: [{}, {}] })
  })

  test('a file without the INE does not take away the one that is known', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    await imported(campagne, twins)
    await imported(
      campagne,
      twins.map((one) => ({ ...one, ine: null })),
    )
    const eleves = await at(campagne, '2027-01-14', (tx) => listEleves(tx.trx, campagne.campagneId))
    expect(new Set(eleves.map((one) => one.ine))).toEqual(new Set(['990000901AA', '990000902AA', null]))
  })
})

describe('an import repeated changes nothing', () => {
  test('schools, pupils with their guardians, wishes', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const { campagneId, colleges } = campagne
    const schools = colleges.map((uai) =>
      aLigneEtablissement({ uai, commune: 'Fictiville', codeDepartement: '75' }),
    )
    const voeux = [aLigneVoeu({ ine: '990000901AA' }), aLigneVoeu({ ine: '990000901AA', rang: 2 })]
    const state = () =>
      asOwner<{ t: string }>(
        `select json_build_object('e', (select json_agg(e order by uai) from etablissement e),
          'v', (select json_agg(json_build_array(ine, rang, code_offre) order by ine, rang) from voeu
            where campagne_id = $1))::text as t`,
        [campagneId],
      )
    const all = () =>
      at(campagne, '2027-01-13', async (tx) => ({
        etablissements: await importEtablissements(tx, schools),
        voeux: await importVoeux(tx, { campagneId, lignes: voeux }),
      }))
    await all()
    const before = await state()
    const again = await all()
    expect(again.etablissements).toEqual({ crees: 0, modifies: 0, inchanges: 2 })
    expect(again.voeux).toMatchObject({ ajoutes: 0, supprimes: 0, inchanges: 2 })
    expect(await state()).toEqual(before)
  })

  test('a new département of a school is a change', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const [uai] = campagne.colleges
    const school = (codeDepartement: string) => aLigneEtablissement({ uai, codeDepartement })
    const imported = (code: string) =>
      at(campagne, '2027-01-13', (tx) => importEtablissements(tx, [school(code)]))
    await imported('75')
    expect(await imported('93')).toMatchObject({ modifies: 1 })
    expect(await imported('93')).toMatchObject({ inchanges: 1 })
  })
})

describe('two campaigns of one académie', () => {
  test('a pupil of one cannot be registered, nor confirm, under the dates of the other', async () => {
    const [mine, other] = [
      await campagneOf({ elevesParCollege: 1 }),
      await campagneOf({ elevesParCollege: 1 }),
    ]
    const { id: eleveId } = eleveAt(mine, 0)
    await expect(
      at(mine, '2027-02-01', (tx) =>
        registerInscriptions(tx, { campagneId: other.campagneId, items: [anInscription({ eleveId })] }),
      ),
    ).rejects.toThrow(/inscription_d_un_eleve_de_la_campagne/)
    await playInscriptions(mine, [aParcours({ eleveId })])
    await expect(
      at(mine, '2027-05-10', (tx) =>
        recordConfirmations(tx, {
          campagneId: other.campagneId,
          items: parolesOf(mine, aParcours({ eleveId, paroles: 'eleve' })),
        }),
      ),
    ).rejects.toThrow(/confirmation_d_une_inscription_de_la_campagne/)
  })
})
