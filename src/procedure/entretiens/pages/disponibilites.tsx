import { z } from 'zod'
import { isPublicHoliday } from '#src/kit/public-holidays.ts'
import { addDays, dayFromFrench, dayInWords, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { declareDisponibilites } from '#src/procedure/entretiens/acts/disponibilites.ts'
import { columnsIn } from '#src/procedure/entretiens/pages/disponibilites-colonnes.tsx'
import { capacite, DeclarationForm, heure } from '#src/procedure/entretiens/pages/disponibilites-form.tsx'
import {
  CHAMP_DE_SEANCE,
  isIncomplete,
  MINUTES_DE_SEANCE,
  SEANCE_INCOMPLETE,
  seanceOf,
} from '#src/procedure/entretiens/pages/seance-form.tsx'
import { adresse, ChoixDuLycee, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import {
  readDisponibilites,
  TRIS_DISPONIBILITES,
  type DisponibilitesLues,
} from '#src/procedure/entretiens/reads/lycee.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { freshForm, liste, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { triDit, triOf } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/disponibilites'

const jourFacultatif = z.union([z.literal(''), z.iso.date()], 'Écrivez une date, ou laissez vide.').optional()
const Declaration = z.object({
  jour: z.iso.date('Écrivez le jour.'),
  de: heure('Écrivez l’heure de début.'),
  a: heure('Écrivez l’heure de fin.'),
  jusquAu: jourFacultatif,
  sauf: texteFacultatif(400),
  domaines: liste().pipe(z.array(z.string()).min(1, 'Cochez au moins un domaine.')),
  connus: liste(),
  autres: texteFacultatif(400),
  salle: texteFacultatif(80),
  mode: z.enum(['presentiel', 'distanciel'], 'Choisissez si les entretiens sont sur place ou à distance.'),
  capacite,
  ...MINUTES_DE_SEANCE,
  accessible: z.literal('oui').optional(),
})
type Declaration = z.infer<typeof Declaration>

export const disponibilites = [
  ...listPages({
    path: PATH,
    droit: 'disponibilites.ecran',
    menu: { libelle: 'Disponibilités', ordre: 30 },
    nom: 'disponibilites',
    load,
    draw: (lue) => <Disponibilites lue={lue} state={freshForm({ mode: 'presentiel', capacite: '1' })} />,
  }),
  page({ method: 'POST', path: PATH, droit: 'disponibilites.ecran', handler: (requete) => declare(requete) }),
]

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const lycee = lyceeOf(requete, ['planificateur', 'chef_referent'])
  const toutes = query('depuis') === 'debut'
  const depuis = toutes ? null : instantOf(dayOf(tx.now, tx.zone), tx.zone)
  const tri = triOf(query('tri'), TRIS_DISPONIBILITES)
  const filtres = { nom: query('nom') ?? '', domaine: query('domaine') || null }
  const asked = { campagneId: campagne.id, uai: lycee.uai, depuis, tri, ...filtres, ...slice }
  const lues = await readDisponibilites(tx, asked)
  const domaines = lues.domaines.map(({ code, libelle }) => ({ value: code, label: libelle }))
  return {
    path: PATH,
    filters: [
      { name: 'nom', label: 'Personne ou salle' },
      { name: 'domaine', label: 'Domaine', choices: domaines },
    ],
    choices: { ...filtres, ...lycee.suite, depuis: toutes ? 'debut' : null },
    columns: columnsIn(tx.zone),
    tri,
    slice,
    rows: lues.rows,
    total: lues.total,
    uai: lycee.uai,
    lycee,
    lues,
    toutes,
  } as const
}
type Loaded = Awaited<ReturnType<typeof load>>

async function declare(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lue = await load(requete, sliceOf(requete.query('page')))
  const read = readForm(form, Declaration)
  const refuse = (state: FormState) => html(<Disponibilites lue={lue} state={state} />, 422)
  if (!read.ok) return refuse(read.state)
  const wrong = wrongOf(read.value, lue.lues)
  if (wrong) return refuse(withError(read.state, wrong.field, wrong.sentence))
  const { jours, sautes } = joursOf(read.value, lue.lues)
  const items = jours.map((jour) => itemOf(read.value, { jour, lycee: lue.lycee, zone: tx.zone }))
  const results = await declareDisponibilites(tx, { campagneId: campagne.id, items })
  const refused = results.find((result) => !result.ok)
  if (refused && !refused.ok) {
    const { code } = refused.refus
    const field = CHAMP_DE_SEANCE[code] ?? (code === 'intervalle_inverse' ? 'a' : 'domaines')
    return refuse(withError(read.state, field, sentenceEntretien(refused.refus)))
  }
  return redirect(adresse(PATH, lue.lycee.suite), messageOf(jours, sautes))
}

function messageOf(jours: readonly Day[], sautes: readonly Day[]): string {
  const [first] = jours
  const done =
    jours.length === 1 && first
      ? `Disponibilité ajoutée : ${dayInWords(first)}.`
      : `${jours.length} disponibilités ajoutées.`
  if (sautes.length === 0) return done
  return `${done} Sans ${sautes.map(dayInWords).join(', ')} (férié, fermé ou exclu).`
}

const exceptionLines = (sauf: string | null | undefined): string[] =>
  (sauf ?? '')
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter(Boolean)
/** Days that the pattern leaves out. */
const exceptionsOf = (sauf: string | null | undefined): Day[] =>
  exceptionLines(sauf).flatMap((line) => dayFromFrench(line) ?? [])

const isClosed = (jour: Day, { joursFermes }: DisponibilitesLues): boolean =>
  isPublicHoliday(jour) || joursFermes.includes(jour)

const peopleOf = ({ connus, autres }: Declaration): string[] => [
  ...new Set([...connus, ...(autres ?? '').split(/[\n,;+]/)].map((nom) => nom.trim()).filter(Boolean)),
]

/** What the schema cannot know: the calendar of the campaign, the domaines and the people of the lycée. */
function wrongOf(
  declaration: Declaration,
  lues: DisponibilitesLues,
): { field: string; sentence: string } | undefined {
  const { jour, jusquAu } = declaration
  const { debutEntretiens, finEntretiens } = lues.calendrier
  const period = `Les entretiens ont lieu du ${dayInWords(debutEntretiens)} au ${dayInWords(finEntretiens)}.`
  if (jour < debutEntretiens || jour > finEntretiens) return { field: 'jour', sentence: period }
  if (isClosed(jour, lues))
    return { field: 'jour', sentence: `Le ${dayInWords(jour)} est un jour férié ou fermé.` }
  if (jusquAu && jusquAu < jour)
    return { field: 'jusquAu', sentence: 'La répétition doit finir après le premier jour.' }
  if (jusquAu && jusquAu > finEntretiens) return { field: 'jusquAu', sentence: period }
  const unread = exceptionLines(declaration.sauf).find((line) => dayFromFrench(line) === undefined)
  if (unread !== undefined)
    return { field: 'sauf', sentence: `« ${unread} » n’est pas une date : écrivez par exemple 24/03/2027.` }
  if (!declaration.domaines.every((code) => lues.domaines.some((one) => one.code === code)))
    return { field: 'domaines', sentence: 'Votre lycée n’est pas référent pour l’un de ces domaines.' }
  if (isIncomplete(declaration)) return { field: 'individuelles', sentence: SEANCE_INCOMPLETE }
  if (peopleOf(declaration).length === 0)
    return {
      field: lues.intervenants.length > 0 ? 'connus' : 'autres',
      sentence: 'Indiquez au moins une personne qui reçoit.',
    }
  return undefined
}

/** The day, then each same day of the week until the last; closed days are passed over. */
function joursOf(
  { jour, jusquAu, sauf }: Declaration,
  lues: DisponibilitesLues,
): { jours: Day[]; sautes: Day[] } {
  const jours: Day[] = []
  const sautes: Day[] = []
  for (let day = jour; day <= (jusquAu || jour); day = addDays(day, 7))
    (isClosed(day, lues) || exceptionsOf(sauf).includes(day) ? sautes : jours).push(day)
  return { jours, sautes }
}

const itemOf = (
  declaration: Declaration,
  { jour, lycee, zone }: { jour: Day; lycee: LyceeCourant; zone: string },
) => ({
  uai: lycee.uai,
  intervenants: peopleOf(declaration),
  domaines: declaration.domaines,
  debut: instantOf(`${jour}T${declaration.de}`, zone),
  fin: instantOf(`${jour}T${declaration.a}`, zone),
  salle: declaration.salle,
  mode: declaration.mode,
  capacite: declaration.capacite,
  seance: seanceOf(declaration),
  accessible: declaration.accessible === 'oui',
})

function Disponibilites({ lue, state }: { lue: Loaded; state: FormState }) {
  const { lycee, lues, toutes, choices, tri } = lue
  const since = (depuis: string | null): string => addressOf(PATH, { ...choices, tri: triDit(tri), depuis })
  return (
    <Frame title="Disponibilités" state={state}>
      <ChoixDuLycee path={PATH} lycee={lycee} />
      <p>
        Dites quand des personnes de votre lycée peuvent recevoir des élèves. Les entretiens sont ensuite
        placés dans ces plages.
      </p>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption={toutes ? 'Toutes les disponibilités' : 'Disponibilités à partir d’aujourd’hui'}
          rowKey={(row) => row.id}
          empty="Aucune disponibilité n’est déclarée."
        />
      </div>
      <p>
        {toutes ? (
          <a href={since(null)}>Ne voir que les jours à venir</a>
        ) : (
          <a href={since('debut')}>Voir aussi les jours passés</a>
        )}
      </p>
      <h2>Ajouter une disponibilité</h2>
      <DeclarationForm lues={lues} state={state} />
    </Frame>
  )
}
