import { sql } from 'kysely'
import { localMinuteOf, timeInWords } from '#src/kit/day.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'

/** A draft is never an avis (rule 8): it is kept for its author alone, beside the acts. */
export interface Brouillon {
  cle: string
  texte: string | undefined
  /** When it was kept, in words: `14 h 05`. */
  heure: string | undefined
}

/** The draft of this name, with nothing in it when there is none: hand it to `TextArea`. */
export async function readBrouillon(tx: Tx, cle: string): Promise<Brouillon> {
  const { rows } = await sql<{ contenu: { texte: string }; le: Date }>`
    select contenu, le from brouillon
    where academie = ${tx.acteur.academie} and compte_id = ${tx.acteur.compteId} and cle = ${cle}`.execute(
    tx.trx,
  )
  const row = rows[0]
  return { cle, texte: row?.contenu.texte, heure: row && hourOf(row.le, tx.zone) }
}

/** The drafts of these names, for a series on one page; those that hold nothing are in it too. */
export async function readBrouillons(tx: Tx, cles: readonly string[]): Promise<Map<string, Brouillon>> {
  const { rows } = await sql<{ cle: string; contenu: { texte: string }; le: Date }>`
    select cle, contenu, le from brouillon
    where academie = ${tx.acteur.academie} and compte_id = ${tx.acteur.compteId} and cle = any (${cles}::text[])`.execute(
    tx.trx,
  )
  const kept = new Map(rows.map((row) => [row.cle, row]))
  return new Map(
    cles.map((cle) => {
      const row = kept.get(cle)
      return [cle, { cle, texte: row?.contenu.texte, heure: row && hourOf(row.le, tx.zone) }]
    }),
  )
}

/** Keeps a draft and tells when, in words. Dated by the wall clock: a draft is no act of the campagne. */
export async function keepBrouillon(tx: Tx, { cle, texte }: { cle: string; texte: string }): Promise<string> {
  const { rows } = await sql<{ le: Date }>`
    insert into brouillon (academie, compte_id, cle, contenu, le)
    values (${tx.acteur.academie}, ${tx.acteur.compteId}, ${cle}, ${JSON.stringify({ texte })}::jsonb, now())
    on conflict (academie, compte_id, cle) do update set le = excluded.le,
      contenu = excluded.contenu || case when brouillon.contenu ->> 'texte' = excluded.contenu ->> 'texte'
        then jsonb_build_object('avant', brouillon.contenu -> 'avant')
        else jsonb_build_object('avant', brouillon.contenu -> 'texte') end
    returning le`.execute(tx.trx)
  return hourOf(rows[0]?.le ?? tx.now, tx.zone)
}

/** Puts back what each of these drafts held before it was last changed; done twice, it gives the change again. */
export async function undoBrouillons(tx: Tx, cles: readonly string[]): Promise<void> {
  await sql`update brouillon set le = now(),
      contenu = jsonb_build_object('texte', coalesce(contenu ->> 'avant', ''), 'avant', contenu -> 'texte')
    where academie = ${tx.acteur.academie} and compte_id = ${tx.acteur.compteId} and cle = any (${cles}::text[])`.execute(
    tx.trx,
  )
}

/** Once the act is done, its draft goes. */
export async function dropBrouillon(tx: Tx, cle: string): Promise<void> {
  await sql`delete from brouillon
    where academie = ${tx.acteur.academie} and compte_id = ${tx.acteur.compteId} and cle = ${cle}`.execute(
    tx.trx,
  )
}

const hourOf = (instant: Date, zone: string): string => timeInWords(localMinuteOf(instant, zone))
