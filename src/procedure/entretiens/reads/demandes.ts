import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import { readEleve, selectEleves } from '#src/procedure/eleves/api.ts'
import type {
  DemandeCreneau,
  DemandeCreneauRecue,
  DroitDeDemander,
  SallePretee,
} from '#src/procedure/entretiens/model/demandes.ts'
import { readConvocations, type EntretienConvoque } from '#src/procedure/entretiens/reads/convocations.ts'
import { droitDeDemander } from '#src/procedure/entretiens/rules/demandes.ts'
import {
  listDemandesDeLEleve,
  listDemandesRecues,
  mapSallesPretees,
} from '#src/procedure/entretiens/sql/demandes.ts'

const REPONDRE = 'demande_creneau.lire'

/** A convoked interview of the reader, with what he asked and may ask of it. */
export interface EntretienAChanger extends EntretienConvoque {
  demande: DemandeCreneau | undefined
  droit: DroitDeDemander
}

/** The interviews to come of the pupil who reads: his right on them is that of his convocations. */
export async function readMesCreneaux(tx: Tx, campagneId: number): Promise<EntretienAChanger[]> {
  const { contraintes } = await loadCampagne(tx.trx, campagneId)
  const mine = tx.acteur.habilitations.flatMap((h) => (h.role === 'eleve' ? (h.eleveId ?? []) : []))
  const found: EntretienAChanger[] = []
  for (const { id: eleveId } of await selectEleves(tx.trx, mine)) {
    const demandes = await listDemandesDeLEleve(tx.trx, eleveId)
    for (const one of await readConvocations(tx, { campagneId, eleveId })) {
      if (one.rangee.annule) continue
      const { debut, domaine } = one.rangee
      const demande = demandes.find((asked) => asked.domaine === domaine)
      const droit = droitDeDemander(
        { debut, dejaDemande: demande !== undefined },
        { now: tx.now, zone: tx.zone, contraintes },
      )
      found.push({ ...one, demande, droit })
    }
  }
  return found
}

/** Requests made to the lycées of the actor. */
export async function readDemandesRecues(tx: Tx, campagneId: number): Promise<DemandeCreneauRecue[]> {
  const uais = schoolsOf(tx.acteur, ['planificateur', 'chef_referent'])
  demand(
    tx.acteur,
    REPONDRE,
    uais.map((uai) => ({ uai })),
  )
  return listDemandesRecues(tx.trx, { campagneId, uais })
}

/** An interview at a distance of a pupil whom the actor follows, with the room lent to it. */
export interface EntretienADistance {
  eleveId: number
  prenom: string
  nom: string
  uai: string
  domaine: string
  libelleDomaine: string
  pretee: SallePretee | undefined
}

export async function readEntretienADistance(
  tx: Tx,
  { campagneId, eleveId, domaine }: { campagneId: number; eleveId: number; domaine: string },
): Promise<EntretienADistance | undefined> {
  const dossier = await readEleve(tx, { campagneId, eleveId })
  const inscription = dossier?.inscriptions.find(
    (one) => one.codeDomaine === domaine && one.mode === 'distanciel',
  )
  if (!dossier || !inscription) return undefined
  const { prenom, nom, uai } = dossier.eleve
  const pretees = await mapSallesPretees(tx.trx, { campagneId, eleveId })
  const pretee = pretees.get(`${eleveId}/${domaine}`)
  return { eleveId, prenom, nom, uai, domaine, libelleDomaine: inscription.domaine, pretee }
}
