import { ETATS_RAPPROCHEMENT, type EtatRapprochement } from '#src/procedure/bonus/model.ts'
import {
  readRapprochement,
  TRIS_RAPPROCHEMENT,
  type Denombrement,
  type LigneRapprochement,
} from '#src/procedure/bonus/reads/rapprochement.ts'
import { LIBELLE_RAPPROCHEMENT } from '#src/procedure/bonus/texts.ts'
import { libelleSens, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { cleFichier, readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import {
  ChoiceFilter,
  FilterForm,
  NameFilter,
  SchoolFilter,
  type School,
} from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { EXPORT_MAX, exportPage, triDit, triOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/rapprochement'

/** What has to be done about each registration before the export. */
const QUE_FAIRE: Record<EtatRapprochement, string> = {
  points_nuls: 'Aucun bonus : pas d’avis final, ou un niveau qui vaut 0 point.',
  refuse: 'La famille a dit non : cela ne se change pas.',
  non_confirme: 'Il manque une confirmation : relancer, ou saisir le papier signé.',
  sans_voeu: 'Confirmé, mais aucun vœu pour cette formation : vérifier la saisie dans Affelnet.',
  exporte: 'Le bonus est dans le prochain lot, ou déjà transmis.',
}

const CHOIX = [...ETATS_RAPPROCHEMENT, 'voeu_sans_confirmation'] as const

const choicesOf = ({ query }: Requete) => ({
  nom: query('nom') ?? '',
  etat: oneOf(query('etat'), CHOIX),
  etablissement: query('etablissement') || null,
})

const searchOf = (requete: Requete) => {
  const { etablissement: uai, ...choices } = choicesOf(requete)
  return { ...choices, uai, campagneId: requete.campagne.id }
}

export const rapprochement = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'rapprochement.suivre',
    menu: { libelle: 'Vœux et confirmations', ordre: 85 },
    handler: async (requete) => html(<WorkList {...await load(requete)} />),
  }),
  exportPage({
    path: PATH,
    droit: 'rapprochement.suivre',
    nom: 'voeux-et-confirmations',
    lignes: async (requete) => {
      const search = searchOf(requete)
      const tri = triOf(requete.query('tri'), TRIS_RAPPROCHEMENT)
      const asked = { ...search, tri, limit: EXPORT_MAX, offset: 0 }
      const { lignes: rows } = await readRapprochement(requete.tx, asked)
      return { rows, columns: COLUMNS, uai: search.uai }
    },
  }),
]

async function load(requete: Requete) {
  const { tx, campagne, query } = requete
  const search = searchOf(requete)
  const { page: number, ...slice } = sliceOf(query('page'))
  const tri = triOf(query('tri'), TRIS_RAPPROCHEMENT)
  const { academieNom: academie } = await loadCampagne(tx.trx, campagne.id)
  const { lignes: rows, comptes: counts } = await readRapprochement(tx, { ...search, ...slice, tri })
  return {
    rows,
    counts,
    schools: await readEtablissementsSuivis(tx, campagne.id),
    choices: choicesOf(requete),
    page: number,
    tri,
    academie: hasRole(tx.acteur, 'academie'),
    mention: mentionLegale({ academie, etablissement: null }),
  }
}
type Loaded = Awaited<ReturnType<typeof load>>

