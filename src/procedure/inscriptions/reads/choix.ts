import {
  echeanceOf,
  isBefore,
  listDomaines,
  listFormations,
  listReferents,
  loadCampagne,
} from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { readEleve, type DossierEleve } from '#src/procedure/eleves/api.ts'
import { isServed, listEtablissements } from '#src/procedure/etablissements/api.ts'
import type { DomaineAuChoix, LyceeAuChoix } from '#src/procedure/inscriptions/model.ts'

const READ = 'inscription.preparer'

/** What a pupil may be registered for, and until when. */
export interface Choix {
  dossier: DossierEleve
  domaines: DomaineAuChoix[]
  lycees: LyceeAuChoix[]
  finInscriptions: string
  ouvertes: boolean
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
  const referents = await listReferents(trx, campagneId)
  const uais = [...new Set(referents.map((one) => one.uai))]
  const [college] = await listEtablissements(trx, [eleve.uai])
  const lycees = await listEtablissements(trx, uais)
  const serves = (uai: string): boolean =>
    referents.some((one) => one.uai === uai && college !== undefined && isServed(college, one.secteur))
  return lycees
    .map(({ uai, nom, commune }) => ({ uai, nom, commune, dansLeSecteur: serves(uai) }))
    .toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'))
}
