import { setJoursConvocation } from '#src/procedure/campagnes/api.ts'
import type { CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import type { Role, Tx } from '#src/procedure/comptes/api.ts'
import {
  chooseLiberation,
  emitConvocations,
  liberateAutomatiques,
  liberateVague,
  placeEntretiens,
  readProvisoires,
  readVaguesDeCampagne,
} from '#src/procedure/entretiens/api.ts'

/** What an act is tried on: a pupil who was received, with his schools and his people. */
export interface Terrain {
  campagne: CampagneFictive
  campagneId: number
  eleveId: number
  responsableId: number
  college: string
  lycee: string
}

export interface Acte {
  nom: string
  /** Those who may, on what is theirs. */
  roles: readonly Role[]
  /** Those of them who may wherever they are: the act is of the whole campaign. */
  partout?: readonly Role[]
  call: (tx: Tx, t: Terrain) => Promise<unknown>
}

export const ACADEMIE = ['academie'] as const

/** Who may place, convoke and set how. */
export const ACTES_PLANIFICATION: readonly Acte[] = [
  {
    nom: 'placeEntretiens',
    roles: ACADEMIE,
    call: (tx, t) => placeEntretiens(tx, t.campagneId),
  },
  {
    nom: 'placeEntretiens (lycée)',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => placeEntretiens(tx, t.campagneId, { uai: t.lycee }),
  },
  {
    nom: 'emitConvocations',
    roles: ACADEMIE,
    call: (tx, t) => emitConvocations(tx, t.campagneId),
  },
  {
    nom: 'liberateVague',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => liberateVague(tx, { campagneId: t.campagneId, uai: t.lycee, semaine: '2027-03-08' }),
  },
  {
    nom: 'liberateAutomatiques',
    roles: ACADEMIE,
    call: (tx, t) => liberateAutomatiques(tx, t.campagneId),
  },
  {
    nom: 'chooseLiberation',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => chooseLiberation(tx, { campagneId: t.campagneId, uai: t.lycee, mode: 'automatique' }),
  },
  {
    nom: 'readVaguesDeCampagne',
    roles: ACADEMIE,
    call: (tx, t) => readVaguesDeCampagne(tx, t.campagneId),
  },
  {
    nom: 'readProvisoires (établissement)',
    roles: ['chef_origine', 'adulte_referent', 'academie'],
    call: (tx, t) => readProvisoires(tx, { campagneId: t.campagneId, origine: t.college }),
  },
  {
    nom: 'readProvisoires (élève)',
    roles: ['eleve', 'responsable', 'academie'],
    call: (tx, t) => readProvisoires(tx, { campagneId: t.campagneId, eleveId: t.eleveId }),
  },
  {
    nom: 'setJoursConvocation',
    roles: ACADEMIE,
    call: (tx, t) => setJoursConvocation(tx, { campagneId: t.campagneId, jours: 6 }),
  },
]
