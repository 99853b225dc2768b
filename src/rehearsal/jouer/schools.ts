import { inTransaction } from '#src/db/transaction.ts'
import { bloquant } from '#src/exchange/anomalies.ts'
import type { EleveLu, LienResponsable, LigneEleve, ResponsableLu } from '#src/exchange/model.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import {
  importEleves,
  importSiecle,
  listEleves,
  listResponsables,
  type BilanImport,
} from '#src/procedure/eleves/api.ts'
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
  await at(game, instant, () => Promise.resolve())
  const { anomalies } = await importSiecle(game, { dossier: folder, annee, aujourdhui: calendrier.ouverture })
  game.anomalies.push(...anomalies)
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
