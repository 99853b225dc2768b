import { columnsOf } from '#src/procedure/entretiens/pages/sans-place-colonnes.tsx'
import { adresse, ChoixDuLycee, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import type {
  FiltresSansPlace,
  readSansPlace,
  SansPlace,
  TRIS_SANS_PLACE,
} from '#src/procedure/entretiens/reads/sans-place.ts'
import { ETAPE_ENTONNOIR, isRaison, LIBELLE_RAISON } from '#src/procedure/entretiens/texts/planning.ts'
import { ChoiceFilter, FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { triDit, type Tri } from '#src/web/lists.ts'
import { addressOf } from '#src/web/query.ts'

export const PATH = '/sans-place'
export const RAISONS = Object.keys(LIBELLE_RAISON).filter(isRaison)

type Lus = Awaited<ReturnType<typeof readSansPlace>>

/** What the list is narrowed to, and its order. */
export interface Choix extends FiltresSansPlace {
  tri: Tri<(typeof TRIS_SANS_PLACE)[number]> | null
}

interface ListeLue {
  lus: Lus
  lycee: LyceeCourant | undefined
  choix: Choix
  manques: readonly string[]
  /** Which page of it. */
  rang: number
}

const choicesOf = ({ lycee, choix }: Pick<ListeLue, 'lycee' | 'choix'>) => ({
  lycee: lycee?.suite['lycee'] ?? null,
  nom: choix.nom,
  domaine: choix.domaine,
  raison: choix.raison,
})

/** Who waits for a place, what stops them, and what lycées lack. */
export function Liste(props: ListeLue) {
  const { lus, lycee, choix, manques, rang } = props
  const href = (more: Readonly<Record<string, string | number | null>>): string =>
    addressOf(PATH, { ...choicesOf(props), tri: triDit(choix.tri), ...more })
  return (
    <Frame title="Élèves sans place">
      {lycee && <ChoixDuLycee path={PATH} lycee={lycee} />}
      <p>
        Ces élèves sont inscrits et n’ont pas encore d’entretien. Chaque nuit, ils sont essayés de nouveau.
      </p>
      <Manques manques={manques} />
      <Raisons lus={lus} href={href} />
      <Filtres {...props} />
      <Eleves {...props} />
      <Pagination page={rang} total={lus.total} href={(n) => href({ page: n })} />
      {lycee && (
        <p className="passpro-hors-papier">
          <a className="fr-link" href={adresse('/interdits', lycee.suite)}>
            Places interdites par votre lycée
          </a>
        </p>
      )}
    </Frame>
  )
}

/** Sentences read at once; the others, lycée by lycée, are there for who opens them. */
const DITES = 10

function Manques({ manques }: { manques: readonly string[] }) {
  if (manques.length === 0) return null
  const list = (some: readonly string[]) => (
    <ul>
      {some.map((phrase) => (
        <li key={phrase}>{phrase}</li>
      ))}
    </ul>
  )
  return (
    <>
      <h2>Ce qui manque</h2>
      {list(manques.slice(0, DITES))}
      {manques.length > DITES && (
        <details>
          <summary>Les {manques.length - DITES} autres manques</summary>
          {list(manques.slice(DITES))}
        </details>
      )}
    </>
  )
}

function Raisons({ lus, href }: { lus: Lus; href: (more: Readonly<Record<string, string>>) => string }) {
  const rows = RAISONS.flatMap((raison) => {
    const nombre = lus.raisons.reduce((sum, one) => sum + (one.raison === raison ? one.nombre : 0), 0)
    return nombre === 0 ? [] : [{ raison, nombre }]
  })
  if (rows.length === 0) return null
  return (
    <div className="passpro-etroit">
      <Table
        caption="Ce qui les arrête"
        rows={rows}
        rowKey={(row) => row.raison}
        columns={[
          {
            title: 'Raison',
            heading: true,
            cell: ({ raison }) => <a href={href({ raison })}>{LIBELLE_RAISON[raison]}</a>,
          },
          { title: 'Entretiens attendus', numeric: true, cell: (row) => row.nombre },
        ]}
      />
    </div>
  )
}

function Filtres({ lus, lycee, choix }: ListeLue) {
  return (
    <FilterForm>
      {Object.entries(lycee?.suite ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" {...{ name, value }} />
      ))}
      <NameFilter value={choix.nom} />
      <ChoiceFilter
        name="domaine"
        label="Domaine"
        all="Tous"
        value={choix.domaine}
        choices={lus.domaines.map(({ code, libelle }) => ({ value: code, label: libelle }))}
      />
      <ChoiceFilter
        name="raison"
        label="Ce qui l’arrête"
        all="Toutes les raisons"
        value={choix.raison}
        choices={RAISONS.map((value) => ({ value, label: LIBELLE_RAISON[value] }))}
      />
    </FilterForm>
  )
}

function Eleves({ lus, lycee, choix }: ListeLue) {
  const filtered = choix.nom !== '' || choix.domaine !== null || choix.raison !== null
  return (
    <div className="passpro-multiligne">
      <ListTable
        path={PATH}
        caption="Qui, et pourquoi"
        rows={lus.lignes}
        rowKey={(row) => `${row.eleveId}-${row.domaine}`}
        empty={filtered ? 'Personne ne répond à ces choix.' : 'Tous les élèves inscrits ont une place.'}
        columns={columnsOf(lycee)}
        choices={choicesOf({ lycee, choix })}
        tri={choix.tri}
      />
    </div>
  )
}

/** Why one pupil has no place, and what would give him one. */
export function Explication({ lu, retour }: { lu: SansPlace; retour: string }) {
  return (
    <Frame title={`Pourquoi ${lu.qui} n’a pas de place`}>
      <p>
        <a className="fr-link" href={retour}>
          Retour aux élèves sans place
        </a>
      </p>
      <p>Domaine : {lu.domaine}.</p>
      {lu.libre ? (
        <p>Une place lui convient maintenant : elle lui sera donnée au prochain placement.</p>
      ) : (
        <>
          <Table
            caption="Ce qui reste après chaque condition"
            rows={lu.entonnoir}
            rowKey={(row) => row.raison}
            columns={[
              { title: 'Condition', heading: true, cell: (row) => ETAPE_ENTONNOIR[row.raison] },
              { title: 'Restent', numeric: true, cell: (row) => row.restantes },
            ]}
          />
          <h2>Ce qui lui donnerait une place</h2>
          {lu.remedes.length === 0 ? (
            <p>Aucun changement seul n’y suffit : il faut de nouvelles disponibilités.</p>
          ) : (
            <ul>
              {lu.remedes.map((phrase) => (
                <li key={phrase}>{phrase}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </Frame>
  )
}
