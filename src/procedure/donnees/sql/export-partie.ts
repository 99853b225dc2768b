import { sql, type RawBuilder } from 'kysely'

/** For whom a copy is made. */
export interface Destinataire {
  eleveId: number
  /** null: the pupil himself. */
  responsableId: number | null
  /** The fiche is out: avis and comments may be read. */
  communicable: boolean
  zone: string
}

/** One table of the copy: rows under the words that a person reads. */
export interface PartieExportee {
  titre: string
  lignes: Readonly<Record<string, string | null>>[]
}

export type Partie = readonly [
  titre: string,
  query: (d: Destinataire) => RawBuilder<Record<string, string | null>> | null,
]

/** An instant as a person reads it, in the zone of his académie. */
export const day = (column: string, zone: string) =>
  sql`to_char(${sql.ref(column)} at time zone ${zone}, 'DD/MM/YYYY HH24:MI')`
/** The formation of a registration `i`. */
export const mine = sql`join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef)`
