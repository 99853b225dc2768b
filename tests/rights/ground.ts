import pg from 'pg'
import { sql } from 'kysely'
import type { Hono } from 'hono'
import { ownerConfig, type Address, type Db } from '#src/db/connection.ts'
import { testDb } from '#src/db/testing.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  fictionalCampagne,
  legauxOf,
  must,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { ROLES, type Acteur, type Habilitation, type Role } from '#src/procedure/comptes/api.ts'
import { demanderEdition } from '#src/procedure/editions/api.ts'
import { appOver } from '#src/web/testing.ts'
import { acteurOf, makeThings, type Choses } from './things.ts'

export type Lien = 'sien' | 'voisin' | 'fini'

/** Who asks, and what he is tied to. */
export interface Personne {
  role: Role
  lien: Lien
  acteur: Acteur
  cookie: string
  /** Ids of the pupils whom he may ever see. */
  voit: ReadonlySet<number>
}

export interface Cote {
  campagne: CampagneFictive
  choses: Choses
  personnes: readonly Personne[]
}

export interface Ground {
  db: Db
  app: Hono
  sien: Cote
  ailleurs: Cote
  /** Moves the clocks of both campagnes. */
  to: (local: string) => Promise<void>
  asOwner: <T extends object>(statement: string, values?: unknown[]) => Promise<T[]>
  close: () => Promise<void>
}

/** Registrations, avis and confirmations are all open on one of them, and none on the last. */
export const INSTANTS = { ouverte: '2027-02-20T10:00', close: '2027-08-01T10:00' } as const

/** Two académies in one base, each with a whole campagne, its things and its people. */
export async function ground(): Promise<Ground> {
  const base = await testDb()
  const asOwner = ownerOf(base.address)
  const { app, cookieFor } = appOver(base.db)
  const side = (academie: string): Promise<Cote> => buildSide({ db: base.db, academie, asOwner, cookieFor })
  const sien = await side('01')
  const ailleurs = await side('24')
  const to = async (local: string): Promise<void> => {
    for (const { campagne } of [sien, ailleurs])
      await at(campagne, local, (tx) =>
        moveHorloge(tx, { campagneId: campagne.campagneId, instant: instantOf(local, ZONE) }),
      )
  }
  return { db: base.db, app, sien, ailleurs, to, asOwner, close: base.close }
}

function ownerOf(address: Address): Ground['asOwner'] {
  return async <T extends object>(statement: string, values: unknown[] = []) => {
    const owner = new pg.Client(ownerConfig(address))
    await owner.connect()
    try {
      return (await owner.query<T>(statement, values)).rows
    } finally {
      await owner.end()
    }
  }
}

interface Building {
  db: Db
  academie: string
  asOwner: Ground['asOwner']
  cookieFor: (acteur: Acteur) => Promise<string>
}

async function buildSide({ db, academie, asOwner, cookieFor }: Building): Promise<Cote> {
  const campagne = await fictionalCampagne(db, {
    academie,
    horloge: instantOf(INSTANTS.ouverte, ZONE),
  })
  await markEverybody(campagne, asOwner)
  await playParcours(
    campagne,
    campagne.eleves.map(({ id: eleveId }) => aParcours({ eleveId, paroles: 'eleve' })),
  )
  const choses = await makeThings(campagne, async (statement, ...values) =>
    Number((await asOwner<{ id: string }>(statement, values))[0]?.id ?? 0),
  )
  const personnes: Personne[] = []
  for (const role of ROLES)
    for (const lien of ['sien', 'voisin', 'fini'] as const) {
      const tie = tieOf(role, lien, { campagne, choses })
      if (!tie) continue
      const acteur = await acteurOf(campagne, { role, tie, fin: lien === 'fini' ? '2027-01-31' : null })
      const voit = await seenBy(campagne, { role, tie: lien === 'fini' ? undefined : tie, asOwner })
      personnes.push({ role, lien, acteur, cookie: await cookieFor(acteur), voit })
    }
  return {
    campagne,
    choses: { ...choses, edition: await askedBy(personnes, { campagne, choses }) },
    personnes,
  }
}

/** An edition belongs to who asked for it: here the head of the collège. */
async function askedBy(
  personnes: readonly Personne[],
  { campagne, choses }: Pick<Cote, 'campagne' | 'choses'>,
): Promise<number> {
  const chef = personnes.find((one) => one.role === 'chef_origine' && one.lien === 'sien')
  if (!chef) throw new Error('pas de chef d’établissement')
  return at({ ...campagne, acteur: chef.acteur }, '2027-05-23', async (tx) =>
    must(
      await demanderEdition(tx, {
        campagneId: campagne.campagneId,
        genre: 'fiches',
        uai: choses.college,
        jour: null,
        modele: null,
        origine: null,
      }),
    ),
  )
}

