import type { AdressePostale } from '#src/documents/model.ts'
import type { Adresse } from '#src/exchange/model.ts'
import { groupBy } from '#src/kit/group.ts'
import { allows, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listAdressesDesLegaux } from '#src/procedure/eleves/sql/responsables.ts'
import { selectEleves } from '#src/procedure/eleves/sql.ts'

const LIRE = 'adresses.lire'

/** Where the letters of one pupil go, one per guardian who has an address; and why some have none. */
export interface AdressesDUnEleve {
  adresses: AdressePostale[]
  /** Legal guardians without a known address. */
  sansAdresse: number
  /** Kept back from this reader: the head of the school prints them. */
  reservees: number
}

/**
 * Postal addresses of the legal guardians of pupils of one school. Each guardian has a letter of his own, which bears
 * his address alone; a protected one is for the head of the school only. Source: domain.md rule 11.
 */
export async function readAdresses(
  tx: Tx,
  { uai, eleveIds }: { uai: string; eleveIds: readonly number[] },
): Promise<Map<number, AdressesDUnEleve>> {
  const eleves = await selectEleves(tx.trx, eleveIds)
  demand(tx.acteur, LIRE, [{ uai }, ...eleves.map((eleve) => ({ uai: eleve.uai }))])
  const mayProtected = allows(tx.acteur, 'coordonnees.protegees', { uai })
  const known = groupBy(await listAdressesDesLegaux(tx.trx, eleveIds), (one) => one.eleveId)
  return new Map(
    eleves.map(({ id }) => {
      const legaux = known.get(id) ?? []
      const shown = legaux.filter(({ protegee }) => mayProtected || !protegee)
      const adresses = shown.flatMap(({ civilite, prenom, nom, adresse }) => {
        const lignes = lignesOf(adresse)
        return lignes.length === 0
          ? []
          : [{ destinataire: [civilite, prenom, nom].filter(Boolean).join(' '), lignes }]
      })
      const counts = { sansAdresse: shown.length - adresses.length, reservees: legaux.length - shown.length }
      return [id, { adresses, ...counts }]
    }),
  )
}

/** As the post wants it; a postcode without a street is no address. */
function lignesOf(adresse: Adresse | null): string[] {
  if (!adresse) return []
  const { lignes, codePostal, localite, pays } = adresse
  const street = lignes.map((ligne) => ligne.trim()).filter((ligne) => ligne !== '')
  const town = [codePostal, localite].filter(Boolean).join(' ')
  return street.length === 0 || town === '' ? [] : [...street, town, ...(pays ? [pays] : [])]
}
