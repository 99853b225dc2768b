import { z } from 'zod'
import { dayOf, dayToFrench } from '#src/kit/day.ts'
import { trancherDoute } from '#src/procedure/eleves/acts/doutes-ine.ts'
import { DECISIONS_INE } from '#src/procedure/eleves/model/doutes-ine.ts'
import { readDoutesIne, type DouteVu, type Personne } from '#src/procedure/eleves/reads/doutes-ine.ts'
import { PHRASE_DOUTE, PHRASE_SUITE } from '#src/procedure/eleves/texts/doutes-ine.ts'
import { Buttons } from '#src/web/components/button.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/doutes-ine'
const DROIT = 'doute_ine.trancher'
const Decision = z.object({ decision: z.enum(DECISIONS_INE, 'Dites si c’est le même élève.') })

async function show({ tx, campagne }: Requete, state: FormState = freshForm()): Promise<Reply> {
  const doutes = await readDoutesIne(tx, campagne.id)
  const status = Object.keys(state.errors).length > 0 ? 422 : 200
  return html(<Doutes doutes={doutes} state={state} zone={tx.zone} />, status)
}

export const doutesIne = [
  page({
    method: 'GET',
    path: PATH,
    droit: DROIT,
    menu: { libelle: 'INE à vérifier', ordre: 14 },
    handler: (requete) => show(requete),
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
      if (!read.ok) return show(requete, read.state)
      const done = await trancherDoute(tx, { id, ...read.value })
      if (!done.ok) return show(requete, withError(read.state, 'decision', PHRASE_DOUTE[done.refus.code]))
      return redirect(PATH, PHRASE_SUITE[done.value])
    },
  }),
]

const inWords = (one: Personne | null): string =>
  one ? `${one.nom}, date de naissance : ${dayToFrench(one.naissance)}` : 'un de ses élèves'

function Doutes(props: { doutes: readonly DouteVu[]; state: FormState; zone: string }) {
  const { doutes, state, zone } = props
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
      <Table
        caption="INE portés deux fois"
        rows={doutes}
        rowKey={({ id }) => id}
        empty="Aucun INE n’est à vérifier."
        columns={[
          { title: 'INE', heading: true, cell: ({ ine }) => ine },
          { title: 'Déjà porté par', cell: (one) => `${inWords(one.titulaire)} (${one.nomDepart})` },
          { title: 'Dans le fichier', cell: (one) => `${inWords(one.ligne)} (${one.nomArrivee})` },
          { title: 'Depuis le', cell: ({ le }) => dayToFrench(dayOf(le, zone)) },
          { title: 'Réponse', cell: (one) => <Reponses {...one} /> },
        ]}
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
