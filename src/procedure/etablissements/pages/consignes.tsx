import { z } from 'zod'
import { ecrireConsigne } from '#src/procedure/etablissements/acts/consignes.ts'
import { readMesConsignes, type ConsigneDEcole } from '#src/procedure/etablissements/reads/consignes.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea, TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texteFacultatif, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/consignes'

const Saisie = z.object({
  acces: texteFacultatif(600),
  interlocuteur: texteFacultatif(120),
  lien: texteFacultatif(300).refine(
    (lien) => lien === null || (lien.startsWith('https://') && URL.canParse(lien)),
    'Ce lien doit être une adresse qui commence par https://',
  ),
  secours: texteFacultatif(40),
  salle: texteFacultatif(80),
  adulte: texteFacultatif(120),
})

/** What a school wants its convocations to say: how to come in, whom one meets, what to do when the link fails. */
export const consignes = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'consigne.ecrire',
    menu: { libelle: 'Consignes des convocations', ordre: 66 },
    handler: async (requete) =>
      html(<Choix ecoles={await readMesConsignes(requete.tx, requete.campagne.id)} />),
  }),
  page({
    method: 'GET',
    path: `${PATH}/:uai`,
    droit: 'consigne.ecrire',
    handler: async (requete) => {
      const ecole = await load(requete)
      return html(<Ecole ecole={ecole} state={freshForm({ ...ecole.consigne })} />)
    },
  }),
  page({
    method: 'POST',
    path: `${PATH}/:uai`,
    droit: 'consigne.ecrire',
    handler: async (requete) => {
      const ecole = await load(requete)
      const read = readForm(requete.form, Saisie)
      if (!read.ok) return html(<Ecole ecole={ecole} state={read.state} />, 422)
      await ecrireConsigne(requete.tx, {
        campagneId: requete.campagne.id,
        uai: ecole.uai,
        consigne: { ...ecole.consigne, ...shownOf(ecole, read.value) },
      })
      return redirect(
        PATH,
        'Les consignes sont enregistrées : les prochaines convocations imprimées les portent.',
      )
    },
  }),
]

/** What the form showed of the school: the rest is somebody else's, and stays. */
const shownOf = (
  { recoit, envoie }: ConsigneDEcole,
  { acces, interlocuteur, lien, secours, salle, adulte }: z.infer<typeof Saisie>,
) => ({ ...(recoit && { acces, interlocuteur, lien, secours }), ...(envoie && { salle, adulte }) })

async function load({ tx, campagne, param }: Requete): Promise<ConsigneDEcole> {
  const found = (await readMesConsignes(tx, campagne.id)).find(({ uai }) => uai === param('uai'))
  if (!found) throw new Introuvable()
  return found
}

const Choix = ({ ecoles }: { ecoles: readonly ConsigneDEcole[] }) => (
  <Frame title="Consignes des convocations">
    <p>Ce que la famille lit sur la convocation, et qu’aucun fichier ne contient.</p>
    <ul className="passpro-tuiles">
      {ecoles.map(({ uai, nom }) => (
        <li key={uai}>
          <a href={`${PATH}/${uai}`}>{nom}</a>
        </li>
      ))}
    </ul>
  </Frame>
)

function Ecole({ ecole, state }: { ecole: ConsigneDEcole; state: FormState }) {
  return (
    <Frame title={`Consignes : ${ecole.nom}`} state={state}>
      <Form state={state}>
        {ecole.recoit && <Accueil state={state} />}
        {ecole.envoie && <SallePretee state={state} />}
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}

function Accueil({ state }: { state: FormState }) {
  return (
    <>
      <h2>Vous recevez des élèves en entretien</h2>
      <TextArea
        name="acces"
        label="Comment venir et entrer"
        hint="Transport, entrée, accueil. Pas de nom de personne."
        state={state}
        limite={600}
      />
      <TextField
        name="interlocuteur"
        label="Fonction de la personne qui reçoit"
        hint="Par exemple : professeur de l’atelier bois. Jamais un nom."
        state={state}
      />
      <TextField
        name="lien"
        label="Lien des entretiens à distance"
        hint="Adresse en https://"
        state={state}
      />
      <TextField name="secours" label="Téléphone si le lien ne fonctionne pas" type="tel" state={state} />
    </>
  )
}

function SallePretee({ state }: { state: FormState }) {
  return (
    <>
      <h2>Vous prêtez une salle pour les entretiens à distance de vos élèves</h2>
      <TextField name="salle" label="Salle" state={state} />
      <TextField
        name="adulte"
        label="Adulte présent"
        hint="Fonction ou nom, par exemple : CPE."
        state={state}
      />
    </>
  )
}
