import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { ETATS_AVIS_FINAL } from '#src/procedure/bonus/model.ts'
import { rapprochementOf } from '#src/procedure/bonus/api.ts'
import { listComptesDemonstration, ROLES, type Acteur } from '#src/procedure/comptes/api.ts'
import { ACADEMIE_FICTIVE, loadDemonstration } from '#src/rehearsal/demonstration.ts'

let base: Awaited<ReturnType<typeof testDb>>
const acteur: Acteur = {
  academie: ACADEMIE_FICTIVE.code,
  compteId: null,
  nom: 'Essai',
  pourLeCompteDe: null,
  habilitations: [
    { role: 'academie', uai: null, eleveId: null, responsableId: null, debut: '2020-01-01', fin: null },
  ],
}
const said: string[] = []
beforeAll(async () => {
  base = await testDb()
  await loadDemonstration(base.db, (line) => said.push(line))
}, 240_000)
afterAll(() => base.close())

const read = <T>(
  work: (tx: Parameters<Parameters<typeof inTransaction<Acteur, T>>[1]>[0]) => Promise<T>,
): Promise<T> => inTransaction({ db: base.db, acteur }, work)

test('every role has an account', async () => {
  const comptes = await read((tx) => listComptesDemonstration(tx.trx))
  expect([...new Set(comptes.map((compte) => compte.role))].sort()).toEqual([...ROLES].sort())
})

test('every state of an avis final and of a confirmation is there to be seen', async () => {
  const etats = await read(async (tx) => {
    const { rows } = await sql<{ etat: string }>`select distinct etat from avis_final`.execute(tx.trx)
    return rows.map((row) => row.etat)
  })
  expect(etats.sort()).toEqual([...ETATS_AVIS_FINAL].sort())
  const rapprochements = await read(async (tx) => {
    const { rows } = await sql<{ id: number }>`select id from campagne where dispositif = 'PASS-CCD'`.execute(
      tx.trx,
    )
    const found = await rapprochementOf(tx, rows[0]?.id ?? 0)
    return new Set(found.etats.map((one) => one.etat))
  })
  expect([...rapprochements].sort()).toEqual([
    'exporte',
    'non_confirme',
    'points_nuls',
    'refuse',
    'sans_voeu',
  ])
})

test('pupils still register, interviews are under way, proposals wait for a signature', async () => {
  const { rows } = await read((tx) =>
    sql<{ futures: number; recus: number; proposes: number; demandes: number }>`
      select (select count(*)::int from inscription i join campagne c on c.id = i.campagne_id and c.dispositif = 'PASS-AGRI') as demandes,
        (select count(*)::int from entretien n join campagne c on c.id = n.campagne_id and c.dispositif = 'PASSPRO'
          where lower(n.plage) > c.horloge) as futures,
        (select count(*)::int from presence p join campagne c on c.id = p.campagne_id and c.dispositif = 'PASSPRO') as recus,
        (select count(*)::int from avis_propose) as proposes`.execute(tx.trx),
  )
  const counts = rows[0]
  for (const count of Object.values(counts ?? { none: 0 })) expect(count).toBeGreaterThan(0)
})

test('interviews are held, convoked, and one wave of the lycée with accounts waits to be released', async () => {
  const { rows } = await read((tx) =>
    sql<{
      tenus: number
      convoques: number
      recusSansConvocation: number
      attend: number
      automatiques: number
    }>`
      with e as (select n.id, k.uai, lower(n.plage) as debut, c.horloge,
          exists (select from convocation v where v.entretien_id = n.id) as convoque
        from entretien n join creneau k on k.id = n.creneau_id
        join campagne c on c.id = n.campagne_id and c.dispositif = 'PASSPRO')
      select count(*) filter (where not convoque)::int as tenus, count(*) filter (where convoque)::int as convoques,
        count(*) filter (where not convoque and debut < horloge)::int as "recusSansConvocation",
        count(*) filter (where not convoque and debut < '2027-03-08' and uai in
          (select h.uai from habilitation h where h.role = 'planificateur'))::int as attend,
        (select count(*)::int from liberation where mode = 'automatique') as automatiques
      from e`.execute(tx.trx),
  )
  const { recusSansConvocation, ...counts } = rows[0] ?? { recusSansConvocation: -1, none: 0 }
  expect(recusSansConvocation).toBe(0)
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(0)
})

test('a base that holds an académie is left alone', async () => {
  await loadDemonstration(base.db, (line) => said.push(line))
  expect(said).toEqual(['Chargement d’une académie fictive…'])
})
