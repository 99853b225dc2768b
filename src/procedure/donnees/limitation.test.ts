import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import {
  approveActeExceptionnel,
  askActeExceptionnel,
  computeAvisFinaux,
  emitFiches,
  noterRemises,
  recordConfirmations,
} from '#src/procedure/bonus/api.ts'
import {
  acteurWith,
  at,
  codeOf,
  eleveAt,
  fictionalCampagne,
  legauxOf,
  must,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { demanderDroit, leverRestriction, repondreDroit } from '#src/procedure/donnees/acts/droits.ts'
import {
  emitConvocations,
  placeEntretiens,
  recordPresences,
  signAvisReferent,
  writeComptesRendus,
} from '#src/procedure/entretiens/api.ts'
import { anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { readEnvoi } from '#src/procedure/envois/reads/envois.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/acts.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

/** The pupil asks that his data be used no more while they are verified, and the académie grants it. */
async function limiter(where: CampagneFictive, eleveId: number): Promise<void> {
  const acteur = await acteurWith(where, { role: 'eleve', eleveId })
  const { campagneId } = where
  const asked = { campagneId, eleveId, responsableId: null, droit: 'limitation', texte: '' } as const
  const demandeId = await at({ ...where, acteur }, '2027-02-02', (tx) => demanderDroit(tx, asked).then(must))
  const reponse = { demandeId, accepte: true, motif: 'Vérification en cours', identite: undefined }
  must(await at(where, '2027-02-03', (tx) => repondreDroit(tx, reponse)))
}

let db: Db
let campagne: CampagneFictive
let close: () => Promise<void>
/** He is limited, and the other not. */
let limite: number
let autre: number
beforeAll(async () => {
  const base = await testDb()
  close = base.close
  db = base.db
  campagne = await fictionalCampagne(base.db, { elevesParCollege: 2 })
  ;[limite, autre] = [eleveAt(campagne, 0).id, eleveAt(campagne, 1).id]
  const items = [limite, autre].map((eleveId) =>
    aParcours({ eleveId, origine: null, referent: null, paroles: 'personne' }),
  )
  await playParcours(campagne, items)
  await limiter(campagne, limite)
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

test('art. 18: no exceptional act is asked nor approved for him; what was issued before is still handed over', async () => {
  const { campagneId } = campagne
  const [premier, second] = legauxOf(campagne, limite)
  const ask = (responsableId: number | undefined) => {
    const acte = {
      genre: 'responsable_injoignable',
      eleveId: limite,
      mef: null,
      responsableId: responsableId ?? 0,
      avis: '',
      commentaire: '',
      motif: 'Adresse inconnue depuis le mois de janvier',
    } as const
    return at(campagne, '2027-05-12', (tx) => askActeExceptionnel(tx, { campagneId, acte }))
  }
  const approve = (id: number) =>
    at({ ...campagne, acteur: campagne.approbateur }, '2027-05-13', (tx) => approveActeExceptionnel(tx, id))
  const id = must(await ask(premier?.id))
  await limiter(campagne, limite)
  expect(codeOf(await ask(second?.id))).toBe('dossier_limite')
  expect(codeOf(await approve(id))).toBe('dossier_limite')

  const { uai } = eleveAt(campagne, 0)
  const documents = await at(campagne, '2027-05-13', ({ trx }) =>
    trx.selectFrom('fiche').select('id').where('eleve_id', '=', limite).orderBy('version', 'desc').execute(),
  ).then(([last]) => [{ genre: 'fiche' as const, id: last?.id ?? 0 }])
  const remise = { campagneId, uai, documents, voie: 'main', le: '2027-05-13' } as const
  expect(must(await at(campagne, '2027-05-13', (tx) => noterRemises(tx, remise)))).toBe(1)

  await at(campagne, '2027-05-14', async (tx) => {
    const open = tx.trx.selectFrom('restriction').select('id').where('levee_le', 'is', null)
    must(await leverRestriction(tx, (await open.executeTakeFirstOrThrow()).id))
  })
  must(await approve(id))
})

describe('art. 18, in what the application does by itself', () => {
  let place: CampagneFictive
  let libre: number
  let tu: number
  let items: { eleveId: number; domaine: string }[]
  const nombres = async (table: string, eleveId: number): Promise<number> =>
    at(place, '2027-02-10', async ({ trx }) => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)} where eleve_id = ${eleveId}`.execute(trx)
      return rows[0]?.n ?? -1
    })
  const both = async (table: string) => [await nombres(table, tu), await nombres(table, libre)]

  beforeAll(async () => {
    place = await fictionalCampagne(db, { academie: '24', elevesParCollege: 2 })
    ;[tu, libre] = [eleveAt(place, 0).id, eleveAt(place, 1).id]
    const { campagneId } = place
    await at(place, '2027-02-01', async (tx) => {
      await sql`update eleve set courriel = 'e' || id || '@exemple.fr'`.execute(tx.trx)
      const asked = [tu, libre].map((eleveId) => anInscription({ eleveId, mef }))
      ;(await registerInscriptions(tx, { campagneId, items: asked })).forEach(must)
      const { domaine } = await tx.trx.selectFrom('inscription').select('domaine').executeTakeFirstOrThrow()
      items = [tu, libre].map((eleveId) => ({ eleveId, domaine }))
    })
    await limiter(place, tu)
  }, 60_000)

  test('he is neither placed nor convoked, and nothing is written to him', async () => {
    await at(place, '2027-02-10', async (tx) => {
      await placeEntretiens(tx, place.campagneId)
      await emitConvocations(tx, place.campagneId)
    })
    expect(await both('entretien')).toEqual([0, 1])
    expect(await both('convocation')).toEqual([0, 1])
    expect(await both('envoi')).toEqual([0, 1])
  })

  test('placed before, he is not convoked, his presence is not taken, no compte rendu is written, nothing is computed', async () => {
    const { campagneId } = place
    await at(place, '2027-02-10', async (tx) => {
      const { id } = await tx.trx.selectFrom('restriction').select('id').executeTakeFirstOrThrow()
      must(await leverRestriction(tx, id))
      await placeEntretiens(tx, campagneId)
    })
    expect(await both('entretien')).toEqual([1, 1])
    await limiter(place, tu)
    await at(place, '2027-02-11', (tx) => emitConvocations(tx, campagneId))
    expect(await both('convocation')).toEqual([0, 1])
    const results = await at(place, '2027-04-15T23:59', async (tx) => {
      const presences = items.map((one) => ({ ...one, etat: 'present' as const }))
      const rendus = items.map((one) => ({ ...one, texte: 'Conseil fictif : visiter l’atelier.' }))
      const taken = await recordPresences(tx, { campagneId, items: presences })
      return [taken, await writeComptesRendus(tx, { campagneId, items: rendus })]
    })
    expect(results.map((one) => one.map(codeOf))).toEqual([
      ['dossier_limite', undefined],
      ['dossier_limite', undefined],
    ])
    const { inscriptions } = await at(place, '2027-04-16', (tx) => computeAvisFinaux(tx, campagneId))
    expect(inscriptions).toBe(1)
  })

  test('what waited for him in the outbox does not leave, but for what answers him', async () => {
    const faits = await at(place, '2027-04-16', async (tx) => {
      const { rows } = await sql<{ id: number }>`
        insert into envoi (academie, campagne_id, genre, eleve_id, adresse, cle, cree_le)
        select academie, campagne_id, g, id, courriel, 'essai/' || g, now() from eleve,
          unnest(array['rappel_confirmation', 'reponse']) g where id = ${tu} returning id`.execute(tx.trx)
      const ids = rows.map(({ id }) => id)
      return Promise.all(ids.map(async (id) => (await readEnvoi(tx, { id, origine: '' }))?.empechement))
    })
    expect(faits).toEqual(['dossier_limite', null])
  })
})
