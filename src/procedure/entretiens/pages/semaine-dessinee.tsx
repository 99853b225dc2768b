import { addDays, dayOf, localMinuteOf, weekday, type Day } from '#src/kit/day.ts'
import { Figure } from '#src/procedure/entretiens/pages/cadre.tsx'
import { GrilleSemaine, type Case, type Plage } from '#src/procedure/entretiens/pages/dessin-semaine.tsx'
import type { SemaineLue } from '#src/procedure/entretiens/reads/charge.ts'

interface Props {
  lue: SemaineLue
  intervenant?: SemaineLue['equipe'][number] | undefined
  /** That day alone. */
  jour?: Day | undefined
  zone: string
}

const minuteOf = (instant: Date, zone: string): number => {
  const local = localMinuteOf(instant, zone)
  return Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
}
const boundsOf = ({ debut, fin }: { debut: Date; fin: Date }, zone: string) => ({
  jour: dayOf(debut, zone),
  debut: minuteOf(debut, zone),
  fin: minuteOf(fin, zone),
})

/** The week of a lycée, or of one of its people, drawn from what was read of it. */
export function SemaineDessinee({ lue, intervenant, jour, zone }: Props) {
  const entretiens = lue.entretiens.filter(
    (one) => !intervenant || one.intervenants.includes(intervenant.nom),
  )
  const columnOf = (names: readonly string[]): string => intervenant?.nom ?? names.join(' et ')
  const cases = entretiens.map((one): Case => ({
    cle: one.id,
    // Of a group session, each in his own time: what is told to all comes before.
    ...boundsOf({ debut: one.individuel ?? one.debut, fin: one.finIndividuel ?? one.fin }, zone),
    colonne: columnOf(one.intervenants),
    convoque: one.convoque,
    mot: motOf(one, entretiens),
  }))
  const plages = plagesOf({ lue, intervenant, zone }, columnOf)
  const days = Array.from({ length: 7 }, (_, rank) => addDays(lue.semaine, rank))
  const used = new Set([...cases, ...plages].map((one) => one.jour))
  const jours = days.filter((day) =>
    jour === undefined ? (weekday(day) !== 6 && weekday(day) !== 0) || used.has(day) : day === jour,
  )
  return (
    <Figure
      titre="La semaine dessinée"
      legende="Une colonne par jury. Plein : convoqué ; en pointillé : provisoire ; contour seul : plage ouverte et libre ; hachuré : absence. Le tableau dit la même chose."
    >
      <GrilleSemaine {...{ jours, cases, plages }} />
    </Figure>
  )
}

/** Who comes, in a word: the whole first name where another pupil of the week has the same initial, as a twin may. */
function motOf({ eleveId, nom, prenom }: Nomme, all: readonly Nomme[]): string {
  const initial = prenom.slice(0, 1)
  const shared = all.some(
    (one) => one.eleveId !== eleveId && one.nom === nom && one.prenom.slice(0, 1) === initial,
  )
  return shared ? `${prenom} ${nom}` : `${nom} ${initial}.`
}
type Nomme = Pick<SemaineLue['entretiens'][number], 'eleveId' | 'nom' | 'prenom'>

/** When juries receive, and when the one who is looked at is away. */
function plagesOf(
  { lue, intervenant, zone }: Props,
  columnOf: (names: readonly string[]) => string,
): Plage[] {
  const open = lue.plages
    .filter((one) => !intervenant || one.intervenants.includes(intervenant.nom))
    .map((one): Plage => ({
      cle: `ouverte-${one.id}`,
      ...boundsOf(one, zone),
      colonne: columnOf(one.intervenants),
      sorte: 'ouverte',
    }))
  const away = (intervenant?.empeche ?? []).flatMap((one) =>
    absencesByDay(one, { semaine: lue.semaine, zone }),
  )
  return [
    ...open,
    ...away.map((one): Plage => ({ ...one, colonne: intervenant?.nom ?? '', sorte: 'absence' })),
  ]
}

/** An absence cut at midnight, within the week. */
function absencesByDay(
  { debut, fin }: { debut: Date; fin: Date },
  { semaine: monday, zone }: { semaine: Day; zone: string },
) {
  const [first, last] = [dayOf(debut, zone), dayOf(fin, zone)]
  return Array.from({ length: 7 }, (_, rank) => addDays(monday, rank))
    .filter((jour) => jour >= first && jour <= last)
    .map((jour) => ({
      cle: `absence-${jour}-${debut.getTime()}`,
      jour,
      debut: jour === first ? minuteOf(debut, zone) : 0,
      fin: jour === last ? minuteOf(fin, zone) : 1440,
    }))
    .filter((one) => one.debut < one.fin)
}
