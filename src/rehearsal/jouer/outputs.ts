import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { renderConvocations } from '#src/documents/convocations.ts'
import { convocationsIcs } from '#src/documents/convocation-ics.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import type { Fiche } from '#src/documents/model.ts'
import { csvTexte, type CelluleEcrite } from '#src/exchange/csv-out.ts'
import type { Anomalie } from '#src/exchange/model.ts'
import { localMinuteOf } from '#src/kit/day.ts'
import { readBilan } from '#src/procedure/bilan/api.ts'
import {
  cleDeRepetition,
  exportBonus,
  listAvisFinauxDesEleves,
  rapprochementOf,
  sentenceBonus,
} from '#src/procedure/bonus/api.ts'
import { cleFichier } from '#src/procedure/eleves/api.ts'
import {
  listNonPlacementsDesEleves,
  raisonInWords,
  type EntretienConvoque,
} from '#src/procedure/entretiens/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { noteAvertissement, type Game } from '#src/rehearsal/jouer/game.ts'
import type { ChangementJoue } from '#src/rehearsal/jouer/incidents.ts'
import type { Registrations } from '#src/rehearsal/jouer/registrations.ts'

type Table = { entete: readonly string[]; lignes: CelluleEcrite[][] }

const write = (out: string, name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(path.join(out, name), content)

const writeTable = (out: string, name: string, table: Table): Promise<void> =>
  write(out, name, csvTexte(table))

/** The plan as it stands at the end, who has no place in it, and what the incidents changed. */
export async function writePlan(
  out: string,
  {
    plan,
    changements,
    tx,
    game,
  }: { plan: readonly EntretienConvoque[]; changements: readonly ChangementJoue[]; tx: Tx; game: Game },
): Promise<void> {
  const minute = (instant: Date): string => localMinuteOf(instant, tx.zone)
  await writeTable(out, 'plan.csv', {
    entete: ['ine', 'domaine', 'uai_referent', 'intervenant', 'salle', 'debut', 'fin', 'mode'],
    lignes: plan.map(({ rangee: one }) => [
      cleFichier({ ...one, uai: one.uaiOrigine }),
      one.domaine,
      one.uai,
      one.intervenants.join('+'),
      one.salle,
      minute(one.debut),
      minute(one.fin),
      one.mode,
    ]),
  })
  const left = await listNonPlacementsDesEleves(tx.trx, game.campagneId)
  await writeTable(out, 'non-places.csv', {
    entete: ['ine', 'domaine', 'raison', 'explication'],
    lignes: [
      ...left.map((one) => [cleFichier(one), one.domaine, one.raison, one.explication]),
      ...changements
        .filter((one) => one.raison === 'retire')
        .map((one) => [
          cleOf(game, one.eleveId),
          one.domaine,
          'retrait',
          `Il s’est retiré (${one.ligne.motif}).`,
        ]),
    ],
  })
  if (game.dossier.incidents.length > 0) await writeChangements(out, { changements, game })
}

const cleOf = (game: Game, eleveId: number): string => {
  const eleve = game.pupils.byId.get(eleveId)
  return eleve ? cleFichier(eleve) : ''
}

/** Who changed by which incident, from where to where, and why. Source: decision « incidents in a folder ». */
async function writeChangements(
  out: string,
  { changements, game }: { changements: readonly ChangementJoue[]; game: Game },
): Promise<void> {
  const place = (one: ChangementJoue['avant']): CelluleEcrite[] =>
    one ? [one.uai, localMinuteOf(one.debut, game.zone), one.ou] : ['', '', '']
  await writeTable(out, 'changements.csv', {
    entete:
      'ligne;genre;motif;ine;domaine;avant_uai;avant_debut;avant_ou;apres_uai;apres_debut;apres_ou;visible;raison;explication'.split(
        ';',
      ),
    lignes: changements.map(({ ligne, eleveId, domaine, avant, apres, visible, raison }) => [
      ligne.ligne,
      ligne.genre,
      ligne.motif,
      cleOf(game, eleveId),
      domaine,
      ...place(avant),
      ...place(apres),
      visible ? 'oui' : 'non',
      raison,
      raisonInWords(raison),
    ]),
  })
}

/** Letters and sheets; one that cannot be set is said, the others are made. Takes minutes: no transaction waits for it. */
export async function writeDocuments(
  out: string,
  { plan, feuilles, game }: { plan: readonly EntretienConvoque[]; feuilles: readonly Fiche[]; game: Game },
): Promise<void> {
  const convocations = await renderConvocations(plan.map((one) => one.convocation))
  await write(out, 'convocations.pdf', convocations.pdf)
  await write(out, 'convocations.ics', convocationsIcs(plan.map((one) => one.rendezVous)))
  const fiches = await renderFiches(feuilles)
  await write(out, 'fiches.pdf', fiches.pdf)
  for (const [fichier, { refus }] of [
    ['convocations.pdf', convocations],
    ['fiches.pdf', fiches],
  ] as const)
    for (const { index, raison } of refus)
      noteAvertissement(game, { fichier, ligne: index + 1 }, { colonne: '', valeur: '', message: raison })
}

export async function writeAvisFinaux(
  out: string,
  { tx, game, registrations }: { tx: Tx; game: Game; registrations: Registrations },
): Promise<void> {
  const rows = await listAvisFinauxDesEleves(tx.trx, game.campagneId)
  await writeTable(out, 'avis-finaux.csv', {
    entete: ['ine', 'mef', 'avis_origine', 'avis_referent', 'avis_final', 'points', 'etat'],
    lignes: rows.map((one) => [
      cleFichier(one),
      one.mef,
      one.sensOrigine,
      one.sensReferent,
      one.sens,
      one.points,
      one.etat,
    ]),
  })
  const said = new Set<number>()
  for (const one of rows) {
    const ligne = registrations.get(`${one.eleveId}/${one.mef}`)
    if (one.etat !== 'complet' || one.sensOrigine !== null || !ligne || said.has(one.eleveId)) continue
    said.add(one.eleveId)
    const message = 'L’avis d’origine manque ; le règlement n’en dépend pas : le résultat est gardé.'
    noteAvertissement(game, ligne, { colonne: 'ine', valeur: cleFichier(one), message })
  }
}

/** Where each registration stands, then the batch with its cover. */
export async function writeBonus(
  out: string,
  { tx, game, registrations }: { tx: Tx; game: Game; registrations: Registrations },
): Promise<void> {
  const { etats } = await rapprochementOf(tx, game.campagneId)
  await writeTable(out, 'rapprochement.csv', {
    entete: ['ine', 'mef', 'etat'],
    lignes: etats.map(({ dossier, etat }) => [cleOf(game, dossier.eleveId), dossier.mef, etat]),
  })
  const exported = await exportBonus(tx, {
    campagneId: game.campagneId,
    approbateurId: game.approbateur.compteId ?? 0,
    cle: cleDeRepetition(game.dossier.campagne.graine),
  })
  if (!exported.ok) throw new Error(sentenceBonus(exported.refus))
  const { fichier, bordereau, sansIne } = exported.value
  await write(out, 'bonus-affelnet.csv', fichier)
  await write(out, 'bordereau.json', `${JSON.stringify(bordereau, null, 2)}\n`)
  for (const one of new Map(sansIne.map((ligne) => [`${ligne.eleveId}/${ligne.mef}`, ligne])).values()) {
    const ligne = registrations.get(`${one.eleveId}/${one.mef}`)
    const message = 'Cet élève n’a pas d’INE : son bonus n’est pas dans le fichier pour Affelnet.'
    if (ligne) noteAvertissement(game, ligne, { colonne: 'ine', valeur: cleOf(game, one.eleveId), message })
  }
}

export async function writeBilan(out: string, { tx, game }: { tx: Tx; game: Game }): Promise<void> {
  await write(out, 'bilan.json', `${JSON.stringify(await readBilan(tx, game.campagneId), null, 2)}\n`)
}

const order = (a: Anomalie, b: Anomalie): number =>
  compare(a.fichier, b.fichier) ||
  a.ligne - b.ligne ||
  compare(a.colonne, b.colonne) ||
  compare(a.message, b.message)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export async function writeAnomalies(out: string, anomalies: readonly Anomalie[]): Promise<void> {
  await writeTable(out, 'anomalies.csv', {
    entete: ['fichier', 'ligne', 'colonne', 'valeur', 'gravite', 'message'],
    lignes: anomalies
      .map((one) => ({ ...one, fichier: path.basename(one.fichier) }))
      .sort(order)
      .map((one) => [one.fichier, one.ligne, one.colonne, one.valeur, one.gravite, one.message]),
  })
}
