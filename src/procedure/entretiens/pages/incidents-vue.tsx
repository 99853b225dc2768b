import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { GENRES_INCIDENT } from '#src/procedure/entretiens/model.ts'
import type { Ligne } from '#src/procedure/entretiens/pages/incidents-colonnes.tsx'
import { adresse, ChoixDuLycee, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import type { IncidentsLus } from '#src/procedure/entretiens/reads/incidents.ts'
import { LIBELLE_INCIDENT } from '#src/procedure/entretiens/texts/incidents.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios, Select } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { DateField, TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'
import type { Listed } from '#src/web/lists.ts'

export interface ListeLue extends Listed<Ligne> {
  lycee: LyceeCourant
  lus: IncidentsLus
  /** May declare and decide. */
  decide: boolean
  zone: string
}

/** The incidents of a lycée, and the form that declares one. */
export function Incidents({ lue, state }: { lue: ListeLue; state: FormState }) {
  const { lycee, decide } = lue
  return (
    <Frame title="Incidents" state={state}>
      <ChoixDuLycee path="/incidents" lycee={lycee} />
      <p>
        Un enseignant absent, une salle ou le lycée fermés, un élève empêché : déclarez-le, et une réparation
        est proposée, qui change le moins d’entretiens possible. Rien ne bouge avant que vous ne l’acceptiez.
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={`Incidents déclarés : ${lue.total}`}
        rowKey={(row) => row.id}
        empty="Aucun incident."
      />
      {decide && <Declaration {...lue} state={state} />}
    </Frame>
  )
}

function Declaration({ lycee, lus, zone, state }: ListeLue & { state: FormState }) {
  const named = (rows: readonly { id: number; nom: string }[]) =>
    rows.map(({ id, nom }) => ({ value: String(id), label: nom }))
  return (
    <>
      <h2>Déclarer un incident</h2>
      <Form action={adresse('/incidents', lycee.suite)} state={state}>
        <Radios
          name="genre"
          label="Ce qui arrive"
          choices={GENRES_INCIDENT.map((value) => ({ value, label: LIBELLE_INCIDENT[value] }))}
          state={state}
        />
        <Select
          name="intervenant"
          label="Intervenant absent"
          empty="Aucun"
          choices={named(lus.intervenants)}
          state={state}
        />
        <Select name="salle" label="Salle fermée" empty="Aucune" choices={named(lus.salles)} state={state} />
        <Select
          name="entretien"
          label="Entretien de l’élève"
          hint="Un élève qui attend encore une place se retire depuis « Sans place »."
          empty="Aucun"
          choices={lus.entretiens.map((one) => ({
            value: String(one.id),
            label: `${one.nom} ${one.prenom}, ${minuteInWords(localMinuteOf(one.debut, zone))}`,
          }))}
          state={state}
        />
        <DateField
          name="jour"
          label="Jour"
          hint="Inutile quand il s’agit d’un seul entretien."
          state={state}
        />
        <Radios
          name="moitie"
          label="Durée"
          choices={[
            { value: 'journee', label: 'Toute la journée' },
            { value: 'matin', label: 'Le matin' },
            { value: 'apres_midi', label: 'L’après-midi' },
          ]}
          state={state}
          inline
        />
        <TextField name="motif" label="Pourquoi" hint="Gardé dans le journal." state={state} />
        <Buttons>
          <Button>Voir ce qui est proposé</Button>
        </Buttons>
      </Form>
    </>
  )
}
