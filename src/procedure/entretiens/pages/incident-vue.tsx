import { dayInWords, dayOf, localMinuteOf, minuteInWords, timeInWords } from '#src/kit/day.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import type { IncidentLu, LigneReparation } from '#src/procedure/entretiens/reads/incidents.ts'
import type { GenreIncident } from '#src/procedure/entretiens/model.ts'
import { raisonInWords, sujetInWords } from '#src/procedure/entretiens/texts/incidents.ts'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { choixInText } from '#src/procedure/entretiens/rules/reparation.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Select } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { RowCheckbox, Table, type Column } from '#src/web/components/table.tsx'
import { freshForm } from '#src/web/form.ts'

/** An incident, and what is proposed for it: who changes, why, from where to where. */
export function IncidentVue(props: { lu: IncidentLu; zone: string; decide: boolean; refus?: string }) {
  const { lu, zone, decide, refus } = props
  const { incident, remplacants } = lu
  const at = (instant: Date): string => timeInWords(localMinuteOf(instant, zone))
  return (
    <Frame title={sujetInWords(incident)}>
      <p>
        <a className="fr-link" href="/incidents">
          Retour aux incidents
        </a>
      </p>
      {refus !== undefined && <Alert kind="error">{refus}</Alert>}
      <Facts
        facts={[
          [
            'Quand',
            `${dayInWords(dayOf(incident.debut, zone))}, ${
              at(incident.debut) === '0 h 00' && at(incident.fin) === '23 h 59'
                ? 'toute la journée'
                : `de ${at(incident.debut)} à ${at(incident.fin)}`
            }`,
          ],
          ['Pourquoi', incident.motif],
          ['Déclaré par', incident.auteur],
          [
            'Décision',
            incident.decision === null
              ? 'pas encore prise'
              : `${incident.decision === 'acceptee' ? 'réparation acceptée' : 'laissé tel quel'} par ${incident.decidePar ?? ''}`,
          ],
        ]}
      />
      {incident.decision === null && (
        <>
          {decide && remplacants.length > 0 && <Remplacement lu={lu} />}
          {decide ? <Proposition lu={lu} zone={zone} /> : <Lecture lu={lu} zone={zone} />}
        </>
      )}
    </Frame>
  )
}

function Remplacement({ lu: { incident, remplacants } }: { lu: IncidentLu }) {
  const state = freshForm({ remplacant: String(remplacants[0]?.id ?? '') })
  return (
    <>
      <h2>Faire remplacer</h2>
      <p>
        Une autre personne reçoit aux mêmes heures, dans les mêmes salles : les familles n’en voient rien.
      </p>
      <Form action={`/incidents/${incident.id}/remplacement`}>
        <Select
          name="remplacant"
          label="Qui peut reprendre tous ces entretiens"
          choices={remplacants.map((one) => ({
            value: String(one.id),
            label: `${one.nom} (${one.present ? 'déjà disponible' : 'à solliciter'})`,
          }))}
          state={state}
        />
        <Buttons>
          <Button>Faire remplacer</Button>
        </Buttons>
      </Form>
    </>
  )
}

/** The proposal for who answers for the lycée and does not plan. */
function Lecture({ lu, zone }: { lu: IncidentLu; zone: string }) {
  return (
    <>
      <h2>Ce qui est proposé</h2>
      <p>{resume(lu.lignes, lu.borne)} Le planificateur de votre lycée décide.</p>
      {lu.lignes.length > 0 && <Changements rows={lu.lignes} columns={linesOf(lu, zone)} />}
    </>
  )
}

function Proposition({ lu, zone }: { lu: IncidentLu; zone: string }) {
  const { incident, lignes, borne, empreinte, choix } = lu
  return (
    <>
      <h2>Ce qui est proposé</h2>
      <p>
        {resume(lignes, borne)}
        {lignes.length > 0 && ' Décochez ceux que vous voulez laisser comme ils sont.'}
      </p>
      {choix.length > 0 && (
        <p>
          <a className="fr-link" href={`/incidents/${incident.id}`}>
            Revenir à la proposition d’origine
          </a>
        </p>
      )}
      <Form action={`/incidents/${incident.id}/acceptation`}>
        <input type="hidden" name="empreinte" value={empreinte} />
        <input type="hidden" name="choix" value={choixInText(choix)} />
        {lignes.length > 0 && <Changements rows={lignes} columns={toDecide(lu, zone)} />}
        <Buttons>
          <Button>
            {lignes.length === 0 ? 'Noter l’indisponibilité' : 'Accepter les changements cochés'}
          </Button>
        </Buttons>
      </Form>
      <ActionButton action={`/incidents/${incident.id}/refus`}>Refuser et tout laisser</ActionButton>
    </>
  )
}

