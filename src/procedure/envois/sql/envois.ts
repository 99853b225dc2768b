import { sql, type Transaction } from 'kysely'
import { insertRows, type Row } from '#src/db/rows.ts'
import type { DB } from '#src/db/types.ts'
import type { Canal, Contenu, Etat, Genre, Motif, Reglage } from '#src/procedure/envois/model.ts'

type Trx = Transaction<DB>

const REGLAGE: Omit<Reglage, 'actif'> = { joursRappel: 3 }

/** Whether a campaign writes, and when it reminds; a rehearsal does not unless it is told to. */
export async function selectReglage(trx: Trx, campagneId: number): Promise<Reglage> {
  const { rows } = await sql<Reglage>`
    select coalesce(r.actif, not k.repetition) as actif, coalesce(r.jours_rappel, ${REGLAGE.joursRappel}) as "joursRappel"
    from campagne k left join envoi_reglage r on r.campagne_id = k.id where k.id = ${campagneId}`.execute(trx)
  return rows[0] ?? { actif: false, ...REGLAGE }
}

export async function upsertReglage(
  trx: Trx,
  { academie, campagneId, actif, joursRappel }: Reglage & { academie: string; campagneId: number },
): Promise<void> {
  await sql`
    insert into envoi_reglage (academie, campagne_id, actif, jours_rappel)
    values (${academie}, ${campagneId}, ${actif}, ${joursRappel})
    on conflict (campagne_id) do update set actif = excluded.actif, jours_rappel = excluded.jours_rappel`.execute(
    trx,
  )
}

/** Writes messages to leave; those whose cause and address are known already are left as they are. Returns how many. */
export async function insertEnvois(trx: Trx, rows: readonly Row[]): Promise<number> {
  const written = await insertRows(trx, 'envoi', rows, { onConflict: 'nothing', returning: ['id'] })
  return written.length
}

/** A message taken to be sent. */
export interface Pris {
  id: number
  campagneId: number | null
  genre: Genre
  eleveId: number | null
  entretienId: number | null
  version: number | null
  responsableId: number | null
  compteId: number | null
  adresse: string
  cle: string
  contenu: Contenu
  essais: number
  jeton: string
  creeLe: Date
}

const PRIS = sql`id, campagne_id as "campagneId", genre, eleve_id as "eleveId", entretien_id as "entretienId", version,
  responsable_id as "responsableId", compte_id as "compteId", adresse, cle, contenu, essais, jeton, cree_le as "creeLe"`

/** The next message that is due and that no other sender holds; held until this transaction ends. */
export async function takeEnvoi(trx: Trx): Promise<Pris | undefined> {
  const { rows } = await sql<Pris>`
    select ${PRIS} from envoi where etat = 'a_envoyer' and prochain_le <= now()
    order by prochain_le, id limit 1 for update skip locked`.execute(trx)
  return rows[0]
}

export async function selectEnvoi(trx: Trx, id: number): Promise<(Pris & EtatDEnvoi) | undefined> {
  const { rows } = await sql<Pris & EtatDEnvoi>`
    select ${PRIS}, etat, motif, canal, remis_le as "remisLe" from envoi where id = ${id}`.execute(trx)
  return rows[0]
}

export interface EtatDEnvoi {
  etat: Etat
  motif: Motif | null
  canal: Canal | null
  remisLe: Date | null
}

/** Notes, before it is handed over, that its fate is unknown: whatever dies from here on, it is not sent again by itself. */
export async function markRemise(trx: Trx, { id, canal }: { id: number; canal: Canal }): Promise<void> {
  await sql`
    update envoi set etat = 'incertain', motif = 'sans_reponse', canal = ${canal}, essais = essais + 1,
      remis_le = clock_timestamp() where id = ${id}`.execute(trx)
}

export async function updateContenu(
  trx: Trx,
  { id, contenu }: { id: number; contenu: Contenu },
): Promise<void> {
  await sql`update envoi set contenu = ${JSON.stringify(contenu)}::jsonb where id = ${id}`.execute(trx)
}

export async function closeEnvoi(
  trx: Trx,
  { id, etat, motif }: { id: number; etat: Etat; motif: Motif | null },
): Promise<void> {
  await sql`update envoi set etat = ${etat}, motif = ${motif} where id = ${id}`.execute(trx)
}

/** What became of a message handed over; nothing if somebody decided of it meanwhile. */
export async function settleEnvoi(
  trx: Trx,
  suite: {
    id: number
    essais: number
    etat: Etat
    motif: Motif | null
    delai: number | null
    compte: boolean
  },
): Promise<void> {
  const { id, essais, etat, motif, delai, compte } = suite
  await sql`
    update envoi set etat = ${etat}, motif = ${motif}, essais = ${compte ? essais : essais - 1},
      prochain_le = clock_timestamp() + make_interval(secs => ${delai ?? 0})
    where id = ${id} and etat = 'incertain' and essais = ${essais}`.execute(trx)
}

export async function insertRejet(
  trx: Trx,
  rejet: { academie: string; adresse: string; code: string; envoiId: number; le: Date },
): Promise<void> {
  await sql`
    insert into adresse_rejetee (academie, adresse, code, envoi_id, le)
    values (${rejet.academie}, ${rejet.adresse}, ${rejet.code}, ${rejet.envoiId}, ${rejet.le})
    on conflict (academie, adresse) do update set code = excluded.code, envoi_id = excluded.envoi_id, le = excluded.le
  `.execute(trx)
}

export async function deleteRejet(trx: Trx, adresse: string): Promise<void> {
  await sql`delete from adresse_rejetee where adresse = ${adresse}`.execute(trx)
}

/** Sends again at the next turn what somebody decided to. */
export async function reopenEnvoi(trx: Trx, id: number): Promise<void> {
  await sql`
    update envoi set etat = 'a_envoyer', motif = null, essais = 0, prochain_le = clock_timestamp() where id = ${id}
  `.execute(trx)
}
