import { dayAsked, dayInWords, dayOf, localMinuteOf, timeInWords, type Day } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { readDeparts, type Depart } from '#src/procedure/entretiens/reads/departs.ts'
import { FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { exportPage, sortedBy, triOf, trisOf, type ListColumn, type Tri } from '#src/web/lists.ts'
import { html, page, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/departs'

const asked = ({ tx, campagne, query }: Requete) => {
  const day = query('jour')
  const jour = dayAsked(day) ?? dayOf(tx.now, tx.zone)
  return { campagneId: campagne.id, uai: query('etablissement') || null, jour }
}

export const departs = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'departs.lire',
    menu: { libelle: 'Départs du jour', ordre: 22 },
    handler: async (requete) => {
      const { tx, campagne } = requete
      const schools = await readEtablissementsSuivis(tx, campagne.id)
      const lus = await load(requete)
      return html(<Departs {...lus} {...asked(requete)} schools={schools} />)
    },
  }),
  exportPage({
    path: PATH,
    droit: 'departs.lire',
    nom: 'departs',
    lignes: async (requete) => {
      const { departs: rows, columns } = await load(requete)
      return { rows, columns, uai: asked(requete).uai }
    },
  }),
]

async function load(requete: Requete) {
  const { tx, query } = requete
  const { departs: rows, ...days } = await readDeparts(tx, asked(requete))
  const columns = columnsFor(rows, tx.zone)
  const tri = triOf(query('tri'), trisOf(columns))
  return { ...days, departs: sortedBy(rows, { tri, columns }), columns, tri }
}

/** Who goes to the same lycée in the same half-day, by interview. */
function together(rows: readonly Depart[], zone: string): Map<number, Depart[]> {
  const groups = groupBy(
    rows.filter((one) => one.mode === 'presentiel'),
    (one) => `${one.college}/${one.lycee}/${hourOf(one.debut, zone) < '12:30' ? 'matin' : 'apres-midi'}`,
  )
  return new Map(
    [...groups.values()].flatMap((group) => group.map((one) => [one.entretienId, group] as const)),
  )
}

const hourOf = (instant: Date, zone: string): string => localMinuteOf(instant, zone).slice(11)
const hours = ({ debut, fin }: Depart, zone: string): string =>
  `${timeInWords(localMinuteOf(debut, zone))} – ${timeInWords(localMinuteOf(fin, zone))}`

function columnsFor(rows: readonly Depart[], zone: string): ListColumn<Depart>[] {
  const groups = together(rows, zone)
  const companions = (one: Depart): string => {
    if (one.mode === 'distanciel') return 'À distance, dans l’établissement'
    const others = (groups.get(one.entretienId) ?? []).filter(({ eleveId }) => eleveId !== one.eleveId)
    return others.length === 0 ? 'Seul' : others.map(({ prenom, nom }) => `${prenom} ${nom}`).join(', ')
  }
  const where = (one: Depart): string =>
    one.mode === 'distanciel'
      ? `À distance avec ${one.lycee}`
      : [one.lycee, one.commune].filter(Boolean).join(', ')
  return [
    {
      title: 'Entretien',
      tri: 'heure',
      cell: (one) => hours(one, zone),
      valeur: (one) => hours(one, zone),
      ordre: ({ debut }) => debut.toISOString(),
    },
    {
      title: 'Élève',
      heading: true,
      tri: 'eleve',
      cell: (one) => <a href={`/eleves/${one.eleveId}`}>{`${one.nom} ${one.prenom}`}</a>,
      valeur: (one) => `${one.nom} ${one.prenom}`,
    },
    { title: 'Classe', tri: 'classe', cell: (one) => one.classe ?? '–', valeur: (one) => one.classe },
    { title: 'Établissement', fichierSeul: true, cell: () => null, valeur: (one) => one.college },
    { title: 'Où', tri: 'lieu', cell: where, valeur: where },
    { title: 'Avec', cell: companions, valeur: companions },
    {
      title: 'Adulte référent',
      tri: 'adulte',
      cell: (one) => one.adulteReferent ?? '–',
      valeur: (one) => one.adulteReferent,
    },
  ]
}

interface Props {
  departs: Depart[]
  columns: readonly ListColumn<Depart>[]
  tri: Tri<string> | null
  avant: Day | undefined
  apres: Day | undefined
  jour: Day
  uai: string | null
  schools: School[]
}

function Departs({ departs: rows, columns, tri, avant, apres, jour, uai, schools }: Props) {
  const link = (day: Day | undefined, label: string) =>
    day && (
      <a className={fr('fr-link')} href={addressOf(PATH, { jour: day, etablissement: uai })}>
        {label} : {dayInWords(day)}
      </a>
    )
  const leaving = new Set(rows.filter((one) => one.mode === 'presentiel').map((one) => one.eleveId)).size
  return (
    <Frame title="Départs du jour">
      <div className="passpro-hors-papier">
        <FilterForm>
          <DateField name="jour" label="Jour" state={freshForm({ jour })} />
          <SchoolFilter schools={schools} value={uai} />
        </FilterForm>
        <p className="passpro-voisins">
          {link(avant, 'Avant')}
          {link(apres, 'Après')}
        </p>
      </div>
      <p>
        {leaving === 0
          ? 'Aucun élève ne quitte'
          : leaving === 1
            ? 'Un élève quitte'
            : `${leaving} élèves quittent`}{' '}
        l’établissement pour un entretien le {dayInWords(jour)}. « Avec » nomme ceux qui vont au même lycée la
        même demi-journée.
      </p>
      <ListTable
        path={PATH}
        caption={`Entretiens du ${dayInWords(jour)}`}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.entretienId}
        empty="Aucun élève n’est convoqué ce jour-là."
        choices={{ jour, etablissement: uai }}
        tri={tri}
      />
    </Frame>
  )
}
