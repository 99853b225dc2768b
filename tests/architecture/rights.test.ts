import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import prettier from 'prettier'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#src/kit/project-folder.ts'
import { LIBELLE_ROLE, ROLES } from '#src/procedure/comptes/model.ts'
import type { Relation } from '#src/procedure/comptes/rights/droit.ts'
import { CHAPITRES, TABLE, type LigneDeDroit } from '#src/procedure/comptes/rights/table.ts'
import { LIBELLE_MOMENT, LIBELLE_RELATION } from '#src/procedure/comptes/rights/words.ts'
import { PAGES } from '#src/web/routes.ts'
import { filesBelow, isForTests, isModule, textOf } from './source-files.ts'

const DOCUMENT = path.join(projectFolder(), 'docs/rights.md')
const lignes = CHAPITRES.flatMap((one) => one.lignes)

/** How a relation is written in the document. */
const LETTRE: Record<Relation, string> = {
  academie: 'A',
  departement: 'D',
  etablissement: 'E',
  classe: 'C',
  eleve: 'L',
  responsable: 'R',
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const ligneOf = ({ acte, dit, grants, moment }: LigneDeDroit): string =>
  row([
    `\`${acte}\``,
    dit,
    ...ROLES.map((role) => {
      const relation = grants[role]
      return relation === undefined ? '' : LETTRE[relation]
    }),
    moment ? LIBELLE_MOMENT[moment] : '',
  ])

const tableOf = ({ titre, lignes: some }: (typeof CHAPITRES)[number]): string[] => [
  `## ${titre}`,
  '',
  row(['right', 'in French', ...ROLES.map((role) => `\`${role}\``), 'when']),
  row(['---', '---', ...ROLES.map(() => ':-:'), '---']),
  ...some.map(ligneOf),
  '',
]

const routes = (): string[] => [
  '## Routes',
  '',
  'Each route opens by one line of the tables above. `connecte` is anybody signed in, `public` anybody at all.',
  '',
  row(['route', 'opens by']),
  row(['---', '---']),
  ...PAGES.map(
    ({ method, path: at, droit }) => `| \`${method} ${at}\` | \`${droit ?? 'public'}\` |`,
  ).toSorted(),
  '',
]

const documentOf = (): string =>
  [
    '# Rights',
    '',
    'Who may do what. Made by `npm run rights` from `src/procedure/comptes/rights/table.ts`, which the application asks at each act, read and page; the page `/droits` shows the same. What is not here is refused.',
    '',
    `How a role must be tied to the thing: ${Object.entries(LETTRE)
      .map(([relation, letter]) => `**${letter}** ${LIBELLE_RELATION[relation as Relation]}`)
      .join(', ')}.`,
    '',
    ...ROLES.map((role) => `- \`${role}\`: ${LIBELLE_ROLE[role]}`),
    '',
    ...CHAPITRES.flatMap(tableOf),
    ...routes(),
  ].join('\n')

describe('the table of rights', () => {
  test('is what docs/rights.md says (`npm run rights` writes it again)', async () => {
    const options = await prettier.resolveConfig(DOCUMENT)
    const fresh = await prettier.format(documentOf(), { ...options, parser: 'markdown' })
    if (process.env['PASSPRO_ECRIRE_DROITS'] === '1') writeFileSync(DOCUMENT, fresh)
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(fresh)
  })

  test('names each right once, and gives each to somebody', () => {
    expect(lignes.map((one) => one.acte).toSorted()).toEqual(Object.keys(TABLE).toSorted())
    expect(lignes.filter(({ grants }) => Object.keys(grants).length === 0)).toEqual([])
  })

  test('has no line that serves nowhere', () => {
    const code = filesBelow('src')
      .filter((file) => isModule(file) && !isForTests(file) && !file.includes('/comptes/rights/'))
      .map(textOf)
      .join('\n')
    const asked = (acte: string): boolean =>
      code.includes(`'${acte}'`) || code.includes(`\`${acte.split('.')[0] ?? ''}.\${`)
    expect(lignes.map((one) => one.acte).filter((acte) => !asked(acte))).toEqual([])
  })

  test('is the only place that ties roles to acts', () => {
    const tied =
      /\b(eleve|responsable|adulte_referent|chef_origine|planificateur|intervenant|chef_referent|academie): '(academie|etablissement|eleve|responsable)'/
    const elsewhere = filesBelow('src').filter(
      (file) =>
        isModule(file) && !isForTests(file) && !file.includes('/comptes/rights/') && tied.test(textOf(file)),
    )
    expect(elsewhere).toEqual([])
  })
})
