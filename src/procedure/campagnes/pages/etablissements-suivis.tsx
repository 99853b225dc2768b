import { dayOf, dayToFrench } from '#src/kit/day.ts'
import {
  readEcolesSuivies,
  SITUATIONS_ECOLE,
  TRIS_ECOLES,
  type EcoleSuivie,
  type SituationEcole,
} from '#src/procedure/campagnes/reads/etablissements-suivis.ts'
import { ChoiceFilter, FilterForm, NameFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { EXPORT_MAX, exportPage, triDit, triOf, type ListColumn } from '#src/web/lists.ts'
import { html, page, type Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/campagne/etablissements'

const LIBELLE_SITUATION: Record<SituationEcole, string> = {
  silencieuses: 'Sans acte depuis deux semaines',
  avis: 'Avis d’origine manquants',
  sans_place: 'Entretiens sans place',
  a_remettre: 'Documents à remettre',
  erreurs: 'Messages en erreur',
}

const choicesOf = ({ query }: Requete) => ({
  nom: query('nom') ?? '',
  situation: oneOf(query('situation'), SITUATIONS_ECOLE),
})
const searchOf = (requete: Requete, slice: { limit: number; offset: number }) => ({
  ...choicesOf(requete),
  ...slice,
  campagneId: requete.campagne.id,
  tri: triOf(requete.query('tri'), TRIS_ECOLES),
})

export const etablissementsSuivis = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'campagne.suivre',
    handler: async (requete) => {
      const { page: number, ...slice } = sliceOf(requete.query('page'))
      const search = searchOf(requete, slice)
      const found = await readEcolesSuivies(requete.tx, search)
      const { tri } = search
      return html(
        <Suivi {...{ found, tri, choices: choicesOf(requete), page: number, zone: requete.tx.zone }} />,
      )
    },
  }),
  exportPage({
    path: PATH,
    droit: 'campagne.suivre',
    nom: 'suivi-des-etablissements',
    lignes: async (requete) => {
      const found = await readEcolesSuivies(requete.tx, searchOf(requete, { limit: EXPORT_MAX, offset: 0 }))
      return { rows: found.rows, columns: columnsIn(requete.tx.zone) }
    },
  }),
]

type Count = 'eleves' | 'inscrits' | 'avisManquants' | 'sansPlace' | 'aRemettre' | 'envoisEnErreur'

/** A number that leads to what it counts. */
const counted = (
  title: string,
  tri: (typeof TRIS_ECOLES)[number],
  { count, href }: { count: Count; href: (uai: string) => string },
): ListColumn<EcoleSuivie> => ({
  title,
  tri,
  numeric: true,
  cell: (one) => (one[count] === 0 ? 0 : <a href={href(one.uai)}>{one[count].toLocaleString('fr-FR')}</a>),
  valeur: (one) => one[count],
})

const pupils = (filtre: string | null) => (uai: string) =>
  addressOf('/eleves', { etablissement: uai, filtre })

const columnsIn = (zone: string): ListColumn<EcoleSuivie>[] => {
  const last = ({ dernierActe }: EcoleSuivie): string =>
    dernierActe === null ? 'jamais' : dayToFrench(dayOf(dernierActe, zone))
  return [
    { title: 'Établissement', heading: true, tri: 'nom', cell: (one) => one.nom, valeur: (one) => one.nom },
    { title: 'UAI', cell: (one) => one.uai, valeur: (one) => one.uai },
    counted('Élèves', 'eleves', { count: 'eleves', href: pupils(null) }),
    counted('Inscrits', 'inscrits', { count: 'inscrits', href: pupils('inscrits') }),
    counted('Avis manquants', 'avis', { count: 'avisManquants', href: pupils('avis_attendus') }),
    counted('Sans place', 'sans_place', { count: 'sansPlace', href: pupils('non_places') }),
    counted('À remettre', 'a_remettre', {
      count: 'aRemettre',
      href: (uai) => addressOf('/remises', { etablissement: uai }),
    }),
    counted('Messages en erreur', 'erreurs', { count: 'envoisEnErreur', href: () => '/messages' }),
    { title: 'Dernier acte', tri: 'acte', cell: last, valeur: last },
  ]
}

function Suivi(props: {
  found: Awaited<ReturnType<typeof readEcolesSuivies>>
  tri: ReturnType<typeof triOf>
  choices: ReturnType<typeof choicesOf>
  page: number
  zone: string
}) {
  const { found, tri, choices, page: number, zone } = props
  const address = (n: number) => addressOf(PATH, { ...choices, tri: triDit(tri), page: n })
  return (
    <Frame title="Établissements de la campagne">
      <p>
        <a className="fr-link" href="/campagne">
          Retour à la campagne
        </a>
      </p>
      <FilterForm>
        <NameFilter value={choices.nom} label="Nom, UAI ou commune" />
        <ChoiceFilter
          name="situation"
          label="Situation"
          all="Toutes"
          value={choices.situation}
          choices={SITUATIONS_ECOLE.map((value) => ({
            value,
            label: `${LIBELLE_SITUATION[value]} (${found.situations[value]})`,
          }))}
        />
      </FilterForm>
      <div className="passpro-multiligne">
        <ListTable
          path={PATH}
          caption={`Établissements : ${found.total.toLocaleString('fr-FR')}`}
          columns={columnsIn(zone)}
          rows={found.rows}
          rowKey={(one) => one.uai}
          empty="Aucun établissement ne répond à ce choix."
          choices={choices}
          tri={tri}
        />
      </div>
      <Pagination page={number} total={found.total} href={address} />
    </Frame>
  )
}
