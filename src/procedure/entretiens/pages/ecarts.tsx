import { dayOf, dayToFrench } from '#src/kit/day.ts'
import { libelleSens } from '#src/procedure/campagnes/api.ts'
import { adresse, ChoixDuLycee, lyceeOf } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readEcarts, TRIS_ECARTS, type Ecart } from '#src/procedure/entretiens/reads/ecarts.ts'
import { FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { EXPORT_MAX, exportPage, triDit, triOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, type Requete } from '#src/web/page.ts'

const PATH = '/signature/ecarts'

export const ecarts = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'propositions.lire',
    handler: async (requete) => html(<Ecarts {...await load(requete, sliceOf(requete.query('page')))} />),
  }),
  exportPage({
    path: PATH,
    droit: 'propositions.lire',
    nom: 'ecarts-de-signature',
    lignes: async (requete) => {
      const { rows, lycee, zone } = await load(requete, { page: 1, limit: EXPORT_MAX, offset: 0 })
      return { rows, columns: columnsIn(zone), uai: lycee.uai }
    },
  }),
]

async function load(requete: Requete, { page: number, ...slice }: ReturnType<typeof sliceOf>) {
  const { tx, campagne, query } = requete
  const lycee = lyceeOf(requete, ['chef_referent'])
  const nom = query('nom') ?? ''
  const tri = triOf(query('tri'), TRIS_ECARTS)
  const found = await readEcarts(tx, { campagneId: campagne.id, uai: lycee.uai, nom, tri, ...slice })
  return { ...found, lycee, nom, tri, page: number, zone: tx.zone }
}

const columnsIn = (zone: string): ListColumn<Ecart>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: (one) => `${one.nom} ${one.prenom}`,
    valeur: (one) => `${one.nom} ${one.prenom}`,
  },
  { title: 'Formation', tri: 'formation', cell: (one) => one.formation, valeur: (one) => one.formation },
  { title: 'Proposé', cell: (one) => libelleSens(one.propose), valeur: (one) => libelleSens(one.propose) },
  { title: 'Par', tri: 'auteur', cell: (one) => one.proposePar, valeur: (one) => one.proposePar },
  { title: 'Signé', cell: (one) => libelleSens(one.signe), valeur: (one) => libelleSens(one.signe) },
  {
    title: 'Commentaire',
    cell: (one) => (one.commentaireChange ? 'changé' : 'tel que proposé'),
    valeur: (one) => (one.commentaireChange ? 'changé' : 'tel que proposé'),
  },
  {
    title: 'Signé le',
    tri: 'date',
    cell: (one) => dayToFrench(dayOf(one.signeLe, zone)),
    valeur: (one) => dayToFrench(dayOf(one.signeLe, zone)),
  },
]

function Ecarts(props: Awaited<ReturnType<typeof load>>) {
  const { rows, total, signes, lycee, nom, tri, page: number, zone } = props
  const choices = { nom, lycee: lycee.suite['lycee'] ?? null }
  return (
    <Frame title="Avis signés autrement que proposés">
      <p>
        <a className="fr-link" href={adresse('/signature', lycee.suite)}>
          Retour à la signature
        </a>
      </p>
      <ChoixDuLycee path={PATH} lycee={lycee} />
      {signes === 0 ? (
        <p>Aucun avis proposé n’est encore signé.</p>
      ) : (
        <p>
          Sur {signes} {signes > 1 ? 'avis signés' : 'avis signé'} après une proposition, {total}{' '}
          {total > 1 ? 'diffèrent' : 'diffère'} de ce que l’intervenant proposait. Les deux sont gardés.
        </p>
      )}
      <FilterForm>
        <NameFilter value={nom} />
      </FilterForm>
      <ListTable
        path={PATH}
        caption="Propositions changées à la signature"
        columns={columnsIn(zone)}
        rows={rows}
        rowKey={(one) => one.inscriptionId}
        empty="Aucun avis signé autrement que proposé."
        choices={choices}
        tri={tri}
      />
      <Pagination
        page={number}
        total={total}
        href={(n) => adresse(PATH, { ...lycee.suite, nom, tri: triDit(tri) ?? undefined, page: String(n) })}
      />
    </Frame>
  )
}
