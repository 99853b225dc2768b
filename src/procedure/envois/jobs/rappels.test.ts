import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import type { Db } from '#src/db/connection.ts'
import { bacASable } from '#src/jobs/courrier.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  eleveByCle,
  legauxOf,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { countARattraper, recordConfirmations } from '#src/procedure/bonus/api.ts'
import { createCompte } from '#src/procedure/comptes/api.ts'
import { campagneQuiEcrit, envoisOf, moveTo, query } from '#src/procedure/envois/examples.ts'
import { expedier } from '#src/procedure/envois/jobs/expedition.ts'
import { deposerRecapitulatifs, runRappels } from '#src/procedure/envois/jobs/rappels.ts'
import type { Genre } from '#src/procedure/envois/model.ts'

let db: Db
let campagne: CampagneFictive
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await testDb())
  campagne = await campagneQuiEcrit(db)
  const parcours = [1, 2, 3].map((cle) => aParcours({ eleveId: eleveByCle(campagne, cle).id }))
  await playInscriptions(campagne, parcours)
})
afterAll(() => close())

const remindAt = async (local: string): Promise<void> => {
  await moveTo(campagne, local)
  await runRappels({ db, now: instantOf(local, ZONE), televersements: '' }, countARattraper)
}
const of = async (genre: Genre) => (await envoisOf(campagne)).filter((one) => one.genre === genre)
const send = () => expedier({ db, academie: campagne.academie, courrier: bacASable('https://a.fr') })
const debutDe = async (cle: number): Promise<string> => {
  const [row] = await query<{ jour: string }>(
    campagne,
    "select to_char(lower(n.plage) at time zone 'Europe/Paris', 'YYYY-MM-DD') as jour from entretien n where n.eleve_id = ?",
    eleveByCle(campagne, cle).id,
  )
  return row?.jour ?? ''
}

describe('a reminder of an interview', () => {
  test('is written once, some days before, by day, and not on the day of the convocation', async () => {
    expect(await debutDe(1)).toBe('2027-03-08')
    await remindAt('2027-02-27T12:00')
    await remindAt('2027-03-04T19:00')
    await remindAt('2027-03-05T23:00')
    expect(await of('rappel_entretien')).toEqual([])
    await remindAt('2027-03-06T10:00')
    const written = await of('rappel_entretien')
    expect(written.map((one) => one.adresse)).toContain('r1-1@familles.exemple.fr')
    await remindAt('2027-03-06T11:00')
    await remindAt('2027-03-07T11:00')
    expect(await of('rappel_entretien')).toEqual(written)
  })

  test('does not leave for an interview cancelled, moved, deleted or past meanwhile; the others do', async () => {
    await moveTo(campagne, '2027-03-07T12:00')
    const [first, second, third] = [1, 2, 3].map((cle) => eleveByCle(campagne, cle).id)
    await query(
      campagne,
      `insert into presence (academie, campagne_id, entretien_id, etat, auteur, le)
      select academie, campagne_id, id, 'annule_par_lycee', 'x', now() from entretien where eleve_id = ?`,
      first,
    )
    await query(
      campagne,
      "update entretien set plage = tstzrange(lower(plage) + interval '1 hour', upper(plage) + interval '1 hour') where eleve_id = ?",
      second,
    )
    await send()
    const reasons = await query<{ eleve_id: number; etat: string; motif: string | null }>(
      campagne,
      "select distinct eleve_id, etat, motif from envoi where genre = 'rappel_entretien' order by eleve_id",
    )
    expect(reasons).toEqual([
      { eleve_id: first, etat: 'abandonne', motif: 'entretien_annule' },
      { eleve_id: second, etat: 'abandonne', motif: 'entretien_deplace' },
      { eleve_id: third, etat: 'envoye', motif: null },
    ])
    await query(
      campagne,
      "update entretien set plage = tstzrange(lower(plage) - interval '1 hour', upper(plage) - interval '1 hour') where eleve_id = ?",
      second,
    )
    await query(campagne, 'delete from presence')
  })

  test('is not written again when a presence is recorded, taken away and recorded again', async () => {
    const before = (await envoisOf(campagne)).length
    await remindAt('2027-03-07T12:30')
    expect((await envoisOf(campagne)).length).toBe(before)
  })
})

