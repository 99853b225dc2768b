import { counted } from '#src/kit/counted.ts'
import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { readConfirmations } from '#src/procedure/bonus/api.ts'
import type {
  EleveAccompagne,
  EntretienAPreparer,
  Reste,
} from '#src/procedure/eleves/model/accompagnement.ts'
import { readAccompagnes } from '#src/procedure/eleves/reads/accompagnement.ts'
import { restesOf } from '#src/procedure/eleves/texts/accompagnement.ts'
import { ChoiceFilter, FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { exportPage, holds, sortedBy, triDit, triOf, trisOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/mes-eleves'
const FILTRES = ['a_faire'] as const

/** The pupils of one adulte référent, with what each still has to do. */
export const mesEleves = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'eleves.accompagner',
    menu: { libelle: 'Mes élèves', ordre: 5 },
    attente: async (requete) => {
      const waiting = (await load(requete)).suivis.filter(({ restes }) => restes.length > 0).length
      const texte = `Il reste quelque chose à faire pour ${counted(waiting, 'élève')}`
      return waiting === 0 ? [] : [{ texte, href: `${PATH}?filtre=a_faire` }]
    },
    handler: async (requete) => html(await draw(requete)),
  }),
  exportPage({
    path: PATH,
    droit: 'eleves.accompagner',
    nom: 'mes-eleves',
    lignes: async (requete) => {
      const { suivis, zone } = await load(requete)
      const lues = narrowed(requete, { suivis, zone })
      return { rows: lues.rows, columns: lues.columns }
    },
  }),
]

interface Suivi {
  eleve: EleveAccompagne
  restes: Reste[]
}

async function load({ tx, campagne }: Requete): Promise<{ suivis: Suivi[]; zone: string }> {
  const { eleves, ouvertes } = await readAccompagnes(tx, campagne.id)
  const said = await readConfirmations(tx, {
    campagneId: campagne.id,
    eleveIds: eleves.map(({ id }) => id),
  })
  const waiting = ({ id }: EleveAccompagne): number =>
    (said.get(id) ?? []).filter(({ etat }) => etat === 'attendue').length
  const suivis = eleves.map((eleve) => ({
    eleve,
    restes: restesOf(eleve, { confirmations: waiting(eleve), ouvertes, now: tx.now }),
  }))
  return { suivis, zone: tx.zone }
}

/** Those of them that the address asks for, in its order. */
function narrowed({ query }: Requete, { suivis, zone }: { suivis: readonly Suivi[]; zone: string }) {
  const columns = columnsFor(zone)
  const choices = { nom: query('nom') ?? '', filtre: oneOf(query('filtre'), FILTRES) }
  const tri = triOf(query('tri'), trisOf(columns))
  const kept = suivis.filter(
    ({ eleve: { nom, prenom }, restes }) =>
      holds(`${nom} ${prenom}`, choices.nom) && (choices.filtre === null || restes.length > 0),
  )
  return { columns, choices, tri, rows: sortedBy(kept, { tri, columns }) }
}

async function draw(requete: Requete) {
  const { suivis, zone } = await load(requete)
  const { columns, choices, tri, rows } = narrowed(requete, { suivis, zone })
  const { page: number, limit, offset } = sliceOf(requete.query('page'))
  const busy = suivis.filter(({ restes }) => restes.length > 0).length
  return (
    <Frame title="Mes élèves">
      <p>
        Les élèves dont vous êtes l’adulte référent. Ceux de tout l’établissement sont dans{' '}
        <a href="/eleves">Élèves</a>.
      </p>
      {suivis.length > 0 && <Introduction busy={busy} choices={choices} />}
      <ListTable
        path={PATH}
        caption={counted(rows.length, 'élève')}
        columns={columns}
        rows={rows.slice(offset, offset + limit)}
        rowKey={({ eleve }) => eleve.id}
        empty={
          suivis.length === 0
            ? 'Personne ne vous a encore nommé adulte référent. Votre chef d’établissement le fait dans « Élèves ».'
            : 'Aucun de vos élèves ne répond à cette recherche.'
        }
        choices={choices}
        tri={tri}
      />
      <Pagination
        page={number}
        total={rows.length}
        href={(n) => addressOf(PATH, { ...choices, tri: triDit(tri), page: n })}
      />
    </Frame>
  )
}

const Introduction = (props: {
  busy: number
  choices: { nom: string; filtre: (typeof FILTRES)[number] | null }
}) => (
  <>
    <p>
      {props.busy === 0
        ? 'Rien n’est à faire pour l’instant.'
        : `Il reste quelque chose à faire pour ${props.busy} ${props.busy === 1 ? 'élève' : 'élèves'}.`}
    </p>
    <FilterForm>
      <NameFilter value={props.choices.nom} />
      <ChoiceFilter
        name="filtre"
        label="Montrer"
        all="Tous mes élèves"
        value={props.choices.filtre}
        choices={[{ value: 'a_faire', label: 'Ceux pour qui il reste à faire' }]}
      />
    </FilterForm>
  </>
)

const columnsFor = (zone: string): ListColumn<Suivi>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: ({ eleve: { id, nom, prenom } }) => <a href={`/eleves/${id}`}>{`${nom} ${prenom}`}</a>,
    valeur: ({ eleve: { nom, prenom } }) => `${nom} ${prenom}`,
  },
  {
    title: 'Classe',
    tri: 'classe',
    cell: ({ eleve }) => eleve.classe ?? '–',
    valeur: ({ eleve }) => eleve.classe,
  },
  {
    title: 'Formations et entretien',
    tri: 'entretien',
    cell: ({ eleve: { entretiens } }) => <Entretiens entretiens={entretiens} zone={zone} />,
    valeur: ({ eleve: { entretiens } }) =>
      entretiens.map((one) => `${one.formations.join(', ')} ${quandOf(one, zone)}`).join(' ; ') ||
      'Aucune inscription',
    // The next interview first; those without a date come last.
    ordre: ({ eleve: { entretiens } }) =>
      entretiens.map(({ debut }) => debut?.toISOString() ?? 'a').toSorted()[0] ?? 'b',
  },
  {
    title: 'Ce qu’il reste à faire',
    tri: 'restes',
    cell: ({ restes }) => <Restes restes={restes} />,
    valeur: ({ restes }) => restes.map(({ phrase }) => phrase).join(' ; ') || 'Rien',
    ordre: ({ restes }) => restes.length,
  },
]

function Entretiens({ entretiens, zone }: { entretiens: readonly EntretienAPreparer[]; zone: string }) {
  if (entretiens.length === 0) return 'Aucune inscription'
  return (
    <ul className="passpro-mots">
      {entretiens.map((one) => (
        <li key={one.domaine}>
          {one.formations.join(', ')}
          <span className="passpro-sous-titre">{quandOf(one, zone)}</span>
        </li>
      ))}
    </ul>
  )
}

function quandOf({ passe, debut, distanciel }: EntretienAPreparer, zone: string): string {
  if (passe) return 'Entretien passé'
  if (debut === null) return 'Date à venir'
  return `${minuteInWords(localMinuteOf(debut, zone))}${distanciel ? ', à distance' : ''}`
}

function Restes({ restes }: { restes: readonly Reste[] }) {
  if (restes.length === 0) return 'Rien'
  return (
    <ul className="passpro-mots">
      {restes.map(({ phrase, href }) => (
        <li key={phrase}>{href === null ? phrase : <a href={href}>{phrase}</a>}</li>
      ))}
    </ul>
  )
}
