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
import { Table } from '#src/web/components/table.tsx'
import { html, page, type Requete } from '#src/web/page.ts'

/** The pupils of one adulte référent, with what each still has to do. */
export const mesEleves = [
  page({
    method: 'GET',
    path: '/mes-eleves',
    droit: 'eleves.accompagner',
    menu: { libelle: 'Mes élèves', ordre: 5 },
    handler: async (requete) => html(<MesEleves {...await load(requete)} />),
  }),
]

interface Suivi {
  eleve: EleveAccompagne
  restes: Reste[]
}

async function load({ tx, campagne }: Requete): Promise<{ suivis: Suivi[]; zone: string }> {
  const { eleves, ouvertes } = await readAccompagnes(tx, campagne.id)
  const said = await readConfirmations(tx, {
    campagneId: campagne.id,
    eleveIds: eleves.map(({ id }) => id),
  })
  const waiting = ({ id }: EleveAccompagne): number =>
    (said.get(id) ?? []).filter(({ etat }) => etat === 'attendue').length
  const suivis = eleves.map((eleve) => ({
    eleve,
    restes: restesOf(eleve, { confirmations: waiting(eleve), ouvertes, now: tx.now }),
  }))
  return { suivis, zone: tx.zone }
}

function MesEleves({ suivis, zone }: { suivis: readonly Suivi[]; zone: string }) {
  const busy = suivis.filter(({ restes }) => restes.length > 0).length
  return (
    <Frame title="Mes élèves">
      <p>
        Les élèves dont vous êtes l’adulte référent. Ceux de tout l’établissement sont dans{' '}
        <a href="/eleves">Élèves</a>.
      </p>
      {suivis.length > 0 && (
        <p>
          {busy === 0
            ? 'Rien n’est à faire pour l’instant.'
            : `Il reste quelque chose à faire pour ${busy} ${busy === 1 ? 'élève' : 'élèves'}.`}
        </p>
      )}
      <Table
        caption={suivis.length === 1 ? '1 élève' : `${suivis.length} élèves`}
        rows={suivis}
        rowKey={({ eleve }) => eleve.id}
        empty="Personne ne vous a encore nommé adulte référent. Votre chef d’établissement le fait dans « Élèves »."
        columns={[
          {
            title: 'Élève',
            heading: true,
            cell: ({ eleve: { id, nom, prenom, classe } }) => (
              <>
                <a href={`/eleves/${id}`}>
                  {nom} {prenom}
                </a>
                <span className="passpro-sous-titre">{classe}</span>
              </>
            ),
          },
          {
            title: 'Formations et entretien',
            cell: ({ eleve: { entretiens } }) => <Entretiens entretiens={entretiens} zone={zone} />,
          },
          { title: 'Ce qu’il reste à faire', cell: ({ restes }) => <Restes restes={restes} /> },
        ]}
      />
    </Frame>
  )
}

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
