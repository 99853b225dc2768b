import { dayInWords, localMinuteOf, minuteInWords, timeInWords } from '#src/kit/day.ts'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { minuteOf } from '#src/procedure/entretiens/reads/deplacements.ts'
import type { readPlacesPourLigne } from '#src/procedure/entretiens/reads/reparation.ts'
import { choixInText, type ChoixDePlace } from '#src/procedure/entretiens/rules/reparation.ts'
import { Select } from '#src/web/components/choice-fields.tsx'
import { FilterForm } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { freshForm } from '#src/web/form.ts'

interface Props {
  lues: NonNullable<Awaited<ReturnType<typeof readPlacesPourLigne>>>
  choix: readonly ChoixDePlace[]
  zone: string
}

/** Another place for one line of a proposal, among those that are free once the rest of it is done. */
export function PlacesPourLigne({ lues, choix, zone }: Props) {
  const { incident, entretien, jours, jour, libres } = lues
  const others = choix.filter((one) => one.entretienId !== entretien.id)
  const back = (chosen: readonly ChoixDePlace[]): string =>
    adresse(`/incidents/${incident.id}`, { choix: choixInText(chosen) })
  return (
    <Frame title={`Une autre place pour ${entretien.prenom} ${entretien.nom}`}>
      <p>
        <a className="fr-link" href={back(choix)}>
          Revenir à la proposition
        </a>
      </p>
      <p>
        Son entretien était prévu le {minuteInWords(localMinuteOf(entretien.debut, zone))}. Voici les places
        libres une fois les autres changements faits ; rien ne bouge avant que vous n’acceptiez la
        proposition.
      </p>
      {jour === undefined ? (
        <p>Votre lycée ne reçoit plus pour ce domaine : ajoutez d’abord une disponibilité.</p>
      ) : (
        <>
          <FilterForm>
            <input type="hidden" name="choix" value={choixInText(choix)} />
            <Select
              name="jour"
              label="Jour"
              choices={jours.map((day) => ({ value: day, label: dayInWords(day) }))}
              state={freshForm({ jour })}
            />
          </FilterForm>
          <Table
            caption={`Places libres le ${dayInWords(jour)}`}
            rows={libres}
            rowKey={(row) => `${row.disponibiliteId}-${row.debut.toISOString()}`}
            empty="Aucune place ne convient ce jour-là."
            columns={[
              {
                title: 'Heure',
                heading: true,
                cell: ({ disponibiliteId, debut }) => {
                  const local = localMinuteOf(debut, zone)
                  const chosen = { entretienId: entretien.id, disponibiliteId, debut: minuteOf(local) }
                  return <a href={back([...others, chosen])}>Prendre {timeInWords(local)}</a>
                },
              },
              { title: 'Reçoivent', cell: (row) => row.intervenants.join(', ') },
              { title: 'Salle', cell: (row) => row.salle ?? '–' },
            ]}
          />
        </>
      )}
    </Frame>
  )
}
