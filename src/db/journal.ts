import { createHash, createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '#src/db/transaction.ts'
import type { Auteur, Entree } from '#src/db/auteur.ts'
import { recordset } from '#src/db/rows.ts'

export type { Entree } from '#src/db/auteur.ts'

/** The académie's own chain. */
export const CHAINE_ACADEMIE = 'academie'

export interface LigneJournal {
  academie: string
  chaine: string
  rang: number
  le: string
  compte_id: number | null
  auteur: string
  pour_le_compte_de: string | null
  acte: string
  objet: string
  objet_id: string
  avant: object | null
  apres: object | null
  precedente: string
  /** Key of the commitment; null once what the row says of persons is erased, and in rows older than commitments. */
  sel: string | null
  /** Commitment to what the row says of persons. */
  engagement: string | null
}

/** The words of a row that may be about persons: erased one day, while the chain goes on holding. */
function engagementDe(ligne: LigneJournal, sel: string): string {
  const { auteur, pour_le_compte_de, objet_id, avant, apres } = ligne
  return createHmac('sha256', Buffer.from(sel, 'hex'))
    .update(JSON.stringify([auteur, pour_le_compte_de, objet_id, avant, apres]))
    .digest('hex')
}

/** Hash of a row: everything it says, or its commitment, and the hash before it. */
function empreinteDe(ligne: LigneJournal): string {
  const { academie, chaine, rang, le, compte_id, acte, objet, engagement, precedente } = ligne
  const facts =
    engagement === null
      ? factsInFull(ligne)
      : [academie, chaine, rang, le, compte_id, acte, objet, engagement, precedente]
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex')
}

/** What rows older than commitments are hashed on. */
function factsInFull(ligne: LigneJournal): unknown[] {
  return [
    ligne.academie,
    ligne.chaine,
    ligne.rang,
    ligne.le,
    ligne.compte_id,
    ligne.auteur,
    ligne.pour_le_compte_de,
    ligne.acte,
    ligne.objet,
    ligne.objet_id,
    ligne.avant,
    ligne.apres,
    ligne.precedente,
  ]
}

/**
 * Writes the rows of acts, each chained to the one before it in its school: one chain per établissement, because a
 * single one would make a queue of the whole académie. Heads are locked in order, so that two acts never deadlock.
 */
export async function appendJournal(tx: Tx, entrees: readonly Entree[]): Promise<void> {
  if (entrees.length === 0) return
  if (tx.lectures) return void tx.lectures.push(...entrees)
  const academie = tx.acteur.academie
  const heads = await lockHeads(tx, academie, [...new Set(entrees.map((entree) => entree.chaine))].sort())
  const rows = entrees.map((entree) => {
    const head = heads.get(entree.chaine)
    if (!head) throw new Error(`chaîne du journal absente : ${entree.chaine}`)
    const ligne = ligneDe(tx, entree, head)
    const empreinte = empreinteDe(ligne)
    heads.set(entree.chaine, { rang: ligne.rang, empreinte })
    return { ...ligne, empreinte }
  })
  await insertWithHeads(tx, rows, heads)
}

function ligneDe(tx: Tx, entree: Entree, head: { rang: number; empreinte: string }): LigneJournal {
  const sel = randomBytes(16).toString('hex')
  const ligne: LigneJournal = {
    academie: tx.acteur.academie,
    chaine: entree.chaine,
    rang: head.rang + 1,
    le: tx.now.toISOString(),
    compte_id: (tx.acteur.assistance ?? tx.acteur).compteId,
    auteur: nomDe(tx.acteur),
    pour_le_compte_de: tx.acteur.pourLeCompteDe,
    acte: entree.acte,
    objet: entree.objet,
    objet_id: String(entree.objetId),
    avant: entree.avant ?? null,
    apres: entree.apres ?? null,
    precedente: head.empreinte,
    sel,
    engagement: null,
  }
  return { ...ligne, engagement: engagementDe(ligne, sel) }
}

/** Both names, when somebody reads through the screens of another. */
const nomDe = ({ nom, assistance }: Auteur): string =>
  assistance ? `${assistance.nom}, voyant l’écran de ${nom}` : nom

interface Head {
  rang: number
  empreinte: string
}

/**
 * Chains that have no head yet are given one. A head that somebody else has just made is neither written nor seen by the
 * statement that waited for it: the next one sees it.
 */
async function lockHeads(tx: Tx, academie: string, chaines: readonly string[]): Promise<Map<string, Head>> {
  for (let again = 0; ; again++) {
    const { rows } = await sql<Head & { chaine: string }>`
      with nouvelle as (
        insert into journal_tete (academie, chaine, rang, empreinte)
        select ${academie}, c, 0, '' from unnest(${chaines}::text[]) c
        where not exists (select from journal_tete t where t.academie = ${academie} and t.chaine = c)
        order by c on conflict do nothing returning chaine, rang, empreinte
      ), tenue as (
        select chaine, rang, empreinte from journal_tete
        where academie = ${academie} and chaine = any (${chaines}::text[]) order by chaine for update
      )
      select * from nouvelle union all select * from tenue`.execute(tx.trx)
    if (rows.length >= chaines.length || again >= 2)
      return new Map(rows.map(({ chaine, ...head }) => [chaine, head]))
  }
}

/** Rows and heads in one statement: every act writes here, and other acts of the school wait until it is done. */
async function insertWithHeads(
  tx: Tx,
  lignes: readonly (LigneJournal & { empreinte: string })[],
  heads: ReadonlyMap<string, Head>,
): Promise<void> {
  const columns = sql.join(Object.keys(lignes[0] ?? {}).map((name) => sql.ref(name)))
  const tetes = [...heads].map(([chaine, head]) => ({ chaine, ...head }))
  await sql`
    with ecrites as (
      insert into journal (${columns}) select ${columns} from ${recordset(
        'journal',
        lignes.map((ligne) => ({ ...ligne })),
      )})
    update journal_tete t set rang = r.rang, empreinte = r.empreinte
    from json_to_recordset(${JSON.stringify(tetes)}::json) as r (chaine text, rang bigint, empreinte text)
    where t.academie = ${tx.acteur.academie} and t.chaine = r.chaine`.execute(tx.trx)
}

/** Every chain of the académie, those that lost their head included. */
export async function listChaines(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ chaine: string }>`
    select chaine from journal_tete where academie = ${tx.acteur.academie}
    union select chaine from journal where academie = ${tx.acteur.academie} order by chaine`.execute(tx.trx)
  return rows.map((row) => row.chaine)
}

