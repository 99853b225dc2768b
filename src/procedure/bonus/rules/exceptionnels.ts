import type { EtatPresence } from '#src/exchange/model.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { readSens, type Campagne, type Sens } from '#src/procedure/campagnes/api.ts'

export const GENRES = [
  'avis_origine_corrige',
  'avis_origine_regularise',
  'avis_referent_regularise',
  'responsable_injoignable',
] as const
export type Genre = (typeof GENRES)[number]

/** What one person asks and another will approve. */
export interface NouvelActeExceptionnel {
  genre: Genre
  eleveId: number
  /** The formation of an avis; null for an origin avis per pupil, and for a guardian. */
  mef: string | null
  /** The guardian out of reach; null for an avis. */
  responsableId: number | null
  /** As written by a person; empty for a guardian. */
  avis: string
  commentaire: string
  motif: string
}

export interface FaitsExceptionnels {
  inscrit: boolean
  avisOrigine: { id: number; sens: Sens; commentaire: string } | null
  avisReferent: boolean
  /** The interview for this formation; null when none is placed. */
  entretien: { presence: EtatPresence | null; compteRendu: boolean } | null
  /** The guardian is a legal one of this pupil. */
  legal: boolean
  /** His last word on a registration of this pupil is no. */
  aDitNon: boolean
  /** A lot of this campaign was exported. */
  exporte: boolean
  /** The data of the pupil are limited: kept, and not used for now. */
  limite: boolean
  /** Names of the pupil and of his guardians. */
  noms: readonly string[]
}

export type RefusExceptionnel = Refus<
  | 'dossier_limite'
  | 'motif_absent'
  | 'motif_nominatif'
  | 'inscription_absente'
  | 'niveau_inconnu'
  | 'commentaire_absent'
  | 'avis_absent'
  | 'avis_existant'
  | 'export_fait'
  | 'eleve_non_recu'
  | 'personne_etrangere'
  | 'responsable_a_refuse'
  | 'acte_deja_demande'
  | 'acte_inconnu'
  | 'acte_deja_approuve'
  | 'meme_personne'
>

/**
 * May this be asked, and later approved? The same rule judges both times: facts may have changed in between. Returns
 * the level of the avis; null for a guardian.
 * Source: domain.md rule 2 (« only an exceptional act by two people with a reason, shown on the export cover »),
 * rule 3 (« can be regularised… until the export ») and rule 5 (« a non is never overridden »); GDPR, article 18.
 */
export function judgeActeExceptionnel(
  acte: NouvelActeExceptionnel,
  { campagne, faits }: { campagne: Campagne; faits: FaitsExceptionnels },
): Result<Sens | null, RefusExceptionnel> {
  if (faits.limite) return refuse('dossier_limite')
  if (acte.motif.trim() === '') return refuse('motif_absent')
  const nom = nameIn(acte.motif, faits.noms)
  if (nom !== undefined) return refuse('motif_nominatif', { nom })
  if (acte.genre === 'responsable_injoignable') return judgeInjoignable(faits)
  if (!faits.inscrit) return refuse('inscription_absente')
  const code =
    acte.genre === 'avis_referent_regularise' ? cannotReferent(faits) : cannotOrigine(acte.genre, faits)
  return code ? refuse(code) : judgeAvis(acte, { campagne, faits })
}

function judgeInjoignable(faits: FaitsExceptionnels): Result<null, RefusExceptionnel> {
  if (!faits.legal) return refuse('personne_etrangere')
  return faits.aDitNon ? refuse('responsable_a_refuse') : ok(null)
}

function cannotOrigine(genre: Genre, faits: FaitsExceptionnels): RefusExceptionnel['code'] | undefined {
  if (genre === 'avis_origine_corrige') return faits.avisOrigine === null ? 'avis_absent' : undefined
  if (faits.avisOrigine !== null) return 'avis_existant'
  return faits.exporte ? 'export_fait' : undefined
}

function cannotReferent(faits: FaitsExceptionnels): RefusExceptionnel['code'] | undefined {
  if (faits.avisReferent) return 'avis_existant'
  if (faits.entretien?.presence !== 'present') return 'eleve_non_recu'
  return faits.exporte ? 'export_fait' : undefined
}

function judgeAvis(
  acte: NouvelActeExceptionnel,
  { campagne, faits }: { campagne: Campagne; faits: FaitsExceptionnels },
): Result<Sens, RefusExceptionnel> {
  const referent = acte.genre === 'avis_referent_regularise'
  const { echelles } = campagne.reglement
  const niveaux = referent ? echelles.referent : echelles.origine
  const sens = readSens(niveaux, acte.avis)
  if (sens === undefined) return refuse('niveau_inconnu', { avis: acte.avis, niveaux: niveaux.join(', ') })
  const stands = referent && faits.entretien?.compteRendu === true
  return acte.commentaire.trim() === '' && !stands ? refuse('commentaire_absent') : ok(sens)
}

const words = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)

/** The reason goes on the cover of the export, which holds no name. */
function nameIn(motif: string, noms: readonly string[]): string | undefined {
  const written = new Set(words(motif))
  return noms.find((nom) => words(nom).some((word) => word.length > 2 && written.has(word)))
}
