import { inTransaction } from '#src/db/transaction.ts'
import { bloquant } from '#src/exchange/anomalies.ts'
import type { EleveLu, LienResponsable, LigneEleve, ResponsableLu } from '#src/exchange/model.ts'
import { listSiecle, readSiecleDossier, type CollegeLu } from '#src/exchange/siecle-dossier.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { importEleves, listEleves, listResponsables, type BilanImport } from '#src/procedure/eleves/api.ts'
import { at, type Game } from '#src/rehearsal/jouer/game.ts'
import { pupilsOf, type Pupils } from '#src/rehearsal/jouer/pupils.ts'
import { siecleOf } from '#src/rehearsal/jouer/folder.ts'

/** Pupils and guardians of the SIECLE folder, then of the simple list. */
export async function playPupils(game: Game, instant: Date): Promise<Pupils> {
  const folder = siecleOf(game.dossier)
  if (folder !== undefined) await playSiecle(game, { folder, instant })
  for (const [uai, lignes] of groupBy(game.dossier.eleves, (ligne) => ligne.uai))
    await playList(game, { uai, lignes, instant })
  return inTransaction({ db: game.db, acteur: game.acteur }, async (tx) => {
    const eleves = await listEleves(tx.trx, game.campagneId)
    return pupilsOf(
      eleves,
      await listResponsables(
        tx.trx,
        eleves.map((eleve) => eleve.id),
      ),
    )
  })
}

async function playSiecle(game: Game, { folder, instant }: { folder: string; instant: Date }): Promise<void> {
  const { annee, calendrier } = game.dossier.campagne
  const known = new Set(game.dossier.etablissements.map((one) => one.uai))
  const { paires, anomalies } = await listSiecle(folder)
  game.anomalies.push(...anomalies)
  for await (const college of readSiecleDossier(paires, { annee, aujourdhui: calendrier.ouverture })) {
    game.anomalies.push(...college.anomalies)
    if (college.eleves === null) continue
    const { uai } = college.eleves
    if (known.has(uai)) await importCollege(game, { college, instant })
    else refuseUnknown(game, college, uai)
  }
}

/** Both files of a school that the campaign does not know are refused: one line each. */
function refuseUnknown(game: Game, { paire }: CollegeLu, uai: string): void {
  const message = `L’établissement ${uai} n’est pas dans etablissements.csv : son fichier n’est pas lu.`
  for (const fichier of [paire.eleves, paire.responsables])
    if (fichier !== null) game.anomalies.push(bloquant({ fichier, colonne: 'UAJ', valeur: uai, message }))
}

const fichierOf = (college: CollegeLu): string => college.paire.eleves ?? college.paire.uai

async function importCollege(
  game: Game,
  { college, instant }: { college: CollegeLu; instant: Date },
): Promise<void> {
  if (college.eleves === null) return
  const { uai, contenu } = college.eleves
  const guardians = college.responsables?.contenu ?? { responsables: [], liens: [] }
  const bilan = await importOne(game, { uai, eleves: contenu.eleves, ...guardians, instant })
  for (const { eleve, autreUai } of bilan.refus)
    game.anomalies.push(
      bloquant({
        fichier: fichierOf(college),
        ligne: contenu.ligneDe.get(eleve.eleveId) ?? 0,
        colonne: 'ID_NATIONAL',
        valeur: eleve.ine ?? '',
        message: `Un autre élève de la campagne (établissement ${autreUai}) porte cet INE : vérifiez de qui il s’agit.`,
      }),
    )
}

interface OneSchool {
  uai: string
  eleves: readonly EleveLu[]
  responsables: readonly ResponsableLu[]
  liens: readonly LienResponsable[]
  instant: Date
}

const importOne = (game: Game, { instant, ...school }: OneSchool): Promise<BilanImport> =>
  at(game, instant, (tx) => importEleves(tx, { campagneId: game.campagneId, ...school }))

async function playList(
  game: Game,
  { uai, lignes, instant }: { uai: string; lignes: readonly LigneEleve[]; instant: Date },
): Promise<void> {
  if (!game.dossier.etablissements.some((one) => one.uai === uai)) {
    for (const { fichier, ligne } of lignes)
      game.anomalies.push(
        bloquant({
          fichier,
          ligne,
          colonne: 'uai',
          valeur: uai,
          message: `L’établissement ${uai} n’est pas dans etablissements.csv.`,
        }),
      )
    return
  }
  const people = lignes.flatMap((ligne) => ligne.responsables)
  const bilan = await importOne(game, {
    uai,
    eleves: lignes,
    responsables: [...indexBy(people, (one) => one.personneId).values()].map(responsableOf),
    liens: lignes.flatMap((ligne) => ligne.responsables.map((one) => lienOf(ligne.eleveId, one.personneId))),
    instant,
  })
  for (const { eleve, autreUai } of bilan.refus) {
    const ligne = lignes.find((one) => one.eleveId === eleve.eleveId)
    const message = `Un autre élève de la campagne (établissement ${autreUai}) porte cet INE : vérifiez de qui il s’agit.`
    game.anomalies.push(
      bloquant({
        fichier: ligne?.fichier ?? '',
        ligne: ligne?.ligne ?? 0,
        colonne: 'ine',
        valeur: eleve.ine ?? '',
        message,
      }),
    )
  }
}

const responsableOf = (one: { personneId: string; nom: string; prenom: string }): ResponsableLu => ({
  ...one,
  civilite: null,
  courriel: null,
  telephone: null,
  accepteSms: false,
  communicationAdresse: false,
  adresse: null,
})

/** People named in a simple list are its legal guardians: it has no other kind. */
const lienOf = (eleveId: string, personneId: string): LienResponsable => ({
  eleveId,
  personneId,
  niveau: 1,
  parente: null,
  prioritaire: false,
})
