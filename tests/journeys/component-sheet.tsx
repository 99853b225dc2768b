import { z } from 'zod'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Checkbox, Checkboxes, Radios, Select } from '#src/web/components/choice-fields.tsx'
import { ConfirmForm, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Progress, Steps } from '#src/web/components/progress.tsx'
import { Table } from '#src/web/components/table.tsx'
import { DateField, FileField, TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { dropBrouillon, readBrouillon, type Brouillon } from '#src/web/drafts.ts'
import { freshForm, liste, readForm, texte, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Page } from '#src/web/page.ts'

const SENS = [
  { value: 'reserve', label: 'Réservé' },
  { value: 'favorable', label: 'Favorable', hint: 'L’élève peut réussir dans cette formation.' },
]
const Avis = z.object({
  nom: texte('Écrivez un nom.', 60),
  jour: z.iso.date('Écrivez une date.'),
  sens: z.enum(['reserve', 'favorable'], 'Choisissez un avis.'),
  salle: texte('Choisissez une salle.'),
  besoins: liste(),
  commentaire: texte('Écrivez un commentaire.'),
})
const CLE = 'essai-commentaire'
/** How many times the act of the page was done. */
export const fait = { fois: 0 }

/** Every component on one page, so that axe and the eye meet each of them with and without errors. */
export const componentSheet: readonly Page[] = [
  page({
    method: 'GET',
    path: '/essai',
    droit: 'connecte',
    menu: { libelle: 'Composants', ordre: 1, sansCampagne: true },
    handler: async ({ tx, query }) =>
      html(
        <Sheet
          state={freshForm()}
          brouillon={await readBrouillon(tx, CLE)}
          page={sliceOf(query('page')).page}
        />,
      ),
  }),
  page({
    method: 'POST',
    path: '/essai',
    droit: 'connecte',
    handler: async ({ tx, form }) => {
      const read = readForm(form, Avis)
      if (!read.ok)
        return html(<Sheet state={read.state} brouillon={await readBrouillon(tx, CLE)} page={1} />, 422)
      await dropBrouillon(tx, CLE)
      fait.fois += 1
      return redirect('/essai', `Avis enregistré au ${read.value.jour}.`)
    },
  }),
]

function Sheet(props: { state: FormState; brouillon: Brouillon; page: number }) {
  const { state, brouillon, page } = props
  return (
    <Frame title="Composants" state={state}>
      <Steps titles={['Identité', 'Avis', 'Signature']} current={2} />
      <Progress label="Avis donnés" done={1200} total={4000} />
      <Alert kind="info" title="À savoir">
        <p>Un renseignement sur toute la page.</p>
      </Alert>
      <Alert kind="warning">La date limite est demain.</Alert>
      <SomeFields state={state} brouillon={brouillon} />
      <SomeTable page={page} />
      <h2>Confirmer</h2>
      <ConfirmForm action="/essai" confirm="Signer 12 avis" back="/">
        <p>Douze avis seront signés et ne pourront plus être repris.</p>
      </ConfirmForm>
    </Frame>
  )
}

function SomeFields({ state, brouillon }: { state: FormState; brouillon: Brouillon }) {
  return (
    <Form state={state} files>
      <TextField name="nom" label="Nom" hint="Comme sur l’état civil." state={state} autoComplete="off" />
      <DateField name="jour" label="Jour" state={state} />
      <Radios name="sens" label="Avis" choices={SENS} state={state} />
      <Select name="salle" label="Salle" choices={[{ value: 'a', label: 'Salle A' }]} state={state} />
      <Checkboxes
        name="besoins"
        label="Besoins"
        hint="Jamais un diagnostic."
        choices={[
          { value: 'ecrit', label: 'Consignes écrites' },
          { value: 'duree_majoree', label: 'Durée majorée' },
        ]}
        state={state}
        inline
      />
      <Checkbox name="lettre" label="L’élève a apporté sa lettre" state={state} />
      <TextArea name="commentaire" label="Commentaire" state={state} luParLaFamille brouillon={brouillon} />
      <FileField name="fichier" label="Fichier" hint="CSV, 60 Mo au plus." accept=".csv" state={state} />
      <Buttons>
        <Button>Enregistrer</Button>
        <LinkButton href="/" kind="secondary">
          Revenir
        </LinkButton>
      </Buttons>
    </Form>
  )
}

function SomeTable({ page }: { page: number }) {
  const rows = Array.from({ length: 6 }, (_, rank) => ({ nom: `Élève Fictif ${rank + 1}`, voeux: rank * 7 }))
  return (
    <>
      <Table
        caption="Élèves à recevoir"
        rows={rows}
        rowKey={(row) => row.nom}
        columns={[
          { title: 'Élève', cell: (row) => row.nom, heading: true },
          {
            title: 'Entretien',
            cell: (row) => (
              <Badge kind={row.voeux ? 'success' : 'warning'}>{row.voeux ? 'Placé' : 'À placer'}</Badge>
            ),
          },
          { title: 'Attente (jours)', cell: (row) => row.voeux, numeric: true },
        ]}
      />
      <Table caption="Rien" rows={[]} rowKey={() => 0} columns={[{ title: 'Colonne', cell: () => null }]} />
      <Pagination page={page} total={412} href={(n) => `/essai?page=${n}`} />
    </>
  )
}
