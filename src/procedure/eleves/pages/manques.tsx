import { FILTRES } from '#src/procedure/eleves/model.ts'
import {
  readClassesSuivies,
  readEtablissementsSuivis,
  type ClasseSuivie,
} from '#src/procedure/eleves/reads/college.ts'
import { LIBELLE_FILTRE } from '#src/procedure/eleves/texts/suivi.ts'
import { FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { exportPage, sortedBy, triOf, trisOf, type ListColumn, type Tri } from '#src/web/lists.ts'
import { html, page, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/eleves/manques'

const asked = ({ campagne, query }: Requete) => ({
  campagneId: campagne.id,
  uai: query('etablissement') || null,
})

export const manquesParClasse = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'eleves.lire',
    handler: async (requete) => {
      const { tx, campagne } = requete
      const schools = await readEtablissementsSuivis(tx, campagne.id)
      return html(<Manques {...await load(requete)} schools={schools} />)
    },
  }),
  exportPage({
    path: PATH,
    droit: 'eleves.lire',
    nom: 'manques-par-classe',
    lignes: load,
  }),
]

async function load(requete: Requete) {
  const { uai } = asked(requete)
  const columns = columnsFor(uai)
  const tri = triOf(requete.query('tri'), trisOf(columns))
  const rows = sortedBy(await readClassesSuivies(requete.tx, asked(requete)), { tri, columns })
  return { rows, columns, tri, uai }
}

const classeDite = ({ classe }: ClasseSuivie): string => classe ?? 'Sans classe'

/** Each number leads to the pupils that it counts. */
const columnsFor = (uai: string | null): ListColumn<ClasseSuivie>[] => [
  { title: 'Classe', heading: true, tri: 'classe', cell: classeDite, valeur: classeDite },
  { title: 'Élèves', numeric: true, tri: 'eleves', cell: (one) => one.eleves, valeur: (one) => one.eleves },
  ...FILTRES.map((filtre): ListColumn<ClasseSuivie> => ({
    title: LIBELLE_FILTRE[filtre],
    numeric: true,
    tri: filtre,
    cell: (one) =>
      one[filtre] === 0 || one.classe === null ? (
        one[filtre]
      ) : (
        <a href={addressOf('/eleves', { classe: one.classe, filtre, etablissement: uai })}>{one[filtre]}</a>
      ),
    valeur: (one) => one[filtre],
  })),
]

interface Props {
  rows: ClasseSuivie[]
  columns: readonly ListColumn<ClasseSuivie>[]
  tri: Tri<string> | null
  schools: School[]
  uai: string | null
}

function Manques({ rows, columns, tri, schools, uai }: Props) {
  return (
    <Frame title="Ce qui manque, par classe">
      <p>
        <a className="fr-link" href={addressOf('/eleves', { etablissement: uai })}>
          Retour aux élèves
        </a>
      </p>
      {schools.length > 1 && (
        <FilterForm>
          <SchoolFilter schools={schools} value={uai} />
        </FilterForm>
      )}
      <ListTable
        path={PATH}
        caption="Élèves de chaque classe"
        columns={columns}
        rows={rows}
        rowKey={classeDite}
        choices={{ etablissement: uai }}
        tri={tri}
      />
    </Frame>
  )
}
