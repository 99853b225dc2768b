import { instantOf } from '#src/kit/day.ts'
import { setJoursConvocation } from '#src/procedure/campagnes/api.ts'
import type { CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import type { Role, Tx } from '#src/procedure/comptes/api.ts'
import {
  accepterReparation,
  chooseLiberation,
  declareIncident,
  deplacerEntretien,
  epinglerEntretien,
  interdireLycee,
  interdirePlace,
  leverInterdit,
  emitConvocations,
  liberateAutomatiques,
  liberateVague,
  placeEntretiens,
  readIncident,
  readProvisoires,
  readVaguesDeCampagne,
  refuserReparation,
  remplacerIntervenant,
  type NouvelIncident,
} from '#src/procedure/entretiens/api.ts'

/** What an act is tried on: a pupil who was received, with his schools and his people. */
export interface Terrain {
  campagne: CampagneFictive
  campagneId: number
  eleveId: number
  entretienId: number
  incidentId: number
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

const incident = ({ campagneId, incidentId }: Terrain) => ({ campagneId, incidentId })

/** A lycée that closes. */
export const closing = ({ lycee }: Pick<Terrain, 'lycee'>): NouvelIncident => ({
  uai: lycee,
  genre: 'lieu_ferme',
  intervenantId: null,
  salleId: null,
  eleve: null,
  debut: instantOf('2027-03-22T08:00', 'Europe/Paris'),
  fin: instantOf('2027-03-22T18:00', 'Europe/Paris'),
  motif: 'Neige (fictive)',
})

const vise = ({ campagneId, entretienId }: Terrain) => ({ campagneId, entretienId })

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
    roles: ['chef_origine', 'adulte_referent', 'psyen', 'dsden', 'academie_lecture', 'academie'],
    call: (tx, t) => readProvisoires(tx, { campagneId: t.campagneId, origine: t.college }),
  },
  {
    nom: 'readProvisoires (élève)',
    roles: ['eleve', 'responsable', 'academie_lecture', 'academie'],
    call: (tx, t) => readProvisoires(tx, { campagneId: t.campagneId, eleveId: t.eleveId }),
  },
  {
    nom: 'setJoursConvocation',
    roles: ACADEMIE,
    call: (tx, t) => setJoursConvocation(tx, { campagneId: t.campagneId, jours: 6 }),
  },
  {
    nom: 'deplacerEntretien',
    roles: ['planificateur', 'academie'],
    call: (tx, t) =>
      deplacerEntretien(tx, { ...vise(t), version: 1, vers: { disponibiliteId: 1, debut: 0 } }),
  },
  {
    nom: 'epinglerEntretien',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => epinglerEntretien(tx, { ...vise(t), sens: 'epingler' }),
  },
  {
    nom: 'interdirePlace',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => interdirePlace(tx, { ...vise(t), disponibiliteId: 1, motif: 'Essai' }),
  },
  {
    nom: 'interdireLycee',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => interdireLycee(tx, { ...vise(t), motif: 'Essai' }),
  },
  {
    nom: 'leverInterdit',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => leverInterdit(tx, { ...vise(t), interditId: 1 }),
  },
  {
    nom: 'declareIncident',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => declareIncident(tx, { campagneId: t.campagneId, incident: closing(t) }),
  },
  {
    nom: 'readIncident',
    roles: ['planificateur', 'chef_referent', 'academie'],
    call: (tx, t) => readIncident(tx, { campagneId: t.campagneId, incidentId: t.incidentId }),
  },
  {
    nom: 'accepterReparation',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => accepterReparation(tx, { ...incident(t), empreinte: '', gardes: [] }),
  },
  {
    nom: 'refuserReparation',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => refuserReparation(tx, incident(t)),
  },
  {
    nom: 'remplacerIntervenant',
    roles: ['planificateur', 'academie'],
    call: (tx, t) => remplacerIntervenant(tx, { ...incident(t), remplacantId: 0 }),
  },
]
