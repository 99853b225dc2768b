import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { computeAvisFinaux, emitFiches, recordConfirmations } from '#src/procedure/bonus/api.ts'
import {
  acteurWith,
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  must,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { demanderDroit, leverRestriction, repondreDroit } from '#src/procedure/donnees/acts/droits.ts'
import { signAvisReferent } from '#src/procedure/entretiens/api.ts'
import { anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/acts.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

let campagne: CampagneFictive
let close: () => Promise<void>
/** He is limited, and the other not. */
let limite: number
let autre: number
beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db, { elevesParCollege: 2 })
  ;[limite, autre] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
  const items = [limite, autre].map((eleveId) =>
    aParcours({ eleveId, origine: null, referent: null, paroles: 'personne' }),
  )
  await playParcours(campagne, items)
  const acteur = await acteurWith(campagne, { role: 'eleve', eleveId: limite })
  const { campagneId } = campagne
  const demandeId = await at({ ...campagne, acteur }, '2027-02-02', (tx) =>
    demanderDroit(tx, {
      campagneId,
      eleveId: limite,
      responsableId: null,
      droit: 'limitation',
      texte: '',
    }).then(must),
  )
  const reponse = { demandeId, accepte: true, motif: 'Vérification en cours', identite: undefined }
  must(await at(campagne, '2027-02-03', (tx) => repondreDroit(tx, reponse)))
})
afterAll(() => close())

const { mef } = aParcours({ eleveId: 0 })
const codes = async (work: (eleveId: number) => Promise<string | undefined>) => [
  await work(limite),
  await work(autre),
]

test('art. 18: while his data are limited, no school writes of him, and the others go on', async () => {
  const { campagneId } = campagne
  expect(
    await codes((eleveId) =>
      at(campagne, '2027-02-10', async (tx) =>
        codeOf((await registerInscriptions(tx, { campagneId, items: [anInscription({ eleveId, mef })] }))[0]),
      ),
    ),
  ).toEqual(['dossier_limite', 'inscription_existante'])
  expect(
    await codes((eleveId) =>
      at(campagne, '2027-02-10', async (tx) =>
        codeOf((await signAvisOrigine(tx, { campagneId, items: [anAvisOrigine({ eleveId, mef })] }))[0]),
      ),
    ),
  ).toEqual(['dossier_limite', undefined])
  expect(
    await codes((eleveId) =>
      at(campagne, '2027-04-15T23:59', async (tx) =>
        codeOf((await signAvisReferent(tx, { campagneId, items: [anAvisReferent({ eleveId, mef })] }))[0]),
      ),
    ),
  ).toEqual(['dossier_limite', undefined])
})

test('art. 18: no fiche is issued for him; he still speaks for himself; lifted, all goes on', async () => {
  const { campagneId } = campagne
  const versions = () =>
    at(campagne, '2027-05-11', async (tx) => {
      await computeAvisFinaux(tx, campagneId)
      await emitFiches(tx, campagneId)
      const rows = await tx.trx.selectFrom('fiche').select(['eleve_id', 'version']).execute()
      return [limite, autre].map((id) => rows.filter((row) => row.eleve_id === id).length)
    })
  // Both had a first one before.
  expect(await versions()).toEqual([1, 2])
  const acteur = await acteurWith(campagne, { role: 'eleve', eleveId: limite })
  const said = { eleveId: limite, mef, responsableId: null, decision: 'oui', support: 'ecran' } as const
  await at({ ...campagne, acteur }, '2027-05-11', async (tx) =>
    must((await recordConfirmations(tx, { campagneId, items: [said] }))[0]),
  )
  await at(campagne, '2027-05-12', async (tx) => {
    const { id } = await tx.trx.selectFrom('restriction').select('id').executeTakeFirstOrThrow()
    must(await leverRestriction(tx, id))
    const [signed] = await signAvisOrigine(
      { ...tx, now: new Date('2027-02-20T10:00:00Z') },
      {
        campagneId,
        items: [anAvisOrigine({ eleveId: limite, mef })],
      },
    )
    must(signed)
  })
  expect((await versions())[0]).toBe(2)
})
