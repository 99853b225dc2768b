import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { isServed, listEtablissements, type Etablissement } from '#src/procedure/etablissements/api.ts'
import { listDomaines } from '#src/procedure/campagnes/sql.ts'
import { listUaisDesEleves } from '#src/procedure/campagnes/sql/ouverture.ts'
import { listReferentsSuivis, type ReferentSuivi } from '#src/procedure/campagnes/sql/referents.ts'

export type { ReferentSuivi }

/** A school of pupils on the map, and whether some referent of the domaine shown serves it. */
export interface EcoleSituee {
  uai: string
  nom: string
  latitude: number | null
  longitude: number | null
  desservie: boolean
}

export interface ReferentsLus {
  referents: (ReferentSuivi & { latitude: number | null; longitude: number | null; ecoles: number })[]
  ecoles: EcoleSituee[]
  domaines: { code: string; libelle: string }[]
}

/** The referents of a campaign, of one domaine or of all, with the schools that each serves. */
export async function readReferents(
  tx: Tx,
  { campagneId, domaine }: { campagneId: number; domaine: string | null },
): Promise<ReferentsLus> {
  demand(tx.acteur, 'referents.enregistrer', [{}])
  const all = await listReferentsSuivis(tx.trx, campagneId)
  const shown = all.filter((one) => domaine === null || one.domaine === domaine)
  const uais = await listUaisDesEleves(tx.trx, campagneId)
  const schools = await listEtablissements(tx.trx, [...new Set([...uais, ...shown.map((one) => one.uai)])])
  const byUai = new Map(schools.map((one) => [one.uai, one]))
  const origins = uais.flatMap((uai) => byUai.get(uai) ?? [])
  return {
    referents: shown.map((one) => ({
      ...one,
      latitude: byUai.get(one.uai)?.latitude ?? null,
      longitude: byUai.get(one.uai)?.longitude ?? null,
      ecoles: origins.filter((school) => isServed(school, one.secteur)).length,
    })),
    ecoles: origins.map((school) => situated(school, shown)),
    domaines: (await listDomaines(tx.trx, campagneId)).map(({ code, libelle }) => ({ code, libelle })),
  }
}

/** Served when each domaine shown has a referent for it. */
function situated(school: Etablissement, shown: readonly ReferentSuivi[]): EcoleSituee {
  const { uai, nom, latitude, longitude } = school
  const domaines = [...new Set(shown.map((one) => one.domaine))]
  const desservie = domaines.every((code) =>
    shown.some((one) => one.domaine === code && isServed(school, one.secteur)),
  )
  return { uai, nom, latitude, longitude, desservie }
}
