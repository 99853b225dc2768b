import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { instantOf } from '#src/kit/day.ts'
import { readBilan } from '#src/procedure/bilan/api.ts'
import {
  cleDeRepetition,
  computeAvisFinaux,
  emitFiches,
  exportBonus,
  importVoeux,
  rapprochementOf,
  readFiches,
  recordConfirmations,
  type NouvelleConfirmation,
} from '#src/procedure/bonus/api.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  legauxOf,
  must,
  ZONE,
} from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import {
  approveReglement,
  createCampagne,
  moveHorloge,
  openCampagne,
  saveDomaines,
  saveFormations,
  saveOffres,
  saveReferents,
  writeReglement,
} from '#src/procedure/campagnes/api.ts'
import { aCalendrier, aReglement } from '#src/procedure/campagnes/examples.ts'
import {
  createCompte,
  Interdit,
  ROLES,
  type Acteur,
  type Habilitation,
  type Role,
  type Tx,
} from '#src/procedure/comptes/api.ts'
import { deposerDemande, importEleves, nommerAdultesReferents } from '#src/procedure/eleves/api.ts'
import {
  declareDisponibilites,
  declareIncident,
  declareIndisponibilites,
  proposeAvisReferent,
  readConvocations,
  recordPresences,
  signAvisReferent,
  writeComptesRendus,
} from '#src/procedure/entretiens/api.ts'
import { aDisponibilite, anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { ACADEMIE, ACTES_PLANIFICATION, closing, type Acte, type Terrain } from './droits-planification.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

let base: Awaited<ReturnType<typeof testDb>>
let terrain: Terrain
beforeAll(async () => {
  base = await testDb()
  const campagne = await fictionalCampagne(base.db)
  const { id: eleveId, uai: college } = eleveAt(campagne, 0)
  const parcours = [aParcours({ eleveId, referent: null })]
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  await playEntretiens(campagne, parcours)
  const [plan] = await at(campagne, '2027-05-01', (tx) =>
    readConvocations(tx, { campagneId: campagne.campagneId, origine: college }),
  )
  const lycee = plan?.rangee.uai ?? ''
  const incidentId = await at(campagne, '2027-03-01', async (tx) =>
    must(await declareIncident(tx, { campagneId: campagne.campagneId, incident: closing({ lycee }) })),
  )
  const responsableId = legauxOf(campagne, eleveId)[0]?.id ?? 0
  terrain = {
    campagne,
    campagneId: campagne.campagneId,
    eleveId,
    responsableId,
    college,
    lycee,
    incidentId,
    entretienId: plan?.rangee.entretienId ?? 0,
  }
})
afterAll(() => base.close())

const confirmation = (t: Terrain, over: Partial<NouvelleConfirmation>): NouvelleConfirmation => ({
  eleveId: t.eleveId,
  mef: '2472340121',
  responsableId: null,
  decision: 'oui',
  support: 'ecran',
  ...over,
})
const confirm = (tx: Tx, t: Terrain, over: Partial<NouvelleConfirmation>) =>
  recordConfirmations(tx, { campagneId: t.campagneId, items: [confirmation(t, over)] })
const debut = instantOf('2027-03-20T10:00', ZONE)
const fin = instantOf('2027-03-20T12:00', ZONE)

const LECTURE = ['academie_lecture', 'academie'] as const

const ACTES: Acte[] = [
  {
    nom: 'writeReglement',
    roles: ACADEMIE,
    call: (tx) => writeReglement(tx, { nom: 'essai', contenu: aReglement() }),
  },
  { nom: 'approveReglement', roles: ACADEMIE, call: (tx) => approveReglement(tx, 1) },
  {
    nom: 'createCampagne',
    roles: ACADEMIE,
    call: (tx) =>
      createCampagne(tx, {
        annee: '2027-2028',
        dispositif: 'ESSAI',
        reglementId: 1,
        calendrier: aCalendrier(),
        contraintes: {},
        graine: 1,
        horloge: null,
      }),
  },
  { nom: 'openCampagne', roles: ACADEMIE, call: (tx, t) => openCampagne(tx, t.campagneId) },
  { nom: 'saveDomaines', roles: ACADEMIE, call: (tx, t) => saveDomaines(tx, t.campagneId, []) },
  { nom: 'saveFormations', roles: ACADEMIE, call: (tx, t) => saveFormations(tx, t.campagneId, []) },
  { nom: 'saveOffres', roles: ACADEMIE, call: (tx, t) => saveOffres(tx, t.campagneId, []) },
  { nom: 'saveReferents', roles: ACADEMIE, call: (tx, t) => saveReferents(tx, t.campagneId, []) },
  {
    nom: 'createCompte',
    roles: ACADEMIE,
    call: (tx) => createCompte(tx, { nom: 'Essai', habilitations: [] }),
  },
  { nom: 'importEtablissements', roles: ACADEMIE, call: (tx) => importEtablissements(tx, []) },
  {
    nom: 'importEleves',
    roles: ['chef_origine', 'academie'],
    call: (tx, t) =>
      importEleves(tx, { campagneId: t.campagneId, uai: t.college, eleves: [], responsables: [], liens: [] }),
  },
  {
    nom: 'nommerAdultesReferents',
    roles: ['chef_origine', 'academie'],
    call: (tx, t) => nommerAdultesReferents(tx, [{ eleveId: t.eleveId, nom: 'M. Fictif' }]),
  },
  {
    nom: 'deposerDemande',
    roles: ['eleve'],
    call: (tx, t) => deposerDemande(tx, { campagneId: t.campagneId, eleveId: t.eleveId, mef: '2472340221' }),
  },
  {
    nom: 'registerInscriptions',
    roles: ['adulte_referent', 'chef_origine', 'academie'],
    call: (tx, t) =>
      registerInscriptions(tx, {
        campagneId: t.campagneId,
        items: [anInscription({ eleveId: t.eleveId, mef: '2473340321' })],
      }),
  },
  {
    nom: 'signAvisOrigine',
    roles: ['chef_origine', 'academie'],
    call: (tx, t) =>
      signAvisOrigine(tx, { campagneId: t.campagneId, items: [anAvisOrigine({ eleveId: t.eleveId })] }),
  },
  {
    nom: 'declareDisponibilites',
    roles: ['planificateur', 'chef_referent', 'academie'],
    call: (tx, t) =>
      declareDisponibilites(tx, { campagneId: t.campagneId, items: [aDisponibilite({ uai: t.lycee })] }),
  },
  {
    nom: 'declareIndisponibilites (élève)',
    roles: ['chef_origine', 'adulte_referent', 'academie'],
    call: (tx, t) =>
      declareIndisponibilites(tx, {
        campagneId: t.campagneId,
        items: [{ eleveId: t.eleveId, debut, fin, motif: null }],
      }),
  },
  {
    nom: 'declareIndisponibilites (salle)',
    roles: ['planificateur', 'chef_referent', 'academie'],
    call: (tx, t) =>
      declareIndisponibilites(tx, {
        campagneId: t.campagneId,
        items: [{ salle: { uai: t.lycee, nom: 'Salle bois' }, debut, fin, motif: null }],
      }),
  },
  ...ACTES_PLANIFICATION,
  {
    nom: 'recordPresences',
    roles: ['planificateur', 'intervenant', 'chef_referent', 'academie'],
    call: (tx, t) =>
      recordPresences(tx, {
        campagneId: t.campagneId,
        items: [{ eleveId: t.eleveId, domaine: 'bois', etat: 'present' }],
      }),
  },
  {
    nom: 'writeComptesRendus',
    roles: ['intervenant', 'chef_referent', 'academie'],
    call: (tx, t) =>
      writeComptesRendus(tx, {
        campagneId: t.campagneId,
        items: [{ eleveId: t.eleveId, domaine: 'bois', texte: 'Conseil' }],
      }),
  },
  {
    nom: 'proposeAvisReferent',
    roles: ['intervenant', 'chef_referent', 'academie'],
    call: (tx, t) =>
      proposeAvisReferent(tx, { campagneId: t.campagneId, items: [anAvisReferent({ eleveId: t.eleveId })] }),
  },
  {
    nom: 'signAvisReferent',
    roles: ['chef_referent', 'academie'],
    call: (tx, t) =>
      signAvisReferent(tx, { campagneId: t.campagneId, items: [anAvisReferent({ eleveId: t.eleveId })] }),
  },
  {
    nom: 'recordConfirmations (élève, à l’écran)',
    roles: ['eleve', 'academie'],
    call: (tx, t) => confirm(tx, t, {}),
  },
  {
    nom: 'recordConfirmations (responsable, à l’écran)',
    roles: ['responsable', 'academie'],
    call: (tx, t) => confirm(tx, t, { responsableId: t.responsableId }),
  },
  {
    nom: 'recordConfirmations (papier)',
    roles: ['chef_origine', 'adulte_referent', 'academie'],
    call: (tx, t) => confirm(tx, t, { support: 'papier', responsableId: t.responsableId }),
  },
  { nom: 'computeAvisFinaux', roles: ACADEMIE, call: (tx, t) => computeAvisFinaux(tx, t.campagneId) },
  { nom: 'emitFiches', roles: ACADEMIE, call: (tx, t) => emitFiches(tx, t.campagneId) },
  {
    nom: 'importVoeux',
    roles: ACADEMIE,
    call: (tx, t) => importVoeux(tx, { campagneId: t.campagneId, lignes: [] }),
  },
  { nom: 'rapprochementOf', roles: LECTURE, call: (tx, t) => rapprochementOf(tx, t.campagneId) },
  {
    nom: 'exportBonus',
    roles: ACADEMIE,
    call: (tx, t) =>
      exportBonus(tx, {
        campagneId: t.campagneId,
        approbateurId: t.campagne.approbateur.compteId ?? 0,
        cle: cleDeRepetition(1),
      }),
  },
  { nom: 'readBilan', roles: LECTURE, call: (tx, t) => readBilan(tx, t.campagneId) },
  {
    nom: 'readFiches (collège)',
    roles: ['chef_origine', 'adulte_referent', 'academie'],
    call: (tx, t) => readFiches(tx, { campagneId: t.campagneId, uai: t.college }),
  },
  {
    nom: 'readConvocations (lycée)',
    roles: ['planificateur', 'intervenant', 'chef_referent', 'academie'],
    call: (tx, t) => readConvocations(tx, { campagneId: t.campagneId, lycee: t.lycee }),
  },
]

/** Tied to no school. */
const PARTOUT: readonly Role[] = ['academie', 'academie_lecture', 'auditeur', 'assistance']

const HERE: Record<Role, (t: Terrain) => Partial<Habilitation>> = {
  eleve: (t) => ({ eleveId: t.eleveId }),
  responsable: (t) => ({ responsableId: t.responsableId }),
  professeur_principal: (t) => ({ uai: t.college, classe: '3A' }),
  psyen: (t) => ({ uai: t.college }),
  dsden: (t) => ({ departement: t.college.slice(0, 3) }),
  academie_lecture: () => ({}),
  auditeur: () => ({}),
  assistance: () => ({}),
  adulte_referent: (t) => ({ uai: t.college }),
  chef_origine: (t) => ({ uai: t.college }),
  planificateur: (t) => ({ uai: t.lycee }),
  intervenant: (t) => ({ uai: t.lycee }),
  chef_referent: (t) => ({ uai: t.lycee }),
  academie: () => ({}),
}

/** The same role, tied to another pupil, guardian, collège or lycée. */
function elsewhere(role: Role, t: Terrain): Partial<Habilitation> {
  const { colleges, lycees, eleves, responsables } = t.campagne
  const otherCollege = colleges.find((uai) => uai !== t.college) ?? null
  const otherLycee = lycees.find((uai) => uai !== t.lycee) ?? null
  const mine = HERE[role](t)
  if (mine.eleveId) return { eleveId: eleves.find((one) => one.id !== t.eleveId)?.id ?? null }
  if (mine.departement) return { departement: '999' }
  if (mine.classe) return { ...mine, classe: '3Z' }
  if (mine.responsableId)
    return { responsableId: responsables.find((one) => one.eleveId !== t.eleveId)?.id ?? null }
  return { uai: mine.uai === t.college ? otherCollege : otherLycee }
}

class Undo extends Error {}

/** Tries an act as this role, without the second wall, and undoes it; true when the application did not forbid it. */
async function allowed(acte: Acte, role: Role, tie: Partial<Habilitation>): Promise<boolean> {
  const habilitation = { role, uai: null, eleveId: null, responsableId: null, debut: '2000-01-01', fin: null }
  const acteur: Acteur = { ...terrain.campagne.acteur, habilitations: [{ ...habilitation, ...tie }] }
  try {
    await inTransaction({ db: base.db, acteur, application: true }, async (tx) => {
      await acte.call({ ...tx, now: instantOf('2027-02-20', ZONE) }, terrain)
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof Undo) return true
    if (error instanceof Interdit) return false
    throw error
  }
  return true
}

describe.each(ACTES)('$nom', (acte) => {
  test('is for those who may, on what is theirs, and for nobody else', async () => {
    const may: Role[] = []
    for (const role of ROLES) if (await allowed(acte, role, HERE[role](terrain))) may.push(role)
    expect(may.toSorted()).toEqual([...acte.roles].toSorted())
  })

  test('is refused on what is another’s', async () => {
    const may: Role[] = []
    for (const role of ROLES)
      if (!PARTOUT.includes(role) && (await allowed(acte, role, elsewhere(role, terrain)))) may.push(role)
    expect(may.toSorted()).toEqual([...(acte.partout ?? [])].toSorted())
  })
})

test('the clock of a campaign that is no rehearsal is moved by nobody', async () => {
  const { campagne, campagneId } = terrain
  await expect(
    at(campagne, '2027-02-20', (tx) => moveHorloge(tx, { campagneId, instant: debut })),
  ).rejects.toThrow(/seule une répétition/)
})
