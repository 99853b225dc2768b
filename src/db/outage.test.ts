import { expect, test } from 'vitest'
import { describe as facts, diskFullSentence, isOutage } from '#src/db/outage.ts'

const coded = (code: string): Error => Object.assign(new Error('could not'), { code })

test.each([
  coded('57P01'),
  coded('08006'),
  coded('53100'),
  coded('ECONNREFUSED'),
  new Error('Connection terminated unexpectedly'),
  // What the driver says of the rollback, when the connection died under the statement before it.
  new Error('Client has encountered a connection error and is not queryable'),
])('%s is an outage', (error) => {
  expect(isOutage(error)).toBe(true)
})

test.each([coded('23505'), coded('42P01'), new Error('a bug'), 'text'])('%s is none', (error) => {
  expect(isOutage(error)).toBe(false)
})

test('A58: a full disk has its sentence, other errors have none', () => {
  expect(diskFullSentence(coded('53100'))).toContain('disque')
  expect(diskFullSentence(coded('57P01'))).toBeUndefined()
})

test('A37: an error of the base is told by its facts, never by a message that may quote a person', () => {
  const error = Object.assign(new Error('Key (nom)=(EXEMPLE) already exists'), {
    severity: 'ERROR',
    code: '23505',
    table: 'eleve',
    detail: 'Key (nom)=(EXEMPLE)',
  })
  expect(facts(error)).toContain('code=23505 table=eleve')
  expect(facts(error)).not.toContain('EXEMPLE')
})

test('A37: so is a copy of it that is no error any more', () => {
  const copy = { severity: 'ERROR', code: '53100', message: 'Key (nom)=(EXEMPLE)', queue: 'envois' }
  expect(facts(copy)).toBe('object code=53100')
  expect(facts('EXEMPLE')).toBe('string')
})
