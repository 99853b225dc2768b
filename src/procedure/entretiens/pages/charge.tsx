import { dayInWords } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import {
  adresseOf,
  cadreOf,
  Figure,
  filtreLycee,
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
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

const chargeAt = (path: `/${string}`, droit: 'charge.ecran' | 'charge.lire_partout') =>
  listPages({ path, droit, nom: 'charge', load, draw: (lue) => <ChargeVue lue={lue} /> })

export const charge = [
  ...chargeAt('/planning/charge', 'charge.ecran'),
  ...chargeAt('/planification/charge', 'charge.lire_partout'),
]

/** A day of one lycée, or a lycée over the campaign. */
interface Ligne extends Charge {
  cle: string
  titre: string
  href?: string
}

async function load(requete: Requete, slice: Slice) {
  const cadre = await cadreOf(requete)
  const { uai, suite: kept } = cadre
  const perimetre = { campagneId: requete.campagne.id, ...(uai === undefined ? {} : { uai }) }
  const { jours, semaines } = await readCharges(requete.tx, perimetre)
  const list = listed(requete, {
    path: adresseOf(cadre, 'charge'),
    kept,
    filters: uai === undefined ? [textFilter('Lycée', (row: Ligne) => row.titre)] : [],
    columns: columnsOf(uai === undefined ? 'Lycée' : 'Jour'),
    rows: uai === undefined ? lyceesOf(cadre, jours) : jours.map(ligneDuJour),
    slice,
    uai: uai ?? null,
  })
  return { ...list, cadre, jours, semaines }
}
type Lue = Awaited<ReturnType<typeof load>>

const ligneDuJour = (one: ChargeDuJour): Ligne => ({ ...one, cle: one.jour, titre: dayInWords(one.jour) })

/** The fullest first. */
function lyceesOf(cadre: Cadre, jours: readonly ChargeDuJour[]): Ligne[] {
  const byLycee = groupBy(jours, (one) => one.uai)
  return cadre.lycees
    .map(({ uai, nom }) => ({
      cle: uai,
      titre: nom,
      href: adresse(adresseOf(cadre, 'charge'), { lycee: uai }),
      ...sumOf(byLycee.get(uai) ?? []),
    }))
    .toSorted((a, b) => tauxOf(b) - tauxOf(a))
}

const tauxOf = (one: Charge): number => prisesOf(one) / Math.max(1, one.places)

const columnsOf = (titre: string): ListColumn<Ligne>[] => [
  {
    title: titre,
    heading: true,
    tri: 'titre',
    valeur: (row) => row.titre,
    cell: ({ href, titre: nom }) => (href === undefined ? nom : <a href={href}>{nom}</a>),
    ordre: ({ href, cle, titre: nom }) => (href === undefined ? cle : nom),
  },
  { title: 'Places', numeric: true, tri: 'places', valeur: (row) => row.places },
  { title: 'Provisoires', numeric: true, tri: 'provisoires', valeur: (row) => row.provisoires },
  { title: 'Convoqués', numeric: true, tri: 'convoques', valeur: (row) => row.convoques },
  { title: 'Taux', numeric: true, tri: 'taux', valeur: tauxInWords, ordre: tauxOf },
]

function ChargeVue({ lue }: { lue: Lue }) {
  const { cadre, jours, semaines, rows } = lue
  const { uai, nom } = cadre
  const filters = [
    ...filtreLycee(cadre, { label: 'Lycée, jour par jour', all: 'Tous les lycées' }),
    ...lue.filters,
  ]
  return (
    <Frame title={nom === undefined ? 'Charge par jour' : `Charge par jour : ${nom}`}>
      <Vues cadre={cadre} vue="charge" />
      {filters.length > 0 && <ListFilters list={{ ...lue, filters }} />}
      <p>{phraseOf(sumOf(jours))}</p>
      {rows.length > 0 && (
        <Figure
          titre="La charge dessinée"
          legende={`${uai === undefined ? 'Une ligne par lycée, une colonne par semaine.' : 'Une ligne par semaine.'} ${LEGENDE}`}
        >
          {uai === undefined ? (
            <ChaleurDesLycees
              {...{ semaines, jours }}
              lycees={rows.map((row) => ({ uai: row.cle, nom: row.titre }))}
            />
          ) : (
            <ChaleurDesJours {...{ semaines, jours }} />
          )}
        </Figure>
      )}
      <List
        list={lue}
        caption={uai === undefined ? 'Lycée par lycée, le plus chargé d’abord' : 'Jour par jour'}
        rowKey={(row) => row.cle}
        empty={uai === undefined ? 'Aucun lycée n’est encore référent.' : 'Personne ne reçoit encore.'}
      />
    </Frame>
  )
}

function phraseOf(all: Charge): string {
  if (all.places === 0 && prisesOf(all) === 0) return 'Aucune plage n’est ouverte aux entretiens.'
  const taken = `${prisesOf(all)} entretiens sont placés (${all.provisoires} provisoires, ${all.convoques} convoqués) pour ${all.places} places, soit ${tauxInWords(all)}.`
  return `${taken} Les places sont comptées à la durée d’entretien la plus courte de chaque jury, absences et jours fermés déduits.`
}

const LEGENDE =
  'Dans chaque case, les entretiens placés, les places et leur rapport ; plus la case est colorée, plus elle est pleine. Case vide : personne ne reçoit.'
