import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { GENRES } from '#src/procedure/envois/model.ts'
import {
  adresseDeRetour,
  isJetonDe,
  readAdresse,
  readAdresseDeRetour,
} from '#src/procedure/envois/rules/adresse.ts'
import { CADENCE, suiteDe } from '#src/procedure/envois/rules/cadence.ts'
import { judgePertinence, mayRenvoyer, type Faits } from '#src/procedure/envois/rules/pertinence.ts'
import { echeanceDe, isHeureDeRappel, isRecapitulatifDu } from '#src/procedure/envois/rules/rappel.ts'

const ZONE = 'Europe/Paris'

describe('an address as it is typed', () => {
  test.for([
    ['Prenom.NOM+x@Exemple.FR ', 'prenom.nom+x@exemple.fr'],
    ["o'neil@exemple.fr", "o'neil@exemple.fr"],
    ['a@collège-exemple.fr', 'a@xn--collge-exemple-yjb.fr'],
  ])('%s is written to as %s', ([typed, kept]) => {
    expect(readAdresse(typed ?? null)).toEqual({ ok: true, value: kept })
  })

  test.for([
    ['', 'adresse_absente'],
    ['a@exemple.fr, b@exemple.fr', 'adresse_plusieurs'],
    ['a@exemple.fr;b@exemple.fr', 'adresse_plusieurs'],
    ['a@exemple.fr b@exemple.fr', 'adresse_plusieurs'],
    ['a@exemple.fr/b@exemple.fr', 'adresse_plusieurs'],
    ['a@exemple.fr\r\nBcc: b@exemple.fr', 'adresse_plusieurs'],
    ['exemple.fr', 'adresse_illisible'],
    ['a@exemple', 'adresse_illisible'],
    ['a..b@exemple.fr', 'adresse_illisible'],
    ['"a b"@exemple.fr', 'adresse_plusieurs'],
    ['<a@exemple.fr>', 'adresse_illisible'],
    ['é@exemple.fr', 'adresse_illisible'],
    ['a@-exemple.fr', 'adresse_illisible'],
    ['a@127.0.0.1', 'adresse_illisible'],
  ])('%j is refused: %s', ([typed, code]) => {
    expect(readAdresse(typed ?? null)).toMatchObject({ ok: false, refus: { code } })
  })

  test('what is kept never holds a second recipient, a header or a space, and is kept as itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress()), (typed) => {
        const read = readAdresse(typed)
        if (!read.ok) return
        expect(read.value).toMatch(/^[^\s@,;<>"]+@[a-z0-9.-]+$/)
        expect(readAdresse(read.value)).toEqual(read)
      }),
    )
  })

  test('an address of return tells its message, and its token is of it alone', () => {
    const jeton = '0f8fad5b-d9cb-469f-a165-70867728950e'
    const retour = adresseDeRetour('rebond@exemple.fr', { id: 41, jeton })
    expect(retour).toBe('rebond+41.0f8fad5bd9cb469f@exemple.fr')
    expect(readAdresseDeRetour(` ${retour.toUpperCase()}`)).toEqual({ id: 41, jeton: '0f8fad5bd9cb469f' })
    expect(isJetonDe('0f8fad5bd9cb469f', jeton)).toBe(true)
    expect(isJetonDe('1f8fad5bd9cb469f', jeton)).toBe(false)
    for (const other of ['rebond@exemple.fr', 'rebond+41@exemple.fr', 'rebond+x.0f8fad5bd9cb469f@exemple.fr'])
      expect(readAdresseDeRetour(other)).toBeUndefined()
  })
})

