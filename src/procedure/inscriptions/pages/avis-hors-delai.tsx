import { counted } from '#src/kit/counted.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import { readAvisASigner } from '#src/procedure/inscriptions/reads/avis-attendus.ts'
import { eleveFilters, eleveListColumns } from '#src/web/components/eleve-columns.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, schoolFilter, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/avis-origine/hors-delai'

/** Origin avis that were not given in time. */
export const avisHorsDelai = listPages({
  path: PATH,
  droit: 'avis_origine.preparer',
  nom: 'avis-hors-delai',
  load,
  draw: (lue) => <HorsDelai lue={lue} />,
})

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const uai = query('etablissement') || null
  const { figes: rows, ouverts } = await readAvisASigner(tx, { campagneId: campagne.id, uai })
  const filters = [...eleveFilters(rows), ...schoolFilter(await readEtablissementsSuivis(tx, campagne.id))]
  return { ...listed(requete, { path: PATH, filters, columns: COLUMNS, rows, slice, uai }), ouverts }
}

const COLUMNS: readonly ListColumn<AvisAttendu>[] = [
  ...eleveListColumns,
  { title: 'Établissement', tri: 'etablissement', valeur: ({ etablissement }) => etablissement },
  { title: 'Formation', tri: 'formation', valeur: ({ formations }) => formations.join(' ; ') },
]

function HorsDelai({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { etablissement = null } = lue.choices
  return (
    <Frame title="Avis qui n’ont pas été donnés à temps">
      <p>
        <a href={addressOf('/avis-origine', { etablissement })}>Retour aux avis d’origine</a>
      </p>
      <p>
        {lue.ouverts
          ? 'L’entretien de ces élèves a commencé : leur avis d’origine ne peut plus être signé ici.'
          : 'La date est passée : ces avis ne peuvent plus être signés ici.'}{' '}
        Une régularisation demande l’accord de l’académie. La famille n’est jamais tenue pour responsable.
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={counted(lue.total, 'avis', 'avis')}
        rowKey={({ cle }) => cle}
        empty="Tous les avis ont été donnés à temps."
      />
    </Frame>
  )
}
