import { writeHolidayWindow } from '#src/rehearsal/fabriquer/availability-lines.ts'
import type { Campagne } from '#src/rehearsal/fabriquer/campaign.ts'
import { classRoll } from '#src/rehearsal/fabriquer/class-roll.ts'
import { FICHIERS } from '#src/rehearsal/fabriquer/columns.ts'
import { GENRES_DU_DOSSIER } from '#src/rehearsal/fabriquer/faults.ts'
import type { Terrain } from '#src/rehearsal/fabriquer/terrain.ts'
import type { EleveFictif } from '#src/rehearsal/fabriquer/people.ts'
import { writeWrongUai } from '#src/rehearsal/fabriquer/reference-lines.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'
import { siecleFileName, writeSiecle } from '#src/rehearsal/fabriquer/siecle-files.ts'

interface FolderFaults {
  out: string
  campagne: Campagne
  terrain: Terrain
  graine: number
}

/** Plants one of each wrong thing that touches no registered pupil; gives the bytes of the SIECLE files added. */
export async function writeFolderFaults(work: FolderFaults): Promise<number> {
  const { campagne, terrain } = work
  record(campagne, {
    genre: 'uai_cle_fausse',
    fichier: FICHIERS.etablissements,
    ligne: writeWrongUai(campagne, terrain.centre),
  })
  record(campagne, {
    genre: 'disponibilite_jour_ferie',
    fichier: FICHIERS.disponibilites,
    ligne: writeHolidayWindow(campagne),
  })
  return (await writeLastYear(work)) + (await writeWithoutGuardians(work))
}

type GenreDuDossier = keyof typeof GENRES_DU_DOSSIER

function record(campagne: Campagne, faute: { genre: GenreDuDossier; fichier: string; ligne: number }): void {
  campagne.faults.record({ ...faute, gravite: GENRES_DU_DOSSIER[faute.genre] })
}

/** Far above the ranks of pupils, so that no INE comes twice. */
const RANG_DES_AUTRES = 7_000_000

const roll = (
  { graine, campagne }: FolderFaults,
  { college, effectif }: { college: EtablissementFictif; effectif: number },
): EleveFictif[] =>
  classRoll({
    college,
    effectif,
    premier: RANG_DES_AUTRES,
    graine,
    homonyme: campagne.homonyme,
    part: 0,
    sortis: 1,
  })

/** Both files say another school year: both are refused as a whole. */
async function writeLastYear(work: FolderFaults): Promise<number> {
  const college = work.terrain.retarde
  const eleves = roll(work, { college, effectif: 3 })
  for (const partie of ['eleves', 'responsables'] as const) {
    record(work.campagne, { genre: 'siecle_autre_annee', fichier: siecleFileName(college, partie), ligne: 0 })
  }
  return await writeSiecle({ out: work.out, college, eleves, annee: '2025', responsables: 'joints' })
}

/** Its only pupil has left: the missing file is told, and nobody who registers goes without guardians for it. */
async function writeWithoutGuardians(work: FolderFaults): Promise<number> {
  const college = work.terrain.incomplet
  const eleves = roll(work, { college, effectif: 0 })
  record(work.campagne, {
    genre: 'siecle_responsables_absents',
    fichier: siecleFileName(college, 'eleves'),
    ligne: 0,
  })
  return await writeSiecle({ out: work.out, college, eleves, annee: '2026', responsables: 'absents' })
}