describe('what follows from a fate', () => {
  const at = (essais: number, id = 7) => ({ id, essais })

  test('waits grow, are shaken but the same for one try, and end', () => {
    const delays = [1, 2, 3, 4].map((n) => suiteDe({ sort: 'temporaire', code: '451' }, at(n)).delai ?? 0)
    for (const [i, delay] of delays.entries()) {
      expect(delay).toBeGreaterThanOrEqual(30 * 2 ** i)
      expect(delay).toBeLessThanOrEqual(90 * 2 ** i)
    }
    expect(suiteDe({ sort: 'temporaire', code: '451' }, at(1))).toEqual(
      suiteDe({ sort: 'temporaire', code: '451' }, at(1)),
    )
    const crowd = [1, 2, 3, 4, 5].map((id) => suiteDe({ sort: 'temporaire', code: '451' }, at(1, id)).delai)
    expect(new Set(crowd).size).toBe(5)
    expect(suiteDe({ sort: 'temporaire', code: '451' }, at(CADENCE.essais))).toMatchObject({
      etat: 'abandonne',
      motif: 'trop_d_essais',
    })
  })

  test('a service out of reach counts no try; silence after the message is uncertain; a mailbox refused is marked', () => {
    expect(suiteDe({ sort: 'injoignable', code: 'ECONNECTION' }, at(99))).toMatchObject({
      etat: 'a_envoyer',
      compte: false,
    })
    expect(suiteDe({ sort: 'inconnu', code: 'ECONNECTION' }, at(1))).toMatchObject({
      etat: 'incertain',
      delai: null,
    })
    expect(suiteDe({ sort: 'definitif', code: '550', adresse: true }, at(1)).rejet).toBe('550')
    expect(suiteDe({ sort: 'definitif', code: '554', adresse: false }, at(1))).toMatchObject({
      etat: 'refuse',
      rejet: null,
    })
  })

  test('only an uncertain message is for a person to decide', () => {
    expect(
      (['a_envoyer', 'envoye', 'incertain', 'refuse', 'abandonne'] as const).filter(mayRenvoyer),
    ).toEqual(['incertain'])
  })
})

const PREVU = { debut: instantOf('2027-03-04T08:05', ZONE), version: 1, aSonHeure: true, presence: null }

const [UAI, AUTRE] = ['0750001A', '0750002B']
const APRES = { semaine: '2027-03-15', uai: UAI }
const SEMAINE = {
  annoncee: APRES,
  prevue: APRES,
  dite: { ...APRES, semaine: '2027-03-08' },
  debut: instantOf('2027-03-16T09:00', ZONE),
  convoque: false,
}

const faits = (over: Partial<Faits> = {}): Faits => ({
  genre: 'rappel_entretien',
  adresse: 'a@exemple.fr',
  version: 1,
  creeLe: instantOf('2027-03-01T09:00', ZONE),
  maintenant: instantOf('2027-03-01T09:01', ZONE),
  actif: true,
  personne: { courriel: 'A@exemple.fr' },
  limite: false,
  rejetee: false,
  entretien: PREVU,
  semaine: SEMAINE,
  derniereFiche: 1,
  attendu: true,
  cloture: instantOf('2027-05-20', ZONE),
  ...over,
})
const entretien = (over: Partial<NonNullable<Faits['entretien']>>) => ({
  entretien: { ...PREVU, ...over },
})

