import { dayInWords, dayOf, isDay, type Day } from '#src/kit/day.ts'
import { placeEntretiens } from '#src/procedure/entretiens/acts/planning.ts'
import { columnsIn } from '#src/procedure/entretiens/pages/entretiens-colonnes.tsx'
import { Placement } from '#src/procedure/entretiens/pages/entretiens-placement.tsx'
import { Echange } from '#src/procedure/entretiens/pages/echange.tsx'
import { adresse, ChoixDuLycee, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readJournee } from '#src/procedure/entretiens/reads/lycee.ts'
import { countSansPlaceDuLycee } from '#src/procedure/entretiens/reads/sans-place.ts'
import { Button } from '#src/web/components/button.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { html, page, redirect } from '#src/web/page.ts'

const PATH = '/entretiens'

type Journee = Awaited<ReturnType<typeof readJournee>>

export const entretiens = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'entretiens.ecran',
    menu: { libelle: 'Entretiens', ordre: 31 },
    handler: async (requete) => {
      const { tx, campagne, acteur, query } = requete
      const lycee = lyceeOf(requete, ['planificateur', 'intervenant', 'chef_referent'])
      const asked = query('jour')
      const jour = asked !== undefined && isDay(asked) ? asked : dayOf(tx.now, tx.zone)
      const du = { campagneId: campagne.id, uai: lycee.uai }
      const planifie = acteur.habilitations.some((h) => h.role === 'planificateur' && h.uai === lycee.uai)
      return html(
        <Entretiens
          {...{ lycee, jour, zone: tx.zone }}
          journee={await readJournee(tx, { ...du, jour })}
          sansPlace={planifie ? await countSansPlaceDuLycee(tx, du) : undefined}
        />,
      )
    },
  }),
  page({
    method: 'POST',
    path: '/entretiens/placer',
    droit: 'entretiens.placer_au_lycee',
    handler: async (requete) => {
      const { tx, campagne } = requete
      const { uai, suite } = lyceeOf(requete, ['planificateur'])
      // What a person asks for now is planned from now on: yesterday's free hours serve nobody.
      const { places, nonPlaces } = await placeEntretiens(tx, campagne.id, { depuis: tx.now, uai })
      const counts = [
        counted(places, 'entretien placé', 'entretiens placés'),
        counted(nonPlaces, 'élève sans place', 'élèves sans place'),
      ]
      return redirect(
        adresse(PATH, suite),
        `Parmi les élèves que votre lycée peut recevoir : ${counts.join(', ')}.`,
      )
    },
  }),
]

const counted = (n: number, one: string, several: string): string =>
  n === 0 ? `aucun ${one}` : `${n} ${n === 1 ? one : several}`

interface Props {
  lycee: LyceeCourant
  jour: Day
  zone: string
  journee: Journee
  sansPlace: number | undefined
}

function Entretiens({ lycee, jour, zone, journee, sansPlace }: Props) {
  return (
    <Frame title="Entretiens">
      <ChoixDuLycee path={PATH} lycee={lycee} />
      <ChoixDuJour lycee={lycee} jour={jour} journee={journee} />
      <div className="passpro-multiligne">
        <Table
          caption={`Entretiens du ${dayInWords(jour)}`}
          columns={columnsIn(zone)}
          rows={journee.entretiens}
          rowKey={(row) => row.id}
          empty="Aucun entretien ce jour-là."
        />
      </div>
      <Echange lignes={journee.entretiens} lycee={lycee} zone={zone} />
      {sansPlace !== undefined && <Placement sansPlace={sansPlace} lycee={lycee} />}
    </Frame>
  )
}

function ChoixDuJour({ lycee, jour, journee }: Pick<Props, 'lycee' | 'jour' | 'journee'>) {
  const { avant, apres } = journee
  const link = (day: Day | undefined, label: string) =>
    day && (
      <a className={fr('fr-link')} href={adresse(PATH, { ...lycee.suite, jour: day })}>
        {label} : {dayInWords(day)}
      </a>
    )
  return (
    <div className="passpro-hors-papier">
      <form method="get" className="passpro-filtre">
        {Object.entries(lycee.suite).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <DateField name="jour" label="Jour" state={freshForm({ jour })} />
        <Button kind="secondary">Afficher ce jour</Button>
      </form>
      <p className="passpro-voisins">
        {link(avant, 'Avant')}
        {link(apres, 'Après')}
      </p>
      <p className={fr('fr-text--sm')}>
        Cette liste s’imprime telle quelle, avec des cases à cocher (menu « Imprimer » du navigateur).
      </p>
    </div>
  )
}
