import { groupBy } from '#src/kit/group.ts'
import {
  echeanceOf,
  isBefore,
  listDomaines,
  listFormations,
  listLyceesReferents,
  listReferents,
  loadCampagne,
  type Formation,
} from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { readEleve, readElevesDeCampagne, type DossierEleve, type Eleve } from '#src/procedure/eleves/api.ts'
import { listEtablissements, servedBy } from '#src/procedure/etablissements/api.ts'
import type { DomaineAuChoix, LyceeAuChoix } from '#src/procedure/inscriptions/model.ts'

const READ = 'inscription.preparer'

/** What a pupil may be registered for, and until when. */
export interface Choix {
  dossier: DossierEleve
  domaines: DomaineAuChoix[]
  lycees: LyceeAuChoix[]
  finInscriptions: string
  ouvertes: boolean
  /** The campaign has not begun. */
  avantOuverture: boolean
}

/** Formations by domaine and lycées for one pupil; undefined when he is not there, or not for the actor. */
export async function readChoix(
  tx: Tx,
  scope: { campagneId: number; eleveId: number },
): Promise<Choix | undefined> {
  const dossier = await readEleve(tx, scope)
  if (!dossier) return undefined
  demand(tx.acteur, READ, [{ uai: dossier.eleve.uai }])
  const campagne = await loadCampagne(tx.trx, scope.campagneId)
  const { id: eleveId, uai } = dossier.eleve
  const finInscriptions = echeanceOf(campagne, { echeance: 'finInscriptions', eleveId, uai })
  return {
    dossier,
    domaines: await domainesOf(tx, scope.campagneId, dossier),
    lycees: await lyceesOf(tx, scope.campagneId, dossier),
    finInscriptions,
    ouvertes: campagne.ouverte && isBefore(tx.now, { jour: finInscriptions, zone: tx.zone }),
    avantOuverture: !campagne.ouverte,
  }
}

/** A pupil whom a form registers: what tells whether the form is right. The whole choice is read to draw the page. */
export interface ChoixInscription {
  eleve: Eleve
  /** Lycées that may be wished for. */
  lycees: string[]
  formations: Formation[]
}

/** Undefined when the pupil is not there, or not for the actor. */
export async function readChoixInscription(
  tx: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<ChoixInscription | undefined> {
  const [eleve] = await readElevesDeCampagne(tx, { campagneId, eleveIds: [eleveId] })
  if (!eleve) return undefined
  demand(tx.acteur, READ, [{ uai: eleve.uai }])
  return {
    eleve,
    lycees: await listLyceesReferents(tx.trx, campagneId),
    formations: await listFormations(tx.trx, campagneId),
  }
}

async function domainesOf({ trx }: Tx, campagneId: number, dossier: DossierEleve): Promise<DomaineAuChoix[]> {
  const inscrites = new Set(dossier.inscriptions.map((one) => one.mef))
  const demandees = new Set(dossier.demandes.map((one) => one.mef))
  const formations = await listFormations(trx, campagneId)
  const domaines = await listDomaines(trx, campagneId)
  return domaines
    .map(({ code, libelle }) => ({
      code,
      libelle,
      formations: formations
        .filter((one) => one.domaine === code)
        .map((one) => ({
          mef: one.mef,
          libelle: one.libelle,
          inscrite: inscrites.has(one.mef),
          demandee: demandees.has(one.mef),
        })),
    }))
    .filter((domaine) => domaine.formations.length > 0)
}

async function lyceesOf({ trx }: Tx, campagneId: number, { eleve }: DossierEleve): Promise<LyceeAuChoix[]> {
  const offers = groupBy(await listReferents(trx, campagneId), (one) => one.uai)
  const [college] = await listEtablissements(trx, [eleve.uai])
  const lycees = await listEtablissements(trx, [...offers.keys()])
  const serves = (uai: string): boolean =>
    college !== undefined && (offers.get(uai) ?? []).some((one) => servedBy(one.secteur)(college))
  return lycees
    .map(({ uai, nom, commune }) => ({ uai, nom, commune, dansLeSecteur: serves(uai) }))
    .toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'))
}
