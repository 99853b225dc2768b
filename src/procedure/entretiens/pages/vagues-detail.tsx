import { dayInWords, localMinuteOf } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import type { DetailDeVague } from '#src/procedure/entretiens/reads/vagues.ts'
import { remplacantsOf } from '#src/procedure/entretiens/rules/vagues.ts'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Table } from '#src/web/components/table.tsx'
import { fr } from '#src/web/fr.ts'

type Ligne = DetailDeVague['entretiens'][number]

/** Half-days are cut at 13 h, as the planner cuts them. */
const demiJourneeOf = (instant: Date, zone: string): string => {
  const local = localMinuteOf(instant, zone)
  return `${local.slice(0, 10)} ${local.slice(11) < '13:00' ? 'matin' : 'après-midi'}`
}
const inWords = (demiJournee: string): string =>
  `${dayInWords(demiJournee.slice(0, 10))}, ${demiJournee.slice(11)}`

const listOf = (names: readonly (string | null)[]): string[] => [
  ...new Set(names.flatMap((name) => name ?? [])),
]

/** How busy each half-day of the week is: interviews, juries, rooms, and from how many collèges. */
export function Charge({ entretiens, zone }: { entretiens: readonly Ligne[]; zone: string }) {
  const groups = [...groupBy(entretiens, (one) => demiJourneeOf(one.debut, zone))]
  return (
    <div className="passpro-multiligne">
      <Table
        caption="Charge par demi-journée"
        rows={groups}
        rowKey={([demiJournee]) => demiJournee}
        columns={[
          { title: 'Demi-journée', heading: true, cell: ([demiJournee]) => inWords(demiJournee) },
          { title: 'Entretiens', numeric: true, cell: ([, group]) => group.length },
          {
            title: 'Dont convoqués',
            numeric: true,
            cell: ([, group]) => group.filter((one) => one.convoque).length,
          },
          { title: 'Jurys', numeric: true, cell: ([, group]) => listOf(group.map(juryOf)).length },
          { title: 'Salles', cell: ([, group]) => listOf(group.map(lieuOf)).join(', ') },
          {
            title: 'Collèges',
            numeric: true,
            cell: ([, group]) => listOf(group.map((one) => one.college)).length,
          },
        ]}
      />
    </div>
  )
}

const juryOf = ({ intervenants }: Ligne): string => intervenants.join('+')
const lieuOf = ({ mode, salle }: Ligne): string | null => (mode === 'distanciel' ? 'à distance' : salle)

/** Who holds interviews on each half-day, and who of the lycée could take them over. */
export function Equipe(props: {
  detail: DetailDeVague
  zone: string
  /** Who decides may say that somebody is absent: what is proposed comes at once, to be accepted. */
  decide: boolean
  suite: Readonly<Record<string, string>>
}) {
  const { detail, zone, decide, suite } = props
  const { entretiens, equipe, domaines } = detail
  const rows = equipe.flatMap(({ id, nom }) => {
    const own = entretiens.filter((one) => one.intervenants.includes(id))
    return [...groupBy(own, (one) => demiJourneeOf(one.debut, zone))].map(([demiJournee, group]) => ({
      key: `${id}-${demiJournee}`,
      id,
      nom,
      demiJournee,
      nombre: group.length,
      domaines: listOf(group.map((one) => domaines.get(one.domaine) ?? one.domaine)),
      remplacants: remplacantsOf(group, { absents: [id], equipe }),
    }))
  })
  return (
    <div className="passpro-multiligne">
      <Table
        caption="Qui reçoit, et qui pourrait le remplacer"
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { title: 'Intervenant', heading: true, cell: (row) => row.nom },
          { title: 'Demi-journée', cell: (row) => inWords(row.demiJournee) },
          { title: 'Entretiens', numeric: true, cell: (row) => row.nombre },
          { title: 'Domaines', cell: (row) => row.domaines.join(', ') },
          {
            title: 'Remplaçants possibles',
            cell: ({ remplacants }) =>
              remplacants
                .map((one) => `${one.nom} (${one.present ? 'déjà disponible' : 'à solliciter'})`)
                .join(', ') || 'personne dans le lycée',
          },
          ...(decide
            ? [
                {
                  title: 'Absence',
                  cell: (row: Presence) => <Absent presence={row} suite={suite} />,
                },
              ]
            : []),
        ]}
      />
    </div>
  )
}

interface Presence {
  id: number
  nom: string
  demiJournee: string
}

function Absent({ presence, suite }: { presence: Presence; suite: Readonly<Record<string, string>> }) {
  const { id, nom, demiJournee } = presence
  const [jour = '', moitie = ''] = demiJournee.split(' ')
  return (
    <ActionButton
      action={adresse('/incidents', suite)}
      fields={{
        genre: 'intervenant_absent',
        intervenant: id,
        jour,
        moitie: moitie === 'matin' ? 'matin' : 'apres_midi',
        motif: 'Absence dite depuis les convocations',
      }}
      kind="tertiary"
    >
      Absent
      <span className={fr('fr-sr-only')}>{` : ${nom}, ${inWords(demiJournee)}`}</span>
    </ActionButton>
  )
}
