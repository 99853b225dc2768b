import { dayInWords, dayOf, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { niveauDit } from '#src/procedure/inscriptions/pages/avis-montre.ts'
import { readRecepisse, readRecepisses } from '#src/procedure/inscriptions/reads/recepisses.ts'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { Table } from '#src/web/components/table.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
import { html, Introuvable, page } from '#src/web/page.ts'

const PATH = '/avis-origine/recepisses'

type Recepisse = Awaited<ReturnType<typeof readRecepisses>>[number]

const dateOf = ({ numero, le }: Recepisse, zone: string): string =>
  `n° ${numero} du ${dayInWords(dayOf(le, zone))}`

const columnsIn = (zone: string): ListColumn<Recepisse>[] => [
  {
    title: 'Récépissé',
    heading: true,
    tri: 'numero',
    cell: (one) => <a href={`${PATH}/${one.id}`}>{dateOf(one, zone)}</a>,
    valeur: (one) => dateOf(one, zone),
    ordre: ({ le }) => le.toISOString(),
  },
  { title: 'Établissement', tri: 'etablissement', valeur: ({ etablissement }) => etablissement },
  { title: 'Avis', numeric: true, tri: 'avis', valeur: ({ nombre }) => nombre },
  { title: 'Signé par', tri: 'signataire', valeur: ({ signataire }) => signataire },
  { title: 'Quand', valeur: ({ le }) => minuteInWords(localMinuteOf(le, zone)) },
]

export const recepisses = [
  ...listPages({
    path: PATH,
    droit: 'recepisse.lire',
    nom: 'recepisses',
    load: async (requete, slice) => {
      const { tx, campagne } = requete
      const rows = await readRecepisses(tx, campagne.id)
      const filters = [
        textFilter(
          'Numéro, jour ou signataire',
          (one: Recepisse) => `${dateOf(one, tx.zone)} ${one.signataire}`,
        ),
      ]
      return listed(requete, { path: PATH, filters, columns: columnsIn(tx.zone), rows, slice })
    },
    draw: (lue) => <Recepisses lue={lue} />,
  }),
  page({
    method: 'GET',
    path: `${PATH}/:id`,
    droit: 'recepisse.lire',
    handler: async ({ tx, campagne, id }) => {
      const lu = await readRecepisse(tx, { campagneId: campagne.id, id: id('id') })
      if (!lu) throw new Introuvable()
      return html(<RecepissePage lu={lu} zone={tx.zone} />)
    },
  }),
]

type Lu = NonNullable<Awaited<ReturnType<typeof readRecepisse>>>

/** A document that is printed whole as it was signed: it is neither sorted nor cut in pages, unlike the list of receipts. */
function RecepissePage({ lu: { recepisse, avis }, zone }: { lu: Lu; zone: string }) {
  return (
    <Frame title={`Récépissé n° ${recepisse.numero}`}>
      <Retour />
      <Facts
        facts={[
          ['Établissement', `${recepisse.etablissement} (${recepisse.uai})`],
          ['Signé par', recepisse.signataire],
          ['Le', minuteInWords(localMinuteOf(recepisse.le, zone))],
          ['Avis signés', String(recepisse.nombre)],
        ]}
      />
      <p>
        Ces avis ne se changent plus. Ce récépissé s’imprime tel quel ; son numéro et sa date suffisent pour
        en parler à l’académie.
      </p>
      <div className="passpro-multiligne">
        <Table
          caption="Ce qui a été signé"
          rows={avis.map((one, rang) => ({ ...one, rang }))}
          rowKey={(one) => one.rang}
          columns={[
            { title: 'Élève', heading: true, cell: (one) => `${one.nom} ${one.prenom}` },
            { title: 'Classe', cell: (one) => one.classe ?? '–' },
            { title: 'Formation', cell: (one) => one.formation ?? 'toutes' },
            { title: 'Avis', cell: (one) => niveauDit(one.sens) },
            { title: 'Commentaire', cell: (one) => one.commentaire },
          ]}
        />
      </div>
    </Frame>
  )
}

const Retour = () => (
  <p className="passpro-hors-papier">
    <a className="fr-link" href="/avis-origine">
      Retour aux avis d’origine
    </a>
  </p>
)

function Recepisses({ lue }: { lue: Listed<Recepisse> }) {
  return (
    <Frame title="Récépissés de signature">
      <Retour />
      <ListFilters list={lue} />
      <List list={lue} caption="Vos récépissés" rowKey={(one) => one.id} empty="Rien n’est encore signé." />
    </Frame>
  )
}
