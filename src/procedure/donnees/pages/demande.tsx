import { z } from 'zod'
import { dayInWords, dayOf, isDay } from '#src/kit/day.ts'
import { repondreDroit } from '#src/procedure/donnees/acts/droits.ts'
import { copieOf } from '#src/procedure/donnees/pages/copie.ts'
import { nameOf } from '#src/procedure/donnees/pages/demandes.tsx'
import { readDemande, type DemandeLue } from '#src/procedure/donnees/reads/droits.ts'
import { EFFET_DROIT, LIBELLE_DROIT, sentenceDonnees } from '#src/procedure/donnees/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { DateField, TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/demandes-donnees'

const Reponse = z.object({
  reponse: z.enum(['acceptee', 'refusee'], 'Dites si la demande est acceptée.'),
  motif: texte('Écrivez ce que la famille lira.', 2000),
})
const Identite = z.object({
  nom: texte('Écrivez le nom.', 120),
  prenom: texte('Écrivez le prénom.', 120),
  dateNaissance: z.string().refine(isDay, 'Écrivez la date de naissance.'),
  ine: texteFacultatif(11).refine(
    (ine) => ine === null || /^([0-9]{9}[A-Z]{2}|[0-9]{10}[A-Z]|[0-9]{4}A[0-9]{5}[A-Z])$/.test(ine),
    'Écrivez un INE de onze signes, ou rien.',
  ),
  courriel: texteFacultatif(200),
  telephone: texteFacultatif(40),
})

async function load({ tx, id }: Requete): Promise<DemandeLue> {
  const lue = await readDemande(tx, id('id'))
  if (!lue) throw new Introuvable()
  return lue
}

export const demandeDUnePersonne = [
  page({
    method: 'GET',
    path: `${PATH}/:id`,
    droit: 'demandes_donnees.lire',
    handler: async (requete) => {
      const lue = await load(requete)
      return html(<Demande lue={lue} zone={requete.tx.zone} state={freshForm({ ...lue.identite })} />)
    },
  }),
  page({
    method: 'POST',
    path: `${PATH}/:id`,
    droit: 'demandes_donnees.lire',
    handler: async (requete) => {
      const { tx, form } = requete
      const lue = await load(requete)
      const back = (state: FormState) => html(<Demande lue={lue} zone={tx.zone} state={state} />, 422)
      const read = readForm(form, Reponse)
      if (!read.ok) return back(read.state)
      const { reponse, motif } = read.value
      const accepte = reponse === 'acceptee'
      const identite = accepte && lue.demande.droit === 'rectification' ? readForm(form, Identite) : undefined
      if (identite && !identite.ok) return back(identite.state)
      const done = await repondreDroit(tx, {
        demandeId: lue.demande.id,
        accepte,
        motif,
        ...(identite ? { identite: identite.value } : {}),
      })
      if (!done.ok) return back(withError(read.state, 'reponse', sentenceDonnees(done.refus)))
      return redirect(PATH, 'La réponse est enregistrée ; la famille la lit dans « Mes données ».')
    },
  }),
  page({
    method: 'GET',
    path: `${PATH}/:id/copie/:format`,
    droit: 'demandes_donnees.lire',
    assistance: 'refusee',
    handler: async (requete) => {
      const { eleveId, responsableId } = (await load(requete)).demande
      if (eleveId === null) throw new Introuvable()
      return copieOf(requete, { eleveId, responsableId, format: requete.param('format') })
    },
  }),
]

interface Shown {
  lue: DemandeLue
  zone: string
  state: FormState
}

function Demande(shown: Shown) {
  const { demande, mayAnswer } = shown.lue
  const jour = (instant: Date): string => dayInWords(dayOf(instant, shown.zone))
  return (
    <Frame title={`${LIBELLE_DROIT[demande.droit]} : ${nameOf(demande)}`} state={shown.state}>
      <p>
        <a href={PATH}>Revenir aux demandes</a>
      </p>
      <Facts
        facts={[
          ['De', demande.responsableId === null ? 'l’élève' : 'un responsable légal'],
          ['Reçue le', `${jour(demande.recueLe)}${demande.voie === 'papier' ? ', sur papier' : ''}`],
          ['Réponse avant le', dayInWords(demande.echeance)],
          ['Précisions', demande.texte || 'aucune'],
          ['Effet', EFFET_DROIT[demande.droit]],
        ]}
      />
      {demande.eleveId !== null && <Copies id={demande.id} />}
      {demande.reponse !== null && demande.repondueLe && (
        <Alert kind={demande.reponse === 'acceptee' ? 'success' : 'info'}>
          {demande.reponse === 'acceptee' ? 'Acceptée' : 'Refusée'} le {jour(demande.repondueLe)} par{' '}
          {demande.reponduePar} : {demande.motif}
        </Alert>
      )}
      {demande.reponse === null && !mayAnswer && <p>L’académie répond à cette demande.</p>}
      {demande.reponse === null && mayAnswer && <Repondre {...shown} />}
    </Frame>
  )
}

function Copies({ id }: { id: number }) {
  return (
    <p>
      Copie à remettre à cette personne, et à elle seule :{' '}
      <a href={`${PATH}/${id}/copie/pdf`}>à lire (PDF)</a>,{' '}
      <a href={`${PATH}/${id}/copie/json`}>pour un autre logiciel (JSON)</a>.
    </p>
  )
}

function Repondre({ lue: { demande }, state }: Shown) {
  return (
    <Form state={state}>
      <h2>Répondre</h2>
      <Radios
        name="reponse"
        label="La demande est"
        choices={[
          { value: 'acceptee', label: 'acceptée' },
          { value: 'refusee', label: 'refusée' },
        ]}
        state={state}
        inline
      />
      <TextArea
        name="motif"
        label="Ce que vous répondez"
        hint="La famille lit cette réponse. Un refus dit pourquoi, et rappelle qu’elle peut s’adresser à la CNIL."
        rows={4}
        state={state}
      />
      {demande.droit === 'rectification' && <Correction state={state} />}
      <Buttons>
        <Button>Répondre</Button>
      </Buttons>
    </Form>
  )
}

function Correction({ state }: { state: FormState }) {
  return (
    <>
      <h3>L’identité corrigée</h3>
      <p>Corrigez aussi SIECLE : le prochain import y reprend ce qu’il trouve.</p>
      <TextField name="nom" label="Nom" state={state} />
      <TextField name="prenom" label="Prénom" state={state} />
      <DateField name="dateNaissance" label="Date de naissance" state={state} />
      <TextField name="ine" label="INE (facultatif)" state={state} />
      <TextField name="courriel" label="Courriel (facultatif)" type="email" state={state} />
      <TextField name="telephone" label="Téléphone (facultatif)" type="tel" state={state} />
    </>
  )
}
