import { dayInWords, dayOf } from '#src/kit/day.ts'
import {
  readEcolesSuivies,
  SITUATIONS_ECOLE,
  TRIS_ECOLES,
  type EcoleSuivie,
  type SituationEcole,
} from '#src/procedure/campagnes/reads/etablissements-suivis.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { triOf, type ListColumn, type Listed } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'
import { addressOf, oneOf } from '#src/web/query.ts'

const PATH = '/campagne/etablissements'

/** What a school is followed for. */
export const LIBELLE_SITUATION: Record<SituationEcole, string> = {
  silencieuses: 'Sans acte depuis deux semaines',
  avis: 'Avis d’origine manquants',
  sans_place: 'Entretiens sans place',
  a_remettre: 'Documents à remettre',
  erreurs: 'Messages en erreur',
}

export const etablissementsSuivis = listPages({
  path: PATH,
  droit: 'campagne.suivre',
  nom: 'suivi-des-etablissements',
  load,
  draw: (lue) => <Suivi lue={lue} />,
})

async function load({ tx, campagne, query }: Requete, slice: Slice): Promise<Listed<EcoleSuivie>> {
  const choices = { nom: query('nom') ?? '', situation: oneOf(query('situation'), SITUATIONS_ECOLE) }
  const tri = triOf(query('tri'), TRIS_ECOLES)
  const found = await readEcolesSuivies(tx, { ...choices, ...slice, tri, campagneId: campagne.id })
  const { rows, total, situations } = found
  const filters = [
    { name: 'nom', label: 'Nom, UAI ou commune' },
    {
      name: 'situation',
      label: 'Situation',
      all: 'Toutes',
      choices: SITUATIONS_ECOLE.map((value) => ({
        value,
        label: `${LIBELLE_SITUATION[value]} (${situations[value]})`,
      })),
    },
  ]
  return { path: PATH, filters, choices, tri, slice, columns: columnsIn(tx.zone), rows, total }
}

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
    dernierActe === null ? 'jamais' : dayInWords(dayOf(dernierActe, zone))
  return [
    { title: 'Établissement', heading: true, tri: 'nom', valeur: (one) => one.nom },
    { title: 'UAI', valeur: (one) => one.uai },
    counted('Élèves', 'eleves', { count: 'eleves', href: pupils(null) }),
    counted('Inscrits', 'inscrits', { count: 'inscrits', href: pupils('inscrits') }),
    counted('Avis manquants', 'avis', { count: 'avisManquants', href: pupils('avis_attendus') }),
    counted('Sans place', 'sans_place', { count: 'sansPlace', href: pupils('non_places') }),
    counted('À remettre', 'a_remettre', {
      count: 'aRemettre',
      href: (uai) => addressOf('/remises', { etablissement: uai }),
    }),
    counted('Messages en erreur', 'erreurs', { count: 'envoisEnErreur', href: () => '/messages' }),
    { title: 'Dernier acte', tri: 'acte', valeur: last },
  ]
}

function Suivi({ lue }: { lue: Listed<EcoleSuivie> }) {
  return (
    <Frame title="Établissements de la campagne">
      <p>
        <a className="fr-link" href="/campagne">
          Retour à la campagne
        </a>
      </p>
      <ListFilters list={lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption={`Établissements : ${lue.total.toLocaleString('fr-FR')}`}
          rowKey={(one) => one.uai}
          empty="Aucun établissement."
        />
      </div>
    </Frame>
  )
}
