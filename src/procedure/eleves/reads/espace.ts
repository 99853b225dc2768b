import { groupBy } from '#src/kit/group.ts'
import {
  echeanceOf,
  isBefore,
  listDomaines,
  listFormations,
  loadCampagne,
  type Formation,
} from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { monDossier } from '#src/procedure/eleves/reads/parcours.ts'
import {
  listDemandesEnAttente,
  listInscriptionsSuivies,
  selectDerniereFiche,
} from '#src/procedure/eleves/sql/dossier.ts'

/** What a pupil sees of himself: no avis here, they come with the fiche. */
export interface Espace {
  eleveId: number
  adulteReferent: string | null
  etablissement: string
  inscriptions: { id: number; libelle: string; domaine: string; etape: Etape }[]
  demandes: { mef: string; libelle: string; domaine: string }[]
  /** What may still be asked for, by domaine. */
  offertes: { code: string; libelle: string; formations: Formation[] }[]
  /** Whether one may still be registered, and until when. */
  ouverte: boolean
  /** The campaign has not begun. */
  avantOuverture: boolean
  finInscriptions: string
  ficheEmise: boolean
}
export type Etape = 'a_placer' | 'place' | 'recu' | 'non_recu'

/** The pupil behind the account in this campaign; undefined when he takes no part in it. */
export async function readEspace(tx: Tx, campagneId: number): Promise<Espace | undefined> {
  const eleve = await monDossier(tx, campagneId)
  if (!eleve) return undefined
  const { eleveId } = eleve
  const campagne = await loadCampagne(tx.trx, campagneId)
  const finInscriptions = echeanceOf(campagne, { echeance: 'finInscriptions', eleveId, uai: eleve.uai })
  const inscriptions = await listInscriptionsSuivies(tx.trx, eleveId)
  const demandes = await listDemandesEnAttente(tx.trx, eleveId)
  const taken = new Set([...inscriptions, ...demandes].map((one) => one.mef))
  return {
    eleveId,
    adulteReferent: eleve.adulteReferent,
    etablissement: eleve.etablissement,
    inscriptions: inscriptions.map(({ id, libelle, domaine, place, presence }) => ({
      id,
      libelle,
      domaine,
      etape: etapeOf({ place, presence }),
    })),
    demandes,
    offertes: await offertesSans(tx, campagneId, taken),
    ouverte: campagne.ouverte && isBefore(tx.now, { jour: finInscriptions, zone: tx.zone }),
    avantOuverture: !campagne.ouverte,
    finInscriptions,
    ficheEmise: (await selectDerniereFiche(tx.trx, eleveId)) !== undefined,
  }
}

function etapeOf({ place, presence }: { place: boolean; presence: string | null }): Etape {
  if (presence !== null) return presence === 'present' ? 'recu' : 'non_recu'
  return place ? 'place' : 'a_placer'
}

async function offertesSans(
  tx: Tx,
  campagneId: number,
  taken: ReadonlySet<string>,
): Promise<Espace['offertes']> {
  const formations = (await listFormations(tx.trx, campagneId)).filter((one) => !taken.has(one.mef))
  const byDomaine = groupBy(formations, (one) => one.domaine)
  return (await listDomaines(tx.trx, campagneId)).flatMap(({ code, libelle }) => {
    const found = byDomaine.get(code)
    return found ? [{ code, libelle, formations: found }] : []
  })
}
