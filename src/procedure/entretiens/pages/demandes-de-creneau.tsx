import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { dayInWords, dayOf, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { repondreDemandeCreneau } from '#src/procedure/entretiens/acts/demandes.ts'
import type { DemandeCreneauRecue } from '#src/procedure/entretiens/model/demandes.ts'
import { readDemandesRecues } from '#src/procedure/entretiens/reads/demandes.ts'
import { LIBELLE_MOTIF, sentenceDemandeCreneau } from '#src/procedure/entretiens/texts/demandes.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import {
  choicesIn,
  listed,
  textFilter,
  type ListColumn,
  type Listed,
  type ListFilter,
} from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/demandes-de-creneau'
const ONE = `${PATH}/:id` as const

const Reponse = z.object({
  suite: z.enum(['accepter', 'refuser'], { error: 'Choisissez une réponse.' }),
  reponse: texte('Écrivez une phrase pour l’élève et sa famille.', 300),
})

/** Requests of pupils for another slot, for the planner of the lycée. */
export const demandesDeCreneau = [
  ...listPages({
    path: PATH,
    droit: 'demande_creneau.lire',
    menu: { libelle: 'Demandes de créneau', ordre: 45 },
    attente: async ({ tx, campagne }) => {
      const waiting = (await readDemandesRecues(tx, campagne.id)).filter((one) => one.reponse === null).length
      return waiting === 0 ? [] : [{ texte: `Répondre à ${counted(waiting, 'demande')} de créneau` }]
    },
    nom: 'demandes-de-creneau',
    load: listOf,
    draw: (lue) => <Demandes lue={lue} />,
  }),
  page({
    method: 'GET',
    path: ONE,
    droit: 'demande_creneau.repondre',
    handler: async (requete) =>
      html(<Repondre demande={await load(requete)} zone={requete.tx.zone} state={freshForm()} />),
  }),
  page({ method: 'POST', path: ONE, droit: 'demande_creneau.repondre', handler: answer }),
]

async function load({ tx, campagne, id }: Requete): Promise<DemandeCreneauRecue> {
  const found = (await readDemandesRecues(tx, campagne.id)).find((one) => one.id === id('id'))
  if (!found) throw new Introuvable()
  return found
}

async function answer(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const demande = await load(requete)
  const again = (state: FormState) => html(<Repondre demande={demande} zone={tx.zone} state={state} />, 422)
  const read = readForm(form, Reponse)
  if (!read.ok) return again(read.state)
  const { suite, reponse } = read.value
  const accepte = suite === 'accepter'
  const done = await repondreDemandeCreneau(tx, { campagneId: campagne.id, id: demande.id, accepte, reponse })
  if (!done.ok) return again(withError(read.state, '', sentenceDemandeCreneau(done.refus)))
  return done.value === null
    ? redirect(PATH, 'La réponse est transmise à l’élève.')
    : redirect(`/incidents/${done.value}`, 'La demande est acceptée : choisissez la nouvelle place.')
}

const quand = ({ debut }: DemandeCreneauRecue, zone: string): string =>
  minuteInWords(localMinuteOf(debut, zone))

const SUITES = ['a_donner', 'acceptee', 'refusee'] as const
const LIBELLE_SUITE = { a_donner: 'À donner', acceptee: 'Acceptée', refusee: 'Refusée' } as const
const suiteOf = ({ accepte }: DemandeCreneauRecue): (typeof SUITES)[number] =>
  accepte === null ? 'a_donner' : accepte ? 'acceptee' : 'refusee'
const suiteDite = (one: DemandeCreneauRecue): string => LIBELLE_SUITE[suiteOf(one)]

const FILTERS: readonly ListFilter<DemandeCreneauRecue>[] = [
  textFilter('Nom ou prénom', ({ eleve }) => eleve),
  {
    name: 'reponse',
    label: 'Réponse',
    all: 'Toutes',
    choices: choicesIn(SUITES, LIBELLE_SUITE),
    keeps: (one, asked) => suiteOf(one) === asked,
  },
]

async function listOf(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  const rows = await readDemandesRecues(tx, campagne.id)
  return listed(requete, { path: PATH, filters: FILTERS, columns: columnsFor(tx.zone), rows, slice })
}

const Demandes = ({ lue }: { lue: Listed<DemandeCreneauRecue> }) => (
  <Frame title="Demandes de créneau">
    <p>Des élèves à qui leur créneau ne convient pas. Tant que vous n’avez pas répondu, l’entretien tient.</p>
    <ListFilters list={lue} />
    <List
      list={lue}
      caption={counted(lue.total, 'demande')}
      rowKey={({ id }) => id}
      empty="Personne n’a demandé un autre créneau."
    />
  </Frame>
)

function columnsFor(zone: string): ListColumn<DemandeCreneauRecue>[] {
  const when = (one: DemandeCreneauRecue): string => quand(one, zone)
  const asked = ({ le }: DemandeCreneauRecue): string => dayInWords(dayOf(le, zone))
  return [
    {
      title: 'Élève',
      heading: true,
      tri: 'eleve',
      cell: (one) => (one.reponse === null ? <a href={`${PATH}/${one.id}`}>{one.eleve}</a> : one.eleve),
      valeur: (one) => one.eleve,
    },
    { title: 'Collège', tri: 'college', valeur: (one) => one.college },
    {
      title: 'Domaine',
      tri: 'domaine',
      valeur: (one) => one.libelleDomaine,
    },
    { title: 'Entretien', tri: 'quand', valeur: when, ordre: ({ debut }) => debut.toISOString() },
    {
      title: 'Raison',
      tri: 'raison',
      valeur: (one) => LIBELLE_MOTIF[one.motif],
    },
    { title: 'Demandé', tri: 'le', valeur: asked, ordre: ({ le }) => le.toISOString() },
    { title: 'Réponse', tri: 'reponse', valeur: suiteDite },
  ]
}

function Repondre(props: { demande: DemandeCreneauRecue; zone: string; state: FormState }) {
  const { demande, zone, state } = props
  return (
    <Frame title={`Demande de ${demande.eleve}`} state={state}>
      <p>
        <a href={PATH}>Toutes les demandes</a>
      </p>
      <Facts
        facts={[
          ['Collège', demande.college],
          ['Entretien', `${demande.libelleDomaine}, ${quand(demande, zone)}`],
          ['Raison', LIBELLE_MOTIF[demande.motif]],
          ['Précisions', demande.precision],
        ]}
      />
      <Form state={state}>
        <Radios
          name="suite"
          label="Réponse"
          choices={[
            {
              value: 'accepter',
              label: 'Chercher un autre créneau',
              hint: 'Une nouvelle place vous est proposée.',
            },
            { value: 'refuser', label: 'Garder ce créneau' },
          ]}
          state={state}
        />
        <TextArea
          name="reponse"
          label="Une phrase pour l’élève"
          hint="L’élève et sa famille la lisent."
          rows={3}
          limite={300}
          state={state}
        />
        <Buttons>
          <Button>Répondre</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}
