import { z } from 'zod'
import { dayInWords, dayOf, dayToFrench } from '#src/kit/day.ts'
import { trancherDoute } from '#src/procedure/eleves/acts/doutes-ine.ts'
import { DECISIONS_INE } from '#src/procedure/eleves/model/doutes-ine.ts'
import { readDoutesIne, type DouteVu, type Personne } from '#src/procedure/eleves/reads/doutes-ine.ts'
import { PHRASE_DOUTE, PHRASE_SUITE } from '#src/procedure/eleves/texts/doutes-ine.ts'
import { Buttons } from '#src/web/components/button.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/doutes-ine'
const DROIT = 'doute_ine.trancher'
const Decision = z.object({ decision: z.enum(DECISIONS_INE, 'Dites si c’est le même élève.') })

async function load(requete: Requete, slice: Slice): Promise<Listed<DouteVu>> {
  const { tx, campagne } = requete
  return listed(requete, {
    path: PATH,
    filters: [
      textFilter(
        'INE, élève ou établissement',
        (one: DouteVu) => `${one.ine} ${carrier(one)} ${onFile(one)}`,
      ),
    ],
    columns: columnsFor(tx.zone),
    rows: await readDoutesIne(tx, campagne.id),
    slice,
  })
}

export const doutesIne = [
  ...listPages({
    path: PATH,
    droit: DROIT,
    menu: { libelle: 'INE à vérifier', ordre: 14 },
    nom: 'ine-a-verifier',
    load,
    draw: (lue) => <Doutes lue={lue} state={freshForm()} />,
  }),
  page({
    method: 'POST',
    path: `${PATH}/:id`,
    droit: DROIT,
    handler: async (requete) => {
      const { tx, campagne } = requete
      const id = requete.id('id')
      if (!(await readDoutesIne(tx, campagne.id)).some((one) => one.id === id)) throw new Introuvable()
      const read = readForm(requete.form, Decision)
      const again = async (state: FormState): Promise<Reply> =>
        html(<Doutes lue={await load(requete, sliceOf(requete.query('page')))} state={state} />, 422)
      if (!read.ok) return again(read.state)
      const done = await trancherDoute(tx, { id, ...read.value })
      if (!done.ok) return again(withError(read.state, 'decision', PHRASE_DOUTE[done.refus.code]))
      return redirect(PATH, PHRASE_SUITE[done.value])
    },
  }),
]

const inWords = (one: Personne | null): string =>
  one ? `${one.nom}, date de naissance : ${dayToFrench(one.naissance)}` : 'un de ses élèves'

const carrier = (one: DouteVu): string => `${inWords(one.titulaire)} (${one.nomDepart})`
const onFile = (one: DouteVu): string => `${inWords(one.ligne)} (${one.nomArrivee})`

const columnsFor = (zone: string): ListColumn<DouteVu>[] => [
  { title: 'INE', heading: true, tri: 'ine', valeur: ({ ine }) => ine },
  { title: 'Déjà porté par', tri: 'titulaire', valeur: carrier },
  { title: 'Dans le fichier', tri: 'fichier', valeur: onFile },
  {
    title: 'Depuis le',
    tri: 'le',
    valeur: ({ le }) => dayInWords(dayOf(le, zone)),
    ordre: ({ le }) => le.toISOString(),
  },
  { title: 'Réponse', cell: (one) => <Reponses {...one} /> },
]

function Doutes({ lue, state }: { lue: Listed<DouteVu>; state: FormState }) {
  return (
    <Frame title="INE à vérifier" state={state}>
      <p>
        Le fichier d’un établissement donne un INE qu’un autre élève de la campagne porte déjà. Un élève a
        changé d’établissement, ou l’INE est faux : personne n’est importé tant que nul ne l’a dit.
      </p>
      <p>
        « C’est le même élève » transmet son dossier à l’établissement du fichier, dont l’identité est
        reprise. « Ce n’est pas lui » importe l’élève du fichier sans INE, à corriger dans SIECLE. La première
        réponse est celle de l’établissement qui a l’élève, la seconde celle de l’établissement du fichier ;
        l’académie peut donner les deux.
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption="INE portés deux fois"
        rowKey={({ id }) => id}
        empty="Aucun INE n’est à vérifier."
      />
    </Frame>
  )
}

function Reponses({ id, titulaire, ligne }: DouteVu) {
  const action = `${PATH}/${id}`
  return (
    <Buttons>
      {titulaire && (
        <ActionButton action={action} fields={{ decision: 'meme_eleve' }}>
          C’est le même élève
        </ActionButton>
      )}
      {ligne && (
        <ActionButton action={action} fields={{ decision: 'autre_eleve' }}>
          Ce n’est pas lui
        </ActionButton>
      )}
    </Buttons>
  )
}