/** Every name of a pupil and of his people bears the id of the pupil: whoever comes out of a page is known by it. */
async function markEverybody({ academie }: CampagneFictive, asOwner: Ground['asOwner']): Promise<void> {
  await asOwner(`update eleve set nom = nom || ' Repere' || id || 'z' where academie = $1`, [academie])
  await asOwner(`update eleve set classe = '3B' where academie = $1 and id % 3 = 0`, [academie])
  await asOwner(
    `update responsable r set nom = nom || ' Repere' || (
       select min(l.eleve_id) from eleve_responsable l where l.responsable_id = r.id) || 'z' where academie = $1`,
    [academie],
  )
}

/** Ids of the pupils whose mark is in a text. */
export const seenIn = (text: string): Set<number> =>
  new Set([...text.matchAll(/Repere(\d+)z/gi)].map(([, id]) => Number(id)))

const PARTOUT: readonly Role[] = ['academie', 'academie_lecture', 'auditeur', 'assistance']
const COLLEGE: readonly Role[] = ['adulte_referent', 'chef_origine', 'psyen']
const LYCEE: readonly Role[] = ['planificateur', 'intervenant', 'chef_referent']

/** What a role is tied to: the things of the side, or others like them. */
function tieOf(
  role: Role,
  lien: Lien,
  { campagne, choses }: Pick<Cote, 'campagne' | 'choses'>,
): Partial<Habilitation> | undefined {
  if (PARTOUT.includes(role)) return lien === 'voisin' ? undefined : {}
  if (role === 'dsden') return { departement: lien === 'voisin' ? '999' : choses.college.slice(0, 3) }
  if (lien !== 'voisin') return ownTie(role, choses)
  const voisin = campagne.eleves.findLast((one) => one.uai !== choses.college)
  return ownTie(role, {
    eleve: voisin?.id ?? 0,
    responsable: legauxOf(campagne, voisin?.id ?? 0)[0]?.id ?? 0,
    college: campagne.colleges.find((one) => one !== choses.college) ?? '',
    lycee: campagne.lycees.find((one) => one !== choses.lycee) ?? '',
  })
}

function ownTie(
  role: Role,
  { eleve, responsable, college, lycee }: Pick<Choses, 'eleve' | 'responsable' | 'college' | 'lycee'>,
): Partial<Habilitation> {
  if (role === 'professeur_principal') return { uai: college, classe: '3A' }
  if (COLLEGE.includes(role)) return { uai: college }
  if (LYCEE.includes(role)) return { uai: lycee }
  return role === 'eleve' ? { eleveId: eleve } : { responsableId: responsable }
}

/** The pupils that a role may ever see, by what ties it: said here again, apart from the code of the application. */
async function seenBy(
  { academie }: CampagneFictive,
  { role, tie, asOwner }: { role: Role; tie: Partial<Habilitation> | undefined; asOwner: Ground['asOwner'] },
): Promise<Set<number>> {
  if (!tie) return new Set()
  const ids = (statement: string, ...values: unknown[]): Promise<{ id: number }[]> =>
    asOwner<{ id: number }>(statement, values)
  const rows = async (): Promise<{ id: number }[]> => {
    switch (role) {
      case 'eleve':
        return [{ id: tie.eleveId ?? 0 }]
      case 'responsable':
        return ids(
          'select eleve_id as id from eleve_responsable where responsable_id = $1',
          tie.responsableId,
        )
      case 'auditeur':
      case 'assistance':
        return []
      case 'professeur_principal':
        return ids(
          'select id from eleve where academie = $1 and uai = $2 and classe = $3',
          academie,
          tie.uai,
          tie.classe,
        )
      case 'dsden':
        return ids(
          'select id from eleve where academie = $1 and left(uai, 3) = $2',
          academie,
          tie.departement,
        )
      case 'chef_origine':
        return ids(
          `select id from eleve where academie = $1 and (uai = $2 or id in (
             select eleve_id from transfert where arrivee_uai = $2))`,
          academie,
          tie.uai,
        )
      case 'adulte_referent':
      case 'psyen':
        return ids('select id from eleve where academie = $1 and uai = $2', academie, tie.uai)
      case 'academie':
      case 'academie_lecture':
        return ids('select id from eleve where academie = $1', academie)
      case 'planificateur':
      case 'intervenant':
      case 'chef_referent':
        return ids(
          `select e.eleve_id as id from entretien e join creneau c on c.id = e.creneau_id
             where e.academie = $1 and c.uai = $2`,
          academie,
          tie.uai,
        )
    }
  }
  return new Set((await rows()).map(({ id }) => Number(id)))
}

/** Every row of an académie, by table, but for what any request may write for its own sake: sessions, readings. */
export async function rowsOf({ campagne }: Cote): Promise<Map<string, string>> {
  return at(campagne, '2027-06-01', async ({ trx }) => {
    const { rows } = await sql<{ nom: string; t: string }>`
      select c.relname as nom, (xpath('/row/t/text()', query_to_xml(format(
        'select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) as t from %I t where academie = %L %s',
        c.relname, ${campagne.academie}::text,
        case when c.relname like 'journal%' then 'and chaine not like ''lectures:%''' end), false, true, '')))[1]::text as t
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'academie'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not in ('session', 'campagne')`.execute(
      trx,
    )
    return new Map(rows.map(({ nom, t }) => [nom, t]))
  })
}
