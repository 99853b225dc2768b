import { addDays, dayInWords, dayOf, isDay, localMinuteOf, timeInWords, type Day } from '#src/kit/day.ts'
import { adresseOf, cadreOf, filtreLycee, Vues, type Cadre } from '#src/procedure/entretiens/pages/cadre.tsx'
import { SemaineDessinee } from '#src/procedure/entretiens/pages/semaine-dessinee.tsx'
import { readSemaine, type SemaineLue } from '#src/procedure/entretiens/reads/charge.ts'
import { semaineInWords } from '#src/procedure/entretiens/texts.ts'
import { seulInWords } from '#src/procedure/entretiens/texts/seances.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { addressIn, List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { fr } from '#src/web/fr.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn, type ListFilter } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

const semaineAt = (
  path: `/${string}`,
  droit: 'semaine.ecran' | 'charge.lire_partout',
  menu: { menu?: { libelle: string; ordre: number } },
) => listPages({ path, droit, ...menu, nom: 'semaine', load, draw: (lue) => <Semaine lue={lue} /> })

export const semaine = [
  ...semaineAt('/planning', 'semaine.ecran', { menu: { libelle: 'Planning', ordre: 31.2 } }),
  ...semaineAt('/planification/semaine', 'charge.lire_partout', {}),
]

type Entretien = SemaineLue['entretiens'][number]

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const found = await cadreOf(requete)
  // The académie looks at one lycée at a time: the first, until it chooses.
  const uai = found.uai ?? found.lycees[0]?.uai ?? ''
  const cadre = { ...found, uai, suite: found.lycee ? found.suite : { lycee: uai } }
  const asked = query('semaine')
  const lue = await readSemaine(tx, {
    campagneId: campagne.id,
    uai,
    semaine: asked !== undefined && isDay(asked) ? asked : undefined,
  })
  const intervenant = lue.equipe.find((one) => String(one.id) === query('intervenant'))
  const jour = joursOf(lue, tx.zone).find((one) => one === query('jour'))
  const list = listed(requete, {
    path: adresseOf(cadre, 'semaine'),
    kept: { ...cadre.suite, jour: jour ?? null },
    filters: filtersOf(lue, tx.zone),
    columns: columnsOf(cadre, tx.zone),
    rows: lue.entretiens.filter((one) => jour === undefined || dayOf(one.debut, tx.zone) === jour),
    slice,
    uai,
  })
  // The week that is shown is said, also when nobody asked for it.
  const choices = { ...list.choices, semaine: lue.semaine }
  return { ...list, choices, cadre, lue, intervenant, jour, zone: tx.zone }
}
type Lue = Awaited<ReturnType<typeof load>>

/** Days of the week on which somebody receives or comes. */
const joursOf = ({ plages, entretiens }: SemaineLue, zone: string): Day[] =>
  [...new Set([...plages, ...entretiens].map((one) => dayOf(one.debut, zone)))].toSorted()

const filtersOf = ({ semaines, equipe }: SemaineLue, zone: string): ListFilter<Entretien>[] => [
  {
    name: 'semaine',
    label: 'Semaine du',
    all: 'La prochaine',
    choices: semaines.map((day) => ({ value: day, label: dayInWords(day) })),
    cadre: true,
  },
  {
    name: 'intervenant',
    label: 'Intervenant',
    choices: equipe.map(({ id, nom }) => ({ value: String(id), label: nom })),
    keeps: (row, asked) =>
      row.intervenants.includes(equipe.find((one) => String(one.id) === asked)?.nom ?? ''),
  },
  textFilter('Élève, établissement ou heure', (row: Entretien) =>
    [row.nom, row.prenom, row.college, timeInWords(localMinuteOf(row.debut, zone))].join(' '),
  ),
]

const columnsOf = ({ lycee }: Cadre, zone: string): ListColumn<Entretien>[] => [
  { title: 'Jour', fichierSeul: true, valeur: (row) => dayInWords(dayOf(row.debut, zone)) },
  { title: 'Heure', fichierSeul: true, valeur: (row) => timeInWords(localMinuteOf(row.debut, zone)) },
  {
    title: 'Quand',
    tri: 'quand',
    ordre: (row) => row.debut.toISOString(),
    cell: (row) => (
      <>
        <span className="passpro-heure">{dayInWords(dayOf(row.debut, zone))}</span>
        <span className="passpro-precision">
          {[timeInWords(localMinuteOf(row.debut, zone)), seulInWords(row, zone)].filter(Boolean).join(', ')}
        </span>
      </>
    ),
  },
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    valeur: (row) => `${row.nom} ${row.prenom}`,
    cell: (row) => (
      <>
        {lycee ? (
          <a href={`/entretiens/${row.id}`}>{`${row.nom} ${row.prenom}`}</a>
        ) : (
          `${row.nom} ${row.prenom}`
        )}
        <span className="passpro-precision">{row.college}</span>
      </>
    ),
  },
  { title: 'Établissement', fichierSeul: true, valeur: (row) => row.college },
  { title: 'Domaine', tri: 'domaine', valeur: (row) => row.domaineLibelle },
  { title: 'Reçoivent', tri: 'intervenants', valeur: (row) => row.intervenants.join(', ') },
  {
    title: 'Où',
    tri: 'salle',
    valeur: (row) => (row.mode === 'distanciel' ? 'à distance' : (row.salle ?? 'salle à préciser')),
  },
  { title: 'État', tri: 'etat', valeur: (row) => (row.convoque ? 'convoqué' : 'provisoire') },
  { title: 'Reçu seul', fichierSeul: true, valeur: (row) => seulInWords(row, zone) },
]

