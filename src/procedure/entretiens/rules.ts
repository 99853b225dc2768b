import type { EtatPresence } from '#src/exchange/model.ts'
import { dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import {
  echeanceOf,
  isBefore,
  readSens,
  type Campagne,
  type Reglement,
  type Sens,
} from '#src/procedure/campagnes/api.ts'
import type { Entretien, NouvelAvisReferent } from '#src/procedure/entretiens/model.ts'

export type RefusPresence = Refus<
  'entretien_absent' | 'entretien_a_venir' | 'presence_apres_avis' | 'retard_possible' | 'dossier_limite'
>

/** Minutes for which the slot of a pupil who is late is kept. */
const RETARD_ADMIS = 15

/**
 * May the presence be recorded now? From the day of the interview on, and no more once an avis rests on it; nobody is absent
 * before the quarter of an hour for which his slot is kept.
 * Source: domain.md, life of a registration; formats.md, « presences on the day of the interview ».
 */
export function judgePresence(
  entretien: Entretien | undefined,
  { avisSigne, etat, now, zone }: { avisSigne: boolean; etat?: EtatPresence; now: Date; zone: string },
): Result<Entretien, RefusPresence> {
  if (!entretien) return refuse('entretien_absent')
  if (dayOf(now, zone) < dayOf(entretien.debut, zone)) return refuse('entretien_a_venir')
  if (avisSigne) return refuse('presence_apres_avis')
  const gardeJusqu = new Date(entretien.debut.getTime() + RETARD_ADMIS * 60_000)
  if (etat === 'absent' && now < gardeJusqu)
    return refuse('retard_possible', { heure: timeInWords(localMinuteOf(gardeJusqu, zone)) })
  return ok(entretien)
}

export type RefusCompteRendu = Refus<
  'entretien_absent' | 'eleve_non_recu' | 'compte_rendu_vide' | 'compte_rendu_signe' | 'dossier_limite'
>

/**
 * A compte rendu advises a pupil who was received; it stands as comment of the avis, and no longer changes once one is
 * signed. Source: domain.md, « Établissement référent ».
 */
export function judgeCompteRendu(
  entretien: Entretien | undefined,
  texte: string,
  { avisSigne }: { avisSigne: boolean } = { avisSigne: false },
): Result<Entretien, RefusCompteRendu> {
  if (!entretien) return refuse('entretien_absent')
  if (entretien.presence !== 'present') return refuse('eleve_non_recu')
  if (texte.trim() === '') return refuse('compte_rendu_vide')
  if (avisSigne) return refuse('compte_rendu_signe')
  return ok(entretien)
}

/**
 * What the interviewer sees of the origin avis. Sealed, it opens once his own compte rendu is written, so that it does not
 * write it for him. Source: domain.md, « according to the campaign's visibility option ».
 */
export function visibleAvisOrigine(
  visibilite: Reglement['visibiliteAvisOrigine'],
  { compteRendu }: { compteRendu: boolean },
): 'complet' | 'commentaire' | 'scelle' {
  if (visibilite === 'commentaire_seul') return 'commentaire'
  return visibilite === 'scelle_jusqu_au_brouillon' && !compteRendu ? 'scelle' : 'complet'
}

export type RefusAvisReferent = Refus<
  | 'inscription_absente'
  | 'niveau_inconnu'
  | 'entretien_absent'
  | 'presence_absente'
  | 'eleve_absent'
  | 'eleve_excuse'
  | 'entretien_annule'
  | 'avis_avant_entretien'
  | 'avis_referent_tardif'
  | 'commentaire_absent'
  | 'avis_referent_existant'
  | 'dossier_limite'
>

const NOT_RECEIVED: Record<Exclude<EtatPresence, 'present'>, RefusAvisReferent['code']> = {
  absent: 'eleve_absent',
  excuse: 'eleve_excuse',
  annule_par_lycee: 'entretien_annule',
}

export interface FaitsAvisReferent {
  campagne: Campagne
  inscrit: boolean
  entretien: Entretien | undefined
  now: Date
  zone: string
}

/**
 * May the referent avis be signed now? Only for a pupil who was received, after his interview, with a comment of its
 * own or the compte rendu standing for it.
 * Source: domain.md rule 3; formats.md, « An avis for a pupil recorded absent… is refused », « a referent avis dated
 * before its interview is refused ».
 */
export function judgeAvisReferent(
  avis: NouvelAvisReferent,
  { campagne, inscrit, entretien, now, zone }: FaitsAvisReferent,
): Result<Sens, RefusAvisReferent> {
  const niveaux = campagne.reglement.echelles.referent
  if (!inscrit) return refuse('inscription_absente')
  const sens = readSens(niveaux, avis.avis)
  if (sens === undefined) return refuse('niveau_inconnu', { avis: avis.avis, niveaux: niveaux.join(', ') })
  if (!entretien) return refuse('entretien_absent')
  if (entretien.presence === null) return refuse('presence_absente')
  if (entretien.presence !== 'present') return refuse(NOT_RECEIVED[entretien.presence])
  if (now < entretien.debut) return refuse('avis_avant_entretien')
  const { eleveId, uai } = entretien
  const jusquAu = echeanceOf(campagne, { echeance: 'finAvisReferent', eleveId, uai })
  if (!isBefore(now, { jour: jusquAu, zone })) return refuse('avis_referent_tardif', { jusquAu })
  if (avis.commentaire.trim() === '' && !entretien.compteRendu) return refuse('commentaire_absent')
  return ok(sens)
}

/** Minutes of the interview of a pupil: a third more when he needs it, rounded up to five. Source: domain.md rule 10. */
export function dureeOf(dureeMinutes: number, amenagements: readonly string[]): number {
  if (!amenagements.includes('duree_majoree')) return dureeMinutes
  return Math.ceil((dureeMinutes * 4) / 3 / 5) * 5
}
