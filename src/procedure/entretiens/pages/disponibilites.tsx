import { z } from 'zod'
import { isPublicHoliday } from '#src/kit/public-holidays.ts'
import { addDays, dayFromFrench, dayInWords, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { declareDisponibilites } from '#src/procedure/entretiens/acts/disponibilites.ts'
import { columnsIn } from '#src/procedure/entretiens/pages/disponibilites-colonnes.tsx'
import { capacite, DeclarationForm, heure } from '#src/procedure/entretiens/pages/disponibilites-form.tsx'
import { adresse, ChoixDuLycee, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import {
  readDisponibilites,
  TRIS_DISPONIBILITES,
  type DisponibilitesLues,
} from '#src/procedure/entretiens/reads/lycee.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { ChoiceFilter, FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { freshForm, liste, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { EXPORT_MAX, exportPage, triDit, triOf } from '#src/web/lists.ts'
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
  accessible: z.literal('oui').optional(),
})
type Declaration = z.infer<typeof Declaration>

export const disponibilites = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'disponibilites.ecran',
    menu: { libelle: 'Disponibilités', ordre: 30 },
    handler: (requete) => show(requete),
  }),
  exportPage({
    path: PATH,
    droit: 'disponibilites.ecran',
    nom: 'disponibilites',
    lignes: async (requete) => {
      const { lues, lycee, zone } = await load(requete, { limit: EXPORT_MAX, offset: 0 })
      return { rows: lues.rows, columns: columnsIn(zone), uai: lycee.uai }
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'disponibilites.ecran', handler: (requete) => declare(requete) }),
]

async function load(requete: Requete, all?: { limit: number; offset: number }) {
  const { tx, campagne, query } = requete
  const lycee = lyceeOf(requete, ['planificateur', 'chef_referent'])
  const toutes = query('depuis') === 'debut'
  const depuis = toutes ? null : instantOf(dayOf(tx.now, tx.zone), tx.zone)
  const { page: rang, ...slice } = sliceOf(query('page'))
  const tri = triOf(query('tri'), TRIS_DISPONIBILITES)
  const filtres = { nom: query('nom') ?? '', domaine: query('domaine') || null }
  const asked = { campagneId: campagne.id, uai: lycee.uai, depuis, tri, ...filtres, ...(all ?? slice) }
  const lues = await readDisponibilites(tx, asked)
  const choix = { ...filtres, depuis: toutes ? 'debut' : null, lycee: lycee.suite['lycee'] ?? null }
  return { lycee, lues, toutes, choix, tri, page: rang, zone: tx.zone }
}
type Loaded = Awaited<ReturnType<typeof load>>

async function show(requete: Requete): Promise<Reply> {
  const state = freshForm({ mode: 'presentiel', capacite: '1' })
  return html(<Disponibilites {...await load(requete)} state={state} />)
}

async function declare(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const loaded = await load(requete)
  const read = readForm(form, Declaration)
  const refuse = (state: FormState) => html(<Disponibilites {...loaded} state={state} />, 422)
  if (!read.ok) return refuse(read.state)
  const wrong = wrongOf(read.value, loaded.lues)
  if (wrong) return refuse(withError(read.state, wrong.field, wrong.sentence))
  const { jours, sautes } = joursOf(read.value, loaded.lues)
  const items = jours.map((jour) => itemOf(read.value, { jour, lycee: loaded.lycee, zone: tx.zone }))
  const results = await declareDisponibilites(tx, { campagneId: campagne.id, items })
  const refused = results.find((result) => !result.ok)
  if (refused && !refused.ok) {
    const field = refused.refus.code === 'intervalle_inverse' ? 'a' : 'domaines'
    return refuse(withError(read.state, field, sentenceEntretien(refused.refus)))
  }
  return redirect(adresse(PATH, loaded.lycee.suite), messageOf(jours, sautes))
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
  accessible: declaration.accessible === 'oui',
})

function Disponibilites(props: Loaded & { state: FormState }) {
  const { lycee, lues, toutes, choix, tri, page: rang, zone, state } = props
  const href = (more: Readonly<Record<string, string | number | null>>): string =>
    addressOf(PATH, { ...choix, tri: triDit(tri), ...more })
  return (
    <Frame title="Disponibilités" state={state}>
      <ChoixDuLycee path={PATH} lycee={lycee} />
      <p>
        Dites quand des personnes de votre lycée peuvent recevoir des élèves. Les entretiens sont ensuite
        placés dans ces plages.
      </p>
      <FilterForm>
        {Object.entries({ ...lycee.suite, ...(toutes ? { depuis: 'debut' } : {}) }).map(([name, value]) => (
          <input key={name} type="hidden" {...{ name, value }} />
        ))}
        <NameFilter value={choix.nom} label="Personne ou salle" />
        <ChoiceFilter
          name="domaine"
          label="Domaine"
          all="Tous"
          value={choix.domaine}
          choices={lues.domaines.map(({ code, libelle }) => ({ value: code, label: libelle }))}
        />
      </FilterForm>
      <div className="passpro-multiligne">
        <ListTable
          path={PATH}
          choices={choix}
          tri={tri}
          caption={toutes ? 'Toutes les disponibilités' : 'Disponibilités à partir d’aujourd’hui'}
          columns={columnsIn(zone)}
          rows={lues.rows}
          rowKey={(row) => row.id}
          empty={
            choix.nom !== '' || choix.domaine !== null
              ? 'Aucune disponibilité ne répond à ces choix.'
              : 'Aucune disponibilité n’est déclarée.'
          }
        />
      </div>
      <Pagination page={rang} total={lues.total} href={(n) => href({ page: n })} />
      <p>
        {toutes ? (
          <a href={href({ depuis: null })}>Ne voir que les jours à venir</a>
        ) : (
          <a href={href({ depuis: 'debut' })}>Voir aussi les jours passés</a>
        )}
      </p>
      <h2>Ajouter une disponibilité</h2>
      <DeclarationForm lues={lues} state={state} />
    </Frame>
  )
}
