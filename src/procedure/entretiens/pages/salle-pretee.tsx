import { z } from 'zod'
import { preterSalle } from '#src/procedure/entretiens/acts/demandes.ts'
import { MATERIELS } from '#src/procedure/entretiens/model/demandes.ts'
import { readEntretienADistance, type EntretienADistance } from '#src/procedure/entretiens/reads/demandes.ts'
import { LIBELLE_MATERIEL } from '#src/procedure/entretiens/texts/demandes.ts'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Checkboxes } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, liste, readForm, texte, texteFacultatif, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/eleves/:id/salle/:domaine'

const Saisie = z.object({
  salle: texte('Écrivez le nom de la salle.', 80),
  materiel: liste().pipe(z.array(z.enum(MATERIELS))),
  adulte: texteFacultatif(120),
})

/** Room and equipment of an interview at a distance, which the collège lends. Source: text B. */
export const sallePretee = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'salle.preter',
    handler: async (requete) => {
      const one = await load(requete)
      const { pretee } = one
      const state = freshForm(pretee && { ...pretee, materiel: pretee.materiel })
      return html(<Salle one={one} state={state} />)
    },
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'salle.preter',
    handler: async (requete) => {
      const one = await load(requete)
      const read = readForm(requete.form, Saisie)
      if (!read.ok) return html(<Salle one={one} state={read.state} />, 422)
      await preterSalle(requete.tx, { campagneId: requete.campagne.id, entretien: one, ...read.value })
      return redirect(
        `/eleves/${one.eleveId}`,
        `La salle de l’entretien à distance est notée : ${read.value.salle}.`,
      )
    },
  }),
]

async function load({ tx, campagne, id, param }: Requete): Promise<EntretienADistance> {
  const found = await readEntretienADistance(tx, {
    campagneId: campagne.id,
    eleveId: id('id'),
    domaine: param('domaine'),
  })
  if (!found) throw new Introuvable()
  return found
}

function Salle({ one, state }: { one: EntretienADistance; state: FormState }) {
  return (
    <Frame title={`Entretien à distance de ${one.prenom} ${one.nom}`} state={state}>
      <p>
        {one.libelleDomaine}. L’élève est dans votre établissement, qui prête une salle calme et le matériel.
        La convocation dit la salle.
      </p>
      <Form state={state}>
        <TextField name="salle" label="Salle" hint="Par exemple : B12, premier étage." state={state} />
        <Checkboxes
          name="materiel"
          label="Ce qui est prêt"
          choices={MATERIELS.map((value) => ({ value, label: LIBELLE_MATERIEL[value] }))}
          state={state}
        />
        <TextField
          name="adulte"
          label="Adulte présent (facultatif)"
          hint="Fonction ou nom : il accueille l’élève et ouvre le lien."
          state={state}
        />
        <Buttons>
          <Button>Enregistrer</Button>
          <LinkButton href={`/eleves/${one.eleveId}`} kind="secondary">
            Revenir sans rien changer
          </LinkButton>
        </Buttons>
      </Form>
    </Frame>
  )
}
