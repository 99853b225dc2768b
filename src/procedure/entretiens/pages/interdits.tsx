import { dayInWords, dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { leverInterditDuLycee } from '#src/procedure/entretiens/acts/interdits.ts'
import { adresse, ChoixDuLycee, lyceeOf } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readInterdits } from '#src/procedure/entretiens/reads/interdits.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn } from '#src/web/lists.ts'
import { Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/interdits'

type Interdit = Awaited<ReturnType<typeof readInterdits>>[number]

export const interdits = [
  ...listPages({
    path: PATH,
    droit: 'interdits.ecran',
    nom: 'places-interdites',
    load,
    draw: (lue) => <Interdits lue={lue} />,
  }),
  page({
    method: 'POST',
    path: '/interdits/:id/levee',
    droit: 'interdits.ecran',
    handler: async (requete) => {
      const { tx, campagne, id } = requete
      const done = await leverInterditDuLycee(tx, { campagneId: campagne.id, interditId: id('id') })
      if (!done.ok) throw new Introuvable()
      return redirect(
        adresse(PATH, lyceeOf(requete, ['planificateur']).suite),
        'L’interdiction est levée ; l’élève sera essayé de nouveau s’il attend une place.',
      )
    },
  }),
]

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  const lycee = lyceeOf(requete, ['planificateur'])
  const { uai, suite } = lycee
  return {
    ...listed(requete, {
      path: PATH,
      kept: suite,
      filters: [textFilter('Élève', ({ nom, prenom }: Interdit) => `${nom} ${prenom}`)],
      columns: columnsIn(tx.zone, suite),
      rows: await readInterdits(tx, { campagneId: campagne.id, uai }),
      slice,
      uai,
    }),
    lycee,
  }
}

const columnsIn = (zone: string, suite: Readonly<Record<string, string>>): ListColumn<Interdit>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: (row) => (
      <>
        {row.nom} {row.prenom}
        <span className="passpro-precision">{row.college}</span>
      </>
    ),
    valeur: ({ nom, prenom }) => `${nom} ${prenom}`,
  },
  { title: 'Établissement', fichierSeul: true, valeur: ({ college }) => college },
  { title: 'Domaine', tri: 'domaine', valeur: ({ domaineLibelle }) => domaineLibelle },
  {
    title: 'Interdit',
    tri: 'quand',
    valeur: (row) => plageInWords(row, zone),
    ordre: ({ debut }) => debut?.toISOString() ?? '',
  },
  { title: 'Pourquoi', valeur: ({ motif }) => motif },
  { title: 'Par', tri: 'auteur', valeur: ({ auteur }) => auteur },
  {
    title: 'Lever',
    cell: (row) => (
      <ActionButton action={adresse(`/interdits/${row.id}/levee`, suite)} kind="tertiary">
        Lever
        <span className="fr-sr-only">
          {' '}
          l’interdiction de {row.prenom} {row.nom}
        </span>
      </ActionButton>
    ),
  },
]

function Interdits({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  return (
    <Frame title="Places interdites">
      <ChoixDuLycee path={PATH} lycee={lue.lycee} />
      <p>
        Ce que les planificateurs de votre lycée ont interdit à un élève. Aucun calcul ne passe outre. Pour
        interdire une place ou tout le lycée, ouvrez l’entretien de l’élève.
      </p>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption="Interdictions de votre lycée"
          rowKey={(row) => row.id}
          empty="Aucune place n’est interdite."
        />
      </div>
    </Frame>
  )
}

/** The hours that are forbidden, or the whole lycée. */
export function plageInWords({ debut, fin }: { debut: Date | null; fin: Date | null }, zone: string): string {
  if (debut === null || fin === null) return 'tout le lycée'
  const at = (instant: Date): string => timeInWords(localMinuteOf(instant, zone))
  return `${dayInWords(dayOf(debut, zone))}, ${at(debut)} – ${at(fin)}`
}
