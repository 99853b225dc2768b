import type { Disponibilite, Instance, Interval } from '#src/planning/model.ts'
import type { Regle } from '#src/planning/outcomes.ts'
import { journeys, type Journey } from '#src/planning/check/journey.ts'
import { broken, dayNumber, inPerson, meet, type Row, type Violation } from '#src/planning/check/rows.ts'

interface Context {
  instance: Instance
  journey: Journey
}

type Test = (row: Row, offer: { d: Disponibilite; context: Context }) => boolean

const blocked = (absences: readonly Interval[] | undefined, row: Row): boolean =>
  (absences ?? []).some((absence) => absence.fin > absence.debut && meet(absence, row))

function onClosedDay(row: Row, closed: ReadonlySet<number>): boolean {
  for (let day = dayNumber(row.debut); day * 24 * 60 < row.fin; day++) if (closed.has(day)) return true
  return false
}

function tooFar(row: Row, { d, context }: { d: Disponibilite; context: Context }): boolean {
  const limit = context.instance.contraintes.trajetMaxMinutes
  const minutes = context.journey(row.requete.origine, d.lieu)
  return limit !== null && inPerson(row) && minutes > limit
}

/** The pupil leaves too early for it, or comes back too late; mornings end at 13:00. */
function outOfJourneyHours(row: Row, { d, context }: { d: Disponibilite; context: Context }): boolean {
  const hours = context.instance.contraintes.fenetreTrajet
  if (!hours || !inPerson(row)) return false
  const midnight = dayNumber(row.debut) * 24 * 60
  const minutes = context.journey(row.requete.origine, d.lieu)
  const [leaves, returns] = [row.debut - midnight - minutes, row.fin - midnight + minutes]
  return row.debut - midnight < 13 * 60
    ? leaves < hours.departMatin || returns > hours.retourMatin
    : leaves < hours.departApresMidi || returns > hours.retourApresMidi
}

const lasts = ({ debut, fin }: Interval): number => fin - debut

/** Of each place of a group session, when its pupil is told what is for all, and when he is received alone. */
function ownTimes(
  { seance, capacite }: Disponibilite,
  start: number,
): { informe: Interval; recu: Interval }[] {
  if (seance == null) return []
  const informe = { debut: start, fin: start + seance.commune }
  const times: { informe: Interval; recu: Interval }[] = []
  let from = informe.fin
  while (times.length < capacite) {
    times.push({ informe, recu: { debut: from, fin: from + seance.individuelle } })
    from += seance.individuelle
  }
  return times
}

/** From the first word to all to the end of the last one received alone. */
const wholeSession = (d: Disponibilite): number | undefined => ownTimes(d, 0).at(-1)?.recu.fin

/** What an interview must satisfy by itself; each test says whether the rule is broken. */
const TESTS: readonly (readonly [Regle, Test])[] = [
  ['lieu_non_admis', ({ requete }, { d }) => !requete.lieux.includes(d.lieu)],
  ['domaine_non_servi', ({ requete }, { d }) => !d.domaines.includes(requete.domaine)],
  ['mode_different', ({ requete }, { d }) => d.mode !== 'mixte' && requete.mode !== d.mode],
  [
    'duree_differente',
    ({ requete, debut, fin }, { d }) =>
      fin - debut !== (wholeSession(d) ?? requete.duree) || requete.duree <= 0,
  ],
  [
    'seance_trop_courte',
    ({ requete, placement, debut, fin }, { d }) => {
      const own = ownTimes(d, debut)[placement.place - 1]
      return own !== undefined && (own.recu.fin > fin || lasts(own.informe) + lasts(own.recu) < requete.duree)
    },
  ],
  ['hors_disponibilite', ({ debut, fin }, { d }) => debut < d.debut || fin > d.fin],
  ['hors_grille', ({ debut }, { d }) => (debut - d.debut) % 5 !== 0],
  [
    'place_hors_capacite',
    ({ placement: { place } }, { d }) => !Number.isInteger(place) || place < 1 || place > d.capacite,
  ],
  ['trajet_trop_long', tooFar],
  ['salle_inaccessible', (row, { d }) => row.requete.accessible && inPerson(row) && !d.accessible],
  ['jour_ferme', (row, { context }) => onClosedDay(row, context.instance.contraintes.joursFermes)],
  ['preavis', ({ requete, debut }) => requete.auPlusTot !== null && debut < requete.auPlusTot],
  [
    'interdit',
    ({ requete }, { d }) => (requete.interdits ?? []).some((key) => key === d.id || key === d.lieu),
  ],
  ['fenetre_trajet', outOfJourneyHours],
  ['eleve_indisponible', (row) => blocked(row.requete.indisponibilites, row)],
  [
    'jury_indisponible',
    (row, { d, context }) =>
      [d.id, d.lieu, ...d.intervenants, ...(d.salle === null ? [] : [d.salle])].some((key) =>
        blocked(context.instance.indisponibilites.get(key), row),
      ),
  ],
]

/** Rules that bear on each interview of the plan by itself. */
export function checkSingle(instance: Instance, rows: readonly Row[]): Violation[] {
  const context = { instance, journey: journeys(instance) }
  return rows
    .filter((row) => row.fresh)
    .flatMap((row) => {
      const d = row.disponibilite
      if (!d) return broken('disponibilite_inconnue', [row])
      return TESTS.filter(([, test]) => test(row, { d, context })).flatMap(([regle]) => broken(regle, [row]))
    })
}
