import { createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { withBase } from '#src/cli/base.ts'
import { academieOf, OPTION_ACADEMIE } from '#src/cli/campaign.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { readBaseSettings, type Base } from '#src/db/base.ts'
import { firstBrokenLink, listChaines, listTetes, lostTetes, type Tete } from '#src/db/journal.ts'
import {
  selectDifferencesAvecLeJumeau,
  selectEcartsDeRejeu,
  type EcartJournal,
} from '#src/procedure/bonus/api.ts'
import { listCampagnes } from '#src/procedure/campagnes/api.ts'
import { inTransaction, type Tx } from '#src/db/transaction.ts'
import { signingKey } from '#src/kit/signing-key.ts'

export const JOURNAL_TETES: Definition = {
  positions: [{ nom: 'fichier', aide: 'où écrire les têtes signées : ailleurs que sur cette machine' }],
  options: [OPTION_ACADEMIE],
  notes: [
    'Une chaîne coupée, ou une vieille sauvegarde remise en place, se tient d’elle-même : seule une tête gardée ailleurs la dénonce. À faire chaque jour et à chaque export.',
  ],
  run: exportHeads,
}

export const JOURNAL_VERIFIER: Definition = {
  positions: [
    { nom: 'fichier', aide: 'têtes signées, écrites par la commande précédente', facultative: true },
  ],
  options: [OPTION_ACADEMIE],
  notes: [
    'Suit chaque chaîne, ligne par ligne ; avec des têtes, contrôle leur signature et qu’aucune ligne d’alors ne manque.',
    'Code de sortie : 0 tout est juste ; 1 au moins un écart, dit sur la sortie.',
  ],
  run: verifyJournal,
}

export const JOURNAL_REJOUER: Definition = {
  positions: [],
  options: [OPTION_ACADEMIE],
  notes: [
    'Rejoue les actes du journal (inscriptions, avis et leurs mots, présences, confirmations), compare ce qu’ils laissent aux tables, puis recalcule les avis finaux.',
    'À faire après le contrôle des chaînes, qui dit si le journal est bien celui qui fut écrit.',
    'Code de sortie : 0 tout est juste ; 1 au moins un écart ; les vingt premiers sont dits.',
  ],
  run: replayJournal,
}

const Signees = z.object({
  academie: z.string(),
  le: z.string(),
  tetes: z.array(z.object({ chaine: z.string(), rang: z.number().int(), empreinte: z.string() })),
  cle: z.string(),
  signature: z.string(),
})
type Signees = z.infer<typeof Signees>

const signedBytes = ({ academie, le, tetes }: Omit<Signees, 'cle' | 'signature'>): Buffer =>
  Buffer.from(
    JSON.stringify([academie, le, tetes.map(({ chaine, rang, empreinte }) => [chaine, rang, empreinte])]),
  )

async function exportHeads(given: Given, terminal: Terminal): Promise<ExitCode> {
  const key = signingKey(readBaseSettings(terminal.env).cleSignature)
  const facts = await withBase(terminal, async (base) => {
    const { code } = await academieOf(base, given)
    return inAcademie(base, code, async (tx) => ({
      academie: code,
      le: tx.now.toISOString(),
      tetes: await listTetes(tx),
    }))
  })
  const cle = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString()
  const signature = sign(null, signedBytes(facts), key).toString('base64')
  writeFileSync(given.position(0), `${JSON.stringify({ ...facts, cle, signature }, null, 2)}\n`)
  terminal.out(`${facts.tetes.length} chaînes, têtes signées le ${facts.le}.\n`)
  return 0
}

async function verifyJournal(given: Given, terminal: Terminal): Promise<ExitCode> {
  const file = given.positions[0]
  const kept = file === undefined ? undefined : readSigned(file, terminal)
  const faults = await withBase(terminal, async (base) => {
    const academie = await academieOf(base, given)
    if (kept && kept.academie !== academie.code)
      throw new Refusal(`Ces têtes sont celles de l’académie ${kept.academie}, pas de ${academie.code}.`)
    return inAcademie(base, academie.code, async (tx) => {
      const chaines = await listChaines(tx)
      const broken: string[] = []
      for (const chaine of chaines) {
        const rang = await firstBrokenLink(tx, chaine)
        if (rang !== undefined) broken.push(`chaîne ${chaine} : rompue au rang ${rang}`)
      }
      terminal.out(`${chaines.length} chaînes suivies, ${broken.length} rompues.\n`)
      const lost = await lostTetes(tx, kept?.tetes ?? [])
      if (kept) terminal.out(`${kept.tetes.length} têtes du ${kept.le} contrôlées, ${lost.length} perdues.\n`)
      return [
        ...broken,
        ...lost.map(({ chaine, rang }: Tete) => `chaîne ${chaine} : la ligne ${rang} d’alors a disparu`),
      ]
    })
  })
  for (const fault of faults) terminal.out(`  ${fault}\n`)
  return faults.length === 0 ? 0 : 1
}

async function replayJournal(given: Given, terminal: Terminal): Promise<ExitCode> {
  const faults = await withBase(terminal, async (base) => {
    const { code } = await academieOf(base, given)
    return inAcademie(base, code, async ({ trx }) => {
      const { compares, ecarts } = await selectEcartsDeRejeu(trx, code)
      const finals: string[] = []
      for (const { id } of await listCampagnes(trx))
        for (const { inscriptionId, attendu, stocke } of await selectDifferencesAvecLeJumeau(trx, id))
          finals.push(
            `avis final ${inscriptionId} : recalculé ${attendu ?? 'rien'}, table ${stocke ?? 'rien'}`,
          )
      terminal.out(
        `${compares} faits rejoués, ${ecarts.length} écarts ; ${finals.length} avis finaux faux.\n`,
      )
      return [...ecarts.map(ecartInWords), ...finals]
    })
  })
  for (const fault of faults.slice(0, 20)) terminal.out(`  ${fault}\n`)
  return faults.length === 0 ? 0 : 1
}

const ecartInWords = ({ objet, cle, dit, trouve }: EcartJournal): string =>
  `${objet} ${cle} : journal ${dit ?? 'muet'}, table ${trouve ?? 'muette'}`

/** Reads without acting: an account of the operator made on the way would be one more row of the journal. */
const inAcademie = <T>({ db }: Base, code: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction({ db, acteur: { academie: code, compteId: null, nom: '', pourLeCompteDe: null } }, work)

/** The heads of a file, signed by the key of this installation. */
function readSigned(file: string, terminal: Terminal): Signees {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Refusal(`${file} ne se lit pas : ${error instanceof Error ? error.message : String(error)}`)
  }
  const read = Signees.safeParse(json)
  if (!read.success) throw new Refusal(`${file} ne contient pas des têtes signées du journal.`)
  // The key of the file proves nothing: whoever forges heads signs them with his own.
  const key = createPublicKey(signingKey(readBaseSettings(terminal.env).cleSignature))
  if (!verify(null, signedBytes(read.data), key, Buffer.from(read.data.signature, 'base64')))
    throw new Refusal(
      `${file} : ces têtes n’ont pas été signées par cette installation, ou ont été changées.`,
    )
  return read.data
}
