import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { at } from '#src/procedure/bonus/examples/campagne.ts'
import { importEleves } from '#src/procedure/eleves/api.ts'
import { ENGAGE_UN_ELEVE, ENGAGE_UN_RESPONSABLE } from '#src/procedure/eleves/sql/reunion.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'

let site: CollegeSite
let uai: string
beforeAll(async () => {
  site = await collegeSite('2027-02-01T10:00')
  uai = site.campagne.colleges[0] ?? ''
})
afterAll(() => site.close())

const rows = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> =>
  at(site.campagne, '2027-02-01', async ({ trx }) => (await query.execute(trx)).rows)
const idOf = (answer: Response): number => Number((answer.headers.get('Location') ?? '').split('/').at(-1))

/** Typed by hand, registered; then the file of the school gives him under its own number, with his mother. */
async function twice({ prenom, ine }: { prenom: string; ine: string | null }) {
  const typed = await site.send('/eleves/nouveau', [
    ['nom', 'FICTIVE'],
    ['prenom', prenom],
    ['naissance', '2012-03-04'],
    ['responsableNom1', 'FICTIVE'],
    ['responsablePrenom1', 'Dominique'],
    ['responsableLegal1', 'oui'],
    // Born the same day as those of the other tests, under the same name.
    ['homonyme', 'oui'],
  ])
  const main = idOf(typed)
  await at(site.campagne, '2027-02-01', ({ trx }) =>
    sql`insert into demande (academie, campagne_id, eleve_id, mef, le)
      select academie, campagne_id, ${main}, (select mef from formation f where f.campagne_id = e.campagne_id limit 1), now()
      from eleve e where id = ${main}`.execute(trx),
  )
  await at(site.campagne, '2027-02-01', (tx) => importEleves(tx, fileOf({ prenom, ine })))
  const [double] = await rows(sql<{ id: number }>`select id from eleve where cle_siecle = ${`S-${prenom}`}`)
  return { main, double: double?.id ?? 0 }
}

function fileOf({ prenom, ine }: { prenom: string; ine: string | null }) {
  const unknown = { courriel: null, telephone: null, adresse: null }
  const cle = `S-${prenom}`
  return {
    campagneId: site.campagne.campagneId,
    uai,
    eleves: [
      {
        eleveId: cle,
        ine,
        nom: 'FICTIVE',
        nomUsage: null,
        prenom,
        dateNaissance: '2012-03-04',
        sexe: null,
        codeMef: null,
        classe: '3C',
        ...unknown,
      },
    ],
    responsables: [
      {
        personneId: `${cle}-m`,
        civilite: null,
        nom: 'Fictive',
        prenom: 'Dominique',
        accepteSms: false,
        communicationAdresse: false,
        ...unknown,
        courriel: 'mere@exemple.fr',
      },
    ],
    liens: [{ eleveId: cle, personneId: `${cle}-m`, niveau: 1, parente: null, prioritaire: true }],
  }
}

test('the file with a story stays, under the identity of the school’s file, and the next import knows him', async () => {
  const { main, double } = await twice({ prenom: 'Lilou', ine: null })
  const shown = wordsOf(await site.page(`/eleves/${double}/reunir`))
  expect(shown).toContain('FICTIVE Lilou, date de naissance : 04/03/2012')
  // Asked from the other side on purpose: which one stays is not who asks.
  const answer = await site.send(`/eleves/${double}/reunir`, [
    ['autre', String(main)],
    ['identite', 'ce_dossier'],
  ])
  expect([answer.status, idOf(answer)]).toEqual([303, main])
  const [kept] = await rows(
    sql<object>`select e.cle_siecle as cle, e.classe, (select count(*)::int from demande d where d.eleve_id = e.id) as demandes,
      (select string_agg(r.courriel, ',') from eleve_responsable l join responsable r on r.id = l.responsable_id
        where l.eleve_id = e.id) as courriels from eleve e where e.nom = 'FICTIVE' and e.prenom = 'Lilou'`,
  )
  expect(kept).toEqual({ cle: 'S-Lilou', classe: '3C', demandes: 1, courriels: 'mere@exemple.fr' })
  const again = await at(site.campagne, '2027-02-01', (tx) =>
    importEleves(tx, fileOf({ prenom: 'Lilou', ine: null })),
  )
  expect(again).toMatchObject({ crees: 0, refus: [] })
  expect(wordsOf(await site.page(`/eleves/${main}/histoire`))).toContain('Réunir deux dossiers')
})

test('he who has an account keeps it, under the number of the file', async () => {
  const { main, double } = await twice({ prenom: 'Noé', ine: null })
  await at(site.campagne, '2027-02-01', ({ trx }) =>
    sql`with c as (insert into compte (academie, nom) select academie, 'Dominique FICTIVE' from eleve where id = ${main} returning *)
      insert into habilitation (academie, compte_id, role, debut, responsable_id)
      select c.academie, c.id, 'responsable', '2027-01-01', l.responsable_id from c, eleve_responsable l where l.eleve_id = ${main}`.execute(
      trx,
    ),
  )
  const answer = await site.send(`/eleves/${main}/reunir`, [
    ['autre', String(double)],
    ['identite', 'autre'],
  ])
  expect(answer.status).toBe(303)
  expect(
    await rows(
      sql`select r.cle_siecle as cle, r.courriel, h.role from eleve_responsable l join responsable r on r.id = l.responsable_id
        left join habilitation h on h.responsable_id = r.id where l.eleve_id = ${main}`,
    ),
  ).toEqual([{ cle: 'S-Noé-m', courriel: 'mere@exemple.fr', role: 'responsable' }])
})

test('two files with a story are not joined, nor by another school', async () => {
  const { main, double } = await twice({ prenom: 'Zoé', ine: null })
  await at(site.campagne, '2027-02-01', ({ trx }) =>
    sql`insert into carnet select academie, campagne_id, id, 'questions', 'Un essai.', now() from eleve where id = ${double}`.execute(
      trx,
    ),
  )
  const fields = [
    ['autre', String(double)],
    ['identite', 'autre'],
  ] as const
  const answer = await site.send(`/eleves/${main}/reunir`, fields)
  expect(answer.status).toBe(422)
  expect(wordsOf(await answer.text())).toContain('Des choses ont été faites dans les deux dossiers')
  expect((await site.send(`/eleves/${main}/reunir`, fields, site.chefVoisin)).status).toBe(404)
  expect(await rows(sql`select id from eleve where id in (${main}, ${double})`)).toHaveLength(2)
})

test('every table that names a pupil or a guardian tells whether something was done', async () => {
  const naming = await rows(
    sql<{ de: string; vers: string }>`select conrelid::regclass::text as de, confrelid::regclass::text as vers
      from pg_constraint where contype = 'f' and confrelid in ('eleve'::regclass, 'responsable'::regclass)`,
  )
  const sansPoids = ['eleve_responsable', 'adulte_referent', 'indisponibilite']
  const known: Record<string, readonly string[]> = {
    eleve: [...ENGAGE_UN_ELEVE, ...sansPoids],
    responsable: [...ENGAGE_UN_RESPONSABLE, ...sansPoids],
  }
  expect(naming.filter(({ de, vers }) => !known[vers]?.includes(de))).toEqual([])
})
