import { mentionLegale } from '#src/documents/texts.ts'
import { z } from 'zod'
import { choisirEmission } from '#src/procedure/bonus/acts/fiches.ts'
import { MODES_EMISSION, type ModeEmission } from '#src/procedure/bonus/rules/emission.ts'
import { emettreFiches, enqueueEmission } from '#src/procedure/bonus/jobs.ts'
import { readEmission, type Emission } from '#src/procedure/bonus/reads/emission.ts'
import { LIBELLE_ETAT } from '#src/procedure/bonus/texts.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { dayInWords, dayOf, isDay } from '#src/kit/day.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { ConfirmForm, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page, redirect, type Requete } from '#src/web/page.ts'

/** Beyond this many registrations the work is left to a job: a request is not kept waiting. */
const AT_ONCE = 300

export const emission = [
  page({
    method: 'GET',
    path: '/fiches/emission',
    droit: 'emission.lire',
    menu: { libelle: 'Émission des fiches', ordre: 84 },
    handler: async (requete) => html(await draw(requete)),
  }),
  page({
    method: 'POST',
    path: '/fiches/emission/reglage',
    droit: 'emission.choisir',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const read = readForm(form, Reglage)
      if (!read.ok) return html(await draw(requete, read.state), 422)
      const { mode, le } = read.value
      if (mode === 'date' && !isDay(le ?? ''))
        return html(await draw(requete, withError(read.state, 'le', 'Donnez le jour de l’émission.')), 422)
      await choisirEmission(tx, { campagneId: campagne.id, mode, le: le ?? null })
      return redirect('/fiches/emission', 'Le choix est enregistré.')
    },
  }),
  page({
    method: 'POST',
    path: '/fiches/emission',
    droit: 'fiche.emettre',
    handler: async ({ tx, campagne }) => {
      const { inscriptions } = await readEmission(tx, campagne.id)
      if (inscriptions > AT_ONCE) {
        await enqueueEmission(tx, campagne.id)
        return redirect('/fiches/emission', 'L’émission est lancée. Rechargez cette page dans un instant.')
      }
      const { ecrits, fiches } = await emettreFiches(tx, campagne.id)
      return redirect('/fiches/emission', toldOf(ecrits, fiches))
    },
  }),
]

const toldOf = (ecrits: number, fiches: number): string =>
  fiches === 0
    ? `Avis finals calculés (${ecrits} changés) : aucune fiche n’a changé.`
    : `Avis finals calculés (${ecrits} changés) : ${fiches} ${fiches > 1 ? 'fiches émises' : 'fiche émise'}.`

async function draw({ tx, campagne }: Requete, state?: FormState) {
  const emission = await readEmission(tx, campagne.id)
  const { mode, le } = emission.reglage
  const { academieNom, calendrier } = await loadCampagne(tx.trx, campagne.id)
  const early = dayOf(tx.now, tx.zone) <= calendrier.finAvisReferent
  return (
    <Frame title="Émission des fiches" {...(state ? { state } : {})}>
      {early && (
        <Alert kind="warning" title="Les avis peuvent encore changer">
          Les lycées référents signent jusqu’au {dayInWords(calendrier.finAvisReferent)}. Une fiche déjà émise
          n’est jamais modifiée : un changement en fait une nouvelle version, et la famille est prévenue.
        </Alert>
      )}
      <Facts
        facts={[
          ['Inscriptions', emission.inscriptions.toLocaleString('fr-FR')],
          ['Élèves inscrits', emission.eleves.toLocaleString('fr-FR')],
          ['Élèves qui ont une fiche', emission.fiches.toLocaleString('fr-FR')],
          ['Dernière émission', emission.derniere ? dayInWords(dayOf(emission.derniere, tx.zone)) : 'aucune'],
        ]}
      />
      <States emission={emission} />
      <ConfirmForm
        action="/fiches/emission"
        confirm="Calculer les avis finals et émettre les fiches"
        back="/campagne"
      >
        <p>
          Les deux avis de chaque inscription sont croisés selon le règlement, puis une fiche est émise pour
          chaque élève dont la situation a changé.
        </p>
      </ConfirmForm>
      <Automatique state={state ?? freshForm({ mode, le })} />
      <LegalMention sentences={mentionLegale({ academie: academieNom, etablissement: null })} />
    </Frame>
  )
}

const LIBELLE_MODE: Readonly<Record<ModeEmission, string>> = {
  manuelle: 'Seulement quand l’académie le décide, ci-dessus',
  date: 'À une date, puis chaque jour pour ce qui change',
  signature: 'Dès que tous les avis d’un élève sont signés (dans l’heure)',
}

const Reglage = z.object({
  mode: z.enum(MODES_EMISSION, 'Choisissez quand les fiches partent.'),
  le: z.string().optional(),
})

/** When fiches leave by themselves. */
const Automatique = ({ state }: { state: FormState }) => (
  <>
    <h2>Émission automatique</h2>
    <Form action="/fiches/emission/reglage" state={state}>
      <Radios
        name="mode"
        label="Quand les fiches partent-elles ?"
        choices={MODES_EMISSION.map((value) => ({ value, label: LIBELLE_MODE[value] }))}
        state={state}
      />
      <DateField name="le" label="Le (si c’est à une date)" state={state} />
      <Buttons>
        <Button kind="secondary">Enregistrer ce choix</Button>
      </Buttons>
    </Form>
  </>
)

const States = ({ emission }: { emission: Emission }) => (
  <Table
    caption="Avis finals calculés, par état"
    rows={emission.etats}
    rowKey={(one) => one.etat}
    empty="Aucun avis final n’a encore été calculé."
    columns={[
      { title: 'État', heading: true, cell: (one) => LIBELLE_ETAT[one.etat] },
      { title: 'Inscriptions', numeric: true, cell: (one) => one.nombre.toLocaleString('fr-FR') },
    ]}
  />
)
