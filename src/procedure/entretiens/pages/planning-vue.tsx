import { dayInWords, localMinuteOf, minuteInWords, timeInWords, type Day } from '#src/kit/day.ts'
import type { EnMain, readChoix } from '#src/procedure/entretiens/reads/deplacements.ts'
import { plageInWords } from '#src/procedure/entretiens/pages/interdits.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm, type FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'

export interface PlanningLu {
  enMain: EnMain
  jours: readonly Day[]
  jour: Day | undefined
  choix: Awaited<ReturnType<typeof readChoix>>
  now: Date
  zone: string
}

/** What a planner may do by hand with one interview: pin it, move it, change it with another, forbid a place. */
export function PlanningVue(props: PlanningLu & { state: FormState }) {
  const { enMain, now, state } = props
  const { entretien } = enMain
  const open = entretien.presence === null && entretien.debut > now
  return (
    <Frame title={`Placer à la main : ${entretien.prenom} ${entretien.nom}`} state={state}>
      <p>
        <a className={fr('fr-link')} href={`/entretiens/${entretien.id}`}>
          Retour à l’entretien
        </a>
      </p>
      <Place {...props} />
      {open ? (
        <>
          <Epingle enMain={enMain} />
          <Deplacer {...props} />
          <Interdits {...props} />
        </>
      ) : (
        <p>L’entretien a commencé ou sa présence est enregistrée : il ne se déplace plus.</p>
      )}
    </Frame>
  )
}

function Place({ enMain: { entretien, place }, zone }: PlanningLu) {
  return (
    <Facts
      facts={[
        ['Quand', minuteInWords(localMinuteOf(entretien.debut, zone))],
        ['Où', entretien.mode === 'distanciel' ? 'à distance' : (entretien.salle ?? 'salle à préciser')],
        ['Reçoivent', entretien.intervenants.join(', ')],
        ['Domaine', entretien.domaineLibelle],
        [
          'État',
          <>
            <Badge kind={place.convoque ? 'success' : 'info'}>
              {place.convoque ? 'Convoqué' : 'Provisoire'}
            </Badge>{' '}
            {place.epingle && <Badge kind="new">Épinglé</Badge>}
          </>,
        ],
      ]}
    />
  )
}

function Epingle({ enMain: { entretien, place } }: { enMain: EnMain }) {
  return (
    <>
      <h2>Épingler</h2>
      <p>
        {place.epingle
          ? 'Cet entretien est épinglé : aucun calcul ne le déplace.'
          : 'Un entretien épinglé reste où il est, même si le calcul de la nuit trouvait mieux.'}
      </p>
      <ActionButton
        action={`/entretiens/${entretien.id}/epingle`}
        fields={{ sens: place.epingle ? 'detacher' : 'epingler' }}
      >
        {place.epingle ? 'Ne plus épingler' : 'Épingler ici'}
      </ActionButton>
    </>
  )
}

function Deplacer(lu: PlanningLu) {
  const { jours, jour } = lu
  return (
    <>
      <h2>Déplacer ou échanger</h2>
      {jours.length === 0 ? (
        <p>Votre lycée ne reçoit plus pour ce domaine : ajoutez d’abord une disponibilité.</p>
      ) : (
        <form method="get" className="passpro-filtre">
          <Select
            name="jour"
            label="Jour"
            choices={jours.map((day) => ({ value: day, label: dayInWords(day) }))}
            state={freshForm({ jour: jour ?? null })}
          />
          <Button kind="secondary">Voir les places de ce jour</Button>
        </form>
      )}
      {jour !== undefined && (
        <>
          {/* Filled by the script; without it the links lead to a page of their own. */}
          <section id="effet" aria-label="Effet du déplacement" aria-live="polite" tabIndex={-1} hidden />
          <Libres {...lu} jour={jour} />
          <Echanges {...lu} jour={jour} />
        </>
      )}
    </>
  )
}

const hourIn = (instant: Date, zone: string): string => timeInWords(localMinuteOf(instant, zone))

/** Leads to the page that shows what a move costs. */
function LienEffet(props: { enMain: EnMain; query: Record<string, string>; precision: string }) {
  const { enMain, query, precision } = props
  const path = `/entretiens/${enMain.entretien.id}/deplacement`
  return (
    <a href={`${path}?${new URLSearchParams(query).toString()}`} data-apercu="effet">
      Voir l’effet<span className={fr('fr-sr-only')}> {precision}</span>
    </a>
  )
}

