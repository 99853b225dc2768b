import type { Ligne } from '#src/exchange/model.ts'
import { isPublicHoliday } from '#src/kit/public-holidays.ts'
import { saveDomaines, saveFormations, saveOffres, saveReferents } from '#src/procedure/campagnes/api.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import {
  declareDisponibilites,
  declareIndisponibilites,
  sentenceEntretien,
} from '#src/procedure/entretiens/api.ts'
import type { LigneDisponibilite, LigneIndisponibilite } from '#src/exchange/model.ts'
import { bloquant } from '#src/exchange/anomalies.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { at, noteAvertissement, noteBloquant, startOf, type Game } from '#src/rehearsal/jouer/game.ts'

/** Keeps the lines whose reference is known; says the others. */
function known<L extends Ligne>(
  game: Game,
  lignes: readonly L[],
  {
    values,
    colonne,
    valueOf,
    quoi,
  }: { values: ReadonlySet<string>; colonne: string; valueOf: (ligne: L) => string; quoi: string },
): L[] {
  return lignes.filter((ligne) => {
    const valeur = valueOf(ligne)
    if (values.has(valeur)) return true
    noteBloquant(game, ligne, {
      colonne,
      valeur,
      message: `${quoi} « ${valeur} » n’est pas connu de la campagne.`,
    })
    return false
  })
}

/** Schools, domaines, formations, offers and referents of the folder, before the campaign opens. */
export async function playReference(game: Game, instant: Date): Promise<void> {
  const { dossier, campagneId } = game
  const codes = new Set(dossier.domaines.map((domaine) => domaine.code))
  const uais = new Set(dossier.etablissements.map((one) => one.uai))
  const domaine = { values: codes, colonne: 'domaine', quoi: 'Le domaine' }
  const formations = known(game, dossier.formations, { ...domaine, valueOf: (ligne) => ligne.domaine })
  const served = known(game, dossier.referents, { ...domaine, valueOf: (ligne) => ligne.domaine })
  const etablissement = { values: uais, colonne: 'uai', quoi: 'L’établissement' }
  const referents = known(game, served, { ...etablissement, valueOf: (ligne) => ligne.uai })
  await at(game, instant, async (tx) => {
    await importEtablissements(tx, dossier.etablissements)
    await saveDomaines(tx, campagneId, dossier.domaines)
    await saveFormations(tx, campagneId, formations)
    await saveOffres(tx, campagneId, dossier.offres)
    await saveReferents(tx, campagneId, referents)
  })
}

/** Availabilities and unavailabilities; one on a public holiday is kept and said. */
export async function playDisponibilites(game: Game, instant: Date): Promise<void> {
  await at(game, instant, async (tx) => {
    await declareAll(tx, game)
    await preventAll(tx, game)
  })
}

async function declareAll(tx: Tx, game: Game): Promise<void> {
  const { dossier, campagneId, zone } = game
  for (const ligne of dossier.disponibilites)
    if (isPublicHoliday(ligne.debut.slice(0, 10)))
      noteAvertissement(game, ligne, {
        colonne: 'debut',
        valeur: ligne.debut,
        message: 'Ce jour est férié : vérifiez que le lycée est ouvert.',
      })
  const results = await declareDisponibilites(tx, {
    campagneId,
    items: dossier.disponibilites.map((ligne) => ({
      ...ligne,
      debut: startOf(ligne.debut, zone),
      fin: startOf(ligne.fin, zone),
    })),
  })
  dossier.disponibilites.forEach((ligne, i) => {
    const result = results[i]
    if (!result || result.ok) return
    const { code } = result.refus
    const colonne = code === 'domaine_inconnu' ? 'domaines' : code === 'intervalle_inverse' ? 'fin' : 'uai'
    game.anomalies.push(refused(ligne, { colonne, message: sentenceEntretien(result.refus) }))
  })
}

function refused(
  ligne: LigneDisponibilite | LigneIndisponibilite,
  { colonne, message }: { colonne: string; message: string },
) {
  const valeur =
    'uai' in ligne ? { uai: ligne.uai, domaines: ligne.domaines.join(','), fin: ligne.fin }[colonne] : ''
  return bloquant({ fichier: ligne.fichier, ligne: ligne.ligne, colonne, valeur: valeur ?? '', message })
}

async function preventAll(tx: Tx, game: Game): Promise<void> {
  const { dossier, campagneId, zone } = game
  const targeted = dossier.indisponibilites.flatMap((ligne) => {
    const target = targetOf(game, ligne)
    const item = { debut: startOf(ligne.debut, zone), fin: startOf(ligne.fin, zone), motif: ligne.motif }
    return target ? [{ ligne, item: { ...target, ...item } }] : []
  })
  const results = await declareIndisponibilites(tx, { campagneId, items: targeted.map((one) => one.item) })
  targeted.forEach(({ ligne }, i) => {
    const result = results[i]
    if (result && !result.ok)
      game.anomalies.push(refused(ligne, { colonne: 'cible', message: sentenceEntretien(result.refus) }))
  })
}

function targetOf(game: Game, ligne: LigneIndisponibilite) {
  const { cible } = ligne
  switch (cible.genre) {
    case 'eleve': {
      const eleve = game.pupils.byCle.get(cible.ine)
      if (eleve) return { eleveId: eleve.id, uai: eleve.uai }
      noteBloquant(game, ligne, {
        colonne: 'cible',
        valeur: cible.ine,
        message: 'Cet élève n’est pas connu.',
      })
      return undefined
    }
    case 'classe':
      return { uai: cible.uai, classe: cible.classe }
    case 'uai':
      return { uai: cible.uai }
    case 'intervenant':
      return { intervenant: { uai: cible.uai, nom: cible.nom } }
    case 'salle':
      return { salle: { uai: cible.uai, nom: cible.nom } }
  }
}
