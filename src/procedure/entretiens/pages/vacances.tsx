import { counted } from '#src/kit/counted.ts'
import { dayInWords, type Day } from '#src/kit/day.ts'
import {
  calendrierScolaireOf,
  joursOf,
  loadCampagne,
  ZONES_VACANCES,
  zoneVacancesOf,
  type Campagne,
  type PeriodeFermee,
  type ZoneVacances,
} from '#src/procedure/campagnes/api.ts'
import { fermerJours } from '#src/procedure/entretiens/acts/contraintes.ts'
import { sentenceContraintes } from '#src/procedure/entretiens/texts/contraintes.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { LinkButton } from '#src/web/components/button.tsx'
import { ChoiceFilter, FilterForm } from '#src/web/components/filter-form.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/planification/vacances'
const CONTRAINTES = '/planification/contraintes'

/** The days without school of the year of a campaign, to close in one act: those typed by hand stay. */
export const vacances = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'contraintes.regler',
    handler: async ({ tx, campagne, query }) => {
      const lue = await loadCampagne(tx.trx, campagne.id)
      return html(<Vacances campagne={lue} zone={zoneIn(query('zone')) ?? zoneVacancesOf(lue.academie)} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'contraintes.regler', handler: close }),
]

const zoneIn = (text: unknown): ZoneVacances | undefined => ZONES_VACANCES.find((one) => one === text)

async function close({ tx, campagne, form }: Requete): Promise<Reply> {
  const lue = await loadCampagne(tx.trx, campagne.id)
  const zone = zoneIn(form.get('zone'))
  const periodes = zone && calendrierScolaireOf({ ...lue, zone })
  if (!periodes)
    return html(<Vacances campagne={lue} zone={zone} refus="Choisissez d’abord une zone." />, 422)
  const done = await fermerJours(tx, { campagneId: campagne.id, jours: periodes.flatMap(joursOf) })
  if (!done.ok)
    return html(<Vacances campagne={lue} zone={zone} refus={sentenceContraintes(done.refus)} />, 422)
  const kept = lue.contraintes.joursFermes?.length ?? 0
  return redirect(
    CONTRAINTES,
    done.value === 0
      ? 'Tous ces jours étaient déjà sans entretien : rien n’est changé.'
      : `${counted(done.value, 'jour ajouté', 'jours ajoutés')} aux jours sans entretien (zone ${zone}). ${keptInWords(kept)}`,
  )
}

const keptInWords = (kept: number): string =>
  kept === 0
    ? 'Aucun n’était saisi avant.'
    : `${counted(kept, 'jour déjà saisi reste', 'jours déjà saisis restent')} sans entretien.`

function Vacances(props: { campagne: Campagne; zone: ZoneVacances | undefined; refus?: string }) {
  const { campagne, zone, refus } = props
  const choices = ZONES_VACANCES.map((one) => ({ value: one, label: `Zone ${one}` }))
  const label = 'Zone des vacances scolaires'
  return (
    <Frame title="Vacances et jours fériés">
      {refus !== undefined && <Alert kind="error">{refus}</Alert>}
      <p>
        Le calendrier officiel de l’année scolaire {campagne.annee}. Aucun entretien ne sera placé ces
        jours-là ; les jours que vous avez déjà saisis restent.
      </p>
      <FilterForm>
        <ChoiceFilter name="zone" all="Choisir une zone" value={zone ?? null} {...{ label, choices }} />
      </FilterForm>
      {zone === undefined ? <SansZone /> : <DeLaZone {...{ campagne, zone }} />}
      <p className="fr-mt-4w">
        <LinkButton href={CONTRAINTES} kind="secondary">
          Saisir ou retirer des jours à la main
        </LinkButton>
      </p>
    </Frame>
  )
}

const SansZone = () => (
  <p>
    La zone de cette académie n’est pas connue (en Corse et outre-mer, il n’y en a pas) : choisissez une zone,
    ou saisissez les vacances à la main.
  </p>
)

const MOSELLE = '12'

function DeLaZone({ campagne, zone }: { campagne: Campagne; zone: ZoneVacances }) {
  const { annee, academie, contraintes } = campagne
  const periodes = calendrierScolaireOf({ academie, annee, zone })
  if (!periodes)
    return (
      <p>
        Le calendrier officiel de l’année {annee} n’est pas connu ici : saisissez ses vacances à la main,
        d’après l’arrêté du ministère.
      </p>
    )
  const fermes = new Set(contraintes.joursFermes)
  const left = periodes.flatMap(joursOf).filter((jour) => !fermes.has(jour))
  return (
    <>
      <Table
        caption={`Jours sans école, ${annee}, zone ${zone}`}
        rows={periodes}
        rowKey={({ du }) => du}
        columns={[
          { title: 'Période', heading: true, cell: ({ nom }) => nom },
          { title: 'Jours', cell: daysInWords },
          { title: 'Ce qui change', cell: (one) => effetOf(one, fermes) },
        ]}
      />
      {academie === MOSELLE && (
        <p>
          En Moselle, le vendredi saint et le 26 décembre sont fériés aussi : les lycées de Moselle n’y
          déclarent pas d’heures.
        </p>
      )}
      {left.length > 0 && (
        <ActionButton action={PATH} fields={{ zone }} kind="primary">
          Ajouter {counted(left.length, 'jour', 'jours')} sans entretien
        </ActionButton>
      )}
    </>
  )
}

const daysInWords = ({ du, au }: PeriodeFermee): string =>
  du === au ? dayInWords(du) : `du ${dayInWords(du)} au ${dayInWords(au)}`

function effetOf(periode: PeriodeFermee, fermes: ReadonlySet<Day>): string {
  const left = joursOf(periode).filter((jour) => !fermes.has(jour)).length
  return left === 0 ? 'Déjà sans entretien' : counted(left, 'jour à ajouter', 'jours à ajouter')
}
