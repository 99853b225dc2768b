import { adresse, ChoixDuLycee, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import type { readSansPlace, SansPlace } from '#src/procedure/entretiens/reads/sans-place.ts'
import { ETAPE_ENTONNOIR, isRaison, LIBELLE_RAISON } from '#src/procedure/entretiens/texts/planning.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'
import { triDit, type Listed } from '#src/web/lists.ts'
import { addressOf } from '#src/web/query.ts'

export const PATH = '/sans-place'
export const RAISONS = Object.keys(LIBELLE_RAISON).filter(isRaison)

type Lus = Awaited<ReturnType<typeof readSansPlace>>

export interface Vue extends Listed<Lus['lignes'][number]> {
  lycee: LyceeCourant | undefined
  raisons: Lus['raisons']
  manques: readonly string[]
}

/** Who waits for a place, what stops them, and what lycées lack. */
export function Liste({ vue }: { vue: Vue }) {
  const { lycee, manques } = vue
  return (
    <Frame title="Élèves sans place">
      {lycee && <ChoixDuLycee path={PATH} lycee={lycee} />}
      <p>
        Ces élèves sont inscrits et n’ont pas encore d’entretien. Chaque nuit, ils sont essayés de nouveau.
      </p>
      <Manques manques={manques} />
      <Raisons vue={vue} />
      <ListFilters list={vue} />
      <div className="passpro-multiligne">
        <List
          list={vue}
          caption="Qui, et pourquoi"
          rowKey={(row) => `${row.eleveId}-${row.domaine}`}
          empty="Aucun élève inscrit n’attend de place."
        />
      </div>
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

function Raisons({ vue: { raisons, choices, tri } }: { vue: Vue }) {
  const rows = RAISONS.flatMap((raison) => {
    const nombre = raisons.reduce((sum, one) => sum + (one.raison === raison ? one.nombre : 0), 0)
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
            cell: ({ raison }) => (
              <a href={addressOf(PATH, { ...choices, tri: triDit(tri), raison })}>{LIBELLE_RAISON[raison]}</a>
            ),
          },
          { title: 'Entretiens attendus', numeric: true, cell: (row) => row.nombre },
        ]}
      />
    </div>
  )
}

/** Why one pupil has no place, and what would give him one. */
export function Explication(props: {
  lu: SansPlace
  suite: Readonly<Record<string, string>>
  eleveId: number
  domaine: string
  state: FormState
}) {
  const { lu, suite, eleveId, domaine, state } = props
  return (
    <Frame title={`Pourquoi ${lu.qui} n’a pas de place`} state={state}>
      <p>
        <a className="fr-link" href={adresse(PATH, suite)}>
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
      <h2>Il renonce à ce domaine</h2>
      <Form action={adresse(`${PATH}/${eleveId}/${domaine}`, suite)} state={state}>
        <TextField
          name="motif"
          label="Pourquoi"
          hint="Gardé dans le journal. Aucune place ne lui sera plus cherchée, sauf s’il est inscrit de nouveau."
          state={state}
        />
        <Buttons>
          <Button kind="secondary">Noter son retrait</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}