function resume(lignes: readonly LigneReparation[], borne: number): string {
  if (lignes.length === 0) return 'Aucun entretien n’est touché.'
  const visibles = lignes.filter((one) => one.visible).length
  const lost = lignes.filter((one) => one.apres === null).length
  const least =
    visibles === borne ? ', et c’est le minimum possible' : ` (au moins ${borne} sont inévitables)`
  const convoquees = lignes.filter((one) => one.visible && one.convoque).length
  const moved =
    visibles === 0
      ? 'Aucun ne change d’heure'
      : `${visibles === 1 ? 'Un seul change' : `${visibles} changent`} d’heure${least}`
  const families =
    convoquees === 0
      ? 'aucune famille déjà convoquée n’est touchée'
      : convoquees === 1
        ? 'une famille déjà convoquée est touchée'
        : `${convoquees} familles déjà convoquées sont touchées`
  const seen = `${moved} ; ${families}`
  const without =
    lost === 0 ? '' : ` ${lost === 1 ? 'Un élève perd' : `${lost} élèves perdent`} sa place ici.`
  return `${lignes.length === 1 ? 'Un entretien change' : `${lignes.length} entretiens changent`}. ${seen}.${without}`
}

function Changements(props: { rows: IncidentLu['lignes']; columns: readonly Column<LigneReparation>[] }) {
  return (
    <div className="passpro-multiligne">
      <Table caption="Changements proposés" rowKey={(row) => row.requete} {...props} />
    </div>
  )
}

/** Who changes, why, from where to where, and what his family sees. */
function linesOf({ choix, incident }: IncidentLu, zone: string): Column<LigneReparation>[] {
  const byHand = new Set(choix.map((one) => one.entretienId))
  const at = ({ debut, ou }: { debut: Date; ou: string }) => (
    <>
      {minuteInWords(localMinuteOf(debut, zone))}
      <span className="passpro-precision">{ou}</span>
    </>
  )
  return [
    { title: 'Élève', heading: true, cell: (row) => row.qui },
    { title: 'Pourquoi', cell: (row) => raisonInWords(row.raison) },
    { title: 'Avant', cell: (row) => at(row.avant) },
    {
      title: 'Après',
      cell: (row) => (
        <>
          {row.apres ? at(row.apres) : sansPlaceInWords(incident.genre)}{' '}
          {row.ailleurs !== null && (
            <span className="passpro-precision">{row.ailleurs} : votre lycée n’a pas d’autre place</span>
          )}
          {byHand.has(row.entretienId) && <Badge kind="new">À la main</Badge>}
        </>
      ),
    },
    {
      title: 'La famille',
      cell: (row) => famillePour(row, zone),
    },
  ]
}

const sansPlaceInWords = (genre: GenreIncident): string =>
  genre === 'absence'
    ? 'plus de place, ni ici ni dans un autre lycée où il peut aller'
    : 'plus de place dans ce lycée'

function famillePour({ visible, convoque, avant, apres }: LigneReparation, zone: string): string {
  if (!visible) return 'ne voit rien'
  if (convoque) return 'reçoit une nouvelle convocation'
  const semaineOf = ({ debut }: { debut: Date }) => mondayOf(dayOf(debut, zone))
  return apres && semaineOf(avant) !== semaineOf(apres)
    ? 'pas encore convoquée : la nouvelle semaine lui est dite'
    : 'n’était pas encore convoquée'
}

/** The same, each line to keep, to leave or to put elsewhere. */
const toDecide = (lu: IncidentLu, zone: string): Column<LigneReparation>[] => [
  {
    title: 'Faire',
    cell: (row) => (
      <RowCheckbox name="change" value={row.requete} label={`Changer l’entretien de ${row.qui}`} checked />
    ),
  },
  ...linesOf(lu, zone),
  {
    title: 'Modifier',
    cell: (row) => lu.incident.genre !== 'retrait' && <AutrePlace ligne={row} {...lu} />,
  },
]

function AutrePlace(props: Pick<IncidentLu, 'incident' | 'choix'> & { ligne: LigneReparation }) {
  const { incident, choix, ligne } = props
  const path = `/incidents/${incident.id}/place/${ligne.entretienId}`
  return (
    <a href={adresse(path, { choix: choixInText(choix) })}>
      Autre place<span className="fr-sr-only"> pour {ligne.qui}</span>
    </a>
  )
}
