import { describe, expect, test } from 'vitest'
import { COMMANDS } from '#src/cli/commands.ts'
import { nearest } from '#src/cli/nearest.ts'
import { passpro } from './terminal.ts'

describe('help', () => {
  test('of the whole, on the output, with every command', async () => {
    for (const words of [[], ['--help'], ['-h'], ['help']]) {
      const { code, out, err } = await passpro(words)
      expect({ code, err }).toEqual({ code: 0, err: '' })
      const lines = out.split('\n').map((line) => line.trim().split(/ {2,}/))
      expect(lines).toEqual(expect.arrayContaining(COMMANDS.map(({ nom, resume }) => [nom, resume])))
    }
  })

  test.each(COMMANDS.map(({ nom }) => nom))('of %s, with each of its arguments and options', async (nom) => {
    const definition = await COMMANDS.find((entry) => entry.nom === nom)?.charger()
    const { code, out } = await passpro([...nom.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toContain(`Usage : passpro ${nom}`)
    for (const option of definition?.options ?? []) expect(out).toContain(`--${option.nom}`)
    for (const position of definition?.positions ?? []) expect(out).toContain(position.nom)
  })
})

describe('a command line that cannot be run', () => {
  test.each<[string, string]>([
    ['jouerr', '« jouerr » n’est pas une commande de PASSPRO. Vouliez-vous dire jouer ?'],
    [
      'importer',
      'Précisez ce qu’il faut importer : etablissements, siecle, eleves, offres, voeux, resultats.',
    ],
    ['importer voeu', '« importer voeu » n’est pas une commande de PASSPRO. Vouliez-vous dire voeux ?'],
    ['jouer a', 'Il manque <sortie> à la commande jouer : '],
    ['jouer a b c', 'La commande jouer n’attend pas « c ».'],
    ['jouer a b --mesure', 'La commande jouer n’a pas d’option --mesure. Vouliez-vous dire --mesures ?'],
    ['jouer a b --mesures=oui', 'L’option --mesures ne prend pas de valeur.'],
    ['fabriquer d --eleves', 'L’option --eleves demande une valeur : --eleves <N>.'],
    ['fabriquer d --eleves dix', '--eleves vaut « dix » ; il faut un nombre entier à partir de 1.'],
    ['fabriquer d --eleves 3 --eleves 4', 'L’option --eleves est donnée deux fois.'],
    [
      'fabriquer d --reglement lyon',
      '--reglement vaut « lyon » ; valeurs possibles : paris, exemple-gradue.',
    ],
    ['exporter d', 'Il manque l’option --approbateur.'],
  ])('%s', async (line, sentence) => {
    const { code, out, err } = await passpro(line.split(' '))
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(sentence)
  })

  test('a base that cannot be reached is said', async () => {
    const { code, err } = await passpro(['migrer'], { url: 'postgres://nul@127.0.0.1:9/rien' })
    expect(code).toBe(1)
    expect(err).toContain('Le serveur de DATABASE_URL ne répond pas')
  })
})

test('the nearest word, or none when all are far', () => {
  expect(nearest('planifer', ['planifier', 'exporter'])).toBe('planifier')
  expect(nearest('sauv', ['restaurer', 'sauvegarder'])).toBe('sauvegarder')
  expect(nearest('xyz', ['planifier', 'exporter'])).toBeUndefined()
})
