import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { writeDisponibilites, writeIndisponibilites } from '#src/rehearsal/fabriquer/availability-lines.ts'
import { campagneJson } from '#src/rehearsal/fabriquer/campaign.ts'
import { writeFolderFaults } from '#src/rehearsal/fabriquer/folder-faults.ts'
import { INCIDENTS } from '#src/rehearsal/fabriquer/columns.ts'
import { CsvFile } from '#src/rehearsal/fabriquer/csv-file.ts'
import { writeIncidentsDesLycees } from '#src/rehearsal/fabriquer/incident-lines.ts'
import { openFolder } from '#src/rehearsal/fabriquer/folder.ts'
import type { Faute } from '#src/rehearsal/fabriquer/faults.ts'
import type { Terrain } from '#src/rehearsal/fabriquer/terrain.ts'
import { campaignOf, ground } from '#src/rehearsal/fabriquer/ground.ts'
import { writeReferenceTables } from '#src/rehearsal/fabriquer/reference-lines.ts'
import { remotePupils, writeRemotePupils } from '#src/rehearsal/fabriquer/remote-pupils.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'
import type { Tour } from '#src/rehearsal/fabriquer/tour.ts'
import { writeColleges, writePupils } from '#src/rehearsal/fabriquer/tour.ts'
import type { FabriquerOptions, Work } from '#src/rehearsal/fabriquer/work.ts'
import { sizes } from '#src/rehearsal/fabriquer/work.ts'

export type { FabriquerOptions }

export interface Resume {
  eleves: number
  /** Right registrations: the wrong lines are not counted. */
  inscriptions: number
  etablissements: number
  /** Rows per CSV, without the header. */
  lignes: Readonly<Record<string, number>>
  /** Size of the whole folder in bytes. */
  octets: number
  /** Every line that is wrong on purpose. */
  fautes: readonly Faute[]
}

/**
 * Writes a whole fictional campaign in the input format of `passpro jouer` into `out` (created; a file of the same
 * name is replaced). Same options, same bytes. Memory holds one collège at a time, schools and counters aside.
 * Throws RangeError when `eleves` is not a positive whole number. Source: formats.md, « A whole campaign as a folder ».
 */
export async function fabriquer(out: string, options: FabriquerOptions): Promise<Resume> {
  if (!Number.isSafeInteger(options.eleves) || options.eleves < 1)
    throw new RangeError('eleves: a whole number from 1')
  const dossier = await openFolder(out)
  const fichierIncidents = options.incidents
    ? await CsvFile.create(path.join(out, INCIDENTS.fichier), INCIDENTS.colonnes)
    : null
  try {
    return await write({ out, dossier, fichierIncidents, ...sizes(options), ...options })
  } finally {
    for (const fichier of Object.values(dossier)) await fichier.close()
    await fichierIncidents?.close()
  }
}

async function write(work: Work): Promise<Resume> {
  const { out, dossier, eleves, graine, horsSiecle, part } = work
  const terrain = ground(work)
  const campagne = campaignOf(work, terrain)
  await writeFile(path.join(out, 'campagne.json'), campagneJson(campagne))
  writeReferenceTables(campagne, { offres: terrain.offres, etablissements: schoolsOf(terrain, work) })
  const tour: Tour = { work, campagne, inscriptions: 0, octets: 0 }
  await writeColleges(tour, terrain.colleges)
  const premier = eleves - horsSiecle
  const adistance = remotePupils({ centre: terrain.centre, nombre: horsSiecle, premier, graine, part })
  writeRemotePupils(campagne, adistance)
  writePupils(tour, adistance)
  writeDisponibilites(campagne)
  writeIndisponibilites(campagne, terrain.colleges)
  writeIncidentsDesLycees(campagne)
  if (!work.propre) tour.octets += await writeFolderFaults({ out, campagne, terrain, graine })
  return { eleves, etablissements: dossier.etablissements.lignes, ...(await totals(tour)) }
}

/** The two collèges that are there to be wrong are left out of a clean folder. */
const schoolsOf = (terrain: Terrain, { propre }: Work): EtablissementFictif[] => {
  const enTrop = propre ? [] : [terrain.retarde, terrain.incomplet]
  return [...terrain.colleges, terrain.centre, ...enTrop, ...terrain.lycees]
}

async function totals({
  work,
  campagne,
  inscriptions,
  octets,
}: Tour): Promise<Omit<Resume, 'eleves' | 'etablissements'>> {
  const fichiers = [...Object.values(campagne.dossier), ...(campagne.incidents ? [campagne.incidents] : [])]
  await Promise.all(fichiers.map((fichier) => fichier.flush()))
  const { size } = await stat(path.join(work.out, 'campagne.json'))
  return {
    inscriptions,
    lignes: Object.fromEntries(fichiers.map(({ nom, lignes }) => [nom, lignes])),
    octets: fichiers.reduce((somme, fichier) => somme + fichier.octets, octets + size),
    fautes: campagne.faults.faites,
  }
}
