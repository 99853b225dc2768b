import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { viserDestruction } from '#src/procedure/donnees/acts/destruction.ts'
import { readConservation, type CampagneConservee } from '#src/procedure/donnees/reads/droits.ts'
import { CONSERVATION, isDu, jourDe } from '#src/procedure/donnees/rules/conservation.ts'
import { sentenceDonnees } from '#src/procedure/donnees/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texte, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'

const PATH = '/conservation'
const Visa = z.object({
  campagne: z.coerce.number().int().positive(),
  visa: texte('Écrivez la référence du visa des archives.', 200),
})

const show = async ({ tx }: Requete, state: FormState) => (
  <Conservation campagnes={await readConservation(tx)} now={tx.now} zone={tx.zone} state={state} />
)

export const conservation = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'conservation.lire',
    handler: async (requete) => html(await show(requete, freshForm())),
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'destruction.viser',
    handler: async (requete) => {
      const read = readForm(requete.form, Visa)
      if (!read.ok) return html(await show(requete, read.state), 422)
      const { campagne: campagneId, visa } = read.value
      const done = await viserDestruction(requete.tx, { campagneId, visa })
      if (!done.ok)
        return html(await show(requete, withError(read.state, 'visa', sentenceDonnees(done.refus))), 422)
      return redirect(PATH, 'Le visa est enregistré : les dossiers seront détruits dans l’heure.')
    },
  }),
]

interface Shown {
  campagnes: readonly CampagneConservee[]
  now: Date
  zone: string
  state: FormState
}

function Conservation({ campagnes, now, zone, state }: Shown) {
  return (
    <Frame title="Combien de temps les données sont gardées" state={state}>
      <p>
        <a href="/demandes-donnees">Voir les demandes des familles</a>
      </p>
      <Table
        caption="Durées, appliquées chaque heure"
        rows={Object.values(CONSERVATION)}
        rowKey={({ quoi }) => quoi}
        columns={[
          { title: 'Données', heading: true, cell: ({ quoi }) => quoi },
          { title: 'Jours', numeric: true, cell: ({ jours }) => String(jours) },
          { title: 'Depuis', cell: ({ depuis }) => depuis },
          { title: 'Puis', cell: ({ puis }) => puis },
        ]}
      />
      {campagnes.map((one) => (
        <UneCampagne
          key={one.id}
          campagne={one}
          jour={dayOf(one.horloge ?? now, zone)}
          zone={zone}
          state={state}
        />
      ))}
    </Frame>
  )
}

function UneCampagne(props: { campagne: CampagneConservee; jour: string; zone: string; state: FormState }) {
  const { campagne, jour, zone, state } = props
  const { finConfirmations, visa, viseeLe, viseePar, detruiteLe } = campagne
  return (
    <section aria-labelledby={`campagne-${campagne.id}`}>
      <h2 id={`campagne-${campagne.id}`}>{campagne.libelle}</h2>
      <Facts
        facts={[
          ['Dossiers', campagne.eleves.toLocaleString('fr-FR')],
          ['Coordonnées effacées le', dayInWords(jourDe('coordonnees', finConfirmations))],
          ['Fermés aux écoles et aux familles le', dayInWords(jourDe('archive', finConfirmations))],
          ['À détruire à partir du', dayInWords(jourDe('dossiers', finConfirmations))],
          [
            'Visa des archives',
            visa && viseeLe ? `${visa}, ${viseePar}, le ${dayInWords(dayOf(viseeLe, zone))}` : 'aucun',
          ],
          ['Détruits le', detruiteLe ? dayInWords(dayOf(detruiteLe, zone)) : ''],
        ]}
      />
      {visa === null && isDu('dossiers', { finConfirmations, jour }) && (
        <Form state={state}>
          <input type="hidden" name="campagne" value={campagne.id} />
          <TextField
            name="visa"
            label="Référence du visa des archives départementales"
            hint="Sans ce visa, rien n’est détruit. Il ne se reprend pas."
            state={state}
          />
          <Buttons>
            <Button>{`Détruire les dossiers de ${campagne.libelle}`}</Button>
          </Buttons>
        </Form>
      )}
    </section>
  )
}
