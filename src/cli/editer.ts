import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { withBase } from '#src/cli/base.ts'
import { atelierOf, OPTION_ACADEMIE, OPTION_CAMPAGNE, type Atelier } from '#src/cli/campaign.ts'
import { UsageError, type Definition, type ExitCode, type Given, type Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { throughStage } from '#src/cli/staged-folder.ts'
import { inTransaction, type Scope } from '#src/db/transaction.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { asOperateur, type Acteur } from '#src/procedure/comptes/api.ts'
import {
  avancer,
  demanderEdition,
  GENRES_EDITION,
  nomDuFichier,
  readEdition,
  readVolume,
  readVolumes,
  resteInWords,
  resteOf,
  sentenceEdition,
  type Edition,
  type NouvelleEdition,
} from '#src/procedure/editions/api.ts'

/** Letters of pupils are read in their school alone, and no operator is of one. */
const GENRES = GENRES_EDITION.filter((genre) => genre !== 'lettres')

export const EDITER: Definition = {
  positions: [
    { nom: 'documents', aide: GENRES.join(', ') },
    { nom: 'sortie', aide: 'dossier où écrire un fichier par établissement' },
  ],
  options: [
    { nom: 'etablissement', valeur: 'uai', aide: 'un seul établissement d’origine (sinon toute l’académie)' },
    { nom: 'modele', valeur: 'nom', aide: 'fiches_ent : nom de chaque fichier, avec {numero} ou {ine}' },
    OPTION_CAMPAGNE,
    OPTION_ACADEMIE,
  ],
  notes: [
    'Interrompue, la commande reprend où elle en était dès qu’on la relance ; un service en marche y prend part.',
    'Les fichiers portent des données personnelles : gardez-les dans un dossier fermé.',
  ],
  run: (given, terminal) =>
    withBase<ExitCode>(terminal, async (base) => {
      const atelier = await atelierOf(base, given)
      try {
        return await prepare(atelier, { given, terminal })
      } finally {
        await closeDocuments()
      }
    }),
}

interface Call {
  given: Given
  terminal: Terminal
}

async function prepare(atelier: Atelier, call: Call): Promise<ExitCode> {
  const { given, terminal } = call
  const { scope, editionId } = await ask(atelier, call)
  terminal.say(`Édition n° ${editionId}.`)
  const edition = await follow(scope, { editionId, say: (line) => terminal.say(line) })
  const { files, refus } = await throughStage(path.resolve(given.position(1)), (stage) =>
    write(scope, { edition, stage }),
  )
  for (const { qui, raison } of refus) terminal.say(`${qui} : ${raison}`)
  terminal.out(`${edition.lettres ?? 0} documents, ${files} fichiers, ${refus.length} laissés de côté.\n`)
  return refus.length > 0 ? 2 : 0
}

/** The demand under the account of the operator, and the scope in which the work is done. */
async function ask({ base, academie, campagne }: Atelier, { given, terminal }: Call) {
  const asked = demandOf(given, { campagneId: campagne.id, env: terminal.env })
  return asOperateur(base.db, {
    academie,
    campagneId: campagne.id,
    effet: 'garde',
    work: async (tx) => {
      const done = await demanderEdition(tx, asked)
      if (!done.ok) throw new Refusal(sentenceEdition(done.refus))
      const scope: Scope<Acteur> = { db: base.db, acteur: tx.acteur, campagneId: campagne.id }
      return { scope, editionId: done.value }
    },
  })
}

function demandOf(
  given: Given,
  { campagneId, env }: { campagneId: number; env: Terminal['env'] },
): NouvelleEdition {
  const genre = GENRES.find((one) => one === given.position(0))
  if (genre === undefined)
    throw new UsageError(
      `Documents inconnus : ${given.position(0)}. Valeurs possibles : ${GENRES.join(', ')}.`,
    )
  return {
    campagneId,
    genre,
    uai: given.text('etablissement')?.toUpperCase() ?? null,
    jour: null,
    modele: genre === 'fiches_ent' ? (given.text('modele') ?? 'fiche-{classe}-{numero}') : null,
    origine: env['PASSPRO_URL'] ? new URL(env['PASSPRO_URL']).origin : null,
  }
}

/** Between two looks at what others are doing. */
const PAUSE_MS = 200

/** Works until it is over, saying how far it is. Others may be at the same edition: then it waits for them. */
async function follow(
  scope: Scope<Acteur>,
  { editionId, say }: { editionId: number; say: (line: string) => void },
): Promise<Edition> {
  let said = -1
  for (;;) {
    if (!(await avancer(scope, { editionId, pas: 1 }))) await setTimeout(PAUSE_MS)
    const edition = await inTransaction(scope, (tx) => readEdition(tx, editionId))
    if (!edition) throw new Error(`édition perdue : ${editionId}`)
    if (edition.lettres !== null && edition.faites !== said) say(progressOf(edition))
    said = edition.faites
    if (edition.finLe) return edition
    if (edition.arretLe)
      throw new Refusal('Cette édition a été arrêtée : relancez la commande pour la reprendre.')
  }
}

const progressOf = (edition: Edition): string =>
  `${edition.faites}/${edition.lettres ?? 0} · reste : ${resteInWords(resteOf(edition))}`

/** One file at a time, so that a whole académie holds in memory. */
async function write(scope: Scope<Acteur>, { edition, stage }: { edition: Edition; stage: string }) {
  let files = 0
  for (let rang = 0; ; rang++) {
    const slice = { editionId: edition.id, limit: 1, offset: rang }
    const { volumes, refus } = await inTransaction(scope, (tx) => readVolumes(tx, slice))
    if (!volumes[0]) return { files, refus }
    const found = await inTransaction(scope, (tx) => readVolume(tx, { editionId: edition.id, rang }))
    if (!found) continue
    await writeFile(path.join(stage, nomDuFichier(edition, found.uai)), found.contenu, { mode: 0o600 })
    files++
  }
}
