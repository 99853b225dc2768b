import { avertissement, bloquant } from '#src/exchange/anomalies.ts'
import { mef10 } from '#src/exchange/identifiants.ts'
import type { LigneAvisOrigine, LigneInscription } from '#src/exchange/model.ts'
import { nommerAdultesReferents } from '#src/procedure/eleves/api.ts'
import {
  isAmenagement,
  registerInscriptions,
  sentenceInscription,
  signAvisOrigine,
  type RefusAvisOrigine,
  type RefusInscription,
} from '#src/procedure/inscriptions/api.ts'
import { noteAvertissement, noteBloquant, playLines, startOf, type Game } from '#src/rehearsal/jouer/game.ts'
import { reglementOf } from '#src/rehearsal/jouer/reglement.ts'
import { findPupil } from '#src/rehearsal/jouer/pupils.ts'

/** A line whose pupil is known. */
type Of<L> = L & { eleveId: number }

/** A registration kept, by `eleveId/mef`: later anomalies on it point to its line. */
export type Registrations = ReadonlyMap<string, Of<LigneInscription>>

const COLUMN: Partial<Record<RefusInscription['code'], 'inscrit_le' | 'mef'>> = {
  inscription_tardive: 'inscrit_le',
  formation_inconnue: 'mef',
}

/** Registrations, each at its own date, with the adulte référent that the line names. */
export async function playInscriptions(game: Game): Promise<Registrations> {
  const { campagneId, zone } = game
  const lignes = game.dossier.inscriptions.flatMap((ligne): Of<LigneInscription>[] => {
    const found = findPupil(game.pupils, ligne)
    if ('eleve' in found)
      return [
        { ...ligne, eleveId: found.eleve.id, mef: mef10(ligne.mef), amenagements: knownNeeds(game, ligne) },
      ]
    noteBloquant(game, ligne, found)
    return []
  })
  const named = new Map<number, string>()
  const kept = await playLines(game, {
    lignes,
    instantOf: (ligne) => startOf(ligne.inscritLe, zone),
    act: async (tx, group) => {
      const results = await registerInscriptions(tx, { campagneId, items: group })
      const news = group.flatMap((ligne, i) => {
        const nom = ligne.adulteReferent
        if (!results[i]?.ok || nom === null || named.get(ligne.eleveId) === nom) return []
        named.set(ligne.eleveId, nom)
        return [{ eleveId: ligne.eleveId, nom }]
      })
      if (news.length > 0) await nommerAdultesReferents(tx, news)
      return results
    },
    report: (refus, ligne) => {
      const column = COLUMN[refus.code]
      const valeur = column === 'inscrit_le' ? ligne.inscritLe : column === 'mef' ? ligne.mef : ligne.ine
      const said = { colonne: column ?? 'ine', valeur, message: sentenceInscription(refus) }
      const at = { fichier: ligne.fichier, ligne: ligne.ligne }
      // A repeated registration changes nothing: it is ignored with a warning.
      return refus.code === 'inscription_existante'
        ? avertissement({ ...at, ...said })
        : bloquant({ ...at, ...said })
    },
  })
  return new Map(kept.map((ligne) => [`${ligne.eleveId}/${ligne.mef}`, ligne]))
}

/** An unknown need is said and left aside: the registration itself stands. */
function knownNeeds(game: Game, ligne: LigneInscription): string[] {
  return ligne.amenagements.filter((need) => {
    if (isAmenagement(need)) return true
    const message = 'Cet aménagement est inconnu : il n’est pas pris en compte.'
    noteAvertissement(game, ligne, { colonne: 'amenagements', valeur: need, message })
    return false
  })
}

const AVIS_COLUMN: Record<RefusAvisOrigine['code'], keyof typeof AVIS_VALUE> = {
  niveau_inconnu: 'avis',
  commentaire_absent: 'commentaire',
  formation_absente: 'mef',
  inscription_absente: 'ine',
  avis_origine_tardif: 'signe_le',
  avis_origine_apres_entretien: 'signe_le',
  avis_origine_existant: 'ine',
  dossier_limite: 'ine',
}
const AVIS_VALUE = {
  ine: (ligne: LigneAvisOrigine): string => ligne.ine,
  mef: (ligne: LigneAvisOrigine): string => ligne.mef ?? '',
  avis: (ligne: LigneAvisOrigine): string => ligne.avis,
  commentaire: (ligne: LigneAvisOrigine): string => ligne.commentaire,
  signe_le: (ligne: LigneAvisOrigine): string => ligne.signeLe,
}

/** Origin avis, each at its own date: one of the day of the interview counts as before it. */
export async function playAvisOrigine(game: Game): Promise<void> {
  const { campagneId, zone } = game
  const parEleve = reglementOf(game.dossier).contenu.avisOrigine === 'par_eleve'
  const lignes = game.dossier.avisOrigine.flatMap((ligne): Of<LigneAvisOrigine>[] => {
    if (parEleve && ligne.mef !== null)
      noteAvertissement(game, ligne, {
        colonne: 'mef',
        valeur: ligne.mef,
        message: 'Le règlement demande un avis par élève : la formation n’est pas prise en compte.',
      })
    const eleve = game.pupils.byCle.get(ligne.ine)
    if (eleve) return [{ ...ligne, eleveId: eleve.id, mef: ligne.mef === null ? null : mef10(ligne.mef) }]
    noteBloquant(game, ligne, { colonne: 'ine', valeur: ligne.ine, message: 'Cet élève n’est pas connu.' })
    return []
  })
  await playLines(game, {
    lignes,
    instantOf: (ligne) => startOf(ligne.signeLe, zone),
    act: (tx, group) =>
      signAvisOrigine(tx, {
        campagneId,
        items: group.map(({ signataire, ...ligne }) => ({
          ...ligne,
          ...(signataire === null ? {} : { signataire }),
        })),
      }),
    report: (refus, ligne) => {
      const colonne = AVIS_COLUMN[refus.code]
      const said = { colonne, valeur: AVIS_VALUE[colonne](ligne), message: sentenceInscription(refus) }
      return bloquant({ fichier: ligne.fichier, ligne: ligne.ligne, ...said })
    },
  })
}
