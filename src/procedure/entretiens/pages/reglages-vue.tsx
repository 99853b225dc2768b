import { dayInWords } from '#src/kit/day.ts'
import type { Indicateurs } from '#src/planning/outcomes.ts'
import { groupBy } from '#src/kit/group.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import type { ResultatDeReglages } from '#src/procedure/entretiens/model.ts'
import { Figure } from '#src/procedure/entretiens/pages/cadre.tsx'
import { BarresParSemaine, type SemaineComparee } from '#src/procedure/entretiens/pages/dessins.tsx'
import type { readComparaison, readReglages } from '#src/procedure/entretiens/reads/reglages.ts'
import { LIBELLE_PREREGLAGE, LIBELLE_REGLAGE } from '#src/procedure/entretiens/texts/reglages.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Progress, Suivi } from '#src/web/components/progress.tsx'
import { Table } from '#src/web/components/table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'

const count = (n: number): string => Math.round(n).toLocaleString('fr-FR')
const share = (n: number): string => `${Math.round(n * 100)} %`

const INDICATEURS: readonly (readonly [string, (one: Indicateurs) => string])[] = [
  ['Entretiens placés', (one) => count(one.places)],
  ['Sans place', (one) => count(one.nonPlaces)],
  ['Demi-journées d’enseignant', (one) => count(one.demiJourneesIntervenant)],
  ['Sorties accompagnées', (one) => count(one.sorties)],
  ['Demi-journées d’élève hors du collège', (one) => count(one.demiJourneesEleve)],
  ['Minutes de trajet', (one) => count(one.trajetMinutes)],
  ['Lycées souhaités suivis', (one) => `${count(one.souhaitsSuivis)} sur ${count(one.souhaits)}`],
  ['Familles à prévenir d’un autre lycée ou d’une autre semaine', (one) => count(one.annonces)],
  ['Entretiens à distance', (one) => share(one.partDistanciel)],
  ['Inégalité entre lycées (Gini, de 0 à 1)', (one) => one.gini.toFixed(2).replace('.', ',')],
]

