import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { bac, refusDe } from '#src/exchange/examples.ts'
import { listSiecle, readSiecleDossier, type CollegeLu } from '#src/exchange/siecle-dossier.ts'
import { enLatin9, xmlEleves, xmlResponsables } from '#src/exchange/siecle-examples.ts'
import { zipDe } from '#src/exchange/zip-examples.ts'

const { dossier, poser, finir } = bac()
afterAll(finir)

const responsables = (uai: string, eleve = '1'): Buffer =>
  enLatin9(
    xmlResponsables(
      {
        personnes: [{ id: 'P1', champs: { NOM_DE_FAMILLE: 'FICTIF' } }],
        liens: [{ ELEVE_ID: eleve, PERSONNE_ID: 'P1', NIVEAU_RESPONSABILITE: '1' }],
      },
      { uai },
    ),
  )
const eleves = (uai: string, annee = '2026'): Buffer => enLatin9(xmlEleves([{ id: '1' }], { uai, annee }))

async function lire(nom: string, fichiers: Record<string, Buffer>) {
  mkdirSync(join(dossier, nom))
  for (const [fichier, contenu] of Object.entries(fichiers)) poser(join(nom, fichier), contenu)
  const { paires, anomalies } = await listSiecle(join(dossier, nom))
  const lus: CollegeLu[] = []
  for await (const lu of readSiecleDossier(paires, { annee: '2026-2027', aujourdhui: '2026-10-15' }))
    lus.push(lu)
  return { lus, anomalies }
}

test('collèges come one at a time in the order of UAI, xml or zip', async () => {
  const { lus, anomalies } = await lire('bon', {
    '0932119Y-eleves.xml': eleves('0932119Y'),
    '0932119Y-responsables.xml': responsables('0932119Y'),
    '0751234J-eleves.zip': zipDe([{ nom: 'e.xml', contenu: eleves('0751234J') }]),
    '0751234j-responsables.xml': responsables('0751234J'),
    '.cache': Buffer.from(''),
  })
  expect(anomalies).toEqual([])
  expect(
    lus.map((lu) => [lu.eleves?.uai, lu.responsables?.contenu.liens.length, lu.anomalies.length]),
  ).toEqual([
    ['0751234J', 1, 0],
    ['0932119Y', 1, 0],
  ])
})

test('what is wrong is said and the rest is read', async () => {
  const { lus, anomalies } = await lire('mauvais', {
    '0010856A-eleves.xml': eleves('0932119Y'),
    '0751234J-eleves.xml': eleves('0751234J', '2025'),
    '0751234J-responsables.xml': responsables('0751234J'),
    '0932119Y-eleves.xml': eleves('0932119Y'),
    '0750001U-responsables.xml': responsables('0750001U'),
    '0750002V-eleves.xml': eleves('0750002V'),
    '0750002V-eleves.zip': Buffer.from('x'),
    '0750002V-responsables.xml': responsables('0932119Y'),
    'notes.txt': Buffer.from('x'),
  })
  expect(anomalies.map((a) => [a.fichier, a.gravite])).toEqual([
    ['0750002V-eleves.zip', 'avertissement'],
    ['notes.txt', 'avertissement'],
  ])
  expect(
    lus.map((lu) => [lu.paire.uai, lu.eleves?.uai ?? null, lu.anomalies.map((a) => [a.fichier, a.gravite])]),
  ).toEqual([
    [
      '0010856A',
      '0932119Y',
      [
        ['0010856A-eleves.xml', 'avertissement'],
        ['0010856A-eleves.xml', 'avertissement'],
      ],
    ],
    ['0750001U', null, [['0750001U-responsables.xml', 'avertissement']]],
    ['0750002V', '0750002V', [['0750002V-responsables.xml', 'bloquant']]],
    ['0751234J', null, [['0751234J-eleves.xml', 'bloquant']]],
    ['0932119Y', null, [['0932119Y-eleves.xml', 'bloquant']]],
  ])
  expect(lus[0]?.anomalies.map((a) => a.message).join()).toMatch(
    /c’est le contenu qui compte.*n’ont pas de responsable connu/,
  )
  expect(lus[4]?.anomalies[0]?.message).toContain('a déjà été lu dans 0010856A-eleves.xml')
})

test('a folder that does not exist is said', async () => {
  expect((await refusDe(listSiecle(join(dossier, 'absent')))).message).toContain('introuvable')
})
