import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { readEtablissements } from '#src/exchange/annuaire.ts'
import { readEleves } from '#src/exchange/eleves.ts'
import { bac } from '#src/exchange/examples.ts'
import { FichierRefuse, type Anomalie } from '#src/exchange/model.ts'
import { readOffres } from '#src/exchange/offres.ts'
import { readResultats } from '#src/exchange/resultats.ts'
import { readSiecleEleves } from '#src/exchange/siecle-eleves.ts'
import { enLatin9, xmlEleves, xmlResponsables } from '#src/exchange/siecle-examples.ts'
import { readSiecleResponsables } from '#src/exchange/siecle-responsables.ts'
import { readVoeux } from '#src/exchange/voeux.ts'
import { xlsxOf } from '#src/exchange/xlsx-out.ts'
import { zipDe } from '#src/exchange/zip-examples.ts'

const { poser, finir } = bac()
afterAll(finir)

/** A good file of a format, and its reader. */
interface Format {
  nom: string
  bytes: Buffer
  read: (path: string) => Promise<{ anomalies: readonly Anomalie[] }>
  /** Put around what was damaged, so that the damage is inside. */
  wrap?: (bytes: Buffer) => Buffer
}

const attendu = { annee: '2026-2027', aujourdhui: '2026-10-15' }
const eleves = enLatin9(
  xmlEleves([{ id: '1', champs: { ID_NATIONAL: '123456789AB', ADRESSE_ID: 'AD1' } }, { id: '2' }]),
)
const responsables = enLatin9(
  xmlResponsables({
    personnes: [{ id: '7', champs: { NOM_DE_FAMILLE: 'FICTIVE', PRENOM: 'Ana', MEL: 'a@exemple.invalid' } }],
    liens: [{ ELEVE_ID: '1', PERSONNE_ID: '7', RESP_LEGAL: '1', CODE_PARENTE: '10' }],
  }),
)
const feuille = {
  nom: 'Affectés',
  entete: ['INE', 'Nom', 'Prénom 1', 'Libellé formation', 'Rang'],
  lignes: [['123456789AB', 'FICTIF', 'Zoé', 'Menuiserie (fictive)', 3]],
}
const rows = feuille.lignes.map((one) => `<row>${one.map((cell) => `<c><v>${cell}</v></c>`).join('')}</row>`)
const sheet = `<worksheet><sheetData><row>${feuille.entete.map((cell) => `<c><v>${cell}</v></c>`).join('')}</row>${rows.join('')}</sheetData></worksheet>`
const readSiecle = (path: string) => readSiecleEleves(path, attendu)

const FORMATS: readonly Format[] = [
  { nom: 'SIECLE, élèves', bytes: eleves, read: readSiecle },
  {
    nom: 'SIECLE, élèves, archive',
    bytes: zipDe([{ nom: 'e.xml', contenu: eleves }]),
    read: readSiecle,
  },
  {
    nom: 'SIECLE, responsables',
    bytes: responsables,
    read: (path) => readSiecleResponsables(path, attendu),
  },
  {
    nom: 'vœux',
    bytes: Buffer.from(
      'INE;Rang du vœu;Code offre de formation (vœu);Code MEF\n123456789AB;1;1A111111;"2472000631"\n',
    ),
    read: readVoeux,
  },
  {
    nom: 'élèves',
    bytes: Buffer.from(
      'uai;nom;prenom;date_naissance;ine;mef;classe;responsables\n0751234J;FICTIF;Zoé;2012-02-05;123456789AB;10310019110;3A;"R1/FICTIVE/Ana, R2/FICTIF/Léo"\n',
    ),
    read: readEleves,
  },
  {
    nom: 'annuaire',
    bytes: Buffer.from(
      'identifiant_de_l_etablissement;nom_etablissement;code_nature;code_academie;latitude;longitude;etat\n0751234J;Collège Fictif;340;01;48.85;2.35;OUVERT\n',
    ),
    read: readEtablissements,
  },
  {
    nom: 'offres',
    bytes: Buffer.from(
      'ACADEMIE;CODE_OFFRE;UAI;CODE_MEF;LIBELLE_FORMATION;CAPACITE_AFFECTATION\n01;1A111111;0751234J;2472340121;Menuiserie (fictive);24\n',
    ),
    read: readOffres,
  },
  { nom: 'résultats, classeur', bytes: Buffer.from(xlsxOf(feuille)), read: readResultats },
  {
    nom: 'résultats, feuille',
    bytes: Buffer.from(sheet),
    read: readResultats,
    wrap: (contenu) => zipDe([{ nom: 'xl/worksheets/sheet1.xml', contenu }]),
  },
]