const COLUMNS: readonly ListColumn<LigneRapprochement>[] = [
  { title: 'INE', fichierSeul: true, cell: () => null, valeur: (one) => cleFichier(one) },
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: ({ eleveId, nom, prenom }) => <a href={`/eleves/${eleveId}`}>{`${nom} ${prenom}`}</a>,
    valeur: ({ nom, prenom }) => `${nom} ${prenom}`,
  },
  { title: 'Classe', tri: 'classe', cell: ({ classe }) => classe ?? '', valeur: ({ classe }) => classe },
  {
    title: 'Établissement',
    tri: 'etablissement',
    cell: (one) => one.etablissement,
    valeur: (one) => one.etablissement,
  },
  { title: 'UAI', fichierSeul: true, cell: () => null, valeur: ({ uai }) => uai },
  { title: 'MEF', fichierSeul: true, cell: () => null, valeur: ({ mef }) => mef },
  { title: 'Formation', tri: 'formation', cell: (one) => one.formation, valeur: (one) => one.formation },
  {
    title: 'Avis final',
    cell: ({ sens }) => (sens === null ? 'aucun' : libelleSens(sens)),
    valeur: ({ sens }) => (sens === null ? null : libelleSens(sens)),
  },
  { title: 'Points', numeric: true, tri: 'points', cell: (one) => one.points, valeur: (one) => one.points },
  {
    title: 'Vœu',
    cell: ({ voeu }) => (voeu ? 'oui' : 'non'),
    valeur: ({ voeu }) => (voeu ? 'oui' : 'non'),
  },
  {
    title: 'État',
    tri: 'etat',
    cell: ({ etat }) => LIBELLE_RAPPROCHEMENT[etat],
    valeur: ({ etat }) => LIBELLE_RAPPROCHEMENT[etat],
  },
]

function WorkList(props: Loaded) {
  const { rows, counts, choices, page: number, tri, academie, mention } = props
  const address = (n: number) => addressOf(PATH, { ...choices, tri: triDit(tri), page: n })
  return (
    <Frame title="Vœux et confirmations">
      {!academie && (
        <p>
          Les inscriptions de vos élèves dont la fiche récapitulative est établie, jusqu’à la fin des vœux.
        </p>
      )}
      <Counts counts={counts} uai={choices.etablissement} />
      <Filters choices={choices} schools={props.schools} />
      <ListTable
        path={PATH}
        caption={`Inscriptions affichées : ${counts.total.toLocaleString('fr-FR')}`}
        columns={COLUMNS}
        rows={rows}
        rowKey={(one) => one.inscriptionId}
        empty="Aucune inscription ne répond à ce choix."
        choices={choices}
        tri={tri}
      />
      <Pagination page={number} total={counts.total} href={address} />
      <LegalMention sentences={mention} />
    </Frame>
  )
}

function Counts({ counts, uai }: { counts: Denombrement; uai: string | null }) {
  const rows: [(typeof CHOIX)[number], string, number, string][] = [
    ...counts.etats.map(({ etat, nombre }): (typeof rows)[number] => [
      etat,
      LIBELLE_RAPPROCHEMENT[etat],
      nombre,
      QUE_FAIRE[etat],
    ]),
    [
      'voeu_sans_confirmation',
      'dont vœu saisi, sans confirmation',
      counts.voeuSansConfirmation,
      'Le bonus sera perdu si la famille ne répond pas : l’appeler, ou saisir le papier signé.',
    ],
  ]
  return (
    <Table
      caption="Inscriptions par état"
      rows={rows}
      rowKey={([etat]) => etat}
      columns={[
        {
          title: 'État',
          heading: true,
          cell: ([etat, libelle]) => <a href={addressOf(PATH, { etat, etablissement: uai })}>{libelle}</a>,
        },
        { title: 'Inscriptions', numeric: true, cell: ([, , nombre]) => nombre.toLocaleString('fr-FR') },
        { title: 'Ce qu’il faut faire', cell: ([, , , phrase]) => phrase },
      ]}
    />
  )
}

function Filters({ choices, schools }: { choices: Loaded['choices']; schools: readonly School[] }) {
  return (
    <FilterForm>
      <NameFilter value={choices.nom} />
      <ChoiceFilter
        name="etat"
        label="État"
        value={choices.etat}
        all="Tous"
        choices={[
          ...ETATS_RAPPROCHEMENT.map((value) => ({ value, label: LIBELLE_RAPPROCHEMENT[value] })),
          { value: 'voeu_sans_confirmation', label: 'Vœu saisi, sans confirmation' },
        ]}
      />
      <SchoolFilter schools={schools} value={choices.etablissement} />
    </FilterForm>
  )
}
