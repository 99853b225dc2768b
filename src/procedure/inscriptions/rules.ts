import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import {
  echeanceOf,
  isBefore,
  readSens,
  type Campagne,
  type Formation,
  type Sens,
} from '#src/procedure/campagnes/api.ts'
import {
  isAmenagement,
  type NouvelAvisOrigine,
  type NouvelleInscription,
} from '#src/procedure/inscriptions/model.ts'

export interface Instant {
  now: Date
  zone: string
}

export type RefusInscription = Refus<
  | 'campagne_fermee'
  | 'inscription_tardive'
  | 'formation_inconnue'
  | 'amenagement_inconnu'
  | 'inscription_existante'
  | 'dossier_limite'
>

export interface FaitsInscription extends Instant {
  campagne: Campagne
  formation: Formation | undefined
  /** School of the pupil. */
  uai: string
}

/**
 * May this pupil be registered now for this formation?
 * Source: domain.md rule 9; formats.md, « An inscription after finInscriptions, for an unknown MEF… is refused ».
 */
export function judgeInscription(
  inscription: NouvelleInscription,
  { campagne, formation, uai, now, zone }: FaitsInscription,
): Result<Formation, RefusInscription> {
  if (!campagne.ouverte) return refuse('campagne_fermee')
  if (!formation) return refuse('formation_inconnue', { mef: inscription.mef })
  const unknown = inscription.amenagements.find((amenagement) => !isAmenagement(amenagement))
  if (unknown !== undefined) return refuse('amenagement_inconnu', { amenagement: unknown })
  const { eleveId } = inscription
  const jusquAu = echeanceOf(campagne, { echeance: 'finInscriptions', eleveId, uai })
  if (!isBefore(now, { jour: jusquAu, zone })) return refuse('inscription_tardive', { jusquAu })
  return ok(formation)
}

export type RefusAvisOrigine = Refus<
  | 'niveau_inconnu'
  | 'commentaire_absent'
  | 'formation_absente'
  | 'inscription_absente'
  | 'avis_origine_tardif'
  | 'avis_origine_apres_entretien'
  | 'avis_origine_existant'
  | 'dossier_limite'
>

export interface FaitsAvisOrigine extends Instant {
  campagne: Campagne
  /** School of the pupil. */
  uai: string
  /** The registration meant, or any registration of the pupil when the avis is per pupil. */
  inscription: { id: number } | undefined
  /** Start of the interview that freezes the avis; null when none is placed. */
  debutEntretien: Date | null
}

/**
 * May the origin avis be signed now? It comes before the interview and is frozen by it.
 * Source: domain.md rule 2; formats.md, « An origin avis signed after finAvisOrigine… ».
 */
export function judgeAvisOrigine(
  avis: NouvelAvisOrigine,
  faits: FaitsAvisOrigine,
): Result<Sens, RefusAvisOrigine> {
  const { campagne, uai, inscription, debutEntretien, now, zone } = faits
  const { reglement } = campagne
  if (reglement.avisOrigine === 'par_formation' && avis.mef === null) return refuse('formation_absente')
  if (!inscription) return refuse('inscription_absente')
  const sens = readSens(reglement.echelles.origine, avis.avis)
  if (sens === undefined)
    return refuse('niveau_inconnu', { avis: avis.avis, niveaux: reglement.echelles.origine.join(', ') })
  if (avis.commentaire.trim() === '') return refuse('commentaire_absent')
  const jusquAu = echeanceOf(campagne, { echeance: 'finAvisOrigine', eleveId: avis.eleveId, uai })
  if (!isBefore(now, { jour: jusquAu, zone })) return refuse('avis_origine_tardif', { jusquAu })
  if (reglement.avisOrigineAvantEntretien && debutEntretien !== null && now > debutEntretien)
    return refuse('avis_origine_apres_entretien')
  return ok(sens)
}