describe('whether a message still says something true', () => {
  test('every kind leaves when nothing has changed', () => {
    const told = {
      annulation: entretien({ presence: 'annule_par_lycee' }),
      absence: entretien({ presence: 'absent' }),
    }
    for (const genre of GENRES)
      expect(
        judgePertinence(faits({ genre, ...(genre in told ? told[genre as keyof typeof told] : {}) })),
      ).toBeNull()
  })

  test.for([
    ['the interview is past', entretien({ debut: instantOf('2027-02-28T08:05', ZONE) }), 'entretien_passe'],
    ['it begins now', { maintenant: instantOf('2027-03-04T08:05', ZONE) }, 'entretien_passe'],
    ['it is cancelled', entretien({ presence: 'annule_par_lycee' }), 'entretien_annule'],
    ['it moved and has no new convocation yet', entretien({ aSonHeure: false }), 'entretien_deplace'],
    ['it was convoked again', entretien({ version: 2 }), 'entretien_deplace'],
    ['it exists no more', { entretien: null }, 'entretien_supprime'],
    ['the pupil was received already', entretien({ presence: 'present' }), 'entretien_passe'],
    ['the guardian is no longer one', { personne: null }, 'personne_partie'],
    ['his address changed', { personne: { courriel: 'b@exemple.fr' } }, 'adresse_changee'],
    ['his address was taken away', { personne: { courriel: null } }, 'adresse_absente'],
    ['his field now holds two', { personne: { courriel: 'a@exemple.fr, b@exemple.fr' } }, 'adresse_absente'],
    ['his address was refused meanwhile', { rejetee: true }, 'adresse_rejetee'],
    ['the campaign no longer writes', { actif: false }, 'envois_suspendus'],
    ['it waited for weeks', { maintenant: instantOf('2027-03-20', ZONE) }, 'perime'],
  ] as const)('a reminder does not leave when %s', ([, over, motif]) => {
    expect(judgePertinence(faits(over as Partial<Faits>))).toBe(motif)
  })

  test.each([
    [null, 'entretien_supprime'],
    [{}, null],
    // It came back, went on elsewhere, or this address knows already.
    [{ prevue: SEMAINE.dite }, 'entretien_deplace'],
    [{ prevue: { ...APRES, semaine: '2027-03-22' } }, 'entretien_deplace'],
    [{ prevue: { ...APRES, uai: AUTRE } }, 'entretien_deplace'],
    [{ dite: APRES }, 'entretien_deplace'],
    [{ dite: { ...APRES, uai: AUTRE } }, null],
    [{ convoque: true }, 'entretien_convoque'],
    [{ debut: instantOf('2027-02-26T09:00', ZONE) }, 'entretien_passe'],
  ])('a change of week: %j gives %s', (over, motif) => {
    const semaine = over && { ...SEMAINE, ...over }
    // Its family was convoked to nothing yet.
    expect(judgePertinence(faits({ genre: 'changement_semaine', entretien: null, semaine }))).toBe(motif)
  })

  test('each other kind is judged on its own cause', () => {
    expect(judgePertinence(faits({ genre: 'fiche', derniereFiche: 2 }))).toBe('fiche_remplacee')
    expect(judgePertinence(faits({ genre: 'rappel_confirmation', attendu: false }))).toBe('plus_attendu')
    expect(
      judgePertinence(faits({ genre: 'rappel_confirmation', cloture: instantOf('2027-03-01', ZONE) })),
    ).toBe('cloture')
    expect(judgePertinence(faits({ genre: 'rappel_confirmation', cloture: null }))).toBeNull()
    expect(judgePertinence(faits({ genre: 'absence' }))).toBe('presence_corrigee')
    expect(judgePertinence(faits({ genre: 'absence', entretien: null }))).toBe('presence_corrigee')
    expect(judgePertinence(faits({ genre: 'annulation' }))).toBe('presence_corrigee')
    expect(judgePertinence(faits({ genre: 'annulation', entretien: null }))).toBeNull()
    expect(
      judgePertinence(faits({ genre: 'recapitulatif', maintenant: instantOf('2027-03-02T09:00', ZONE) })),
    ).toBe('perime')
  })
})

describe('when people are reminded', () => {
  test('by day only, on both sides of a change of hour', () => {
    for (const day of ['2027-03-27', '2027-03-28', '2026-10-24', '2026-10-25']) {
      expect(isHeureDeRappel(instantOf(`${day}T08:00`, ZONE), ZONE)).toBe(true)
      expect(isHeureDeRappel(instantOf(`${day}T07:59`, ZONE), ZONE)).toBe(false)
      expect(isHeureDeRappel(instantOf(`${day}T20:00`, ZONE), ZONE)).toBe(false)
    }
  })

  test.for([
    ['2027-05-09T12:00', undefined],
    ['2027-05-10T00:00', 10],
    ['2027-05-16T23:59', 10],
    ['2027-05-17T00:00', 3],
    ['2027-05-20T23:59', 3],
    ['2027-05-21T00:00', undefined],
  ] as const)('a missing confirmation, at %s: %s days before the end', ([now, days]) => {
    expect(echeanceDe(instantOf(now, ZONE), { fin: '2027-05-20', zone: ZONE })).toBe(days)
  })

  test('a digest on working mornings, to who has something to do', () => {
    const at = (now: string) => ({ now: instantOf(now, ZONE), zone: ZONE })
    expect(isRecapitulatifDu({ demandes: 1 }, at('2027-03-01T06:00'))).toBe(true)
    expect(isRecapitulatifDu({ demandes: 1 }, at('2027-03-01T05:59'))).toBe(false)
    // From Monday to Sunday.
    const week = [1, 2, 3, 4, 5, 6, 7].map((day) =>
      isRecapitulatifDu({ demandes: 1 }, at(`2027-03-0${day}T09:00`)),
    )
    expect(week).toEqual([true, true, true, true, true, false, false])
    expect(isRecapitulatifDu({ demandes: 0 }, at('2027-03-01T09:00'))).toBe(false)
  })
})
