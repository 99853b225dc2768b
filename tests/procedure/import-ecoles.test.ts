import { describe, expect, test } from 'vitest'
import { at, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { listEleves, listResponsables } from '#src/procedure/eleves/api.ts'
import { importEcoles, type Ecole } from '#src/procedure/eleves/acts.ts'
import { aLien, anEleveLu, aResponsableLu } from '#src/procedure/eleves/examples.ts'
import { terrain } from './terrain.ts'

const { campagneOf } = terrain()

const imported = (campagne: CampagneFictive, ecoles: readonly Ecole[]) =>
  at(campagne, '2027-01-13', (tx) => importEcoles(tx, { campagneId: campagne.campagneId, ecoles }))

/** Who is a guardian of whom, by the keys of their file. */
async function liensOf(campagne: CampagneFictive): Promise<string[]> {
  return at(campagne, '2027-01-13', async ({ trx }) => {
    const eleves = await listEleves(trx, campagne.campagneId)
    const responsables = await listResponsables(
      trx,
      eleves.map((eleve) => eleve.id),
    )
    const cleOf = new Map(eleves.map((eleve) => [eleve.id, `${eleve.uai}/${eleve.cleSiecle}`]))
    return responsables.map((one) => `${cleOf.get(one.eleveId)}-${one.cleSiecle}`).toSorted()
  })
}

describe('several schools in one call', () => {
  const eleve = anEleveLu({ eleveId: '1', ine: '990000001AA' })
  const parent = aResponsableLu({ personneId: '10' })

  test('of two pupils with one INE the first school has it, and the links of the other go with him', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const [first, second] = campagne.colleges
    const bilans = await imported(campagne, [
      { uai: first, eleves: [eleve], responsables: [parent], liens: [aLien('1', '10')] },
      {
        uai: second,
        eleves: [{ ...eleve, eleveId: '2' }, anEleveLu({ eleveId: '3', ine: '990000003AA' })],
        responsables: [parent],
        liens: [aLien('2', '10'), aLien('3', '10')],
      },
    ])
    expect(bilans).toMatchObject([
      { crees: 1, refus: [] },
      { crees: 1, refus: [{ eleve: { eleveId: '2' }, autreUai: first, memeNaissance: true }] },
    ])
    expect(await liensOf(campagne)).toEqual([`${first}/1-10`, `${second}/3-10`])
  })

  test('the guardians of a pupil become those of the new file, and he alone is touched', async () => {
    const campagne = await campagneOf({ elevesParCollege: 0 })
    const [uai, other] = campagne.colleges
    const neighbour = { uai: other, eleves: [anEleveLu({ eleveId: '5', ine: null })], responsables: [parent] }
    const people = [parent, aResponsableLu({ personneId: '11' })]
    const before = { uai, eleves: [eleve], responsables: people, liens: [aLien('1', '10'), aLien('1', '11')] }
    await imported(campagne, [before, { ...neighbour, liens: [aLien('5', '10')] }])
    const [bilan] = await imported(campagne, [{ ...before, liens: [aLien('1', '11', 3)] }])
    expect(bilan).toEqual({ crees: 0, modifies: 0, inchanges: 1, refus: [] })
    expect(await liensOf(campagne)).toEqual([`${uai}/1-11`, `${other}/5-10`].toSorted())
    const levels = await at(campagne, '2027-01-13', async ({ trx }) =>
      listResponsables(
        trx,
        (await listEleves(trx, campagne.campagneId, uai)).map((one) => one.id),
      ),
    )
    expect(levels.map((one) => one.niveau)).toEqual([3])
  })
})
