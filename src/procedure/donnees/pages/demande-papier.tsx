import { z } from 'zod'
import { demanderDroit } from '#src/procedure/donnees/acts/droits.ts'
import { DROITS } from '#src/procedure/donnees/model.ts'
import { readEleveDemandeur, type EleveDemandeur } from '#src/procedure/donnees/reads/droits.ts'
import { EFFET_DROIT, LIBELLE_DROIT } from '#src/procedure/donnees/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const Demande = z.object({
  qui: z.string('Dites qui demande.').regex(/^(eleve|\d+)$/, 'Dites qui demande.'),
  droit: z.enum(DROITS, 'Choisissez ce qui est demandé.'),
  texte: texteFacultatif(2000),
})

async function load({ tx, id }: Requete): Promise<EleveDemandeur> {
  const eleve = await readEleveDemandeur(tx, id('id'))
  if (!eleve) throw new Introuvable()
  return eleve
}

export const demandeSurPapier = [
  page({
    method: 'GET',
    path: '/eleves/:id/demande-donnees',
    droit: 'demandes_donnees.lire',
    handler: async (requete) => html(<SurPapier eleve={await load(requete)} state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: '/eleves/:id/demande-donnees',
    droit: 'demandes_donnees.lire',
    redige: ['texte'],
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const eleve = await load(requete)
      const read = readForm(form, Demande)
      if (!read.ok) return html(<SurPapier eleve={eleve} state={read.state} />, 422)
      const { qui, droit, texte } = read.value
      const responsableId = qui === 'eleve' ? null : Number(qui)
      if (responsableId !== null && !eleve.responsables.some((one) => one.id === responsableId)) {
        const state = withError(
          read.state,
          'qui',
          'Cette personne n’est pas un responsable légal de l’élève.',
        )
        return html(<SurPapier eleve={eleve} state={state} />, 422)
      }
      const asked = { campagneId: campagne.id, eleveId: eleve.id, responsableId, droit, texte: texte ?? '' }
      const done = await demanderDroit(tx, asked)
      return redirect(
        done.ok ? `/demandes-donnees/${done.value}` : '/demandes-donnees',
        'La demande est enregistrée : vous avez un mois pour répondre.',
      )
    },
  }),
]

function SurPapier({ eleve, state }: { eleve: EleveDemandeur; state: FormState }) {
  return (
    <Frame title={`Demande sur les données de ${eleve.prenom} ${eleve.nom}`} state={state}>
      <p>
        <a href={`/eleves/${eleve.id}`}>Revenir au dossier de l’élève</a>
      </p>
      <Form state={state}>
        <Radios
          name="qui"
          label="Qui demande"
          choices={[
            { value: 'eleve', label: 'L’élève' },
            ...eleve.responsables.map((one) => ({
              value: String(one.id),
              label: `${one.prenom} ${one.nom}, responsable légal`,
            })),
          ]}
          state={state}
        />
        <Radios
          name="droit"
          label="Ce qui est demandé"
          choices={DROITS.map((value) => ({ value, label: LIBELLE_DROIT[value], hint: EFFET_DROIT[value] }))}
          state={state}
        />
        <TextArea name="texte" label="Ce que dit la demande (facultatif)" rows={4} state={state} />
        <Buttons>
          <Button>Enregistrer la demande</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}
