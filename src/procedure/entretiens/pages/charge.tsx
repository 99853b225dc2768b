import { dayInWords, type Day } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import {
  adresseOf,
  cadreOf,
  Figure,
  FiltreLycee,
  Vues,
  type Cadre,
} from '#src/procedure/entretiens/pages/cadre.tsx'
import {
  ChaleurDesJours,
  ChaleurDesLycees,
  prisesOf,
  sumOf,
  tauxInWords,
  type Charge,
} from '#src/procedure/entretiens/pages/dessin-charge.tsx'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readCharges, type ChargeDuJour } from '#src/procedure/entretiens/reads/charge.ts'
import { FilterForm } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table, type Column } from '#src/web/components/table.tsx'
import { html, page, type Reply, type Requete } from '#src/web/page.ts'

export const charge = [
  page({
    method: 'GET',
    path: '/planning/charge',
    droit: 'charge.ecran',
    handler: (requete) => show(requete),
  }),
  page({
    method: 'GET',
    path: '/planification/charge',
    droit: 'charge.lire_partout',
    handler: (requete) => show(requete),
  }),
]

async function show(requete: Requete): Promise<Reply> {
  const cadre = await cadreOf(requete)
  const { uai } = cadre
  const lues = await readCharges(requete.tx, {
    campagneId: requete.campagne.id,
    ...(uai === undefined ? {} : { uai }),
  })
  return html(<ChargeVue {...{ cadre, ...lues }} slice={sliceOf(requete.query('page'))} />)
}

interface Props {
  cadre: Cadre
  jours: readonly ChargeDuJour[]
  semaines: readonly Day[]
  slice: ReturnType<typeof sliceOf>
}

function ChargeVue(props: Props) {
  const { cadre, jours } = props
  return (
    <Frame title={cadre.nom === undefined ? 'Charge par jour' : `Charge par jour : ${cadre.nom}`}>
      <Vues cadre={cadre} vue="charge" />
      {cadre.lycees.length > 0 && (
        <FilterForm>
          <FiltreLycee cadre={cadre} all="Tous les lycées" />
        </FilterForm>
      )}
      <p>{phraseOf(sumOf(jours))}</p>
      {cadre.uai === undefined ? <Lycees {...props} /> : <Jours {...props} />}
    </Frame>
  )
}

function phraseOf(all: Charge): string {
  if (all.places === 0 && prisesOf(all) === 0) return 'Aucune plage n’est ouverte aux entretiens.'
  const taken = `${prisesOf(all)} entretiens sont placés (${all.provisoires} provisoires, ${all.convoques} convoqués) pour ${all.places} places, soit ${tauxInWords(all)}.`
  return `${taken} Les places sont comptées à la durée d’entretien la plus courte de chaque jury, absences et jours fermés déduits.`
}

const chiffres = <Row extends Charge>(): Column<Row>[] => [
  { title: 'Places', numeric: true, cell: (row) => row.places },
  { title: 'Provisoires', numeric: true, cell: (row) => row.provisoires },
  { title: 'Convoqués', numeric: true, cell: (row) => row.convoques },
  { title: 'Taux', numeric: true, cell: (row) => tauxInWords(row) },
]

const LEGENDE =
  'Dans chaque case, les entretiens placés, les places et leur rapport ; plus la case est colorée, plus elle est pleine. Case vide : personne ne reçoit.'

function Jours({ jours, semaines }: Props) {
  return (
    <>
      {jours.length > 0 && (
        <Figure titre="La charge dessinée" legende={`Une ligne par semaine. ${LEGENDE}`}>
          <ChaleurDesJours {...{ semaines, jours }} />
        </Figure>
      )}
      <Table
        caption="Jour par jour"
        rows={jours}
        rowKey={(row) => row.jour}
        empty="Personne ne reçoit encore."
        columns={[
          { title: 'Jour', heading: true, cell: (row) => dayInWords(row.jour) },
          ...chiffres<ChargeDuJour>(),
        ]}
      />
    </>
  )
}

function Lycees({ cadre, jours, semaines, slice }: Props) {
  const byLycee = groupBy(jours, (one) => one.uai)
  const rows = cadre.lycees
    .map((one) => ({ ...one, ...sumOf(byLycee.get(one.uai) ?? []) }))
    .toSorted((a, b) => prisesOf(b) / Math.max(1, b.places) - prisesOf(a) / Math.max(1, a.places))
  const shown = rows.slice(slice.offset, slice.offset + slice.limit)
  const path = adresseOf(cadre, 'charge')
  return (
    <>
      {shown.length > 0 && (
        <Figure
          titre="La charge dessinée"
          legende={`Une ligne par lycée, une colonne par semaine. ${LEGENDE}`}
        >
          <ChaleurDesLycees {...{ semaines, jours }} lycees={shown} />
        </Figure>
      )}
      <Table
        caption="Lycée par lycée, le plus chargé d’abord"
        rows={shown}
        rowKey={(row) => row.uai}
        empty="Aucun lycée n’est encore référent."
        columns={[
          {
            title: 'Lycée',
            heading: true,
            cell: (row) => <a href={adresse(path, { lycee: row.uai })}>{row.nom}</a>,
          },
          ...chiffres<(typeof rows)[number]>(),
        ]}
      />
      <Pagination page={slice.page} total={rows.length} href={(n) => adresse(path, { page: String(n) })} />
    </>
  )
}
