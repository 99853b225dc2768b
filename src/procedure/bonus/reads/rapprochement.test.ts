import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { at, fictionalCampagne } from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours, type Paroles } from '#src/procedure/bonus/examples/parcours.ts'
import { readRapprochement, rapprochementOf } from '#src/procedure/bonus/reads/rapprochement.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

const PAROLES: readonly Paroles[] = ['tous', 'eleve', 'personne', 'refus']

describe.each([
  ['exemple-gradue', '01'],
  ['paris', '24'],
])('the states of the list, under the reglement %s', (reglement, academie) => {
  test('are those of the rule, registration by registration', async () => {
    const campagne = await fictionalCampagne(base.db, { academie, reglement, elevesParCollege: 12 })
    const parcours = campagne.eleves.map(({ id: eleveId }, i) =>
      aParcours({
        eleveId,
        paroles: PAROLES[i % 4] ?? 'tous',
        offre: i % 3 === 0 ? null : 'AA000001',
        ...(i % 7 === 6 ? { referent: 'reserve', origine: 'reserve' } : {}),
        ...(i % 11 === 10 ? { presence: 'absent' } : {}),
      }),
    )
    await playParcours(campagne, parcours)
    const search = { campagneId: campagne.campagneId, uai: null, nom: '', etat: null }
    await at(campagne, '2027-05-25', async (tx) => {
      // Some pupils come of age, some lose their guardians, some guardians are recorded out of reach.
      await sql`update eleve set date_naissance = '2008-01-01' where id % 5 = 0`.execute(tx.trx)
      await sql`delete from eleve_responsable where eleve_id % 13 = 0`.execute(tx.trx)
      await sql`insert into acte_exceptionnel (academie, campagne_id, genre, eleve_id, responsable_id, motif, demandeur_id, demande_le, approbateur_id, approuve_le, contenu)
        select l.academie, ${campagne.campagneId}, 'responsable_injoignable', l.eleve_id, l.responsable_id, 'essai', ${tx.acteur.compteId}, now(), ${campagne.approbateur.compteId}, now(), '{}'
        from eleve_responsable l where l.niveau = 1 and l.eleve_id % 2 = 0`.execute(tx.trx)
      const { etats } = await rapprochementOf(tx, campagne.campagneId)
      const { lignes: listed, comptes } = await readRapprochement(tx, {
        ...search,
        tri: null,
        limit: 1000,
        offset: 0,
      })
      const said = new Map(listed.map((one) => [one.inscriptionId, one.etat]))
      expect(listed).toHaveLength(etats.length)
      expect(new Set(etats.map(({ etat }) => etat)).size).toBeGreaterThanOrEqual(4)
      for (const { etat, nombre } of comptes.etats)
        expect([etat, nombre]).toEqual([etat, etats.filter((one) => one.etat === etat).length])
      expect(comptes.total).toBe(etats.length)
      for (const { dossier, etat } of etats)
        expect([dossier.inscriptionId, said.get(dossier.inscriptionId)]).toEqual([
          dossier.inscriptionId,
          etat,
        ])
    })
  })
})
