import type { Table } from './csv.ts'
import { type Availability, type Closure, readAvailabilities, readClosures } from './calendar-inputs.ts'
import { incidentClosures, withdrawals } from './incidents.ts'
import { type Context, type Inscription, type Inscriptions, interviewKey } from './inscriptions.ts'
import { type Interview, interviewOf } from './interviews.ts'
import { clashes, pupilDays } from './plan-clashes.ts'
import { journey, serves } from './places.ts'
import { dayOf, grouped, minutesBetween, momentOf, plain, pupilKey } from './values.ts'
import { cell } from './csv.ts'

type Outputs = { readonly plan: Table; readonly unplaced: Table }
type Group = {
  readonly interview: Interview
  readonly own: readonly Inscription[]
  readonly found: readonly Availability[]
}

/** Every wanted (pupil, domaine) is placed or told unplaced, once; nothing else is. */
function accounted(wanted: ReadonlySet<string>, { plan, unplaced }: Outputs): string[] {
  const keys = [...plan.rows, ...unplaced.rows].map(
    (row) => `${pupilKey(cell(row, 'ine'))}|${cell(row, 'domaine')}`,
  )
  const seen = new Map<string, number>()
  for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  return [
    ...[...wanted].filter((key) => !seen.has(key)).map((key) => `plan : ${key} ni placé ni non placé`),
    ...[...seen].filter(([, n]) => n > 1).map(([key]) => `plan : ${key} figure plusieurs fois`),
    ...[...seen.keys()].filter((key) => !wanted.has(key)).map((key) => `plan : ${key} sans inscription`),
    ...unplaced.rows
      .filter((row) => !cell(row, 'raison'))
      .map((row) => `non-places.csv ligne ${row.line} : raison absente`),
  ]
}

const people = (text: string) => text.split('+').map(plain).filter(Boolean).sort().join('+')

function holding(interview: Interview, availabilities: ReadonlyMap<string, Availability[]>): Availability[] {
  return (availabilities.get(`${interview.uai}|${people(interview.intervenant)}`) ?? []).filter(
    (one) =>
      one.domaines.includes(interview.domaine) &&
      one.mode === interview.mode &&
      plain(one.salle) === plain(interview.salle) &&
      one.debut <= interview.debut &&
      interview.fin <= one.fin,
  )
}

function lengthOf({ interview, own }: Group, context: Context): string | null {
  const length = minutesBetween(interview.debut, interview.fin)
  const due = context.reference.domaines.get(interview.domaine) ?? 0
  const longer = own.some((one) => one.needs.includes('duree_majoree'))
  return length === due || (longer && length > due) ? null : `dure ${length} minutes au lieu de ${due}`
}

function periodOf({ interview }: Group, { campaign }: Context): string | null {
  const { debutEntretiens, finEntretiens } = campaign.calendrier
  const day = dayOf(interview.debut)
  const inside = day >= dayOf(debutEntretiens) && day <= dayOf(finEntretiens)
  if (!inside) return 'hors de la période des entretiens'
  return campaign.contraintes.joursFermes.includes(day) ? 'un jour fermé' : null
}

function placeOf({ interview, own, found }: Group, context: Context): string | null {
  const { schools, referents } = context.reference
  const home = schools.get(own[0]?.pupil.uai ?? '')
  const lycee = schools.get(interview.uai)
  const referent = referents.find((one) => one.uai === interview.uai && one.domaine === interview.domaine)
  const free = own.some((one) => one.derogation)
  const limit = context.campaign.contraintes.trajetMaxMinutes
  if (found.length === 0) return 'dans aucune disponibilité'
  if (!referent || (!free && !serves(referent, home))) return 'lycée qui n’est pas référent pour cet élève'
  if (!own.some((one) => one.mode === interview.mode)) return 'mode qui n’était pas demandé'
  const wheelchair =
    own.some((one) => one.needs.includes('acces_fauteuil')) && interview.mode === 'presentiel'
  if (wheelchair && !found.some((one) => one.accessible)) return 'lieu non accessible'
  const tooFar = limit !== undefined && interview.mode === 'presentiel' && journey(home, lycee) > limit
  return tooFar ? 'trajet trop long' : null
}

function closedFor(
  { interview, own }: Group,
  closures: ReadonlyMap<string, readonly Closure[]>,
): string | null {
  const pupil = own[0]?.pupil
  const targets = [
    `eleve:${interview.pupil}`,
    `classe:${pupil?.uai}/${plain(pupil?.classe ?? '')}`,
    `uai:${pupil?.uai}`,
    `uai:${interview.uai}`,
    `salle:${interview.uai}/${plain(interview.salle)}`,
    ...interview.intervenant.split('+').map((name) => `intervenant:${interview.uai}/${plain(name)}`),
  ]
  const hit = targets.flatMap((target) => closures.get(target) ?? [])
  return hit.some(
    (one) =>
      one.debut < interview.fin &&
      interview.debut < one.fin &&
      (one.depuis === undefined || interview.debut > one.depuis),
  )
    ? 'pendant une indisponibilité'
    : null
}

export function checkPlan(
  context: Context,
  { inscriptions, outputs }: { inscriptions: Inscriptions; outputs: Outputs },
): string[] {
  const closures = new Map<string, Closure[]>(readClosures(context))
  for (const one of incidentClosures(context))
    closures.set(one.target, [...(closures.get(one.target) ?? []), one])
  const availabilities = grouped(
    readAvailabilities(context),
    (one) => `${one.uai}|${people(one.intervenant)}`,
  )
  const byInterview = grouped(inscriptions.values(), (one) => interviewKey(one.pupil, one.formation.domaine))
  const interviews = outputs.plan.rows.map(interviewOf)
  const broken = interviews.filter(
    (one) => !momentOf(one.debut) || !momentOf(one.fin) || one.debut >= one.fin,
  )
  const sound = interviews.filter((one) => !broken.includes(one) && byInterview.has(one.key))
  const groups = sound.map((interview): Group => {
    return { interview, own: byInterview.get(interview.key) ?? [], found: holding(interview, availabilities) }
  })
  const faults = groups.flatMap((group) =>
    [lengthOf(group, context), periodOf(group, context), placeOf(group, context), closedFor(group, closures)]
      .filter((fault) => fault !== null)
      .map((fault) => `plan.csv ligne ${group.interview.line} : ${fault}`),
  )
  return [
    ...accounted(new Set(byInterview.keys()), outputs),
    ...broken.map((one) => `plan.csv ligne ${one.line} : horaires illisibles`),
    ...faults,
    ...withdrawals(context, { interviews, unplaced: outputs.unplaced }),
    ...clashes(groups, context.campaign.contraintes.pauseMinutes),
    ...pupilDays(sound, context.reference.schools),
  ]
}
