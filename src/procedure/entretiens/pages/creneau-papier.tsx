import { saisirDemandeCreneau } from '#src/procedure/entretiens/acts/demandes.ts'
import {
  DemandeForm,
  quand,
  reponseOf,
  SaisieDemande,
  tropTard,
} from '#src/procedure/entretiens/pages/creneau-demande.tsx'
import { readCreneauxDeLEleve } from '#src/procedure/entretiens/reads/demandes.ts'
import { droitInWords, sentenceDemandeCreneau } from '#src/procedure/entretiens/texts/demandes.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { KeptText } from '#src/web/components/kept-text.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/eleves/:id/creneau/:domaine'

/** Another slot that a family asks for on paper: its school enters the request, and prints the answer. */
export const creneauSurPapier = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'demande_creneau.saisir',
    handler: async (requete) => html(<Creneau {...await load(requete)} state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'demande_creneau.saisir',
    handler: async (requete) => {
      const { tx, campagne, form, id, param } = requete
      const lu = await load(requete)
      const again = (state: FormState) => html(<Creneau {...lu} state={state} />, 422)
      const read = readForm(form, SaisieDemande)
      if (!read.ok) return again(lu.one.droit.ouvert ? read.state : tropTard(read.state))
      const vise = { campagneId: campagne.id, eleveId: id('id'), domaine: param('domaine') }
      const done = await saisirDemandeCreneau(tx, { ...vise, ...read.value })
      if (!done.ok) return again(withError(read.state, '', sentenceDemandeCreneau(done.refus)))
      return redirect(`/eleves/${id('id')}/creneau/${param('domaine')}`, 'La demande est transmise au lycée.')
    },
  }),
]

async function load({ tx, campagne, id, param }: Requete) {
  const lu = await readCreneauxDeLEleve(tx, { campagneId: campagne.id, eleveId: id('id') })
  const one = lu?.entretiens.find(({ rangee }) => rangee.domaine === param('domaine'))
  if (!lu || !one) throw new Introuvable()
  return { eleveId: id('id'), nom: `${lu.prenom} ${lu.nom}`, one, zone: tx.zone }
}

function Creneau(props: Awaited<ReturnType<typeof load>> & { state: FormState }) {
  const { eleveId, nom, one, zone, state } = props
  return (
    <Frame title={`Autre créneau demandé sur papier : ${nom}`} state={state}>
      <p>
        <a href={`/eleves/${eleveId}`}>Revenir à l’élève</a>
      </p>
      <p>
        {one.rangee.domaineLibelle}, {quand(one, zone)}.{' '}
        {one.demande ? reponseOf(one) : droitInWords(one.droit)}
      </p>
      {one.demande?.reponse && <blockquote className="passpro-citation">{one.demande.reponse}</blockquote>}
      {one.demande && <p>Cette page s’imprime telle quelle, pour la remettre à la famille.</p>}
      {one.droit.ouvert && <DemandeForm state={state} retour={`/eleves/${eleveId}`} />}
      {!one.droit.ouvert && <KeptText state={state} path={PATH} retry={false} />}
    </Frame>
  )
}
