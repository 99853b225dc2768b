import { counted } from '#src/kit/counted.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { repondreReexamen } from '#src/procedure/bonus/acts/demandes.ts'
import type { ReexamenRecu } from '#src/procedure/bonus/model/demandes.ts'
import { DEMANDES, Demandes, loadDemandes } from '#src/procedure/bonus/pages/demandes-liste.tsx'
import { readReexamensRecus } from '#src/procedure/bonus/reads/demandes.ts'
import { sentenceDemande } from '#src/procedure/bonus/texts/demandes.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = DEMANDES
const ONE = `${PATH}/:id` as const

const Reponse = z.object({ reponse: texte('Écrivez la réponse : la famille la lit.', 1500) })

/** What families ask of a human: results to look at again, papers that they contest. */
export const demandesDesFamilles = [
  ...listPages({
    path: PATH,
    droit: 'reexamens.lire',
    menu: { libelle: 'Demandes des familles', ordre: 58 },
    attente: async ({ tx, campagne }) => {
      if (!hasRole(tx.acteur, 'academie')) return []
      const waiting = (await readReexamensRecus(tx, campagne.id)).filter((one) => one.reponse === null).length
      return waiting === 0 ? [] : [{ texte: `Répondre à ${counted(waiting, 'demande')} de réexamen` }]
    },
    nom: 'demandes-des-familles',
    load: loadDemandes,
    draw: (lue) => <Demandes lue={lue} />,
  }),
  page({
    method: 'GET',
    path: ONE,
    droit: 'reexamens.lire',
    handler: async (requete) => html(draw(requete, await load(requete), freshForm())),
  }),
  page({ method: 'POST', path: ONE, droit: 'reexamen.repondre', handler: answer }),
]

async function load({ tx, campagne, id }: Requete): Promise<ReexamenRecu> {
  const found = (await readReexamensRecus(tx, campagne.id)).find((one) => one.id === id('id'))
  if (!found) throw new Introuvable()
  return found
}

const draw = ({ tx }: Requete, demande: ReexamenRecu, state: FormState) => {
  const answers = tx.acteur.habilitations.some(({ role }) => role === 'academie')
  return <UneDemande demande={demande} answers={answers} zone={tx.zone} state={state} />
}

async function answer(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const demande = await load(requete)
  const read = readForm(form, Reponse)
  if (!read.ok) return html(draw(requete, demande, read.state), 422)
  const { reponse } = read.value
  const done = await repondreReexamen(tx, { campagneId: campagne.id, id: demande.id, reponse })
  if (done.ok) return redirect(PATH, 'La réponse est transmise à la famille.')
  return html(draw(requete, demande, withError(read.state, 'reponse', sentenceDemande(done.refus))), 422)
}

function UneDemande(props: { demande: ReexamenRecu; answers: boolean; zone: string; state: FormState }) {
  const { demande, answers, zone, state } = props
  const { eleve, college, libelle, version, auteur, le, motif, reponse } = demande
  return (
    <Frame title={`Réexamen : ${eleve}`} state={state}>
      <p>
        <a href={PATH}>Toutes les demandes</a>
      </p>
      <Facts
        facts={[
          ['Collège', college],
          ['Formation', libelle],
          ['Fiche', `version ${version}`],
          ['Demandé', `le ${dayInWords(dayOf(le, zone))}, par ${auteur}`],
        ]}
      />
      <h2>Ce que la famille conteste</h2>
      <blockquote className="passpro-citation">{motif}</blockquote>
      {reponse !== null && (
        <>
          <h2>Réponse</h2>
          <blockquote className="passpro-citation">{reponse}</blockquote>
        </>
      )}
      {reponse === null && answers && (
        <Form state={state}>
          <TextArea
            name="reponse"
            label="Réponse à la famille"
            hint="La famille la lit telle quelle."
            limite={1500}
            state={state}
          />
          <Buttons>
            <Button>Répondre</Button>
          </Buttons>
        </Form>
      )}
    </Frame>
  )
}
