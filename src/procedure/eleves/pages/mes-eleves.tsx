import { counted } from '#src/kit/counted.ts'
import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { readConfirmations } from '#src/procedure/bonus/api.ts'
import type {
  EleveAccompagne,
  EntretienAPreparer,
  Reste,
} from '#src/procedure/eleves/model/accompagnement.ts'
import { readAccompagnes } from '#src/procedure/eleves/reads/accompagnement.ts'
import { restesOf } from '#src/procedure/eleves/texts/accompagnement.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { EVERYTHING, type Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn, type ListFilter } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

const PATH = '/mes-eleves'

/** The pupils of one adulte référent, with what each still has to do. */
export const mesEleves = listPages({
  path: PATH,
  droit: 'eleves.accompagner',
  menu: { libelle: 'Mes élèves', ordre: 5 },
  attente: async (requete) => {
    const { busy } = await load(requete, EVERYTHING)
    const texte = `Il reste quelque chose à faire pour ${counted(busy, 'élève')}`
    return busy === 0 ? [] : [{ texte, href: `${PATH}?filtre=a_faire` }]
  },
  nom: 'mes-eleves',
  load,
  draw: (lue) => <MesEleves lue={lue} />,
})

interface Suivi {
  eleve: EleveAccompagne
  restes: Reste[]
}

const FILTERS: readonly ListFilter<Suivi>[] = [
  textFilter('Nom ou prénom', ({ eleve: { nom, prenom } }) => `${nom} ${prenom}`),
  {
    name: 'filtre',
    label: 'Montrer',
    all: 'Tous mes élèves',
    choices: [{ value: 'a_faire', label: 'Ceux pour qui il reste à faire' }],
    keeps: ({ restes }) => restes.length > 0,
  },
]

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne } = requete
  const { eleves, ouvertes } = await readAccompagnes(tx, campagne.id)
  const said = await readConfirmations(tx, {
    campagneId: campagne.id,
    eleveIds: eleves.map(({ id }) => id),
  })
  const waiting = ({ id }: EleveAccompagne): number =>
    (said.get(id) ?? []).filter(({ etat }) => etat === 'attendue').length
  const rows = eleves.map((eleve) => ({
    eleve,
    restes: restesOf(eleve, { confirmations: waiting(eleve), ouvertes, now: tx.now }),
  }))
  return {
    suivis: rows.length,
    busy: rows.filter(({ restes }) => restes.length > 0).length,
    ...listed(requete, { path: PATH, filters: FILTERS, columns: columnsFor(tx.zone), rows, slice }),
  }
}

const MesEleves = ({ lue }: { lue: Awaited<ReturnType<typeof load>> }) => (
  <Frame title="Mes élèves">
    <p>
      Les élèves dont vous êtes l’adulte référent. Ceux de tout l’établissement sont dans{' '}
      <a href="/eleves">Élèves</a>.
    </p>
    {lue.suivis > 0 && (
      <p>
        {lue.busy === 0
          ? 'Rien n’est à faire pour l’instant.'
          : `Il reste quelque chose à faire pour ${counted(lue.busy, 'élève')}.`}
      </p>
    )}
    <ListFilters list={lue} />
    <List
      list={lue}
      caption={counted(lue.total, 'élève')}
      rowKey={({ eleve }) => eleve.id}
      empty="Personne ne vous a encore nommé adulte référent. Votre chef d’établissement le fait dans « Élèves »."
    />
  </Frame>
)

const columnsFor = (zone: string): ListColumn<Suivi>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: ({ eleve: { id, nom, prenom } }) => <a href={`/eleves/${id}`}>{`${nom} ${prenom}`}</a>,
    valeur: ({ eleve: { nom, prenom } }) => `${nom} ${prenom}`,
  },
  {
    title: 'Classe',
    tri: 'classe',
    valeur: ({ eleve }) => eleve.classe,
  },
  {
    title: 'Formations et entretien',
    tri: 'entretien',
    cell: ({ eleve: { entretiens } }) => <Entretiens entretiens={entretiens} zone={zone} />,
    valeur: ({ eleve: { entretiens } }) =>
      entretiens.map((one) => `${one.formations.join(', ')} ${quandOf(one, zone)}`).join(' ; ') ||
      'Aucune inscription',
    // The next interview first; those without a date come last.
    ordre: ({ eleve: { entretiens } }) =>
      entretiens.map(({ debut }) => debut?.toISOString() ?? 'a').toSorted()[0] ?? 'b',
  },
  {
    title: 'Ce qu’il reste à faire',
    tri: 'restes',
    cell: ({ restes }) => <Restes restes={restes} />,
    valeur: ({ restes }) => restes.map(({ phrase }) => phrase).join(' ; ') || 'Rien',
    ordre: ({ restes }) => restes.length,
  },
]

function Entretiens({ entretiens, zone }: { entretiens: readonly EntretienAPreparer[]; zone: string }) {
  if (entretiens.length === 0) return 'Aucune inscription'
  return (
    <ul className="passpro-mots">
      {entretiens.map((one) => (
        <li key={one.domaine}>
          {one.formations.join(', ')}
          <span className="passpro-sous-titre">{quandOf(one, zone)}</span>
        </li>
      ))}
    </ul>
  )
}

function quandOf({ passe, debut, distanciel }: EntretienAPreparer, zone: string): string {
  if (passe) return 'Entretien passé'
  if (debut === null) return 'Date à venir'
  return `${minuteInWords(localMinuteOf(debut, zone))}${distanciel ? ', à distance' : ''}`
}

function Restes({ restes }: { restes: readonly Reste[] }) {
  if (restes.length === 0) return 'Rien'
  return (
    <ul className="passpro-mots">
      {restes.map(({ phrase, href }) => (
        <li key={phrase}>{href === null ? phrase : <a href={href}>{phrase}</a>}</li>
      ))}
    </ul>
  )
}
