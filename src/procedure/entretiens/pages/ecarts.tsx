import { counted } from '#src/kit/counted.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { libelleSens } from '#src/procedure/campagnes/api.ts'
import { adresse, ChoixDuLycee, lyceeOf } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readEcarts, TRIS_ECARTS, type Ecart } from '#src/procedure/entretiens/reads/ecarts.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { triOf, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

const PATH = '/signature/ecarts'

export const ecarts = listPages({
  path: PATH,
  droit: 'propositions.lire',
  nom: 'ecarts-de-signature',
  load,
  draw: (lue) => <Ecarts lue={lue} />,
})

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const lycee = lyceeOf(requete, ['chef_referent'])
  const { uai, suite } = lycee
  const nom = query('nom') ?? ''
  const tri = triOf(query('tri'), TRIS_ECARTS)
  const found = await readEcarts(tx, { campagneId: campagne.id, uai, nom, tri, ...slice })
  const list = { path: PATH, filters: [{ name: 'nom', label: 'Nom ou prénom' }], tri, slice, uai } as const
  return { ...found, ...list, choices: { ...suite, nom }, columns: columnsIn(tx.zone), lycee }
}

const columnsIn = (zone: string): ListColumn<Ecart>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    valeur: (one) => `${one.nom} ${one.prenom}`,
  },
  { title: 'Formation', tri: 'formation', valeur: (one) => one.formation },
  { title: 'Proposé', valeur: (one) => libelleSens(one.propose) },
  { title: 'Par', tri: 'auteur', valeur: (one) => one.proposePar },
  { title: 'Signé', valeur: (one) => libelleSens(one.signe) },
  {
    title: 'Commentaire',
    valeur: (one) => (one.commentaireChange ? 'changé' : 'tel que proposé'),
  },
  {
    title: 'Signé le',
    tri: 'date',
    valeur: (one) => dayInWords(dayOf(one.signeLe, zone)),
    ordre: (one) => one.signeLe.toISOString(),
  },
]

function Ecarts({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { total, signes, lycee } = lue
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
          Sur {counted(signes, 'avis signé', 'avis signés')} après une proposition, {total}{' '}
          {total > 1 ? 'diffèrent' : 'diffère'} de ce que l’intervenant proposait. Les deux sont gardés.
        </p>
      )}
      <ListFilters list={lue} />
      <List
        list={lue}
        caption="Propositions changées à la signature"
        rowKey={(one) => one.inscriptionId}
        empty="Aucun avis signé autrement que proposé."
      />
    </Frame>
  )
}
