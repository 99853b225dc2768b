import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#src/procedure/comptes/api.ts'
import type { Reply } from '#src/web/page.ts'

/**
 * Does an act once per key of the form, and answers its repeats as the first time. The key is written first: a second
 * sending at the same moment waits on the unique key until the first one is committed, then replays its answer.
 * What is sent counts with the key: who comes back by the button of his browser and changes a word does another act.
 * A form without key (drawn by another tool) is done without this protection.
 */
export async function onceByKey(
  { tx, path, form }: { tx: Tx; path: string; form: FormData },
  act: () => Promise<Reply> | Reply,
): Promise<Reply> {
  const sent = form.get('cle')
  if (typeof sent !== 'string' || !/^[0-9a-f-]{36}$/.test(sent)) return act()
  const { academie, compteId } = tx.acteur
  const cle = `${compteId} ${path} ${sent} ${digestOf(form)}`
  const inserted = await sql<{ cle: string }>`
    insert into acte_cle (academie, cle, le) values (${academie}, ${cle}, ${tx.now})
    on conflict do nothing returning cle`.execute(tx.trx)
  if (inserted.rows.length === 0) return replay(tx, cle)
  const reply = await act()
  if (reply.kind !== 'redirect') return reply
  const resultat = JSON.stringify({ path: reply.path, message: reply.message })
  await sql`update acte_cle set resultat = ${resultat}::json where academie = ${academie} and cle = ${cle}`.execute(
    tx.trx,
  )
  return reply
}

/** Drawn by us and not typed: another session of the same person draws others. */
const OURS = new Set(['cle', 'jeton'])

function digestOf(form: FormData): string {
  const typed = [...form].flatMap(([name, value]) =>
    OURS.has(name) ? [] : [[name, typeof value === 'string' ? value : [value.name, value.size]]],
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
