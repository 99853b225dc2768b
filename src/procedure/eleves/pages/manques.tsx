import { FILTRES } from '#src/procedure/eleves/model.ts'
import {
  readClassesSuivies,
  readEtablissementsSuivis,
  type ClasseSuivie,
} from '#src/procedure/eleves/reads/college.ts'
import { LIBELLE_FILTRE } from '#src/procedure/eleves/texts/suivi.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, schoolFilter, textFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/eleves/manques'

export const manquesParClasse = listPages({
  path: PATH,
  droit: 'eleves.lire',
  nom: 'manques-par-classe',
  load,
  draw: (lue) => <Manques lue={lue} />,
})

async function load(requete: Requete, slice: Slice): Promise<Listed<ClasseSuivie>> {
  const { tx, campagne, query } = requete
  const uai = query('etablissement') || null
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  return listed(requete, {
    path: PATH,
    filters: [textFilter('Classe', classeDite), ...schoolFilter(schools)],
    columns: columnsFor(uai),
    rows: await readClassesSuivies(tx, { campagneId: campagne.id, uai }),
    slice,
    uai,
  })
}

function classeDite({ classe }: ClasseSuivie): string {
  return classe ?? 'Sans classe'
}

/** Each number leads to the pupils that it counts. */
const columnsFor = (uai: string | null): ListColumn<ClasseSuivie>[] => [
  { title: 'Classe', heading: true, tri: 'classe', valeur: classeDite },
  { title: 'Élèves', numeric: true, tri: 'eleves', valeur: (one) => one.eleves },
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

function Manques({ lue }: { lue: Listed<ClasseSuivie> }) {
  return (
    <Frame title="Ce qui manque, par classe">
      <p>
        <a className="fr-link" href={addressOf('/eleves', { etablissement: lue.uai ?? null })}>
          Retour aux élèves
        </a>
      </p>
      <ListFilters list={lue} />
      <List list={lue} caption="Élèves de chaque classe" rowKey={classeDite} empty="Aucune classe." />
    </Frame>
  )
}