describe('a reminder of a missing confirmation', () => {
  test('goes to who must still answer, twice in all, and to nobody once everything is said', async () => {
    const eleve = eleveByCle(campagne, 1)
    const parcours = [aParcours({ eleveId: eleve.id })]
    await playAvisOrigine(campagne, parcours)
    await playEntretiens(campagne, parcours)
    await playFiches(campagne)
    await query(campagne, 'delete from envoi')
    const [legal] = legauxOf(campagne, eleve.id)
    const say = (responsableId: number | null, decision: 'oui' | 'non' = 'oui') =>
      at(campagne, '2027-05-02', async (tx) =>
        must(
          (
            await recordConfirmations(tx, {
              campagneId: campagne.campagneId,
              items: [
                { eleveId: eleve.id, mef: parcours[0]?.mef ?? '', responsableId, decision, support: 'ecran' },
              ],
            })
          )[0],
        ),
      )
    const [{ fin } = { fin: '' }] = await query<{ fin: string }>(
      campagne,
      "select to_char(fin_confirmations - 10, 'YYYY-MM-DD') as fin from campagne",
    )
    await say(legal?.id ?? 0)
    await remindAt(`${fin}T07:00`)
    expect(await of('rappel_confirmation')).toEqual([])
    await remindAt(`${fin}T09:00`)
    await remindAt(`${fin}T10:00`)
    const asked = (await of('rappel_confirmation')).map((one) => one.adresse)
    expect(asked).toEqual(['e1@eleves.exemple.fr', 'r1-1@familles.exemple.fr'])
    await say(null)
    await send()
    expect((await of('rappel_confirmation')).map((one) => [one.etat, one.motif])).toEqual([
      ['abandonne', 'plus_attendu'],
      ['envoye', null],
    ])
    await query(
      campagne,
      `insert into prolongation (academie, campagne_id, echeance, eleve_id, jusqu_au, motif, auteur, le)
       select academie, id, 'finConfirmations', ?, fin_confirmations + 30, 'x', 'x', now() from campagne`,
      eleve.id,
    )
    await moveTo(campagne, `${fin.slice(0, 4)}-06-10T09:00`)
    await query(
      campagne,
      "update envoi set etat = 'a_envoyer', prochain_le = now(), cree_le = timestamptz '2027-06-09'",
    )
    await send()
    expect((await of('rappel_confirmation')).map((one) => one.motif)).toEqual(['plus_attendu', null])
    await say(legal?.id ?? 0, 'non')
    const [{ presque } = { presque: '' }] = await query<{ presque: string }>(
      campagne,
      "select to_char(fin_confirmations - 3, 'YYYY-MM-DD') as presque from campagne",
    )
    await remindAt(`${presque}T09:00`)
    expect(await of('rappel_confirmation')).toHaveLength(2)
  })
})

describe('the digest of the day', () => {
  const [monday, tuesday, saturday] = ['2027-02-01', '2027-02-02', '2027-02-06']
  const digestAt = (local: string): Promise<number> =>
    at(campagne, local, (tx) => deposerRecapitulatifs(tx, countARattraper))

  test('one a day and an address, for several accounts and schools; none without anything to do', async () => {
    await query(campagne, 'delete from envoi')
    // Counted on campaigns that live by the clock of the base.
    await query(campagne, 'update campagne set horloge = null')
    const chef = (uai: string) => ({
      role: 'chef_origine' as const,
      uai,
      eleveId: null,
      responsableId: null,
      debut: '2020-01-01',
      fin: null,
    })
    const [one, two] = campagne.colleges
    await at(campagne, '2027-01-15', async (tx) => {
      await createCompte(tx, {
        nom: 'Cheffe fictive',
        courriel: 'Cheffe@exemple.fr',
        habilitations: [chef(one), chef(two)],
      })
      await createCompte(tx, { nom: 'La même', courriel: 'cheffe@exemple.fr ', habilitations: [chef(one)] })
      await createCompte(tx, {
        nom: 'Chef voisin',
        courriel: 'voisin@exemple.fr',
        habilitations: [chef(two)],
      })
      await createCompte(tx, {
        nom: 'Chef qui n’a rien vérifié',
        courriel: 'inconnue@exemple.fr',
        habilitations: [chef(one)],
      })
    })
    await query(
      campagne,
      `update compte set courriel_verifie_le = now() where courriel is not null and courriel <> 'inconnue@exemple.fr'`,
    )
    await query(
      campagne,
      `insert into demande (academie, campagne_id, eleve_id, mef, le)
      select academie, campagne_id, id, '2472340121', now() from eleve where id = ?`,
      eleveByCle(campagne, 4).id,
    )
    for (const local of [
      `${monday}T05:00`,
      `${monday}T09:00`,
      `${monday}T15:00`,
      `${saturday}T09:00`,
      `${tuesday}T09:00`,
    ])
      await digestAt(local)
    const written = await query<{ adresse: string; contenu: { restes: { demandes: number } } }>(
      campagne,
      'select adresse, contenu from envoi order by id',
    )
    expect(written.map((row) => row.adresse)).toEqual(['cheffe@exemple.fr', 'cheffe@exemple.fr'])
    expect(written[0]?.contenu.restes.demandes).toBeGreaterThan(0)
  })
})
