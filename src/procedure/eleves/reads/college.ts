import { normalizeLevel } from '#src/exchange/identifiants.ts'
import { appendJournal } from '#src/db/journal.ts'
import { addDays, dayOf, instantOf } from '#src/kit/day.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import { derniereEcheance, isBefore, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type {
  DemandeEnAttente,
  Eleve,
  EleveSuivi,
  InscriptionSuivie,
  Perimetre,
  RechercheEleves,
  Responsable,
} from '#src/procedure/eleves/model.ts'
import { mayFollow, perimetreOf } from '#src/procedure/eleves/rights.ts'
import type {
  EtapeDuParcours,
  Information,
  LyceePrefere,
  Trajet,
} from '#src/procedure/eleves/model/parcours.ts'
import {
  listEtapes,
  listInformations,
  listPreferences,
  listTrajets,
} from '#src/procedure/eleves/sql/parcours.ts'
import {
  listDemandesEnAttente,
  listInscriptionsSuivies,
  selectDerniereFiche,
  selectEleveDeCampagne,
} from '#src/procedure/eleves/sql/dossier.ts'
import {
  countElevesSuivis,
  listClasses,
  listClassesSuivies,
  listElevesSuivis,
  listEtablissementsSuivis,
  selectIdsDeRecherche,
  type ClasseSuivie,
} from '#src/procedure/eleves/sql/listes.ts'
import { listEcolesDEleves, type EcoleDEleves } from '#src/procedure/eleves/sql/ecoles.ts'
import {
  listEleves,
  listResponsables,
  selectEleves,
  selectElevesDeCampagne,
} from '#src/procedure/eleves/sql.ts'

const READ = 'eleves.lire'

/** The schools whose pupils are asked for: all those the actor follows, or one of them. */
function readPerimetre({ acteur }: Tx, uai: string | null): Perimetre {
  if (uai === null) return perimetreOf(acteur)
  demand(acteur, READ, [{ uai }])
  return [{ uai }]
}

/** The schools that the actor follows, by name. */
export const readEtablissementsSuivis = (
  tx: Tx,
  campagneId: number,
): Promise<{ uai: string; nom: string }[]> =>
  listEtablissementsSuivis(tx.trx, { campagneId, perimetre: perimetreOf(tx.acteur) })

export interface ListeEleves {
  total: number
  eleves: EleveSuivi[]
  classes: string[]
  /** Whether origin avis may still be given. */
  avisOuverts: boolean
}

/** One page of the pupils that the actor follows, by name. */
export async function readEleves(
  tx: Tx,
  { uai, ...recherche }: Omit<RechercheEleves, 'perimetre'> & Slice & { uai: string | null },
): Promise<ListeEleves> {
  const perimetre = readPerimetre(tx, uai)
  const asked = { ...recherche, perimetre }
  const campagne = await loadCampagne(tx.trx, recherche.campagneId)
  const eleves = await listElevesSuivis(tx.trx, asked)
  const most = campagne.reglement.avisOrigine === 'par_eleve' ? 1 : Infinity
  return {
    total: await countElevesSuivis(tx.trx, asked),
    eleves: eleves.map((eleve) => ({ ...eleve, avisAttendus: Math.min(eleve.avisAttendus, most) })),
    classes: await listClasses(tx.trx, asked),
    avisOuverts: isBefore(tx.now, {
      jour: derniereEcheance(campagne, { echeance: 'finAvisOrigine', ...(uai === null ? {} : { uai }) }),
      zone: tx.zone,
    }),
  }
}

export { TRIS_ELEVES } from '#src/procedure/eleves/sql/listes.ts'

interface Slice {
  limit: number
  offset: number
  tri: Parameters<typeof listElevesSuivis>[1]['tri']
}

/** Every pupil that a search finds among those that the actor follows. */
export async function readElevesDeRecherche(
  tx: Tx,
  { uai, ...recherche }: Omit<RechercheEleves, 'perimetre'> & { uai: string | null },
): Promise<Eleve[]> {
  const ids = await selectIdsDeRecherche(tx.trx, { ...recherche, perimetre: readPerimetre(tx, uai) })
  return selectEleves(tx.trx, ids)
}

export interface DossierEleve {
  eleve: Eleve
  etablissement: string
  adulteReferent: string | null
  nommeLe: Date | null
  responsables: Responsable[]
  inscriptions: InscriptionSuivie[]
  demandes: DemandeEnAttente[]
  fiche: { version: number; emiseLe: Date } | undefined
  /** What the pupil says of his preparation, and how his family was told. His notes are his own. */
  parcours: ParcoursSuivi
}