test.each(FORMATS)('a good file is read, so that its mutants are not all refused: $nom', async (format) => {
  const { bytes, read, wrap = (same) => same } = format
  expect((await read(poser('m', wrap(bytes)))).anomalies.filter((one) => one.gravite === 'bloquant')).toEqual(
    [],
  )
})

interface Change {
  places: number[]
  valeurs: number[]
  coupe: number
  double: number
}

/** `npm run bench -- mutants` asks for more than fifty thousand in all, and for what was measured. */
const RUNS = Number(process.env['PASSPRO_MUTANTS'] ?? 170)
const RAPPORT = process.env['PASSPRO_MUTANTS_RAPPORT']
const SLOWEST_MS = 2_000
const LARGEST_MB = 256

/** Some bytes changed, the rest as it was, perhaps cut, repeated, or swollen by the same piece a thousand times. */
function mutant(bytes: Buffer, change: Change): Buffer {
  const copy = Buffer.from(bytes)
  change.places.forEach((place, i) => (copy[place % copy.length] = change.valeurs[i] ?? 0))
  const cut = change.coupe % 4 === 0 ? copy.subarray(0, change.coupe % copy.length) : copy
  if (change.double % 97 === 0) {
    const piece = copy.subarray(change.coupe % copy.length, (change.coupe % copy.length) + 60)
    return Buffer.concat([cut, ...Array.from({ length: 1000 }, () => piece), copy])
  }
  return change.double % 5 === 0 ? Buffer.concat([cut, copy.subarray(change.double % copy.length)]) : cut
}

const changes = fc.record({
  places: fc.array(fc.nat(), { maxLength: 6 }),
  valeurs: fc.array(fc.constantFrom(...Buffer.from('<>&;"\'\n\r\0/=!-[]PK\x80\x9f\xff', 'latin1')), {
    minLength: 6,
  }),
  coupe: fc.nat(),
  double: fc.nat(),
})

/** What reading the mutants of one format took, and how often each refusal of a whole file was said. */
interface Mesure {
  format: string
  lus: number
  refus: Record<string, number>
  pireMs: number
  pireMo: number
}
const mesures: Mesure[] = []
afterAll(() => {
  if (RAPPORT) writeFileSync(RAPPORT, JSON.stringify(mesures))
})

/** Reads one file; anything but rows or a typed refusal goes through. */
async function outcomeOf(reading: ReturnType<Format['read']>, mesure: Mesure): Promise<readonly Anomalie[]> {
  try {
    const { anomalies } = await reading
    mesure.lus += 1
    return anomalies
  } catch (error) {
    if (!(error instanceof FichierRefuse)) throw error
    const said = error.anomalie.message.replaceAll(
      /« .*? »(?:, « .*? »)*|(?<=scolaire ).*(?= alors)|\d+/gs,
      '…',
    )
    mesure.refus[said] = (mesure.refus[said] ?? 0) + 1
    return [error.anomalie]
  }
}

test.each(FORMATS)(
  'A45, A46, A52: a damaged file is read or refused, never a crash, soon and in little memory: $nom',
  async ({ nom, bytes, read, wrap = (same) => same }) => {
    const mesure: Mesure = { format: nom, lus: 0, refus: {}, pireMs: 0, pireMo: 0 }
    const before = process.memoryUsage.rss()
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const path = poser('m', wrap(mutant(bytes, change)))
        const start = performance.now()
        const outcome = await outcomeOf(read(path), mesure)
        mesure.pireMs = Math.max(mesure.pireMs, performance.now() - start)
        mesure.pireMo = Math.max(mesure.pireMo, (process.memoryUsage.rss() - before) / 1e6)
        for (const anomalie of outcome) {
          expect(anomalie).toMatchObject({ fichier: 'm' })
          expect(anomalie.message).toMatch(/^[A-ZÀ-Ý«].*\.$/)
        }
      }),
      { numRuns: RUNS },
    )
    mesures.push(mesure)
    expect(mesure.pireMs).toBeLessThan(SLOWEST_MS)
    expect(mesure.pireMo).toBeLessThan(LARGEST_MB)
  },
  300_000,
)
