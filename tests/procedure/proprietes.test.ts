import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import {
  cleDeRepetition,
  exportBonus,
  rapprochementOf,
  selectDifferencesAvecLeJumeau,
} from '#src/procedure/bonus/api.ts'
import {
  at,
  codeOf,
  fictionalCampagne,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { playParcours, type Parcours } from '#src/procedure/bonus/examples/parcours.ts'
import type { Reglement } from '#src/procedure/campagnes/api.ts'
import { aReglement, FORMATIONS } from '#src/procedure/campagnes/examples.ts'
import { anyReglement } from './reglements.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

let serial = 0

/** What may happen to each registration of a campaign under this reglement, by the place of the pupil in the list. */
const anyParcours = ({ echelles }: Reglement) =>
  fc.uniqueArray(
    fc.record({
      rang: fc.nat(11),
      mef: fc.constantFrom(...FORMATIONS.map((one) => one.mef)),
      origine: fc.option(fc.constantFrom(...echelles.origine), { freq: 6 }),
      referent: fc.option(fc.constantFrom(...echelles.referent), { freq: 6 }),
      presence: fc.option(
        fc.constantFrom(
          'present' as const,
          'present' as const,
          'present' as const,
          'absent' as const,
          'excuse' as const,
        ),
        { freq: 8 },
      ),
      paroles: fc.constantFrom(
        'tous' as const,
        'tous' as const,
        'eleve' as const,
        'personne' as const,
        'refus' as const,
      ),
      offre: fc.option(fc.constantFrom('AA000001', 'AA000003', 'AA000009'), { freq: 4 }),
    }),
    { selector: (one) => `${one.rang}/${one.mef}`, minLength: 1, maxLength: 24 },
  )

type Tire = ReturnType<typeof anyParcours> extends fc.Arbitrary<(infer T)[]> ? T : never

async function play(reglement: Reglement, tires: readonly Tire[]): Promise<CampagneFictive> {
  const campagne = await fictionalCampagne(base.db, { dispositif: `HASARD-${++serial}`, reglement })
  const parcours = tires.map(({ rang, ...one }): Parcours => ({
    ...one,
    eleveId: campagne.eleves[rang]?.id ?? 0,
  }))
  await playParcours(campagne, parcours)
  return campagne
}

const one = async (
  campagne: CampagneFictive,
  query: ReturnType<typeof sql<{ n: number }>>,
): Promise<number> => {
  const { rows } = await at(campagne, '2027-06-01', ({ trx }) => query.execute(trx))
  return rows[0]?.n ?? -1
}

/** Everything that must hold of a campaign played to its end, whatever happened in it. */
async function holds(campagne: CampagneFictive): Promise<void> {
  const { campagneId, reglement } = campagne
  const differences = await at(campagne, '2027-05-23', (tx) =>
    selectDifferencesAvecLeJumeau(tx.trx, campagneId),
  )
  expect(differences, JSON.stringify(reglement)).toEqual([])
  const { etats } = await at(campagne, '2027-05-23', (tx) => rapprochementOf(tx, campagneId))
  const exported = await at(campagne, '2027-05-23', (tx) =>
    exportBonus(tx, {
      campagneId,
      approbateurId: campagne.approbateur.compteId ?? 0,
      cle: cleDeRepetition(1),
    }),
  )
  expect(codeOf(exported)).toBeUndefined()
  const ofLot = sql`lot_ligne l join eleve e on e.id = l.eleve_id where l.campagne_id = ${campagneId} and l.vivante`
  // Exported ⊆ wished, ⊆ worth points, and nobody who said no.
  expect(
    await one(
      campagne,
      sql`select count(*)::int as n from ${ofLot} and not exists (select from voeu v where v.eleve_id = l.eleve_id
        and (v.academie_offre, v.code_offre, v.code_mef) = (l.academie_offre, l.code_offre, l.code_mef))`,
    ),
  ).toBe(0)
  expect(
    await one(
      campagne,
      sql`select count(*)::int as n from ${ofLot} and not exists (select from inscription i join avis_final a
        on a.inscription_id = i.id where i.eleve_id = l.eleve_id and i.mef = l.mef and a.etat = 'complet'
        and a.points = l.points and a.points > 0 and not exists (select from (
          select distinct on (responsable_id) decision from confirmation c where c.inscription_id = i.id
          order by responsable_id, le desc, id desc) d where d.decision = 'non'))`,
    ),
  ).toBe(0)
  if (reglement.confirmationResponsables !== 'aucun')
    expect(
      await one(
        campagne,
        sql`select count(*)::int as n from ${ofLot} and not exists (select from inscription i join confirmation c
          on c.inscription_id = i.id and c.responsable_id is null and c.decision = 'oui'
          where i.eleve_id = l.eleve_id and i.mef = l.mef)`,
      ),
    ).toBe(0)
  // Every registration exported by the rule is in the lot, but those without INE, who are in none.
  const withIne = new Set(campagne.eleves.filter((eleve) => eleve.ine !== null).map((eleve) => eleve.id))
  const due = etats.filter(({ dossier, etat }) => etat === 'exporte' && withIne.has(dossier.eleveId))
  const inLot = await one(campagne, sql`select count(distinct l.eleve_id)::int as n from ${ofLot}`)
  expect(inLot).toBe(new Set(due.map(({ dossier }) => dossier.eleveId)).size)
  expect(
    await one(
      campagne,
      sql`select count(*)::int as n from (select from entretien where campagne_id = ${campagneId}
        group by eleve_id, domaine having count(*) > 1) d`,
    ),
  ).toBe(0)
}

describe('of random campaigns, both computations agree and the bonus is due', () => {
  test.each([
    ['paris', aReglement('paris')],
    ['exemple-gradue', aReglement()],
  ])('%s', { timeout: 180_000 }, async (_nom, reglement) => {
    await fc.assert(
      fc.asyncProperty(anyParcours(reglement), async (tires) => holds(await play(reglement, tires))),
      { numRuns: 8 },
    )
  })

  test('under any valid reglement', { timeout: 180_000 }, async () => {
    const both = anyReglement.chain((reglement) =>
      anyParcours(reglement).map((tires) => ({ reglement, tires })),
    )
    await fc.assert(
      fc.asyncProperty(both, async ({ reglement, tires }) => holds(await play(reglement, tires))),
      { numRuns: 20 },
    )
  })
})
