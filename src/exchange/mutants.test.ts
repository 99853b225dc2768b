import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { bac } from '#src/exchange/examples.ts'
import { FichierRefuse } from '#src/exchange/model.ts'
import { readSiecleEleves } from '#src/exchange/siecle-eleves.ts'
import { enLatin9, xmlEleves } from '#src/exchange/siecle-examples.ts'
import { readVoeux } from '#src/exchange/voeux.ts'
import { zipDe } from '#src/exchange/zip-examples.ts'

const { poser, finir } = bac()
afterAll(finir)

const xml = enLatin9(
  xmlEleves([{ id: '1', champs: { ID_NATIONAL: '123456789AB', ADRESSE_ID: 'AD1' } }, { id: '2' }]),
)
const zip = zipDe([{ nom: 'e.xml', contenu: xml }])
const csv = Buffer.from(
  'INE;Rang du vœu;Code offre de formation (vœu);Code MEF\n123456789AB;1;1A111111;"2472;0006310"\n',
)
const siecle = (path: string) => readSiecleEleves(path, { annee: '2026-2027', aujourdhui: '2026-10-15' })

interface Change {
  places: number[]
  valeurs: number[]
  coupe: number
  double: number
}

/** `npm run bench -- mutants` asks for fifty thousand in all. */
const RUNS = Number(process.env['PASSPRO_MUTANTS'] ?? 500)
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

test.each([
  ['SIECLE in XML', xml, siecle],
  ['SIECLE in a zip', zip, siecle],
  ['wishes', csv, readVoeux],
])(
  'A45, A46, A52: a damaged file is read or refused, never a crash, soon and in little memory: %s',
  async (_, bytes, read) => {
    const change = fc.record({
      places: fc.array(fc.nat(), { maxLength: 6 }),
      valeurs: fc.array(fc.constantFrom(...Buffer.from('<>&;"\'\n\r\0/=!-[]PK\x80\x9f\xff', 'latin1')), {
        minLength: 6,
      }),
      coupe: fc.nat(),
      double: fc.nat(),
    })
    const before = process.memoryUsage().rss
    let slowest = 0
    await fc.assert(
      fc.asyncProperty(change, async (changes) => {
        const start = performance.now()
        const outcome = await read(poser('m', mutant(bytes, changes))).then(
          (lu) => lu.anomalies,
          (error: unknown) => {
            if (error instanceof FichierRefuse) return [error.anomalie]
            throw error
          },
        )
        slowest = Math.max(slowest, performance.now() - start)
        for (const anomalie of outcome) {
          expect(anomalie).toMatchObject({ fichier: 'm' })
          expect(anomalie.message).toMatch(/^[A-ZÀ-Ý«].*\.$/)
        }
      }),
      { numRuns: RUNS },
    )
    expect(slowest).toBeLessThan(SLOWEST_MS)
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(LARGEST_MB)
  },
  300_000,
)
