import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readEtablissements } from '#src/exchange/annuaire.ts'
import type { LigneEtablissement } from '#src/exchange/model.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import type { EtablissementFictif, OffreFictive, ReferentFictif } from '#src/rehearsal/fabriquer/schools.ts'
import { DOMAINES, FORMATIONS } from '#src/rehearsal/fabriquer/tables.ts'
import type { Terrain } from '#src/rehearsal/fabriquer/terrain.ts'

/** The public directory and offers of the académie de Créteil, as published; no person is in them. */
export async function publicTerrain(folder: string): Promise<Terrain> {
  const inCreteil = (one: LigneEtablissement): boolean =>
    one.academie === '24' && one.latitude !== null && one.commune !== null
  const directory = async (name: string): Promise<LigneEtablissement[]> =>
    (await readEtablissements(path.join(folder, name))).lignes.filter(inCreteil)
  const colleges = (await directory('colleges-idf.csv')).map(schoolOf)
  const lycees = (await directory('annuaire-lycees-idf.csv'))
    .filter((one) => one.voieProfessionnelle)
    .map(schoolOf)
  const offres = offersOf(folder, lycees)
  const [retarde, incomplet, centre, ...others] = colleges
  if (!retarde || !incomplet || !centre) throw new Error('annuaire public sans collège')
  const referents = referentsOf(offres)
  const hosts = new Set(offres.map((one) => one.lycee.uai))
  return {
    colleges: others,
    lycees: lycees.filter((one) => hosts.has(one.uai)),
    centre,
    retarde,
    incomplet,
    offres,
    referents,
  }
}

function schoolOf(one: LigneEtablissement, rang: number): EtablissementFictif {
  const [latitude, longitude] = [one.latitude ?? 0, one.longitude ?? 0]
  const departement = (one.codeDepartement ?? one.uai.slice(1, 3)).replace(/^0/, '')
  return {
    rang,
    uai: one.uai,
    nom: one.nom.replaceAll(';', ','),
    nature: one.nature,
    commune: { nom: one.commune ?? '', codePostal: one.codePostal ?? '', departement, latitude, longitude },
    latitude: latitude.toFixed(5),
    longitude: longitude.toFixed(5),
  }
}

const cellsOf = (file: string, separator: string): string[][] =>
  readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(separator))

/** The offers of 2022 of our formations: MEFSTAT11 in that file, MEF in ours. */
function offersOf(folder: string, lycees: readonly EtablissementFictif[]): OffreFictive[] {
  const byUai = indexBy(lycees, (one) => one.uai)
  const byMef = indexBy(FORMATIONS, (one) => one.mef)
  const stat = new Map(
    cellsOf(path.join(folder, 'mef-voie-pro-2025-2026.csv'), ',').map((cells) => [
      cells[11],
      byMef.get(cells[0] ?? ''),
    ]),
  )
  return cellsOf(path.join(folder, 'offres-capacites-2022-idf.csv'), ';').flatMap(
    (cells, i): OffreFictive[] => {
      const [uai = '', mefstat = ''] = cells
      const [lycee, formation] = [byUai.get(uai), stat.get(mefstat)]
      return lycee && formation
        ? [
            {
              codeOffre: `${1 + (i % 9)}P${String(i).padStart(6, '0')}`,
              lycee,
              formations: [formation],
              segpa: false,
            },
          ]
        : []
    },
  )
}

/** The first lycées of each domaine are its referents, for the whole académie. */
function referentsOf(offres: readonly OffreFictive[]): ReferentFictif[] {
  return DOMAINES.flatMap(({ code }) => {
    const own = offres.filter((one) => one.formations.some((formation) => formation.domaine === code))
    // A domaine whose codes changed since 2022 has no offer left: the first lycées receive for it.
    const hosts = [...groupBy(own.length > 0 ? own : offres, (one) => one.lycee).keys()].slice(0, 4)
    return hosts.map((lycee) => ({ uai: lycee.uai, rang: lycee.rang, domaine: code, secteur: [] }))
  })
}