function Semaine({ lue: page }: { lue: Lue }) {
  const { cadre, lue, intervenant, jour, zone } = page
  if (cadre.uai === '')
    return (
      <Frame title="Planning de la semaine">
        <p>
          Aucun lycée référent n’est désigné. <a href="/referents">Désigner les lycées référents</a>
        </p>
      </Frame>
    )
  const quand = jour === undefined ? semaineInWords(lue.semaine) : dayInWords(jour)
  const titre = intervenant ? `${intervenant.nom}, ${quand}` : quand
  return (
    <Frame title="Planning de la semaine">
      <Vues cadre={cadre} vue="semaine" />
      <ListFilters
        list={{
          ...page,
          filters: [...filtreLycee(cadre, { all: 'Le premier de la liste' }), ...page.filters],
        }}
      />
      <Voisins page={page} />
      <h2>{titre.charAt(0).toLocaleUpperCase('fr') + titre.slice(1)}</h2>
      <SemaineDessinee {...{ lue, intervenant, jour, zone }} />
      {!intervenant && <Equipe page={page} />}
      <div className="passpro-multiligne">
        <List
          list={page}
          caption={jour === undefined ? 'Entretiens de la semaine' : 'Entretiens du jour'}
          rowKey={(row) => row.id}
          empty={jour === undefined ? 'Aucun entretien cette semaine-là.' : 'Aucun entretien ce jour-là.'}
        />
      </div>
    </Frame>
  )
}

/** The weeks around, and each day of this one: on a telephone a week is read day by day. */
function Voisins({ page }: { page: Lue }) {
  const { lue, jour, zone } = page
  const weeks = [
    { day: addDays(lue.semaine, -7), label: 'Semaine précédente' },
    { day: addDays(lue.semaine, 7), label: 'Semaine suivante' },
  ].filter(({ day }) => lue.semaines.includes(day))
  const link = (label: string, query: { semaine?: Day; jour: Day | null }) => (
    <a
      key={label}
      className={fr('fr-link')}
      href={addressIn(page, query)}
      {...(query.semaine === undefined &&
        query.jour === (jour ?? null) && { 'aria-current': 'true' as const })}
    >
      {label}
    </a>
  )
  return (
    <div className="passpro-hors-papier">
      <p className="passpro-voisins">
        {weeks.map(({ day, label }) => link(label, { semaine: day, jour: null }))}
      </p>
      <nav aria-label="Jours de la semaine">
        <ul className="passpro-choix">
          <li>{link('Toute la semaine', { jour: null })}</li>
          {joursOf(lue, zone).map((day) => (
            <li key={day}>{link(dayInWords(day).split(' ', 2).join(' '), { jour: day })}</li>
          ))}
        </ul>
      </nav>
    </div>
  )
}

/** What the week asks of each person. */
function Equipe({ page }: { page: Lue }) {
  const { lue, jour, zone } = page
  const rows = lue.equipe.map(({ id, nom }) => {
    const own = lue.entretiens.filter(
      (one) => one.intervenants.includes(nom) && (jour === undefined || dayOf(one.debut, zone) === jour),
    )
    const minutes = own.reduce((sum, one) => sum + (one.fin.getTime() - one.debut.getTime()) / 60_000, 0)
    const halves = new Set(
      own.map(
        (one) =>
          `${dayOf(one.debut, zone)}/${localMinuteOf(one.debut, zone).slice(11) < '13:00' ? 'matin' : 'soir'}`,
      ),
    )
    return { id, nom, entretiens: own.length, demiJournees: halves.size, minutes }
  })
  return (
    <Table
      caption="Par intervenant"
      rows={rows}
      rowKey={(row) => row.id}
      empty="Personne ne reçoit encore dans ce lycée."
      columns={[
        {
          title: 'Intervenant',
          heading: true,
          cell: (row) => <a href={addressIn(page, { intervenant: String(row.id) })}>{row.nom}</a>,
        },
        { title: 'Entretiens', numeric: true, cell: (row) => row.entretiens },
        { title: 'Demi-journées', numeric: true, cell: (row) => row.demiJournees },
        { title: 'Temps d’entretien', numeric: true, cell: (row) => hoursInWords(row.minutes) },
      ]}
    />
  )
}

const hoursInWords = (minutes: number): string =>
  minutes === 0 ? '–' : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`
