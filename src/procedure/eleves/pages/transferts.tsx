import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { dayInWords, dayOf, dayToFrench } from '#src/kit/day.ts'
import { actingFor, readEcoleChoisie } from '#src/procedure/comptes/api.ts'
import { demanderTransfert, prononcerTransfert } from '#src/procedure/eleves/acts/transferts.ts'
import type { Eleve } from '#src/procedure/eleves/model.ts'
import { readArrivees, readDepart, type Transfert } from '#src/procedure/eleves/reads/transferts.ts'
import { PHRASE_TRANSFERT } from '#src/procedure/eleves/texts/transferts.ts'
import { Button } from '#src/web/components/button.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { SchoolField, saisieEcole, type Ecole } from '#src/web/components/school-field.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, typedOf, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/arrivees'
const Depart = z.object({
  arrivee: texte('Écrivez le nom, la ville ou le numéro (UAI) du nouvel établissement.', 120),
  motif: texte('Dites pourquoi l’élève change d’établissement.', 300),
})

async function depart(
  requete: Requete,
  state: FormState = freshForm(),
  trouvees?: readonly Ecole[],
): Promise<Reply> {
  const found = await readDepart(requete.tx, requete.id('id'))
  if (!found) throw new Introuvable()
  const status = Object.keys(state.errors).length > 0 ? 422 : 200
  return html(<UnDepart {...{ ...found, state, trouvees }} zone={requete.tx.zone} />, status)
}

export const transferts = [
  page({
    method: 'GET',
    path: '/eleves/:id/transfert',
    droit: 'transfert.demander',
    handler: (requete) => depart(requete),
  }),
  page({
    method: 'POST',
    path: '/eleves/:id/transfert',
    droit: 'transfert.demander',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const eleveId = requete.id('id')
      const found = await readDepart(tx, eleveId)
      if (!found) throw new Introuvable()
      const ecole = await readEcoleChoisie(tx, {
        acte: 'transfert.demander',
        ...saisieEcole(form, 'arrivee'),
      })
      if ('trouvees' in ecole)
        return depart(requete, withError(typedOf(form), 'arrivee', ecole.phrase), ecole.trouvees)
      form.set('arrivee', ecole.uai ?? '')
      const read = readForm(form, Depart)
      if (!read.ok) return depart(requete, read.state)
      const acting = { ...tx, acteur: actingFor(tx.acteur, found.eleve.uai) }
      const done = await demanderTransfert(acting, { campagneId: campagne.id, eleveId, ...read.value })
      if (!done.ok)
        return depart(requete, withError(read.state, 'arrivee', PHRASE_TRANSFERT[done.refus.code]))
      return done.value === 'prononce'
        ? redirect('/eleves', `${found.eleve.prenom} est désormais dans son nouvel établissement.`)
        : redirect(`/eleves/${eleveId}`, 'Le nouvel établissement est prévenu : il doit accueillir l’élève.')
    },
  }),
  ...listPages({
    path: PATH,
    droit: 'transfert.prononcer',
    menu: { libelle: 'Élèves qui arrivent', ordre: 13 },
    attente: async ({ tx, campagne }) => {
      const waiting = (await readArrivees(tx, campagne.id)).length
      return waiting === 0
        ? []
        : [{ texte: `Accueillir ${counted(waiting, 'élève')} d’un autre établissement` }]
    },
    nom: 'arrivees',
    load: async (requete, slice) => {
      const { tx, campagne } = requete
      const rows = await readArrivees(tx, campagne.id)
      const filters = [textFilter('Nom ou prénom', nameOf)]
      return listed(requete, { path: PATH, filters, columns: columnsIn(tx.zone), rows, slice })
    },
    draw: (lue) => <Arrivees lue={lue} />,
  }),
  page({
    method: 'POST',
    path: `${PATH}/:id`,
    droit: 'transfert.prononcer',
    handler: async (requete) => {
      const done = await prononcerTransfert(requete.tx, requete.id('id'))
      if (!done.ok) throw new Introuvable()
      const { eleveId, prenom } = done.value
      return redirect(
        `/eleves/${eleveId}`,
        `${prenom} est de votre établissement : nommez son adulte référent.`,
      )
    },
  }),
]

function UnDepart(props: {
  eleve: Eleve
  transferts: readonly Transfert[]
  trouvees: readonly Ecole[] | undefined
  state: FormState
  zone: string
}) {
  const { eleve, state, trouvees, zone } = props
  const attente = props.transferts.find(({ prononceLe }) => prononceLe === null)
  return (
    <Frame title={`${eleve.prenom} ${eleve.nom} change d’établissement`} state={state}>
      <p>
        <a href={`/eleves/${eleve.id}`}>Revenir à son dossier</a>
      </p>
      <p>
        Le nouvel établissement reçoit tout le dossier : inscriptions, avis et commentaires déjà signés (ils
        restent ceux de leur auteur et ne se récrivent pas), entretien prévu, lettres, confirmations. Dès
        qu’il accueille l’élève, l’établissement quitté n’y lit et n’y écrit plus rien.
      </p>
      {attente && (
        <p role="status">
          Demandé le {dayInWords(dayOf(attente.demandeLe, zone))} par {attente.demandePar} :{' '}
          {attente.nomArrivee} doit encore accueillir l’élève. Une nouvelle demande remplace celle-ci.
        </p>
      )}
      <Form state={state}>
        <SchoolField
          name="arrivee"
          label="Nouvel établissement"
          hint="Des mots de son nom ou sa ville, ou son numéro (UAI). Hors de l’académie, il n’y a rien à faire ici."
          {...{ state, trouvees }}
        />
        <TextField
          name="motif"
          label="Pourquoi"
          hint="En quelques mots (déménagement, changement de classe…), sans donnée de santé ni de famille."
          state={state}
        />
        <Button>Transmettre le dossier</Button>
      </Form>
    </Frame>
  )
}

const nameOf = ({ nom, prenom }: Transfert): string => `${nom} ${prenom}`

const columnsIn = (zone: string): ListColumn<Transfert>[] => [
  { title: 'Élève', heading: true, tri: 'eleve', valeur: nameOf },
  {
    title: 'Né le',
    tri: 'naissance',
    valeur: ({ dateNaissance }) => dayToFrench(dateNaissance),
    ordre: ({ dateNaissance }) => dateNaissance,
  },
  { title: 'Vient de', tri: 'depart', valeur: ({ nomDepart }) => nomDepart },
  { title: 'Va à', tri: 'arrivee', valeur: ({ nomArrivee }) => nomArrivee },
  {
    title: 'Demandé',
    tri: 'demande',
    valeur: ({ demandeLe, demandePar }) => `le ${dayInWords(dayOf(demandeLe, zone))} par ${demandePar}`,
    ordre: ({ demandeLe }) => demandeLe.toISOString(),
  },
  {
    title: 'Action',
    cell: (one) => (
      <ActionButton action={`${PATH}/${one.id}`}>
        Accueillir<span className="fr-sr-only"> {nameOf(one)}</span>
      </ActionButton>
    ),
  },
]

function Arrivees({ lue }: { lue: Listed<Transfert> }) {
  return (
    <Frame title="Élèves qui arrivent">
      <p>
        Un autre établissement dit que ces élèves viennent chez vous. En les accueillant vous recevez leur
        dossier, et l’autre établissement ne le voit plus.
      </p>
      <ListFilters list={lue} />
      <List list={lue} caption="À accueillir" rowKey={({ id }) => id} empty="Aucun élève n’est annoncé." />
    </Frame>
  )
}
