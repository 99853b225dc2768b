import { addDays } from '#src/kit/day.ts'
import { demiJournee, intervenants } from '#src/rehearsal/fabriquer/availability-lines.ts'
import { CALENDRIER } from '#src/rehearsal/fabriquer/calendar.ts'
import type { Campagne } from '#src/rehearsal/fabriquer/campaign.ts'
import type { EleveFictif } from '#src/rehearsal/fabriquer/people.ts'
import { reference } from '#src/rehearsal/fabriquer/people.ts'
import { Hasard } from '#src/rehearsal/fabriquer/random.ts'

const veille = (debut: string): string => `${addDays(debut.slice(0, 10), -1)}T17:00`

/** One teacher in six misses his first half-day, and one lycée in eight is closed on the day of a later one. */
export function writeIncidentsDesLycees({ incidents, referents }: Campagne): void {
  const all = [...referents.values()].flat()
  for (const referent of all.filter((_, rang) => rang % 6 === 0)) {
    const { debut, fin } = demiJournee(referent, 0)
    incidents?.add({
      declare_le: veille(debut),
      genre: 'intervenant_absent',
      cible: `intervenant:${referent.uai}/${intervenants(referent, 0)[0] ?? ''}`,
      debut,
      fin,
      motif: 'Arrêt de travail (fictif)',
    })
  }
  const lycees = [...new Map(all.map((referent) => [referent.uai, referent])).values()]
  for (const referent of lycees.filter((_, rang) => rang % 8 === 0)) {
    const { debut } = demiJournee(referent, 1)
    const jour = debut.slice(0, 10)
    incidents?.add({
      declare_le: veille(debut),
      genre: 'lieu_ferme',
      cible: `uai:${referent.uai}`,
      debut: `${jour}T00:00`,
      fin: `${jour}T23:59`,
      motif: 'Grève (fictive)',
    })
  }
}

/**
 * Whether the pupil withdraws from the domaine, and so is neither received nor advised; another does not come, and is
 * received at the second time. Drawn apart: without incidents, the folder is the same.
 */
export function withdraws({ incidents, graine }: Campagne, eleve: EleveFictif, domaine: string): boolean {
  if (!incidents) return false
  const hasard = new Hasard(`${graine}/incidents/${reference(eleve)}/${domaine}`)
  const tirage = hasard.suivant()
  const cible = `eleve:${reference(eleve)}`
  if (tirage < 0.02) {
    const declare_le = addDays(CALENDRIER.finInscriptions, 1 + hasard.entier(5))
    incidents.add({ declare_le, genre: 'retrait', cible, domaine, motif: 'A changé d’avis (fictif)' })
    return true
  }
  if (tirage < 0.05) incidents.add({ genre: 'absence', cible, domaine, motif: 'N’est pas venu (fictif)' })
  return false
}
