import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { loadInstance, requeteId } from '#src/procedure/entretiens/reads/instance.ts'
import { decideIncident, insertIncident } from '#src/procedure/entretiens/sql/incidents.ts'
import { listEnAttente, replaceNonPlacements } from '#src/procedure/entretiens/sql/planning.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import type { RefusIncident } from '#src/procedure/entretiens/texts.ts'

const DECLARER = 'incident.declarer'
const MINUTE = 60_000

export interface RetraitEnAttente {
  campagneId: number
  /** The lycée that says it; none for the académie. */
  uai: string | undefined
  eleveId: number
  domaine: string
  motif: string
}

/**
 * A pupil who waits for a place gives this domaine up: nobody looks for one any more, unless he is registered for it again.
 * There is nothing to mend, so that it is declared and decided at once. Returns the id of the incident.
 */
export async function retirerDeLAttente(
  tx: Tx,
  { campagneId, eleveId, domaine, ...asked }: RetraitEnAttente,
): Promise<Result<number, RefusIncident>> {
  demand(tx.acteur, DECLARER, [asked.uai === undefined ? {} : { uai: asked.uai }])
  const motif = asked.motif.trim()
  if (motif === '') return refuse('motif_absent')
  await lockPlanning(tx.trx, campagneId)
  const only = { lycees: [], colleges: [], eleves: [eleveId] }
  const { instance } = await loadInstance(tx, await loadCampagne(tx.trx, campagneId), only)
  const requete = instance.requetes.find((one) => one.id === requeteId(eleveId, domaine))
  const waits = (await listEnAttente(tx.trx, campagneId, { eleves: [eleveId] })).some(
    (one) => one.domaine === domaine,
  )
  if (!requete || !waits || (asked.uai !== undefined && !requete.lieux.includes(asked.uai)))
    return refuse('attente_finie')
  const uai = asked.uai ?? requete.lieux[0] ?? requete.origine
  const { academie, nom: auteur } = tx.acteur
  const id = await insertIncident(tx.trx, {
    academie,
    campagne_id: campagneId,
    uai,
    genre: 'retrait',
    eleve_id: eleveId,
    domaine,
    // It has no hour of its own: the minute in which it is said.
    debut: tx.now,
    fin: new Date(tx.now.getTime() + MINUTE),
    motif,
    auteur,
    le: tx.now,
  })
  await decideIncident(tx.trx, { id, decision: 'acceptee', auteur, now: tx.now })
  await replaceNonPlacements(tx.trx, [{ eleveId, domaine }], [])
  const apres = { domaine, raison: 'retire', incident: id }
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    { chaine: uai, acte: DECLARER, objet: 'incident', objetId: id, apres: { genre: 'retrait', motif } },
    { chaine: uai, acte: 'entretien.reparer', objet: 'eleve', objetId: eleveId, apres },
  ])
  return ok(id)
}
