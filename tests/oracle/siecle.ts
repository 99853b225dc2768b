import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allow, type Book, expectOneOf, keyOf } from './anomalies.ts'
import type { Campaign } from './campaign.ts'
import type { Pupil, Pupils } from './pupils.ts'
import { type Fields, decodeXml, readXml, type Xml } from './siecle-xml.ts'
import { dayOf, frenchDay, isIne, pupilKey } from './values.ts'
import { onlyEntry } from './zip.ts'

type Surroundings = {
  readonly book: Book
  readonly campaign: Campaign
  readonly schools: ReadonlySet<string>
}
type Read = { readonly file: string; readonly uai: string; readonly kind: string; readonly xml: Xml }

const ROOTS = ['BEE_ELEVES', 'BEE_RESPONSABLES']

function readOne(path: string): Xml | null {
  try {
    const bytes = readFileSync(path)
    return readXml(decodeXml(path.toLowerCase().endsWith('.zip') ? onlyEntry(bytes) : bytes))
  } catch {
    return null
  }
}

function accepted(folder: string, { file, around }: { file: string; around: Surroundings }): Read | null {
  const xml = readOne(join(folder, file))
  const parameters = xml?.records.get('PARAMETRES')?.[0] ?? {}
  const uai = (parameters['UAJ'] ?? file.slice(0, 8)).toUpperCase()
  const year = parameters['ANNEE_SCOLAIRE']
  const rightYear = year ? year.slice(0, 4) === around.campaign.annee.slice(0, 4) : xml?.root !== 'BEE_ELEVES'
  if (xml && ROOTS.includes(xml.root) && rightYear && around.schools.has(uai))
    return { file, uai, kind: xml.root, xml }
  const key = keyOf({ file, line: '*' }, 'bloquant')
  expectOneOf(around.book, { label: `${key} (fichier SIECLE refusé)`, keys: [key] })
  return null
}

function guardiansOf(files: readonly Read[]): ReadonlyMap<string, readonly string[]> {
  const guardians = new Map<string, string[]>()
  for (const { uai, xml } of files) {
    for (const link of xml.records.get('RESPONSABLE_ELEVE') ?? []) {
      if (link['NIVEAU_RESPONSABILITE'] !== '1' || !link['PERSONNE_ID']) continue
      const key = `${uai}/${link['ELEVE_ID']}`
      guardians.set(key, [...(guardians.get(key) ?? []), link['PERSONNE_ID']])
    }
  }
  return guardians
}

function classesOf({ uai, xml }: Read): ReadonlyMap<string, string> {
  const divisions = (xml.records.get('STRUCTURE') ?? []).filter((one) => one['TYPE_STRUCTURE'] === 'D')
  return new Map(divisions.map((one) => [`${uai}/${one['ELEVE_ID']}`, one['CODE_STRUCTURE'] ?? '']))
}

type Links = { readonly uai: string; readonly classe: string; readonly guardians: readonly string[] }

/** A pupil, null when the line is refused. */
function pupilOf(fields: Fields, links: Links): Pupil | null {
  const ine = (fields['ID_NATIONAL'] || fields['INE_RNIE'] || fields['INE_BEA'] || '').toUpperCase()
  const naissance = frenchDay(fields['DATE_NAISS'] ?? '')
  const nom = fields['NOM_DE_FAMILLE'] || fields['NOM'] || ''
  const prenom = fields['PRENOM'] ?? ''
  if (!naissance || !nom || !prenom || !fields['ELEVE_ID'] || (ine && !isIne(ine))) return null
  const key = ine || pupilKey(`sans-ine:${links.uai}/${fields['ELEVE_ID']}`)
  return { key, hasIne: ine !== '', nom, prenom, naissance, nomUsage: fields['NOM_USAGE'] ?? '', ...links }
}

function hasLeft(fields: Fields, campaign: Campaign): boolean {
  const left = frenchDay(fields['DATE_SORTIE'] ?? '')
  return left !== null && left < dayOf(campaign.calendrier.ouverture)
}

function addPupils(
  pupils: Map<string, Pupil>,
  context: { read: Read; around: Surroundings; files: readonly Read[] },
): void {
  const { read, around } = context
  const guardians = guardiansOf(context.files)
  const classes = classesOf(read)
  for (const fields of read.xml.records.get('ELEVE') ?? []) {
    if (hasLeft(fields, around.campaign)) continue
    const id = `${read.uai}/${fields['ELEVE_ID']}`
    const links = { uai: read.uai, classe: classes.get(id) ?? '', guardians: guardians.get(id) ?? [] }
    const pupil = pupilOf(fields, links)
    if (pupil && !pupils.has(pupil.key)) pupils.set(pupil.key, pupil)
    else {
      const key = keyOf({ file: read.file, line: '*' }, 'bloquant')
      expectOneOf(around.book, { label: `${key} (élève refusé)`, keys: [key] })
    }
  }
}

function warnWithoutGuardians(book: Book, { uai, file }: Read): void {
  const places = ['siecle', '', file, ...['xml', 'zip'].map((end) => `${uai}-responsables.${end}`)]
  const keys = places.map((place) => keyOf({ file: place, line: '*' }, 'avertissement'))
  expectOneOf(book, { label: `avertissement : responsables de ${uai} absents`, keys })
}

/** The pupils of the folder `siecle/`, by key. */
export function readSiecle(folder: string, around: Surroundings): Pupils {
  const pupils = new Map<string, Pupil>()
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const files = names.filter((name) => /\.(xml|zip)$/i.test(name))
  for (const file of files) allow(around.book, { file, line: '*' })
  const reads = files.map((file) => accepted(folder, { file, around })).filter((read) => read !== null)
  const guardianFiles = reads.filter((read) => read.kind === 'BEE_RESPONSABLES')
  for (const read of reads.filter((one) => one.kind === 'BEE_ELEVES')) {
    const own = guardianFiles.filter((one) => one.uai === read.uai)
    if (own.length === 0) warnWithoutGuardians(around.book, read)
    addPupils(pupils, { read, around, files: own })
  }
  return pupils
}
