import { addDays, instantOf, type Day } from '#src/kit/day.ts'
import { indexBy } from '#src/kit/group.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import { perimetreOf } from '#src/procedure/eleves/api.ts'
import { minutesEntre } from '#src/procedure/entretiens/reads/trajet.ts'
import { sortiesDuJour, type SortieDuJour } from '#src/procedure/entretiens/rules/departs.ts'
import { listDeparts, listJoursDeDepart, type Depart } from '#src/procedure/entretiens/sql/departs.ts'

export type { Depart }

/** Who leaves a school one day, when and with whom, and the nearest other days on which somebody does. */
export async function readDeparts(
  tx: Tx,
  { campagneId, uai, jour }: { campagneId: number; uai: string | null; jour: Day },
): Promise<{
  departs: Depart[]
  sorties: Map<number, SortieDuJour<Depart>>
  avant: Day | undefined
  apres: Day | undefined
}> {
  demand(tx.acteur, 'departs.lire', uai === null ? [] : [{ uai }])
  const perimetre = uai === null ? perimetreOf(tx.acteur, 'departs.lire') : [{ uai }]
  const jours = await listJoursDeDepart(tx.trx, { campagneId, perimetre, zone: tx.zone })
  const departs = await listDeparts(tx.trx, {
    campagneId,
    perimetre,
    debut: instantOf(jour, tx.zone),
    fin: instantOf(addDays(jour, 1), tx.zone),
  })
  return {
    departs,
    sorties: sortiesDuJour(departs, { zone: tx.zone, trajet: await trajetsOf(tx, departs) }),
    avant: jours.filter((one) => one < jour).at(-1),
    apres: jours.find((one) => one > jour),
  }
}

/** Minutes between two of these schools, as the planner counts them. */
async function trajetsOf(
  tx: Tx,
  departs: readonly Depart[],
): Promise<(collegeUai: string, lyceeUai: string) => number | null> {
  const uais = [...new Set(departs.flatMap(({ collegeUai, lyceeUai }) => [collegeUai, lyceeUai]))]
  const schools = indexBy(await listEtablissements(tx.trx, uais), (one) => one.uai)
  return (from, to) => {
    const [college, lycee] = [schools.get(from), schools.get(to)]
    return college && lycee ? minutesEntre(college, lycee) : null
  }
}