/**
 * First row of a chain whose hash, link or commitment is wrong, or that was emptied without an act that says so;
 * undefined when the whole chain holds up to its head.
 */
export async function firstBrokenLink(tx: Tx, chaine: string): Promise<number | undefined> {
  const { rows } = await sql<LigneJournal & { le: Date; empreinte: string }>`
    select * from journal where academie = ${tx.acteur.academie} and chaine = ${chaine} order by rang`.execute(
    tx.trx,
  )
  const emptied = rangsEffaces(rows)
  let precedente = ''
  let rang = 0
  for (const row of rows) {
    rang += 1
    const ligne = { ...row, le: row.le.toISOString(), precedente }
    if (row.rang !== rang || row.precedente !== precedente || empreinteDe(ligne) !== row.empreinte)
      return rang
    if (!keepsItsWord(ligne) && !emptied(rang)) return rang
    precedente = row.empreinte
  }
  const head = await sql<{ rang: number; empreinte: string }>`
    select rang, empreinte from journal_tete where academie = ${tx.acteur.academie} and chaine = ${chaine}`.execute(
    tx.trx,
  )
  const last = head.rows[0] ?? { rang: 0, empreinte: '' }
  return last.rang === rang && last.empreinte === precedente ? undefined : rang + 1
}

/** False when the words of a row are no longer those it was committed to. */
const keepsItsWord = (ligne: LigneJournal): boolean =>
  ligne.engagement === null || (ligne.sel !== null && engagementDe(ligne, ligne.sel) === ligne.engagement)

const PLAGES = z.object({ plages: z.array(z.tuple([z.number(), z.number()])) })

/** Whether an act of erasure of the chain names this row. */
function rangsEffaces(rows: readonly LigneJournal[]): (rang: number) => boolean {
  const plages = rows.flatMap(({ acte, apres }) => {
    const said = acte === EFFACEMENT ? PLAGES.safeParse(apres) : undefined
    return said?.success ? said.data.plages : []
  })
  return (rang) => plages.some(([first, last]) => first <= rang && rang <= last)
}

/** The act that empties rows, and is itself never emptied. */
export const EFFACEMENT = 'journal.effacer'

/** Head of a chain: the rank and the hash of its last row. */
export interface Tete {
  chaine: string
  rang: number
  empreinte: string
}

/** Heads of every chain of the académie, in order. */
export async function listTetes(tx: Tx): Promise<Tete[]> {
  const { rows } = await sql<Tete>`
    select chaine, rang, empreinte from journal_tete where academie = ${tx.acteur.academie} and rang > 0 order by chaine`.execute(
    tx.trx,
  )
  return rows
}

/**
 * Heads taken before that the journal no longer holds: a chain cut short, rewritten or replaced by an old backup holds
 * by itself, and only what was kept elsewhere shows it.
 */
export async function lostTetes(tx: Tx, tetes: readonly Tete[]): Promise<Tete[]> {
  const { rows } = await sql<Tete>`
    select t.chaine, t.rang, t.empreinte
    from json_to_recordset(${JSON.stringify(tetes)}::json) as t (chaine text, rang bigint, empreinte text)
    where not exists (select from journal j where j.academie = ${tx.acteur.academie} and j.chaine = t.chaine
      and j.rang = t.rang and j.empreinte = t.empreinte)
    order by t.chaine`.execute(tx.trx)
  return rows
}
