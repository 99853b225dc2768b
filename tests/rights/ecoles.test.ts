import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendJournal, firstBrokenLink } from '#src/db/journal.ts'
import { inTransaction } from '#src/db/transaction.ts'
import type { Role } from '#src/procedure/comptes/api.ts'
import { ground, type Ground, type Personne } from './ground.ts'
import { LIENS, ORDRE, SANS_MUR, type Lien } from './sans-mur.ts'

/**
 * The second wall inside an académie, with nothing of the application before it: every table about pupils, read and
 * written under the rights of everybody, tied to the pupil of one school or to another.
 */
const LYCEE: readonly Role[] = ['planificateur', 'intervenant', 'chef_referent']
const PARTOUT: readonly Role[] = ['academie', 'academie_lecture', 'auditeur', 'assistance']

let g: Ground
let tables: { nom: string; lien: Lien | 'id'; mur: boolean }[]
let toutes: { nom: string; mur: boolean }[]
let eleveDe: Map<Lien, Map<number, number>>
beforeAll(async () => {
  g = await ground()
  const columns = await g.asOwner<{ nom: string; colonnes: string[]; mur: boolean }>(`
    select c.relname as nom, array_agg(a.attname::text) as colonnes,
      exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'mur_des_ecoles' and not p.polpermissive) as mur
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by c.oid, c.relname order by 1`)
  toutes = columns
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

const walled = () => tables.filter(({ mur }) => mur)
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

test('every table is walled, or says why not; of those that point at a pupil, one alone is not', () => {
  expect(toutes.length).toBeGreaterThan(85)
  expect(toutes.filter(({ mur }) => !mur).map(({ nom }) => nom)).toEqual(Object.keys(SANS_MUR).toSorted())
  expect(tables.length).toBeGreaterThan(35)
  expect(tables.filter(({ mur }) => !mur).map(({ nom }) => nom)).toEqual(['epingle'])
})

test('A21: nobody reads a row of a pupil who is not his, whatever is asked; with no right left, none at all', async () => {
  const wrong: string[] = []
  for (const qui of held())
    for (const table of walled()) {
      // Ended, a right is still his own to see.
      if (qui.lien === 'fini' && table.nom === 'habilitation') continue
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

describe('accounts, and what is of one of them', () => {
  const COMPTES = [
    'compte',
    'habilitation',
    'session',
    'identite',
    'mot_de_passe',
    'second_facteur',
    'code_acces',
  ].concat(['code_adresse', 'brouillon', 'edition'])
  /** Of the actor alone, whatever his school. */
  const A_SOI = new Set(['brouillon', 'edition'])
  /** The pupil of a registration or of an interview. */
  const eleveOf = (objet: string, id: number): number | undefined =>
    objet === 'inscription' || objet === 'entretien' ? eleveDe.get(`${objet}_id`)?.get(id) : undefined
  /** Accounts of the whole académie, with the schools and pupils that their rights name. */
  const rights = () =>
    g.asOwner<{ compte: string; uai: string | null; eleve: string | null }>(`
      select h.compte_id as compte, h.uai, coalesce(h.eleve_id, l.eleve_id) as eleve from habilitation h
      left join eleve_responsable l on l.responsable_id = h.responsable_id`)

  test('nobody sees an account that is neither his, nor of his school, nor of a family whom he follows', async () => {
    const { academie } = g.sien.campagne
    for (const { acteur } of g.sien.personnes)
      for (const nom of ['brouillon', 'code_adresse', 'second_facteur', 'mot_de_passe'])
        await g.asOwner(
          {
            brouillon: `insert into brouillon values ($1, $2, 'x', '{"texte": "x"}', now())`,
            code_adresse: `insert into code_adresse (academie, compte_id, adresse, le) values ($1, $2, 'x@exemple.fr', now())`,
            second_facteur: `insert into second_facteur values ($1, $2, 'x', 0, now())`,
            mot_de_passe: `insert into mot_de_passe values ($1, $2, 'x', now())`,
          }[nom] ?? '',
          [academie, acteur.compteId],
        )
    const all = await rights()
    const wrong: string[] = []
    for (const qui of held()) {
      const uais = qui.acteur.habilitations.flatMap(({ uai, classe }) => (uai && !classe ? [uai] : []))
      const mine = new Set(
        all.flatMap(({ compte, uai, eleve }) =>
          (uai && uais.includes(uai)) || (eleve && qui.voit.has(Number(eleve))) ? [Number(compte)] : [],
        ),
      )
      for (const nom of COMPTES) {
        const colonne = nom === 'compte' ? 'id' : 'compte_id'
        const { rows } = await inTransaction({ db: g.db, acteur: qui.acteur }, ({ trx }) =>
          sql<{ compte: number }>`select distinct ${sql.ref(colonne)} as compte from ${sql.table(nom)}
            where ${sql.ref(colonne)} is not null`.execute(trx),
        )
        const others = rows.filter(
          ({ compte }) => compte !== qui.acteur.compteId && (A_SOI.has(nom) || !mine.has(compte)),
        )
        if (others.length > 0) wrong.push(`${qui.role} (${qui.lien}) : ${nom} ${others.length}`)
        if (nom === 'brouillon' && rows.length !== 1) wrong.push(`${qui.role} : sans son brouillon`)
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  test('the journal is read about one’s own pupils, schools and acts, and written by every act', async () => {
    const lus: string[] = []
    const wrong: string[] = []
    for (const qui of held()) {
      const uais = qui.acteur.habilitations.flatMap(({ uai, classe }) => (uai && !classe ? [uai] : []))
      const rows = await inTransaction({ db: g.db, acteur: qui.acteur }, ({ trx }) =>
        trx.selectFrom('journal').select(['chaine', 'compte_id', 'objet', 'objet_id']).execute(),
      )
      for (const { chaine, compte_id: compte, objet, objet_id: id } of rows) {
        const eleve = objet === 'eleve' ? Number(id) : eleveOf(objet, Number(id))
        if (uais.includes(chaine) || compte === qui.acteur.compteId) continue
        if (eleve !== undefined && qui.voit.has(eleve)) lus.push(qui.role)
        else wrong.push(`${qui.role} (${qui.lien}) : ${chaine} ${objet} ${id}`)
      }
      // In a chain that he may not read: the act is written, and its row does not come back to him.
      const chaine = g.sien.campagne.colleges.find((one) => !uais.includes(one)) ?? ''
      await inTransaction({ db: g.db, acteur: qui.acteur }, (tx) =>
        appendJournal(tx, [{ chaine, acte: 'essai', objet: 'essai', objetId: 1 }]),
      )
      expect(
        await inTransaction({ db: g.db, acteur: g.sien.campagne.acteur }, (tx) =>
          firstBrokenLink(tx, chaine),
        ),
      ).toBeUndefined()
    }
    expect([...new Set(lus)]).toEqual(
      expect.arrayContaining(['eleve', 'responsable', 'chef_origine', 'dsden']),
    )
    expect([...new Set(wrong)]).toEqual([])
  }, 120_000)
  test('files of the académie are nobody else’s', async () => {
    const seen: string[] = []
    for (const qui of held())
      for (const nom of [
        'lot',
        'demande_export',
        'importation',
        'edition_volume',
        'edition_partie',
        'abonnement',
        'intervenant',
      ] as const) {
        const { rows } = await inTransaction({ db: g.db, acteur: qui.acteur }, ({ trx }) =>
          sql<{ uai: string | null }>`select to_jsonb(t) ->> 'uai' as uai from ${sql.table(nom)} t`.execute(
            trx,
          ),
        )
        const uais = qui.acteur.habilitations.map(({ uai }) => uai)
        const theirs = nom === 'intervenant' && !LYCEE.includes(qui.role)
        if (rows.some(({ uai }) => uai === null || (!theirs && !uais.includes(uai))))
          seen.push(`${qui.role} (${qui.lien}) : ${nom}`)
      }
    expect(seen).toEqual([])
  })
})

test('a lycée reads the registrations of the domaines in which it receives the pupil, and no others', async () => {
  const { eleve, domaine } = g.sien.choses
  const ajoutees = await g.asOwner(
    `insert into inscription (academie, campagne_id, eleve_id, mef, domaine, mode, auteur, inscrit_le)
     select i.academie, i.campagne_id, i.eleve_id, f.mef, f.domaine, i.mode, 'essai', now() from inscription i
     join formation f on f.campagne_id = i.campagne_id and f.domaine <> i.domaine
     where i.eleve_id = $1 and i.domaine = $2 limit 1 on conflict do nothing returning id`,
    [eleve, domaine],
  )
  expect(ajoutees).toHaveLength(1)
  const lus = async (role: Role) => {
    const qui = g.sien.personnes.find((one) => one.role === role && one.lien === 'sien')
    if (!qui) throw new Error(role)
    const rows = await inTransaction({ db: g.db, acteur: qui.acteur }, ({ trx }) =>
      trx.selectFrom('inscription').select('domaine').distinct().where('eleve_id', '=', eleve).execute(),
    )
    return rows.map((one) => one.domaine)
  }
  for (const role of LYCEE) expect(await lus(role), role).toEqual([domaine])
  expect((await lus('chef_origine')).length).toBeGreaterThan(1)
})