/** The prices of the campaign in plain words, what the plan asks today, and a comparison to launch. */
export function ReglagesVue(props: Awaited<ReturnType<typeof readReglages>> & { state: FormState }) {
  const { reglages, actuel, state } = props
  const prices = Object.entries(LIBELLE_REGLAGE)
  const values: Record<string, number> = { ...reglages }
  return (
    <Frame title="Réglages de la planification" state={state}>
      <p>
        Chaque effort a un prix, en minutes d’un adulte. Le calcul cherche le plan le moins coûteux ; aucun
        prix ne passe devant une règle, ni devant un élève sans place.
      </p>
      <div className="passpro-etroit">
        <Table
          caption="Prix en vigueur"
          rows={prices}
          rowKey={([name]) => name}
          columns={[
            { title: 'Effort', heading: true, cell: ([, label]) => label },
            { title: 'Minutes', numeric: true, cell: ([name]) => values[name] },
          ]}
        />
      </div>
      <h2>Ce que demande le plan aujourd’hui</h2>
      <Chiffres caption="Chiffres du plan" colonnes={[{ nom: 'Aujourd’hui', indicateurs: actuel }]} />
      <p>
        L’indice de Gini dit si les lycées qui peuvent se remplacer partagent la charge : 0 quand tous sont
        occupés autant, près de 1 quand un seul reçoit tout le monde. Pour la partager davantage, augmentez le
        prix du partage égal. <a href="/planification/charge">La charge de chaque lycée</a>
      </p>
      <h2>Comparer avec un autre réglage</h2>
      <p>
        La comparaison se fait sur la campagne telle qu’elle est. Rien ne bouge tant que vous n’avez pas
        choisi.
      </p>
      <Form state={state}>
        <Radios
          name="modele"
          label="Comparer le réglage actuel avec"
          choices={[
            ...Object.entries(LIBELLE_PREREGLAGE).map(([value, label]) => ({ value, label })),
            { value: 'sur_mesure', label: 'Les prix ci-dessous' },
          ]}
          state={state}
        />
        {prices.map(([name, label]) => (
          <TextField key={name} name={name} label={label} type="number" state={state} />
        ))}
        <Buttons>
          <Button>Comparer</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}

function Chiffres(props: {
  caption: string
  colonnes: readonly { nom: string; indicateurs: Indicateurs }[]
  /** With what the second changes. */
  ecart?: true
}) {
  const [first, second] = props.colonnes
  return (
    <Table
      caption={props.caption}
      rows={INDICATEURS}
      rowKey={([name]) => name}
      columns={[
        { title: 'Chiffre', heading: true, cell: ([name]) => name },
        ...props.colonnes.map(({ nom, indicateurs }) => ({
          title: nom,
          numeric: true as const,
          cell: ([, of]: (typeof INDICATEURS)[number]) => of(indicateurs),
        })),
        ...(props.ecart && first && second
          ? [
              {
                title: 'Écart',
                numeric: true as const,
                cell: ([name]: (typeof INDICATEURS)[number]) =>
                  ecartOf(name, [first.indicateurs, second.indicateurs]),
              },
            ]
          : []),
      ]}
    />
  )
}

const MESURES: Readonly<Record<string, (one: Indicateurs) => number>> = {
  'Entretiens placés': (one) => one.places,
  'Sans place': (one) => one.nonPlaces,
  'Demi-journées d’enseignant': (one) => one.demiJourneesIntervenant,
  'Sorties accompagnées': (one) => one.sorties,
  'Demi-journées d’élève hors du collège': (one) => one.demiJourneesEleve,
  'Minutes de trajet': (one) => one.trajetMinutes,
  'Lycées souhaités suivis': (one) => one.souhaitsSuivis,
  'Familles à prévenir d’un autre lycée ou d’une autre semaine': (one) => one.annonces,
}

/** What the second setting adds or saves; shares have no such difference to read. */
function ecartOf(name: string, [before, after]: readonly [Indicateurs, Indicateurs]): string {
  const of = MESURES[name]
  if (!of) return ''
  const more = Math.round(of(after) - of(before))
  return more === 0 ? '=' : `${more > 0 ? '+' : '−'} ${count(Math.abs(more))}`
}

/** Two settings side by side, in numbers and in a drawing of the days. */
export function ComparaisonVue({ comparaison }: NonNullable<Awaited<ReturnType<typeof readComparaison>>>) {
  const { id, choix, resultat, faites } = comparaison
  return (
    <Frame title="Comparaison de deux réglages" suivi={resultat === null}>
      <p>
        <a className="fr-link" href="/planification/reglages">
          Retour aux réglages
        </a>
      </p>
      {resultat === null ? (
        <Suivi>
          <Progress label="Calcul" done={faites} total={100} />
        </Suivi>
      ) : (
        <>
          <Chiffres
            caption="Les deux plans"
            colonnes={resultat.map(({ indicateurs }, rank) => ({ nom: choix[rank]?.nom ?? '', indicateurs }))}
            ecart
          />
          <Semaines noms={[choix[0].nom, choix[1].nom]} semaines={semainesOf(resultat)} />
          <div className="passpro-boutons">
            {choix.map(({ nom }, rank) => (
              <ActionButton
                key={nom}
                action={`/planification/comparaisons/${id}/choix`}
                fields={{ rang: rank }}
              >
                Choisir : {nom}
              </ActionButton>
            ))}
          </div>
        </>
      )}
    </Frame>
  )
}

/** Interviews of each week under both settings. */
function semainesOf(resultat: readonly ResultatDeReglages[]): SemaineComparee[] {
  const counts = resultat.map(({ jours }) => {
    const weeks = groupBy(jours, (one) => mondayOf(one.jour))
    return new Map([...weeks].map(([week, own]) => [week, own.reduce((sum, one) => sum + one.entretiens, 0)]))
  })
  const all = [...new Set(counts.flatMap((one) => [...one.keys()]))].toSorted()
  return all.map((semaine) => ({
    semaine,
    nombres: [counts[0]?.get(semaine) ?? 0, counts[1]?.get(semaine) ?? 0],
  }))
}

function Semaines({
  noms,
  semaines,
}: {
  noms: readonly [string, string]
  semaines: readonly SemaineComparee[]
}) {
  return (
    <>
      <h2>Semaine par semaine</h2>
      <Figure
        titre="Les semaines dessinées"
        legende={`Plein : ${noms[0]} ; en pointillé : ${noms[1]}. Le tableau dit la même chose.`}
      >
        <BarresParSemaine noms={noms} semaines={semaines} />
      </Figure>
      <Table
        caption="Entretiens par semaine"
        rows={semaines}
        rowKey={(one) => one.semaine}
        columns={[
          { title: 'Semaine du', heading: true, cell: (one) => dayInWords(one.semaine) },
          ...noms.map((nom, rank) => ({
            title: nom,
            numeric: true as const,
            cell: (one: SemaineComparee) => one.nombres[rank] ?? 0,
          })),
        ]}
      />
    </>
  )
}
