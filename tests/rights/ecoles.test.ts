import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '#src/db/transaction.ts'
import type { Role } from '#src/procedure/comptes/api.ts'
import { ground, type Ground, type Personne } from './ground.ts'

/**
 * The second wall inside an académie, with nothing of the application before it: every table about pupils, read and
 * written under the rights of everybody, tied to the pupil of one school or to another.
 */
const LIENS = {
  eleve_id: 'select id, id as eleve from eleve',
  inscription_id: 'select id, eleve_id as eleve from inscription',
  entretien_id: 'select id, eleve_id as eleve from entretien',
  confirmation_id:
    'select c.id, i.eleve_id as eleve from confirmation c join inscription i on i.id = c.inscription_id',
  lettre_id: 'select id, eleve_id as eleve from lettre',
} as const
type Lien = keyof typeof LIENS
const ORDRE: readonly Lien[] = ['eleve_id', 'inscription_id', 'entretien_id', 'confirmation_id', 'lettre_id']

/** Point at a pupil and are not walled, with the reason. */
const SANS_MUR: Readonly<Record<string, string>> = {
  epingle: 'that an interview does not move; nothing of anybody',
  habilitation: 'rights, looked up before anybody is known',
}
const PARTOUT: readonly Role[] = ['academie', 'academie_lecture', 'auditeur', 'assistance']

let g: Ground
let tables: { nom: string; lien: Lien | 'id'; mur: boolean }[]
let eleveDe: Map<Lien, Map<number, number>>
beforeAll(async () => {
  g = await ground()
  const columns = await g.asOwner<{ nom: string; colonnes: string[]; mur: boolean }>(`
    select c.relname as nom, array_agg(a.attname::text) as colonnes,
      exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'mur_des_ecoles' and not p.polpermissive) as mur
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by c.oid, c.relname order by 1`)
  tables = columns.flatMap(({ nom, colonnes, mur }): typeof tables => {
    if (nom === 'eleve') return [{ nom, lien: 'id', mur }]
    const lien = ORDRE.find((one) => colonnes.includes(one))
    return lien ? [{ nom, lien, mur }] : []
  })
  eleveDe = new Map()
  for (const lien of ORDRE) {
    const rows = await g.asOwner<{ id: string; eleve: string }>(LIENS[lien])
    eleveDe.set(lien, new Map(rows.map(({ id, eleve }) => [Number(id), Number(eleve)])))
  }
})
afterAll(() => g.close())

const walled = () => tables.filter(({ nom }) => !(nom in SANS_MUR))
/** Everybody with a right, or whose right has ended and who has none left. */
const held = (): Personne[] =>
  g.sien.personnes
    .filter(({ role }) => !PARTOUT.includes(role))
    .map((one) => (one.lien === 'fini' ? { ...one, acteur: { ...one.acteur, habilitations: [] } } : one))

/** Pupils whose rows of a table come out under the rights of somebody. */
async function seenBy(
  { acteur }: Pick<Personne, 'acteur'>,
  { nom, lien }: { nom: string; lien: Lien | 'id' },
): Promise<Set<number>> {
  const { rows } = await inTransaction({ db: g.db, acteur }, ({ trx }) =>
    sql<{ lien: number | null }>`select distinct ${sql.ref(lien)} as lien from ${sql.table(nom)}`.execute(
      trx,
    ),
  )
  const known = eleveDe.get(lien === 'id' ? 'eleve_id' : lien)
  return new Set(rows.flatMap((row) => (row.lien === null ? [] : [known?.get(row.lien) ?? row.lien])))
}

test('every table that points at a pupil is walled, or says why not', () => {
  expect(tables.length).toBeGreaterThan(35)
  expect(tables.filter(({ nom, mur }) => !mur && !(nom in SANS_MUR)).map(({ nom }) => nom)).toEqual([])
  expect(Object.keys(SANS_MUR).filter((nom) => tables.find((one) => one.nom === nom)?.mur !== false)).toEqual(
    [],
  )
})

