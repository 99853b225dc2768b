import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { askActeExceptionnel, recordConfirmations } from '#src/procedure/bonus/api.ts'
import {
  acteurWith,
  at,
  fictionalCampagne,
  must,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { createCompte, selectActeur, type Acteur } from '#src/procedure/comptes/api.ts'
import { nommerAdultesReferents } from '#src/procedure/eleves/acts.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/acts.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

const CHEF = 'Bastien Fictif (principal)'
const SIGNE = `Compte fictif (chef_origine), pour ${CHEF}, par délégation`

let campagne: CampagneFictive
let adjointe: Acteur
let close: () => Promise<void>
beforeAll(async () => {
  const base = await testDb()
  close = base.close
  campagne = await fictionalCampagne(base.db, { elevesParCollege: 2 })
  adjointe = await acteurWith(campagne, {
    role: 'chef_origine',
    uai: campagne.colleges[0],
    delegueePar: CHEF,
  })
})
afterAll(() => close())

const asAdjointe = () => ({ ...campagne, acteur: adjointe })
const mine = () => campagne.eleves.filter(({ uai }) => uai === campagne.colleges[0])
const column = (what: string, table: string): Promise<string[]> =>
  at(campagne, '2027-06-01', async ({ trx }) => {
    const { rows } = await sql<{ dit: string }>`
      select distinct ${sql.ref(what)}::text as dit from ${sql.table(table)} where academie = ${campagne.academie}`.execute(
      trx,
    )
    return rows.map(({ dit }) => dit)
  })
const signesOf = (acte: string): Promise<(string | null)[]> =>
  at(campagne, '2027-06-01', async ({ trx }) => {
    const { rows } = await sql<{ signe: string | null }>`
      select distinct apres ->> 'signe' as signe from journal where acte = ${acte} and compte_id = ${adjointe.compteId}`.execute(
      trx,
    )
    return rows.map(({ signe }) => signe)
  })

test('what a delegate signs says for whom, on the avis, its receipt, the naming, the paper and the exceptional act; so does the journal', async () => {
  const { campagneId } = campagne
  const [one, other] = mine()
  if (!one || !other) throw new Error('pas d’élèves')
  await playParcours(
    campagne,
    mine().map(({ id: eleveId }) => aParcours({ eleveId, origine: null, paroles: 'personne' })),
  )
  const { mef } = aParcours({ eleveId: one.id })
  await at(asAdjointe(), '2027-02-10', async (tx) => {
    await nommerAdultesReferents(tx, [{ eleveId: one.id, nom: 'Odile Fictive' }])
    const [signed] = await signAvisOrigine(tx, {
      campagneId,
      items: [anAvisOrigine({ eleveId: one.id, mef, avis: 'favorable' })],
    })
    must(signed)
  })
  await at(asAdjointe(), '2027-05-21', async (tx) => {
    const acte = {
      genre: 'avis_origine_regularise',
      eleveId: other.id,
      mef,
      responsableId: null,
      avis: 'favorable',
      commentaire: 'Un essai fictif de régularisation, pour la formation de menuiserie.',
      motif: 'Avis oublié, dans un essai fictif',
    } as const
    must(await askActeExceptionnel(tx, { campagneId, acte }))
    const said = { eleveId: one.id, mef, responsableId: null, decision: 'oui', support: 'papier' } as const
    must((await recordConfirmations(tx, { campagneId, items: [said] }))[0])
  })
  expect(await column('signataire', 'avis_origine')).toEqual([SIGNE])
  expect(await column('signataire', 'recepisse')).toEqual([SIGNE])
  expect(await column('nomme_par', 'adulte_referent')).toEqual([SIGNE])
  expect(await column('auteur', 'confirmation')).toEqual([SIGNE])
  expect((await column('contenu', 'acte_exceptionnel')).join()).toContain(SIGNE)
  for (const acte of [
    'avis_origine.signer',
    'adulte_referent.nommer',
    'confirmation.saisir',
    'acte_exceptionnel.demander',
  ])
    expect(await signesOf(acte), acte).toEqual([SIGNE])
})

test('a CIO registers by mandate, until the last day of the mandate; without one it only reads', async () => {
  const [uai] = campagne.colleges
  const base = { uai, eleveId: null, responsableId: null, debut: '2027-01-15' }
  const compteId = await at(campagne, '2027-01-15', (tx) =>
    createCompte(tx, {
      nom: 'Psyché Fictive',
      courriel: 'psyche@exemple.fr',
      habilitations: [
        { ...base, role: 'psyen', fin: null },
        { ...base, role: 'adulte_referent', fin: '2027-02-05', delegueePar: CHEF },
      ],
    }),
  )
  const registerOn = async (jour: string): Promise<boolean> => {
    const acteur = await at(campagne, jour, (tx) =>
      selectActeur(tx.trx, { academie: campagne.academie, compteId, jour }),
    )
    if (!acteur) throw new Error('compte sans droit')
    return at({ ...campagne, acteur }, jour, (tx) =>
      registerInscriptions(tx, {
        campagneId: campagne.campagneId,
        items: [anInscription({ eleveId: mine()[0]?.id ?? 0, mef: '2472340221' })],
      }),
    ).then(
      ([one]) => one?.ok ?? false,
      () => false,
    )
  }
  expect(await registerOn('2027-02-06')).toBe(false)
  expect(await registerOn('2027-02-05')).toBe(true)
})
