import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { declarerMoyens } from '#src/procedure/entretiens/acts/moyens.ts'
import { borne } from '#src/procedure/entretiens/pages/bornes.ts'
import { readMesMoyens, type MoyensDEcole } from '#src/procedure/entretiens/reads/moyens.ts'
import { sentenceMoyens } from '#src/procedure/entretiens/texts/contraintes.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/moyens'

const Saisie = z.object({ salles: borne(1, 200), postes: borne(0, 60) })

/** What a school has for interviews: rooms of a lycée that names none, posts of a collège for remote interviews. */
export const moyens = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'moyens.declarer',
    menu: { libelle: 'Salles et postes', ordre: 67 },
    handler: async ({ tx, campagne }) => html(<Choix ecoles={await readMesMoyens(tx, campagne.id)} />),
  }),
  page({
    method: 'GET',
    path: `${PATH}/:uai`,
    droit: 'moyens.declarer',
    handler: async (requete) => {
      const ecole = await load(requete)
      const { salles, postes } = ecole.dits ?? { salles: null, postes: null }
      const state = freshForm({ salles: salles?.toString() ?? '', postes: postes?.toString() ?? '' })
      return html(<Ecole ecole={ecole} zone={requete.tx.zone} state={state} />)
    },
  }),
  page({ method: 'POST', path: `${PATH}/:uai`, droit: 'moyens.declarer', handler: declare }),
]

async function load({ tx, campagne, param }: Requete): Promise<MoyensDEcole> {
  const found = (await readMesMoyens(tx, campagne.id)).find(({ uai }) => uai === param('uai'))
  if (!found) throw new Introuvable()
  return found
}

async function declare(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const ecole = await load(requete)
  const read = readForm(form, Saisie)
  const again = (state: FormState) => html(<Ecole ecole={ecole} zone={tx.zone} state={state} />, 422)
  if (!read.ok) return again(read.state)
  const { salles, postes } = read.value
  // What the form did not show is somebody else's, and stays.
  const moyens = {
    salles: ecole.recoit ? (salles ?? null) : (ecole.dits?.salles ?? null),
    postes: ecole.envoie ? (postes ?? null) : (ecole.dits?.postes ?? null),
  }
  const done = await declarerMoyens(tx, { campagneId: campagne.id, uai: ecole.uai, moyens })
  if (!done.ok)
    return again(withError(read.state, ecole.recoit ? 'salles' : 'postes', sentenceMoyens(done.refus)))
  return redirect(`${PATH}/${ecole.uai}`, 'C’est enregistré : tout nouveau placement en tient compte.')
}

const Choix = ({ ecoles }: { ecoles: readonly MoyensDEcole[] }) => (
  <Frame title="Salles et postes">
    <p>Ce que votre établissement peut donner aux entretiens. Le planning ne le dépasse jamais.</p>
    <ul className="passpro-tuiles">
      {ecoles.map(({ uai, nom }) => (
        <li key={uai}>
          <a href={`${PATH}/${uai}`}>{nom}</a>
        </li>
      ))}
    </ul>
  </Frame>
)

function Ecole({ ecole, zone, state }: { ecole: MoyensDEcole; zone: string; state: FormState }) {
  const { dits } = ecole
  return (
    <Frame title={`Salles et postes : ${ecole.nom}`} state={state}>
      <p>Le planning ne dépasse jamais ces nombres. Un champ laissé vide : vous n’en dites rien.</p>
      <Form state={state}>
        {ecole.recoit && <Salles nommees={ecole.sallesNommees} state={state} />}
        {ecole.envoie && <Postes campagne={ecole.postesDeLaCampagne} state={state} />}
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
      {dits && (
        <p>
          Dit par {dits.auteur} le {dayInWords(dayOf(dits.le, zone))}.
        </p>
      )}
    </Frame>
  )
}

function Salles({ nommees, state }: { nommees: boolean; state: FormState }) {
  return (
    <>
      <h2>Vous recevez des élèves en entretien</h2>
      {nommees && (
        <p>
          Des <a href="/disponibilites">disponibilités</a> de votre lycée nomment déjà une salle : une salle
          n’y est jamais prise deux fois, et le nombre ci-dessous ne sert pas.
        </p>
      )}
      <TextField
        name="salles"
        label="Salles pour les entretiens dans une demi-journée"
        hint="Pour un lycée qui ne nomme pas ses salles : autant de personnes ou de jurys y reçoivent dans une même demi-journée, au plus, à distance compris."
        type="number"
        state={state}
      />
    </>
  )
}

function Postes({ campagne, state }: { campagne: number | undefined; state: FormState }) {
  const defaut =
    campagne === undefined
      ? 'Laissé vide : aucune limite.'
      : `Laissé vide : ${campagne}, le nombre choisi par l’académie.`
  return (
    <>
      <h2>Vos élèves passent des entretiens à distance</h2>
      <TextField
        name="postes"
        label="Élèves en entretien à distance en même temps"
        hint={`Au plus, selon vos salles et vos ordinateurs ; 0 si vous n’en avez aucun. ${defaut}`}
        type="number"
        state={state}
      />
    </>
  )
}
