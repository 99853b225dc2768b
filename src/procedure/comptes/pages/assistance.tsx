import { z } from 'zod'
import { endAssistance, openAssistance } from '#src/procedure/comptes/acts/assistance.ts'
import { droitInWords } from '#src/procedure/comptes/pages/comptes-vue.tsx'
import {
  readCompteAAider,
  readComptesAAider,
  type CompteSuivi,
} from '#src/procedure/comptes/reads/comptes.ts'
import { phraseDuRefus } from '#src/procedure/comptes/texts.ts'
import { Button } from '#src/web/components/button.tsx'
import { FilterForm } from '#src/web/components/filter-form.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { sessionKey } from '#src/web/session.ts'

const PATH = '/assistance'
const Demande = z.object({ motif: texte('Écrivez pourquoi vous voyez cet écran.', 500) })

const keyOf = ({ browser }: Requete): string => {
  const token = browser.token()
  if (token === undefined) throw new Introuvable()
  return sessionKey(token)
}

async function one(requete: Requete, state: FormState = freshForm()): Promise<Reply> {
  const compte = await readCompteAAider(requete.tx, requete.id('id'))
  if (!compte) throw new Introuvable()
  return html(<Demander compte={compte} state={state} />, Object.keys(state.errors).length > 0 ? 422 : 200)
}

/**
 * Who helps chooses a person, says why, and then sees what that person sees; the shell lets him do nothing there. What he
 * finds is no list: nobody leafs through all the persons of an académie, sorts them or takes them away in a file.
 */
export const assistance = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'assistance.chercher',
    menu: { libelle: 'Aider une personne', ordre: 1, sansCampagne: true },
    handler: async ({ tx, query }) => {
      const cherche = query('cherche')?.slice(0, 80) ?? ''
      return html(<Chercher cherche={cherche} comptes={await readComptesAAider(tx, cherche)} />)
    },
  }),
  page({
    method: 'GET',
    path: '/assistance/:id',
    droit: 'assistance.ouvrir',
    handler: (requete) => one(requete),
  }),
  page({
    method: 'POST',
    path: '/assistance/:id',
    droit: 'assistance.ouvrir',
    handler: async (requete) => {
      const read = readForm(requete.form, Demande)
      if (!read.ok) return one(requete, read.state)
      const { motif } = read.value
      const done = await openAssistance(requete.tx, {
        compteId: requete.id('id'),
        motif,
        cle: keyOf(requete),
      })
      if (done.ok) return redirect('/', `Vous voyez ce que voit ${done.value}.`)
      if (done.refus.code === 'inconnu') throw new Introuvable()
      return one(requete, withError(read.state, 'motif', phraseDuRefus(done.refus)))
    },
  }),
  page({
    method: 'POST',
    path: '/assistance/fin',
    droit: 'connecte',
    assistance: 'permise',
    handler: async (requete) => {
      await endAssistance(requete.tx, keyOf(requete))
      return redirect('/', 'Vous êtes revenu à votre compte.')
    },
  }),
]

function Chercher({ cherche, comptes }: { cherche: string; comptes: readonly CompteSuivi[] }) {
  const short = cherche.trim().length < 3
  return (
    <Frame title="Aider une personne">
      <p>
        Quelqu’un vous appelle ? Voyez son écran comme lui, sans rien pouvoir y faire. La raison que vous
        donnez et chaque page que vous voyez entrent au journal, sous vos deux noms.
      </p>
      <FilterForm>
        <TextField
          name="cherche"
          label="Nom ou adresse de la personne"
          hint="Trois lettres au moins."
          type="search"
          state={freshForm({ cherche })}
        />
      </FilterForm>
      {!short && (
        <Table
          caption="Personnes trouvées (cinquante au plus)"
          rows={comptes}
          rowKey={({ id }) => id}
          empty="Personne de ce nom que l’assistance puisse voir."
          columns={[
            {
              title: 'Personne',
              heading: true,
              cell: ({ id, nom }) => <a href={`${PATH}/${id}`}>{nom}</a>,
            },
            {
              title: 'Ce qu’elle fait ici',
              cell: ({ droits }) => droits.map(droitInWords).join(' ; ') || 'Aucun droit aujourd’hui',
            },
          ]}
        />
      )}
    </Frame>
  )
}

function Demander({ compte: { id, nom, droits }, state }: { compte: CompteSuivi; state: FormState }) {
  return (
    <Frame title={`Voir l’écran de ${nom}`} state={state}>
      <p>
        <a href={PATH}>Chercher une autre personne</a>
      </p>
      <p>{droits.map(droitInWords).join(' ; ') || 'Cette personne n’a aucun droit aujourd’hui.'}</p>
      <Form action={`${PATH}/${id}`} state={state}>
        <TextArea
          name="motif"
          label="Pourquoi"
          hint="La demande reçue, en quelques mots : elle entre au journal, avec votre nom."
          rows={3}
          state={state}
        />
        <Button>Voir son écran pendant trente minutes au plus</Button>
      </Form>
    </Frame>
  )
}
