import type { Auteur } from '#src/db/auteur.ts'
import type { Tx as AnyTx } from '#src/db/transaction.ts'
import type { Day } from '#src/kit/day.ts'
import type { Refus } from '#src/kit/result.ts'

/** Who a person is in the procedure. One person may hold several, in several schools. */
export const ROLES = [
  'eleve',
  'responsable',
  'professeur_principal',
  'adulte_referent',
  'chef_origine',
  'psyen',
  'planificateur',
  'intervenant',
  'chef_referent',
  'dsden',
  'academie_lecture',
  'auditeur',
  'assistance',
  'academie',
] as const
export type Role = (typeof ROLES)[number]

export const LIBELLE_ROLE: Record<Role, string> = {
  eleve: 'Élève',
  responsable: 'Responsable légal',
  professeur_principal: 'Professeur principal (lit sa classe)',
  adulte_referent: 'Adulte référent',
  chef_origine: 'Chef d’établissement d’origine',
  psyen: 'Psychologue de l’Éducation nationale ou CIO (lit ses établissements)',
  planificateur: 'Planificateur du lycée référent (DDFPT)',
  intervenant: 'Intervenant (entretiens)',
  chef_referent: 'Chef de l’établissement référent',
  dsden: 'DSDEN (lit ses départements)',
  academie_lecture: 'Académie, en lecture',
  auditeur: 'Auditeur (règles et journal)',
  assistance: 'Assistance (voit sans agir)',
  academie: 'Académie',
}

export interface Habilitation {
  role: Role
  uai: string | null
  eleveId: number | null
  responsableId: number | null
  debut: Day
  fin: Day | null
  /** Who handed his signature over, and under whose name it is used; absent for a right of one's own. */
  delegueePar?: string | null
  /** In the place of a head who is away, in one's own name. */
  interim?: boolean
  /** Of a DSDEN: the three signs that begin the UAI of its schools. */
  departement?: string | null
  /** Of a professeur principal, in his school. */
  classe?: string | null
}

/** A part of an académie that a person follows. */
export type Portion = { uai: string; classe?: string } | { departement: string }

/** Who acts: an account with the habilitations that hold today. */
export interface Acteur extends Auteur {
  habilitations: readonly Habilitation[]
}

export type Tx = AnyTx<Acteur>

/** A right to give: a role, in a school unless it is of the académie, for some days or until it is ended. */
export interface DroitDonne {
  role: Exclude<Role, 'eleve' | 'responsable'>
  uai: string | null
  debut: Day
  fin: Day | null
  /** Head under whose name it is used. */
  delegueePar: string | null
  interim: boolean
  departement: string | null
  classe: string | null
}

export type RefusCompte = Refus<
  | 'inconnu'
  | 'ecole_inconnue'
  | 'ecole_de_trop'
  | 'jours_inverses'
  | 'ferme'
  | 'departement_absent'
  | 'classe_absente'
  | 'interim_sans_fin'
  | 'au_dessus'
  | 'sans_motif'
  | 'adresse_commune'
>
