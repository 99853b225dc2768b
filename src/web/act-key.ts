import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#src/procedure/comptes/api.ts'
import type { Reply } from '#src/web/page.ts'

interface Sending {
  tx: Tx
  path: string
  form: FormData
  /** Of an act that makes a new thing each time: the fields that are its words (`ReservedPage.redige`). */
  redige?: { champs: readonly string[]; asked: (first: PremierEnvoi) => Reply } | undefined
}

/** An act is alike during so long: the time to go back, to read again and to change a word. */
const SEMBLABLE_MINUTES = 30

/**
 * Does an act once per key of the form, and answers its repeats as the first time. The key is written first: a second
 * sending at the same moment waits on the unique key until the first one is committed, then replays its answer.
 * What is sent counts with the key: who comes back by the button of his browser and changes a word does another act.
 * Where that would make a second thing, `redige.asked` answers in its place, until who sends it says that he wants both.
 * A form without key (drawn by another tool) is done without this protection.
 */
export async function onceByKey(
  { tx, path, form, redige }: Sending,
  act: () => Promise<Reply> | Reply,
): Promise<Reply> {
  const sent = form.get('cle')
  if (typeof sent !== 'string' || !/^[0-9a-f-]{36}$/.test(sent)) return act()
  const { academie, compteId } = tx.acteur
  const cle = `${compteId} ${path} ${sent} ${digestOf(form, OURS)}`
  const semblable = redige
    ? `${compteId} ${path} ${digestOf(form, [...OURS, 'encore', ...redige.champs])}`
    : null
  const inserted = await sql<{ cle: string }>`
    insert into acte_cle (academie, cle, le, semblable) values (${academie}, ${cle}, ${tx.now}, ${semblable})
    on conflict do nothing returning cle`.execute(tx.trx)
  if (inserted.rows.length === 0) return replay(tx, cle)
  if (redige && semblable && form.get('encore') !== 'oui') {
    const first = await selectSemblable(tx, { cle, semblable })
    if (first) return redige.asked(first)
  }
  const reply = await act()
  if (reply.kind !== 'redirect') return reply
  const resultat = JSON.stringify({ path: reply.path, message: reply.message })
  await sql`update acte_cle set resultat = ${resultat}::json where academie = ${academie} and cle = ${cle}`.execute(
    tx.trx,
  )
  return reply
}

/** The same thing, in the same words or others, that the same person has just sent. */
export interface PremierEnvoi {
  le: Date
  /** Where its effect shows. */
  path: string
}

async function selectSemblable(
  { trx, acteur, now }: Tx,
  { cle, semblable }: { cle: string; semblable: string },
): Promise<PremierEnvoi | undefined> {
  const { rows } = await sql<PremierEnvoi>`
    select le, coalesce(resultat ->> 'path', '/') as path from acte_cle
    where academie = ${acteur.academie} and semblable = ${semblable} and cle <> ${cle}
      and le > ${now}::timestamptz - make_interval(mins => ${SEMBLABLE_MINUTES})
    order by le desc limit 1`.execute(trx)
  return rows[0]
}

/** Drawn by us and not typed: another session of the same person draws others. */
const OURS = ['cle', 'jeton']

function digestOf(form: FormData, aside: readonly string[]): string {
  const typed = [...form].flatMap(([name, value]) =>
    aside.includes(name) ? [] : [[name, typeof value === 'string' ? value : [value.name, value.size]]],
  )
  return createHash('sha256').update(JSON.stringify(typed)).digest('base64url')
}

async function replay(tx: Tx, cle: string): Promise<Reply> {
  const { rows } = await sql<{ resultat: { path: string; message?: string } | null }>`
    select resultat from acte_cle where academie = ${tx.acteur.academie} and cle = ${cle}`.execute(tx.trx)
  const first = rows[0]?.resultat
  // An act that answers with a page and not a redirection cannot be replayed: home is where its effect shows.
  return { kind: 'redirect', path: '/', ...first }
}
