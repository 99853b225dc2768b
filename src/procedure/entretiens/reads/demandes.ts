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
const SAISIR = 'demande_creneau.saisir'

/** A convoked interview of the reader, with what he asked and may ask of it. */
export interface EntretienAChanger extends EntretienConvoque {
  demande: DemandeCreneau | undefined
  droit: DroitDeDemander
}

/** The interviews to come of the pupil who reads: his right on them is that of his convocations. */
export async function readMesCreneaux(tx: Tx, campagneId: number): Promise<EntretienAChanger[]> {
  const mine = tx.acteur.habilitations.flatMap((h) => (h.role === 'eleve' ? (h.eleveId ?? []) : []))
  const found: EntretienAChanger[] = []
  for (const { id: eleveId } of await selectEleves(tx.trx, mine))
    found.push(...(await changeablesOf(tx, { campagneId, eleveId })))
  return found
}

/** The interviews to come of a pupil whose school enters what his family wrote on paper. */
export async function readCreneauxDeLEleve(
  tx: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<{ prenom: string; nom: string; entretiens: EntretienAChanger[] } | undefined> {
  const dossier = await readEleve(tx, { campagneId, eleveId })
  if (!dossier) return undefined
  const { prenom, nom, uai } = dossier.eleve
  demand(tx.acteur, SAISIR, [{ uai }])
  return { prenom, nom, entretiens: await changeablesOf(tx, { campagneId, eleveId, origine: uai }) }
}

async function changeablesOf(
  tx: Tx,
  scope: { campagneId: number; eleveId: number; origine?: string },
): Promise<EntretienAChanger[]> {
  const { contraintes } = await loadCampagne(tx.trx, scope.campagneId)
  const demandes = await listDemandesDeLEleve(tx.trx, scope.eleveId)
  const standing = (await readConvocations(tx, scope)).filter(({ rangee }) => !rangee.annule)
  return standing.map((one) => {
    const { debut, domaine } = one.rangee
    const demande = demandes.find((asked) => asked.domaine === domaine)
    const droit = droitDeDemander(
      { debut, dejaDemande: demande !== undefined },
      { now: tx.now, zone: tx.zone, contraintes },
    )
    return { ...one, demande, droit }
  })
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