export interface ParcoursSuivi {
  etapes: EtapeDuParcours[]
  trajets: (Trajet & { lycee: string })[]
  preferences: LyceePrefere[]
  informations: Information[]
}

/** All that his school follows of one pupil; undefined when he is not there, or is no pupil of the actor's schools. */
export async function readEleve(
  tx: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<DossierEleve | undefined> {
  const found = await selectEleveDeCampagne(tx.trx, { campagneId, eleveId })
  const [eleve] = found ? await selectEleves(tx.trx, [eleveId]) : []
  if (!found || !eleve || !mayFollow(tx.acteur, eleve)) return undefined
  await noterLecture(tx, { eleve, acte: 'eleve.lire' })
  return {
    eleve,
    etablissement: found.etablissement,
    adulteReferent: found.adulteReferent,
    nommeLe: found.nommeLe,
    responsables: await listResponsables(tx.trx, [eleveId]),
    inscriptions: await listInscriptionsSuivies(tx.trx, eleveId),
    demandes: await listDemandesEnAttente(tx.trx, eleveId),
    fiche: await selectDerniereFiche(tx.trx, eleveId),
    parcours: {
      etapes: await listEtapes(tx.trx, eleveId),
      trajets: await listTrajets(tx.trx, eleveId),
      preferences: await listPreferences(tx.trx, eleveId),
      informations: await listInformations(tx.trx, eleveId),
    },
  }
}

/** What is missing in each class of the schools that the actor follows, or of one of them. */
export const readClassesSuivies = (
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<ClasseSuivie[]> => listClassesSuivies(tx.trx, { campagneId, perimetre: readPerimetre(tx, uai) })

export type { ClasseSuivie }

/** The schools of the pupils that the actor follows, with how far they are; interviews from Monday to Sunday. */
export function readEcolesDEleves(tx: Tx, campagneId: number): Promise<EcoleDEleves[]> {
  const monday = mondayOf(dayOf(tx.now, tx.zone))
  const debut = instantOf(monday, tx.zone)
  const fin = instantOf(addDays(monday, 7), tx.zone)
  return listEcolesDEleves(tx.trx, { campagneId, perimetre: readPerimetre(tx, null), debut, fin })
}
export type { EcoleDEleves }

/** Reading a file leaves a row too, in a chain of its own: who reads never makes an act wait. */
export const noterLecture = (
  tx: Tx,
  { eleve, acte }: { eleve: Pick<Eleve, 'id' | 'uai'>; acte: string },
): Promise<void> =>
  appendJournal(tx, [{ chaine: `lectures:${eleve.uai}`, acte, objet: 'eleve', objetId: eleve.id }])

/** Among these pupils, those of the campaign that the actor follows: a forged identifier finds nobody. */
export async function readElevesDeCampagne(
  tx: Tx,
  { campagneId, eleveIds }: { campagneId: number; eleveIds: readonly number[] },
): Promise<Eleve[]> {
  const eleves = await selectElevesDeCampagne(tx.trx, { campagneId, eleveIds })
  return eleves.filter((eleve) => mayFollow(tx.acteur, eleve))
}

/** Pupils of a school born the same day, of the same name or first name, case and accents aside: the same person, or a twin. */
export async function readHomonymes(
  tx: Tx,
  { campagneId, uai, ...eleve }: { campagneId: number; uai: string } & Identite,
): Promise<Eleve[]> {
  demand(tx.acteur, READ, [{ uai }])
  const same = (a: string, b: string): boolean => normalizeLevel(a) === normalizeLevel(b)
  const eleves = await listEleves(tx.trx, campagneId, uai)
  return eleves.filter(
    (one) =>
      one.dateNaissance === eleve.dateNaissance &&
      (same(one.nom, eleve.nom) || same(one.prenom, eleve.prenom)),
  )
}

type Identite = Pick<Eleve, 'nom' | 'prenom' | 'dateNaissance'>

/** The pupil of a school under this key. */
export async function readEleveParCle(
  tx: Tx,
  { campagneId, uai, cle }: { campagneId: number; uai: string; cle: string },
): Promise<Eleve | undefined> {
  demand(tx.acteur, READ, [{ uai }])
  const eleves = await listEleves(tx.trx, campagneId, uai)
  return eleves.find((one) => one.cleSiecle === cle)
}
