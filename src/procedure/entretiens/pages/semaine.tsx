import { addDays, dayInWords, dayOf, isDay, localMinuteOf, timeInWords, type Day } from '#src/kit/day.ts'
import { adresseOf, cadreOf, FiltreLycee, Vues, type Cadre } from '#src/procedure/entretiens/pages/cadre.tsx'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { SemaineDessinee } from '#src/procedure/entretiens/pages/semaine-dessinee.tsx'
import { readSemaine, type SemaineLue } from '#src/procedure/entretiens/reads/charge.ts'
import { semaineInWords } from '#src/procedure/entretiens/texts.ts'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { fr } from '#src/web/fr.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

export const semaine = [
  page({
    method: 'GET',
    path: '/planning',
    droit: 'semaine.ecran',
    menu: { libelle: 'Planning', ordre: 31.2 },
    handler: (requete) => show(requete),
  }),
  page({
    method: 'GET',
    path: '/planification/semaine',
    droit: 'charge.lire_partout',
    handler: (requete) => show(requete),
  }),
]

async function show(requete: Requete): Promise<Reply> {
  const { tx, campagne, query } = requete
  const found = await cadreOf(requete)
  // The académie looks at one lycée at a time: the first, until it chooses.
  const first = found.uai ?? found.lycees[0]?.uai
  if (first === undefined) return redirect('/planification', 'Aucun lycée référent n’est désigné.')
  const cadre = { ...found, uai: first, suite: found.lycee ? found.suite : { lycee: first } }
  const asked = query('semaine')
  const lue = await readSemaine(tx, {
    campagneId: campagne.id,
    uai: first,
    semaine: asked !== undefined && isDay(asked) ? asked : undefined,
  })
  const intervenant = lue.equipe.find((one) => String(one.id) === query('intervenant'))
  return html(<Semaine {...{ cadre, lue, intervenant, zone: tx.zone }} />)
}

interface Props {
  cadre: Cadre
  lue: SemaineLue
  intervenant: SemaineLue['equipe'][number] | undefined
  zone: string
}

function Semaine(props: Props) {
  const { cadre, lue, intervenant } = props
  const shown = lue.entretiens.filter((one) => !intervenant || one.intervenants.includes(intervenant.nom))
  const titre = `${intervenant ? `${intervenant.nom}, ` : ''}${semaineInWords(lue.semaine)}`
  return (
    <Frame title="Planning de la semaine">
      <Vues cadre={cadre} vue="semaine" />
      <Filtres {...props} />
      <h2>{titre.charAt(0).toLocaleUpperCase('fr') + titre.slice(1)}</h2>
      <SemaineDessinee {...props} titre={titre} />
      {!intervenant && <Equipe {...props} />}
      <Liste {...props} entretiens={shown} />
    </Frame>
  )
}

function Filtres({ cadre, lue, intervenant }: Props) {
  const { semaines, semaine: monday, equipe } = lue
  const to = (day: Day): string =>
    adresse(adresseOf(cadre, 'semaine'), {
      ...cadre.suite,
      semaine: day,
      intervenant: intervenant && String(intervenant.id),
    })
  const around = [
    { day: addDays(monday, -7), label: 'Semaine précédente' },
    { day: addDays(monday, 7), label: 'Semaine suivante' },
  ].filter(({ day }) => semaines.includes(day))
  return (
    <div className="passpro-hors-papier">
      <FilterForm>
        <FiltreLycee cadre={cadre} all="Le premier de la liste" />
        <ChoiceFilter
          name="semaine"
          label="Semaine du"
          value={monday}
          choices={semaines.map((day) => ({ value: day, label: dayInWords(day) }))}
          all="La prochaine"
        />
        <ChoiceFilter
          name="intervenant"
          label="Intervenant"
          value={intervenant ? String(intervenant.id) : null}
          choices={equipe.map(({ id, nom }) => ({ value: String(id), label: nom }))}
          all="Tous"
        />
      </FilterForm>
      <p className="passpro-voisins">
        {around.map(({ day, label }) => (
          <a key={day} className={fr('fr-link')} href={to(day)}>
            {label}
          </a>
        ))}
      </p>
    </div>
  )
}

type Entretiens = { entretiens: SemaineLue['entretiens'] }

/** What the week asks of each person. */
function Equipe({ cadre, lue, zone }: Props) {
  const rows = lue.equipe.map(({ id, nom }) => {
    const own = lue.entretiens.filter((one) => one.intervenants.includes(nom))
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
          cell: (row) => (
            <a
              href={adresse(adresseOf(cadre, 'semaine'), {
                ...cadre.suite,
                semaine: lue.semaine,
                intervenant: String(row.id),
              })}
            >
              {row.nom}
            </a>
          ),
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

function Liste({ cadre, entretiens, zone }: Props & Entretiens) {
  return (
    <div className="passpro-multiligne">
      <Table
        caption="Entretiens de la semaine"
        rows={entretiens}
        rowKey={(row) => row.id}
        empty="Aucun entretien cette semaine-là."
        columns={[
          {
            title: 'Quand',
            cell: (row) => (
              <>
                <span className="passpro-heure">{dayInWords(dayOf(row.debut, zone))}</span>
                <span className="passpro-precision">{timeInWords(localMinuteOf(row.debut, zone))}</span>
              </>
            ),
          },
          {
            title: 'Élève',
            heading: true,
            cell: (row) => (
              <>
                {cadre.lycee ? (
                  <a href={`/entretiens/${row.id}`}>
                    {row.nom} {row.prenom}
                  </a>
                ) : (
                  `${row.nom} ${row.prenom}`
                )}
                <span className="passpro-precision">{row.college}</span>
              </>
            ),
          },
          { title: 'Domaine', cell: (row) => row.domaineLibelle },
          { title: 'Reçoivent', cell: (row) => row.intervenants.join(', ') },
          {
            title: 'Où',
            cell: (row) => (row.mode === 'distanciel' ? 'à distance' : (row.salle ?? 'salle à préciser')),
          },
          { title: 'État', cell: (row) => (row.convoque ? 'convoqué' : 'provisoire') },
        ]}
      />
    </div>
  )
}
