import { z } from 'zod'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { demanderDroit } from '#src/procedure/donnees/acts/droits.ts'
import { copieOf } from '#src/procedure/donnees/pages/copie.ts'
import { readMesDonnees, type DemandeSuivie, type MesDonnees } from '#src/procedure/donnees/reads/droits.ts'
import { echeanceDeReponse } from '#src/procedure/donnees/rules/delai.ts'
import { EFFET_DROIT, LIBELLE_DROIT, LIBELLE_ETAT_DEMANDE } from '#src/procedure/donnees/texts.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { freshForm, readForm, texteFacultatif, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

const TITLE = 'Mes données'
const CHOISIS = ['rectification', 'limitation', 'opposition', 'effacement'] as const

const Demande = z.object({
  eleve: z.coerce.number('Dites pour qui.').int().positive('Dites pour qui.'),
  droit: z.enum(CHOISIS, 'Choisissez ce que vous demandez.'),
  texte: texteFacultatif(2000),
})

const load = ({ tx, campagne }: Requete): Promise<MesDonnees> => readMesDonnees(tx, campagne.id)

export const mesDonnees = [
  page({
    method: 'GET',
    path: '/mes-donnees',
    droit: 'donnees.voir',
    menu: { libelle: TITLE, ordre: 90 },
    handler: async (requete) =>
      html(<MesDonneesVue eleves={await load(requete)} zone={requete.tx.zone} state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: '/mes-donnees',
    droit: 'donnees.voir',
    redige: ['texte'],
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const eleves = await load(requete)
      const read = readForm(form, Demande)
      if (!read.ok) return html(<MesDonneesVue eleves={eleves} zone={tx.zone} state={read.state} />, 422)
      const { eleve: eleveId, droit, texte } = read.value
      if (!eleves.some((one) => one.eleveId === eleveId)) throw new Introuvable()
      await demanderDroit(tx, {
        campagneId: campagne.id,
        eleveId,
        responsableId: null,
        droit,
        texte: texte ?? '',
      })
      const echeance = dayInWords(echeanceDeReponse(dayOf(tx.now, tx.zone)))
      return redirect(
        '/mes-donnees',
        `Votre demande est enregistrée. Une réponse vient au plus tard le ${echeance}.`,
      )
    },
  }),
  page({
    method: 'GET',
    path: '/mes-donnees/:id/copie/:format',
    droit: 'donnees.voir',
    assistance: 'refusee',
    handler: (requete) =>
      copieOf(requete, { eleveId: requete.id('id'), responsableId: null, format: requete.param('format') }),
  }),
]

function MesDonneesVue({ eleves, zone, state }: { eleves: MesDonnees; zone: string; state: FormState }) {
  return (
    <Frame title={TITLE} state={state}>
      <p>
        Vous pouvez recevoir une copie de ce que PASSPRO garde sur vous, la faire corriger, en suspendre
        l’utilisation, ne plus participer ou faire effacer ces données. Une réponse vient en un mois au plus ;
        sans réponse, ou si elle ne convient pas, vous pouvez vous adresser à la CNIL.
      </p>
      {eleves.length === 0 && <p>Aucun dossier de cette campagne ne vous concerne.</p>}
      {eleves.map(({ eleveId, prenom, nom, demandes }) => (
        <section key={eleveId} aria-labelledby={`donnees-${eleveId}`}>
          <h2 id={`donnees-${eleveId}`}>{`${prenom} ${nom}`}</h2>
          <ul>
            <li>
              <a href={`/mes-donnees/${eleveId}/copie/pdf`}>Recevoir une copie à lire (PDF)</a>
            </li>
            <li>
              <a href={`/mes-donnees/${eleveId}/copie/json`}>
                Recevoir une copie pour un autre logiciel (JSON)
              </a>
            </li>
          </ul>
          <DemandesFaites demandes={demandes} zone={zone} />
        </section>
      ))}
      {eleves.length > 0 && <Demander eleves={eleves} state={state} />}
    </Frame>
  )
}

function Demander({ eleves, state }: { eleves: MesDonnees; state: FormState }) {
  const [first] = eleves
  return (
    <Form state={state}>
      <h2>Demander autre chose</h2>
      {eleves.length === 1 ? (
        <input type="hidden" name="eleve" value={first?.eleveId} />
      ) : (
        <Radios
          name="eleve"
          label="Pour"
          choices={eleves.map((one) => ({ value: String(one.eleveId), label: `${one.prenom} ${one.nom}` }))}
          state={state}
        />
      )}
      <Radios
        name="droit"
        label="Ce que je demande"
        choices={CHOISIS.map((value) => ({ value, label: LIBELLE_DROIT[value], hint: EFFET_DROIT[value] }))}
        state={state}
      />
      <TextArea name="texte" label="Précisions (facultatif)" rows={4} state={state} />
      <Buttons>
        <Button>Envoyer la demande</Button>
      </Buttons>
    </Form>
  )
}

function DemandesFaites({ demandes, zone }: { demandes: readonly DemandeSuivie[]; zone: string }) {
  if (demandes.length === 0) return null
  return (
    <Table
      caption="Mes demandes"
      rows={demandes}
      rowKey={({ id }) => id}
      columns={[
        { title: 'Demande', heading: true, cell: ({ droit }) => LIBELLE_DROIT[droit] },
        { title: 'Reçue le', cell: ({ recueLe }) => dayInWords(dayOf(recueLe, zone)) },
        {
          title: 'Réponse',
          cell: ({ reponse, motif, etat, echeance }) =>
            reponse === null
              ? `${LIBELLE_ETAT_DEMANDE[etat]}, au plus tard le ${dayInWords(echeance)}`
              : `${reponse === 'acceptee' ? 'Acceptée' : 'Refusée'} : ${motif}`,
        },
      ]}
    />
  )
}
