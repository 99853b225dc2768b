import { counted } from '#src/kit/counted.ts'
import { ETATS_RAPPROCHEMENT, type EtatRapprochement } from '#src/procedure/bonus/model.ts'
import {
  readRapprochement,
  TRIS_RAPPROCHEMENT,
  type Denombrement,
  type LigneRapprochement,
} from '#src/procedure/bonus/reads/rapprochement.ts'
import { LIBELLE_RAPPROCHEMENT } from '#src/procedure/bonus/texts.ts'
import { derniereEcheance, libelleSens, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { cleFichier, readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, schoolFilter, triOf, type ListColumn } from '#src/web/lists.ts'
import type { Attente, Requete } from '#src/web/page.ts'
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

export const rapprochement = listPages({
  path: PATH,
  droit: 'rapprochement.suivre',
  menu: { libelle: 'Vœux et confirmations', ordre: 85 },
  attente: attenteDesVoeux,
  nom: 'voeux-et-confirmations',
  load,
  draw: (lue) => <WorkList lue={lue} />,
})

/** What a school would lose at the end of the wishes, while it can still be made good. */
async function attenteDesVoeux({ tx, campagne }: Requete): Promise<Attente[]> {
  if (hasRole(tx.acteur, 'academie')) return []
  const own = tx.acteur.habilitations.flatMap(({ uai }) => uai ?? [])
  const lue = await loadCampagne(tx.trx, campagne.id)
  const limits = own.map((uai) => derniereEcheance(lue, { echeance: 'finConfirmations', uai }))
  const jusquAu = limits.toSorted().at(-1) ?? lue.calendrier.finConfirmations
  const asked = { campagneId: campagne.id, uai: null, nom: '', etat: null, tri: null, limit: 0, offset: 0 }
  const { etats, voeuSansConfirmation, voeuxConnus } = (await readRapprochement(tx, asked)).comptes
  const sansVoeu = etats.find(({ etat }) => etat === 'sans_voeu')?.nombre ?? 0
  const said: [number, string, (typeof CHOIX)[number]][] = [
    [
      voeuxConnus ? sansVoeu : 0,
      `Faire saisir les vœux : ${counted(sansVoeu, 'formation confirmée', 'formations confirmées')} sans vœu dans Affelnet`,
      'sans_voeu',
    ],
    [
      voeuSansConfirmation,
      `Obtenir les réponses : ${counted(voeuSansConfirmation, 'vœu saisi', 'vœux saisis')} sans confirmation de la famille`,
      'voeu_sans_confirmation',
    ],
  ]
  return said.flatMap(([nombre, texte, etat]) =>
    nombre === 0 ? [] : [{ texte, jusquAu, href: addressOf(PATH, { etat }) }],
  )
}

async function load({ tx, campagne, query }: Requete, slice: Slice) {
  const uai = query('etablissement') || null
  const asked = { nom: query('nom') ?? '', etat: oneOf(query('etat'), CHOIX) }
  const tri = triOf(query('tri'), TRIS_RAPPROCHEMENT)
  const search = { ...asked, uai, campagneId: campagne.id, tri, ...slice }
  const { lignes: rows, comptes: counts } = await readRapprochement(tx, search)
  const { academieNom: academie } = await loadCampagne(tx.trx, campagne.id)
  return {
    path: PATH,
    filters: [
      { name: 'nom', label: 'Nom ou prénom' },
      {
        name: 'etat',
        label: 'État',
        choices: [
          ...choicesIn(ETATS_RAPPROCHEMENT, LIBELLE_RAPPROCHEMENT),
          { value: 'voeu_sans_confirmation', label: 'Vœu saisi, sans confirmation' },
        ],
      },
      ...schoolFilter(await readEtablissementsSuivis(tx, campagne.id)),
    ],
    choices: { ...asked, etablissement: uai },
    columns: COLUMNS,
    tri,
    slice,
    rows,
    total: counts.total,
    uai,
    counts,
    academie: hasRole(tx.acteur, 'academie'),
    mention: mentionLegale({ academie, etablissement: null }),
  } as const
}

const COLUMNS: readonly ListColumn<LigneRapprochement>[] = [
  { title: 'INE', fichierSeul: true, valeur: (one) => cleFichier(one) },
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: ({ eleveId, nom, prenom }) => <a href={`/eleves/${eleveId}`}>{`${nom} ${prenom}`}</a>,
    valeur: ({ nom, prenom }) => `${nom} ${prenom}`,
  },
  { title: 'Classe', tri: 'classe', valeur: ({ classe }) => classe },
  {
    title: 'Établissement',
    tri: 'etablissement',
    valeur: (one) => one.etablissement,
  },
  { title: 'UAI', fichierSeul: true, valeur: ({ uai }) => uai },
  { title: 'MEF', fichierSeul: true, valeur: ({ mef }) => mef },
  { title: 'Formation', tri: 'formation', valeur: (one) => one.formation },
  {
    title: 'Avis final',
    cell: ({ sens }) => (sens === null ? 'aucun' : libelleSens(sens)),
    valeur: ({ sens }) => (sens === null ? null : libelleSens(sens)),
  },
  { title: 'Points', numeric: true, tri: 'points', valeur: (one) => one.points },
  {
    title: 'Vœu',
    valeur: ({ voeu }) => (voeu ? 'oui' : 'non'),
  },
  {
    title: 'État',
    tri: 'etat',
    valeur: ({ etat }) => LIBELLE_RAPPROCHEMENT[etat],
  },
]

function WorkList({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { counts, uai, academie, mention } = lue
  return (
    <Frame title="Vœux et confirmations">
      {!academie && (
        <p>
          Les inscriptions de vos élèves dont la fiche récapitulative est établie, jusqu’à la fin des vœux.
        </p>
      )}
      <Counts counts={counts} uai={uai} />
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={`Inscriptions affichées : ${counts.total.toLocaleString('fr-FR')}`}
        rowKey={(one) => one.inscriptionId}
        empty="Aucune inscription ne répond à ce choix."
      />
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
