import { dayInWords } from '#src/kit/day.ts'
import type { Minute } from '#src/planning/model.ts'
import type { Leve } from '#src/planning/outcomes.ts'

const iso = (instant: Minute): string => new Date(instant * 60_000).toISOString()

/** `jeudi 4 mars 2027`, of a day counted from 1970-01-01. */
export const dayWords = (day: number): string => dayInWords(iso(day * 1440).slice(0, 10))

const moment = (instant: Minute): string => {
  const text = iso(instant)
  return `${dayInWords(text.slice(0, 10))} à ${Number(text.slice(11, 13))} h ${text.slice(14, 16)}`
}

const span = ({ debut, fin }: { debut: Minute; fin: Minute }): string =>
  `du ${moment(debut)} au ${moment(fin)}`

const SENTENCES: { [S in Leve['sorte']]: (leve: Extract<Leve, { sorte: S }>) => string } = {
  deplacer: ({ vers }) => `Déplacer un entretien qui n'est pas encore convoqué, au ${moment(vers.debut)}.`,
  eleve_disponible: ({ intervalle }) => `Rendre l'élève disponible ${span(intervalle)}.`,
  intervenant_present: ({ intervalle }) =>
    `Lever l'indisponibilité du jury, de la salle ou du lycée ${span(intervalle)}.`,
  jour_ouvert: ({ jour }) => `Ouvrir le ${dayWords(jour)}.`,
  preavis: ({ debut }) => `Accepter un délai de prévenance plus court : le ${moment(debut)}.`,
  trajet: ({ minutes }) => `Accepter un trajet de ${minutes} minutes.`,
  horaires_trajet: () => 'Accepter un départ plus tôt ou un retour plus tard que les heures prévues.',
  salle_accessible: () => 'Donner à ce jury une salle accessible en fauteuil roulant.',
  interdit: () => 'Rouvrir pour cet élève ce qui a été écarté à la main.',
  mode: () => "Ouvrir cette disponibilité à l'autre mode (en présence ou à distance).",
  par_jour: ({ entretiens }) => `Accepter ${entretiens} entretiens le même jour pour cet élève.`,
  salles: ({ salles }) => `Ouvrir ${salles} salles dans la demi-journée au lycée.`,
  poste_distanciel: ({ postes }) => `Équiper ${postes} postes au collège pour les entretiens à distance.`,
  par_college: ({ maximum }) => `Accepter ${maximum} élèves du collège en entretien en même temps.`,
  accompagnes: ({ maximum }) => `Accepter ${maximum} élèves pour un accompagnateur.`,
  intervenant_charge: () =>
    "Accepter un entretien de plus pour l'intervenant ce jour-là ou cette semaine-là.",
  duree: ({ minutes }) => `Ramener l'entretien à ${minutes} minutes.`,
}

/** What to lift, in one French sentence for a planner. */
export function relaxationSentence(leve: Leve): string {
  const write: (leve: never) => string = SENTENCES[leve.sorte]
  return (write as (leve: Leve) => string)(leve)
}
