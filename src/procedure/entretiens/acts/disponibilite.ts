import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { listDomaines } from '#src/procedure/campagnes/api.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import type { Seance } from '#src/procedure/entretiens/model.ts'
import { judgeSeance } from '#src/procedure/entretiens/rules/seances.ts'
import { enqueuePlacement } from '#src/procedure/entretiens/jobs.ts'
import {
  deleteDisponibilite,
  selectDisponibilite,
  updateDisponibilite,
  type DisponibiliteOccupee,
} from '#src/procedure/entretiens/sql/disponibilite.ts'
import { ensureNamed } from '#src/procedure/entretiens/sql/disponibilites.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import type { RefusDisponibilite } from '#src/procedure/entretiens/texts.ts'

const CHANGER = 'disponibilite.changer'
const RETIRER = 'disponibilite.retirer'

interface Vise {
  campagneId: number
  disponibiliteId: number
}

export interface DisponibiliteChangee extends Vise {
  debut: Date
  fin: Date
  salle: string | null
  capacite: number
  seance: Seance | null
  accessible: boolean
}

async function open(tx: Tx, asked: Vise, droit: typeof CHANGER | typeof RETIRER) {
  await lockPlanning(tx.trx, asked.campagneId)
  const found = await selectDisponibilite(tx.trx, asked)
  if (found) demand(tx.acteur, droit, [{ uai: found.uai }])
  return found
}

/** Changes hours, room or size of an availability; what stands in it must still hold there. People are not changed: that
 * is a replacement. Whoever has no place is tried again. */
export async function changerDisponibilite(
  tx: Tx,
  change: DisponibiliteChangee,
): Promise<Result<null, RefusDisponibilite>> {
  const found = await open(tx, change, CHANGER)
  if (!found) return refuse('cible_inconnue')
  const wrong = judge(found, change) ?? (await wrongSeance(tx, found, change))
  if (wrong) return wrong
  const { uai, id } = found
  const { debut, fin, salle, capacite, seance, accessible, campagneId } = change
  const salles =
    salle === null
      ? undefined
      : await ensureNamed(tx.trx, 'salle', {
          academie: tx.acteur.academie,
          campagneId,
          named: [{ uai, nom: salle }],
        })
  const salleId = salles?.get(`${uai}/${salle ?? ''}`) ?? null
  await updateDisponibilite(tx.trx, { id, debut, fin, salleId, capacite, seance, accessible })
  await journal(tx, {
    acte: CHANGER,
    found,
    apres: { debut, fin, salle, capacite, ...(seance && { seance }), accessible },
  })
  await enqueuePlacement(tx, campagneId)
  return ok(null)
}

function judge(
  found: DisponibiliteOccupee,
  { debut, fin, capacite, seance, accessible, salle }: DisponibiliteChangee,
): Result<never, RefusDisponibilite> | undefined {
  if (debut >= fin) return refuse('intervalle_inverse')
  const { premier, dernier, ensemble, entretiens } = found
  if ((premier && premier < debut) || (dernier && dernier > fin))
    return refuse('entretiens_hors_plage', { nombre: entretiens })
  // Hours were told that a change of the session would move.
  const before = found.seance && [found.seance.communes, found.seance.individuelles, found.capacite].join()
  const after = seance && [seance.communes, seance.individuelles, capacite].join()
  if (entretiens > 0 && before !== after) return refuse('seance_occupee', { nombre: entretiens })
  if (capacite < ensemble) return refuse('capacite_trop_petite', { ensemble })
  // A room told to families, or that a pupil needs, is not changed behind their back.
  if (entretiens > 0 && (salle !== found.salle || (found.accessible && !accessible)))
    return refuse('salle_occupee', { nombre: entretiens })
  return undefined
}

async function wrongSeance(
  tx: Tx,
  { domaines }: DisponibiliteOccupee,
  change: DisponibiliteChangee,
): Promise<Result<never, RefusDisponibilite> | undefined> {
  const own = (await listDomaines(tx.trx, change.campagneId)).filter((one) => domaines.includes(one.code))
  const judged = judgeSeance(change, { dureeMinutes: Math.max(0, ...own.map((one) => one.dureeMinutes)) })
  return judged.ok ? undefined : judged
}

/** Takes back an availability in which nobody is received. */
export async function retirerDisponibilite(tx: Tx, asked: Vise): Promise<Result<null, RefusDisponibilite>> {
  const found = await open(tx, asked, RETIRER)
  if (!found) return refuse('cible_inconnue')
  if (found.entretiens > 0) return refuse('plage_occupee', { nombre: found.entretiens })
  await deleteDisponibilite(tx.trx, found.id)
  await journal(tx, { acte: RETIRER, found, apres: { retire: true } })
  return ok(null)
}

const journal = (
  tx: Tx,
  { acte, found, apres }: { acte: string; found: DisponibiliteOccupee; apres: object },
) =>
  appendJournal({ ...tx, acteur: actingFor(tx.acteur, found.uai) }, [
    {
      chaine: found.uai,
      acte,
      objet: 'disponibilite',
      objetId: found.id,
      avant: { debut: found.debut, fin: found.fin, salle: found.salle, capacite: found.capacite },
      apres,
    },
  ])
