import { expect, test } from 'vitest'
import { instantOf } from '#src/kit/day.ts'
import { droitDeDemander } from '#src/procedure/entretiens/rules/demandes.ts'

const zone = 'Europe/Paris'
/** A Wednesday. */
const debut = instantOf('2027-03-10T09:00', zone)
const asked = (at: string, over: object = {}, contraintes: object = {}) =>
  droitDeDemander({ debut, dejaDemande: false, ...over }, { now: instantOf(at, zone), zone, contraintes })

test('two school days before, unless the campaign says otherwise; closed days are none', () => {
  expect(asked('2027-03-08T23:59')).toEqual({ ouvert: true, dernierJour: '2027-03-08' })
  expect(asked('2027-03-09T00:00')).toEqual({ ouvert: false, raison: 'trop_tard', dernierJour: '2027-03-08' })
  expect(asked('2027-03-09', {}, { demandeCreneauJours: 1 })).toEqual({
    ouvert: true,
    dernierJour: '2027-03-09',
  })
  expect(asked('2027-03-05', {}, { joursFermes: ['2027-03-09', '2027-03-08'] }).dernierJour).toBe(
    '2027-03-04',
  )
})

test('zero days: until the interview begins, not after', () => {
  const none = { demandeCreneauJours: 0 }
  expect(asked('2027-03-10T08:59', {}, none).ouvert).toBe(true)
  expect(asked('2027-03-10T09:00', {}, none)).toMatchObject({ ouvert: false, raison: 'commence' })
})

test('once per interview: that is the first reason said', () => {
  const again = { dejaDemande: true }
  expect(asked('2027-03-01', again)).toMatchObject({ ouvert: false, raison: 'deja_demande' })
  expect(asked('2027-03-11', again)).toMatchObject({ raison: 'deja_demande' })
  expect(asked('2027-03-11')).toMatchObject({ raison: 'commence' })
})
