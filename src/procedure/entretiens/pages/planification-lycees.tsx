import { counted } from '#src/kit/counted.ts'
import { dayInWords } from '#src/kit/day.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { readTravail } from '#src/procedure/entretiens/jobs.ts'
import { EtatVue } from '#src/procedure/entretiens/pages/vagues-vue.tsx'
import {
  readVaguesDeCampagne,
  type Vague,
  type VaguesDuLycee,
} from '#src/procedure/entretiens/reads/vagues.ts'
import { JOURS_DEMANDE_PAR_DEFAUT } from '#src/procedure/entretiens/rules/demandes.ts'
import { semaineInWords } from '#src/procedure/entretiens/texts.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listed, textFilter, type ListColumn, type ListFilter } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

/** The referent lycées with their waves, those that are late first, what the campaign sets, and how the work of the night goes. */
export async function loadLycees(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  const { lycees, joursConvocation } = await readVaguesDeCampagne(tx, campagne.id)
  const { contraintes } = await loadCampagne(tx.trx, campagne.id)
  const rows = lycees.toSorted((a, b) => lateness(a).localeCompare(lateness(b)))
  return {
    ...listed(requete, { path: '/planification', filters: FILTERS, columns: COLUMNS, rows, slice }),
    travail: await readTravail(tx, { nom: 'amelioration', campagneId: campagne.id }),
    zone: tx.zone,
    joursConvocation,
    demande: contraintes.demandeCreneauJours ?? JOURS_DEMANDE_PAR_DEFAUT,
  }
}

/** Waves whose convocations should have left. */
export const duesOf = ({ vagues }: VaguesDuLycee): Vague[] =>
  vagues.filter((one) => one.etat === 'a_liberer' && one.provisoires > 0)

/** The day since when a lycée is waited for; the others come after, by name. */
const lateness = (one: VaguesDuLycee): string =>
  duesOf(one)
    .map(({ echeance }) => echeance)
    .toSorted()[0] ?? 'zzzz'

const FILTERS: readonly ListFilter<VaguesDuLycee>[] = [
  textFilter('Lycée', ({ nom }) => nom),
  {
    name: 'attente',
    label: 'Convocations',
    all: 'Toutes',
    choices: [{ value: 'a_liberer', label: 'À libérer' }],
    keeps: (row) => duesOf(row).length > 0,
  },
]

const sum = ({ vagues }: VaguesDuLycee, of: 'provisoires' | 'convoques'): number =>
  vagues.reduce((total, one) => total + one[of], 0)
const nextOf = ({ vagues }: VaguesDuLycee): Vague | undefined => vagues.find((one) => one.etat !== 'liberee')
const pupilsOf = ({ provisoires }: Vague): string => counted(provisoires, 'élève')

const COLUMNS: readonly ListColumn<VaguesDuLycee>[] = [
  { title: 'Lycée', heading: true, tri: 'lycee', valeur: ({ nom }) => nom },
  {
    title: 'Libération',
    tri: 'liberation',
    valeur: ({ automatique }) => (automatique ? 'automatique' : 'par le lycée'),
  },
  {
    title: 'À libérer',
    tri: 'echeance',
    ordre: lateness,
    valeur: (row) =>
      duesOf(row)
        .map(
          (one) => `${semaineInWords(one.semaine)}, depuis le ${dayInWords(one.echeance)} : ${pupilsOf(one)}`,
        )
        .join(' ; '),
  },
  {
    title: 'À la place du lycée',
    cell: (row) => duesOf(row).map((vague) => <Liberer key={vague.semaine} {...{ vague }} nom={row.nom} />),
  },
  { title: 'Provisoires', numeric: true, tri: 'provisoires', valeur: (row) => sum(row, 'provisoires') },
  { title: 'Convoqués', numeric: true, tri: 'convoques', valeur: (row) => sum(row, 'convoques') },
  {
    title: 'Prochaine vague',
    tri: 'prochaine',
    ordre: (row) => nextOf(row)?.semaine ?? 'zzzz',
    valeur: (row) => {
      const next = nextOf(row)
      return next ? dayInWords(next.semaine) : 'aucune'
    },
    cell: (row) => {
      const next = nextOf(row)
      return next ? (
        <>
          {dayInWords(next.semaine)} <EtatVue vague={next} />
        </>
      ) : (
        'aucune'
      )
    },
  },
]

/** The académie releases it for a lycée that cannot. */
function Liberer({ vague, nom }: { vague: Vague; nom: string }) {
  const { uai, semaine } = vague
  return (
    <ActionButton action="/planification/liberer" fields={{ uai, semaine }} kind="tertiary">
      Libérer
      <span className="fr-sr-only">
        {' '}
        la {semaineInWords(semaine)} de {nom}
      </span>
    </ActionButton>
  )
}
