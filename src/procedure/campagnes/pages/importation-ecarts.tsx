import { appliquerApercu, isApercu } from '#src/procedure/campagnes/acts/importations.ts'
import type { EcartVoeu, Importation } from '#src/procedure/campagnes/model.ts'
import { readEcarts, readImport, TRIS_ECARTS } from '#src/procedure/campagnes/reads/importations.ts'
import { LIBELLE_ECART, SENTENCE_APERCU } from '#src/procedure/campagnes/texts/importations.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { LinkButton } from '#src/web/components/button.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, triOf, type ListColumn } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

/** What a file of wishes changes, wish by wish, and the act that applies what was shown. */
export const ecartsDeLImport = [
  ...listPages({
    path: '/imports/:id/ecarts',
    droit: 'import.voeux',
    nom: 'ecarts-de-voeux',
    load,
    draw: (lue) => <Ecarts lue={lue} />,
  }),
  page({
    method: 'POST',
    path: '/imports/:id/application',
    droit: 'import.voeux',
    handler: async ({ tx, id }) => {
      if (!(await readImport(tx, id('id')))) throw new Introuvable()
      const applied = await appliquerApercu(tx, id('id'))
      if (applied.ok) return redirect(`/imports/${applied.value}`)
      return html(<Refused id={id('id')} sentence={SENTENCE_APERCU[applied.refus.code]} />, 422)
    },
  }),
]

const NATURES = ['supprime', 'modifie', 'ajoute'] as const

async function load({ tx, id, query }: Requete, slice: Slice) {
  const choices = { cherche: query('cherche') ?? '', nature: oneOf(query('nature'), NATURES) }
  const tri = triOf(query('tri'), TRIS_ECARTS)
  const search = { id: id('id'), cherche: choices.cherche, genre: choices.nature, tri, ...slice }
  const read = await readEcarts(tx, search)
  if (!read) throw new Introuvable()
  const { importation, ecarts: rows, total } = read
  return {
    path: `/imports/${importation.id}/ecarts`,
    filters: [
      { name: 'cherche', label: 'Élève, INE, offre ou formation' },
      { name: 'nature', label: 'Nature', choices: choicesIn(NATURES, LIBELLE_ECART) },
    ],
    choices,
    columns: COLUMNS,
    tri,
    slice,
    rows,
    total,
    importation,
  } as const
}

const COLUMNS: readonly ListColumn<EcartVoeu>[] = [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    valeur: ({ eleve, ine }) => eleve ?? `INE ${ine}, hors de la campagne`,
  },
  { title: 'INE', fichierSeul: true, valeur: ({ ine }) => ine },
  { title: 'Nature', tri: 'nature', valeur: ({ nature }) => LIBELLE_ECART[nature] },
  { title: 'Offre', tri: 'offre', valeur: ({ offre }) => offre },
  { title: 'Formation', tri: 'formation', valeur: ({ formation }) => formation },
  { title: 'Rang avant', numeric: true, tri: 'avant', valeur: ({ avant }) => avant },
  { title: 'Rang après', numeric: true, tri: 'apres', valeur: ({ apres }) => apres },
]

const Refused = ({ id, sentence }: { id: number; sentence: string }) => (
  <Frame title={`Import n° ${id}`}>
    <Alert kind="error" title="Ces vœux ne sont pas appliqués">
      {sentence}
    </Alert>
    <p>
      <a className="fr-link" href="/imports">
        Envoyer le fichier
      </a>
    </p>
  </Frame>
)

const waits = (one: Importation): boolean => isApercu(one) && one.fichiers.length > 0

/** From the import to what it changes, where a preview is applied once it is read. */
export function LienDesEcarts({ importation: one }: { importation: Importation }) {
  const said = `${one.ecarts.toLocaleString('fr-FR')} ${one.ecarts > 1 ? 'écarts' : 'écart'}`
  return (
    <p>
      <LinkButton href={`/imports/${one.id}/ecarts`} kind={waits(one) ? 'primary' : 'secondary'}>
        {waits(one)
          ? `Relire ce qui changerait, puis appliquer (${said})`
          : `${one.aBlanc ? 'Ce qui changerait' : 'Ce qui a changé'}, vœu par vœu (${said})`}
      </LinkButton>
    </p>
  )
}

const INCHANGE =
  'Ce fichier dit la même chose que le précédent : aucun vœu n’est ajouté, retiré ni changé de rang.'

function Ecarts({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { importation: one } = lue
  return (
    <Frame title={one.aBlanc ? 'Ce qui changerait, vœu par vœu' : 'Ce qui a changé, vœu par vœu'}>
      <p>
        <a className="fr-link" href={`/imports/${one.id}`}>
          Import n° {one.id}
        </a>
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={`Écarts (${lue.total.toLocaleString('fr-FR')}), retraits d’abord`}
        rowKey={(row) => `${row.ine}-${row.offre}-${row.nature}`}
        empty={one.etat === 'finie' ? INCHANGE : 'Aucun vœu n’a été comparé.'}
      />
      {waits(one) && (
        <ActionButton action={`/imports/${one.id}/application`} kind="primary">
          Appliquer ces changements
        </ActionButton>
      )}
    </Frame>
  )
}
