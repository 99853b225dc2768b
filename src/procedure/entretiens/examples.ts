import { instantOf } from '#src/kit/day.ts'
import type { Entretien, NouvelAvisReferent, NouvelleDisponibilite } from '#src/procedure/entretiens/model.ts'

/** A morning of one jury in one room of a lycée. */
export const aDisponibilite = (
  over: Partial<NouvelleDisponibilite> & { uai: string },
): NouvelleDisponibilite => ({
  intervenants: ['Mme Dupont-Fictive'],
  domaines: ['bois'],
  debut: instantOf('2027-03-08T09:00', 'Europe/Paris'),
  fin: instantOf('2027-03-08T12:00', 'Europe/Paris'),
  salle: 'Salle 1',
  mode: 'presentiel',
  capacite: 1,
  accessible: false,
  ...over,
})

/** An interview that took place, of a pupil who came and was advised. */
export const anEntretien = (over: Partial<Entretien> = {}): Entretien => ({
  id: 1,
  eleveId: 1,
  domaine: 'bois',
  uai: '0759903X',
  debut: instantOf('2027-03-08T09:00', 'Europe/Paris'),
  fin: instantOf('2027-03-08T09:20', 'Europe/Paris'),
  presence: 'present',
  compteRendu: true,
  ...over,
})

export const anAvisReferent = (over: Partial<NouvelAvisReferent> = {}): NouvelAvisReferent => ({
  eleveId: 1,
  mef: '2472340121',
  avis: 'favorable',
  commentaire: '',
  ...over,
})

/** Mornings of every domaine in every lycée over a week, each domaine with its own jury and room. */
export function semaineFictive(
  lycees: readonly string[],
  domaines: readonly string[],
): NouvelleDisponibilite[] {
  const jours = ['2027-03-08', '2027-03-09', '2027-03-10', '2027-03-11', '2027-03-12']
  return lycees.flatMap((uai) =>
    domaines.flatMap((domaine) =>
      jours.map((jour) =>
        aDisponibilite({
          uai,
          domaines: [domaine],
          intervenants: [`Mme Fictive (${domaine})`],
          salle: `Salle ${domaine}`,
          debut: instantOf(`${jour}T09:00`, 'Europe/Paris'),
          fin: instantOf(`${jour}T12:00`, 'Europe/Paris'),
        }),
      ),
    ),
  )
}