function Libres({ enMain, jour, choix, zone }: PlanningLu & { jour: Day }) {
  return (
    <Table
      caption={`Places libres le ${dayInWords(jour)}`}
      rows={choix.libres}
      rowKey={(row) => `${row.disponibiliteId}-${row.debut.toISOString()}`}
      empty="Aucune place ne convient ce jour-là."
      columns={[
        { title: 'Heure', heading: true, cell: (row) => hourIn(row.debut, zone) },
        { title: 'Reçoivent', cell: (row) => row.intervenants.join(', ') },
        { title: 'Salle', cell: (row) => row.salle ?? '–' },
        {
          title: 'Déplacer ici',
          cell: (row) => (
            <LienEffet
              enMain={enMain}
              query={{ vers: String(row.disponibiliteId), debut: localMinuteOf(row.debut, zone) }}
              precision={`à ${hourIn(row.debut, zone)}`}
            />
          ),
        },
      ]}
    />
  )
}

function Echanges({ enMain, jour, choix, zone }: PlanningLu & { jour: Day }) {
  return (
    <Table
      caption={`Échanger avec un entretien du ${dayInWords(jour)}`}
      rows={choix.echanges}
      rowKey={(row) => row.id}
      empty="Aucun entretien de ce domaine ce jour-là."
      columns={[
        { title: 'Heure', cell: (row) => hourIn(row.debut, zone) },
        { title: 'Élève', heading: true, cell: (row) => `${row.nom} ${row.prenom}` },
        { title: 'Reçoivent', cell: (row) => row.intervenants.join(', ') },
        {
          title: 'Échanger',
          cell: (row) => (
            <LienEffet
              enMain={enMain}
              query={{ avec: String(row.id) }}
              precision={`avec ${row.prenom} ${row.nom}`}
            />
          ),
        },
      ]}
    />
  )
}

function Interdits({ enMain, zone, state, now }: PlanningLu & { state: FormState }) {
  const { entretien, loaded, place } = enMain
  const forbidden = new Set(
    loaded.instance.fixes.find((one) => one.requete.id === enMain.requete)?.requete.interdits,
  )
  const choices = [...loaded.disponibilites.values()].filter(
    (one) =>
      one.uai === entretien.uai &&
      one.domaines.includes(entretien.domaine) &&
      one.fin > now &&
      one.id !== place.disponibiliteId &&
      !forbidden.has(String(one.id)),
  )
  return (
    <>
      <h2>Interdire une place</h2>
      <p>Aucun calcul ne placera cet élève dans une plage interdite.</p>
      <DejaInterdits enMain={enMain} zone={zone} />
      {choices.length > 0 && (
        <Form action={`/entretiens/${entretien.id}/interdits`} state={state}>
          <Select
            name="disponibilite"
            label="Plage où ne pas le recevoir"
            choices={choices.map((one) => ({ value: String(one.id), label: plageInWords(one, zone) }))}
            state={state}
          />
          <TextField name="motif" label="Pourquoi" state={state} />
          <Buttons>
            <Button kind="secondary">Interdire cette plage</Button>
          </Buttons>
        </Form>
      )}
      <p>
        <a className={fr('fr-link')} href={`/entretiens/${entretien.id}/refus-du-lycee`}>
          Ne plus recevoir cet élève dans ce lycée
        </a>
      </p>
    </>
  )
}

function DejaInterdits({ enMain: { entretien, interdits }, zone }: Pick<PlanningLu, 'enMain' | 'zone'>) {
  return (
    <Table
      caption="Places interdites à cet élève"
      rows={interdits}
      rowKey={(row) => row.id}
      empty="Aucune."
      columns={[
        { title: 'Plage', heading: true, cell: (row) => `${row.lycee}, ${plageInWords(row, zone)}` },
        { title: 'Pourquoi', cell: (row) => row.motif },
        { title: 'Par', cell: (row) => row.auteur },
        {
          title: 'Lever',
          cell: (row) =>
            row.uai === entretien.uai ? (
              <ActionButton action={`/entretiens/${entretien.id}/interdits/${row.id}/levee`} kind="tertiary">
                Ne plus interdire
              </ActionButton>
            ) : (
              'par ce lycée'
            ),
        },
      ]}
    />
  )
}