test('A21: nobody reads a row of a pupil who is not his, whatever is asked; with no right left, none at all', async () => {
  const wrong: string[] = []
  for (const qui of held())
    for (const table of walled()) {
      const strangers = [...(await seenBy(qui, table))].filter((id) => !qui.voit.has(id))
      if (strangers.length > 0) wrong.push(`${qui.role} (${qui.lien}) : ${table.nom} ${strangers.join(', ')}`)
    }
  expect(wrong).toEqual([])
}, 120_000)

test('what is his comes out, and without the wall the rest would: this file can fail', async () => {
  const of = (role: Role): Personne => {
    const found = g.sien.personnes.find((one) => one.role === role && one.lien === 'sien')
    if (!found) throw new Error(role)
    return found
  }
  const { eleve } = g.sien.choses
  for (const role of ['eleve', 'responsable', 'chef_origine', 'chef_referent', 'dsden', 'psyen'] as const)
    for (const nom of [
      'eleve',
      'inscription',
      'avis_origine',
      'avis_referent',
      'compte_rendu',
      'fiche',
    ] as const) {
      const table = tables.find((one) => one.nom === nom)
      if (table) expect([...(await seenBy(of(role), table))], `${role} ${nom}`).toContain(eleve)
    }
  const fiche = tables.find(({ nom }) => nom === 'fiche')
  if (!fiche) throw new Error('fiche')
  const { habilitations: _, ...application } = of('eleve').acteur
  const all = await inTransaction({ db: g.db, acteur: application }, ({ trx }) =>
    trx.selectFrom('fiche').select('eleve_id').distinct().execute(),
  )
  expect(all.length).toBeGreaterThan((await seenBy(of('eleve'), fiche)).size)
})

describe('writing', () => {
  test('nobody changes or removes a row of a pupil who is not his', async () => {
    const wrong: string[] = []
    for (const qui of held().filter(({ lien }) => lien === 'voisin'))
      for (const { nom, lien } of walled()) {
        const ids = eleveDe.get(lien === 'id' ? 'eleve_id' : lien) ?? new Map<number, number>()
        const others = [...ids].flatMap(([id, eleve]) => (qui.voit.has(eleve) ? [] : [id]))
        const touched = await inTransaction({ db: g.db, acteur: qui.acteur }, async ({ trx }) => {
          const { rows } = await sql`update ${sql.table(nom)} set academie = academie
            where ${sql.ref(lien)} = any (${others}::bigint[]) returning 1`.execute(trx)
          return rows.length
        }).catch((error: unknown) => {
          // A trigger or a missing privilege refuses as well.
          if (error instanceof Error) return 0
          throw error
        })
        if (touched > 0) wrong.push(`${qui.role} : ${nom} ${touched}`)
      }
    expect(wrong).toEqual([])
  }, 120_000)

  test('nobody writes a row about a pupil who is not his', async () => {
    const { eleve } = g.sien.choses
    const { academie, campagneId } = g.sien.campagne
    const wrong: string[] = []
    for (const qui of held().filter(({ voit }) => !voit.has(eleve)))
      for (const nom of ['information', 'carnet', 'lettre', 'demande_droit'] as const) {
        const row = {
          information: {
            destinataire: 'famille',
            moyen: 'oral',
            jour: '2027-02-01',
            auteur: 'x',
            le: new Date(),
          },
          carnet: { rubrique: 'attrait', texte: 'x', le: new Date() },
          lettre: { domaine: g.sien.choses.domaine },
          demande_droit: { droit: 'acces', texte: '', voie: 'papier', auteur: 'x', recue_le: new Date() },
        }[nom]
        const code = await inTransaction({ db: g.db, acteur: qui.acteur }, ({ trx }) => {
          const full = { academie, campagne_id: campagneId, eleve_id: eleve, ...row }
          const names = sql.join(Object.keys(full).map((one) => sql.ref(one)))
          return sql`insert into ${sql.table(nom)} (${names}) values (${sql.join(Object.values(full))})`.execute(
            trx,
          )
        }).then(
          () => 'écrit',
          (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'inconnu'),
        )
        // 42501: refused by row security, before any other rule of the table.
        if (code !== '42501') wrong.push(`${qui.role} (${qui.lien}) : ${nom} ${code}`)
      }
    expect(wrong).toEqual([])
  })
})
