import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { EleveFictif } from '#src/rehearsal/fabriquer/people.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'
import { elevesXml, responsablesXml } from '#src/rehearsal/fabriquer/siecle-xml.ts'
import { zipOf } from '#src/rehearsal/fabriquer/zip.ts'

export interface SiecleOptions {
  out: string
  college: EtablissementFictif
  eleves: readonly EleveFictif[]
  /** `2026` for 2026-2027. */
  annee: string
  responsables: 'joints' | 'absents'
}

type Partie = 'eleves' | 'responsables'

/** One collège in three sends zips. */
const extension = ({ rang }: EtablissementFictif): string => (rang % 3 === 1 ? 'zip' : 'xml')

/** Path from the campaign's folder. */
export const siecleFileName = (college: EtablissementFictif, partie: Partie): string =>
  `siecle/${college.uai}-${partie}.${extension(college)}`

/** Writes the two files of a collège; gives their size in bytes. */
export async function writeSiecle({
  out,
  college,
  eleves,
  annee,
  responsables,
}: SiecleOptions): Promise<number> {
  const source = { college, annee, eleves }
  const octets = await writePart({ out, college, partie: 'eleves', xml: elevesXml(source) })
  if (responsables === 'absents') return octets
  return octets + (await writePart({ out, college, partie: 'responsables', xml: responsablesXml(source) }))
}

const ENTREES: Readonly<Record<Partie, string>> = {
  eleves: 'ElevesAvecAdresses.xml',
  responsables: 'ResponsablesAvecAdresses.xml',
}

interface Part {
  out: string
  college: EtablissementFictif
  partie: Partie
  xml: Buffer
}

async function writePart({ out, college, partie, xml }: Part): Promise<number> {
  const contenu = extension(college) === 'zip' ? zipOf(ENTREES[partie], xml) : xml
  await writeFile(path.join(out, siecleFileName(college, partie)), contenu)
  return contenu.length
}
