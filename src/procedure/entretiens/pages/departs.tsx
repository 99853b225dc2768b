import { dayAsked, dayInWords, dayOf, localMinuteOf, timeInWords, type Day } from '#src/kit/day.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { readDeparts, type Depart } from '#src/procedure/entretiens/reads/departs.ts'
import { seulInWords } from '#src/procedure/entretiens/texts/seances.ts'
import { FilterForm, SchoolFilter } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, type ListColumn } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/departs'

export const departs = listPages({
  path: PATH,
  droit: 'departs.lire',
  menu: { libelle: 'Départs du jour', ordre: 22 },
  nom: 'departs',
  load,
  draw: (lue) => <Departs lue={lue} />,
})

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const jour = dayAsked(query('jour')) ?? dayOf(tx.now, tx.zone)
  const uai = query('etablissement') || null
  const { departs: rows, sorties, ...voisins } = await readDeparts(tx, { campagneId: campagne.id, uai, jour })
  return {
    ...voisins,
    ...listed(requete, {
      path: PATH,
      kept: { jour, etablissement: uai },
      columns: columnsFor(sorties, tx.zone),
      rows,
      slice,
      uai,
    }),
    jour,
    partants: new Set(rows.filter((one) => one.mode === 'presentiel').map((one) => one.eleveId)).size,
    schools: await readEtablissementsSuivis(tx, campagne.id),
  }
}

const hourOf = (instant: Date, zone: string): string => timeInWords(localMinuteOf(instant, zone))
const hours = (one: Depart, zone: string): string =>
  [`${hourOf(one.debut, zone)} – ${hourOf(one.fin, zone)}`, seulInWords(one, zone)].filter(Boolean).join(', ')

type Sorties = Awaited<ReturnType<typeof readDeparts>>['sorties']

/** When a trip leaves, or is back: nothing for who stays, and said where the way is not known. */
const moment = (sorties: Sorties, { of, zone }: { of: 'depart' | 'retour'; zone: string }) => {
  const at = (one: Depart): Date | null | undefined => sorties.get(one.entretienId)?.[of]
  return {
    valeur: (one: Depart): string | null => {
      const instant = at(one)
      if (instant === undefined) return null
      return instant === null ? 'trajet inconnu' : hourOf(instant, zone)
    },
    ordre: (one: Depart): string => at(one)?.toISOString() ?? '9999',
  }
}

function columnsFor(sorties: Sorties, zone: string): ListColumn<Depart>[] {
  const companions = (one: Depart): string => {
    if (one.mode === 'distanciel') return 'À distance, dans l’établissement'
    const others = (sorties.get(one.entretienId)?.ensemble ?? []).filter(
      ({ eleveId }) => eleveId !== one.eleveId,
    )
    return others.length === 0 ? 'Seul' : others.map(({ prenom, nom }) => `${prenom} ${nom}`).join(', ')
  }
  const where = (one: Depart): string =>
    one.mode === 'distanciel'
      ? `À distance avec ${one.lycee}`
      : [one.lycee, one.commune].filter(Boolean).join(', ')
  return [
    { title: 'Départ', tri: 'depart', ...moment(sorties, { of: 'depart', zone }) },
    { title: 'Retour', tri: 'retour', ...moment(sorties, { of: 'retour', zone }) },
    {
      title: 'Entretien',
      tri: 'heure',
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
    { title: 'Classe', tri: 'classe', valeur: (one) => one.classe },
    { title: 'Établissement', fichierSeul: true, valeur: (one) => one.college },
    { title: 'Où', tri: 'lieu', valeur: where },
    { title: 'Avec', valeur: companions },
    {
      title: 'Adulte référent',
      tri: 'adulte',
      valeur: (one) => one.adulteReferent,
    },
  ]
}

function Departs({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { avant, apres, jour, partants, schools, uai = null } = lue
  const link = (day: Day | undefined, label: string) =>
    day && (
      <a className={fr('fr-link')} href={addressOf(PATH, { jour: day, etablissement: uai })}>
        {label} : {dayInWords(day)}
      </a>
    )
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
        {partants === 0
          ? 'Aucun élève ne quitte'
          : partants === 1
            ? 'Un élève quitte'
            : `${partants} élèves quittent`}{' '}
        l’établissement pour un entretien le {dayInWords(jour)}. « Avec » nomme ceux qui vont au même lycée la
        même demi-journée : ils partent pour le premier entretien et reviennent après le dernier. Ces heures
        sont estimées d’après la distance ; voyez-les avec les transports.
      </p>
      <p className="passpro-hors-papier">
        <a className={fr('fr-link')} href="/semaines-changees">
          Entretiens prévus qui changent de lycée ou de semaine
        </a>
      </p>
      <List
        list={lue}
        caption={`Entretiens du ${dayInWords(jour)}`}
        rowKey={(one) => one.entretienId}
        empty="Aucun élève n’est convoqué ce jour-là."
      />
    </Frame>
  )
}
