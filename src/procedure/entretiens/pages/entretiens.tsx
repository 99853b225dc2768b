import { dayAsked, dayInWords, dayOf, type Day } from '#src/kit/day.ts'
import { counted } from '#src/kit/counted.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { placeEntretiens } from '#src/procedure/entretiens/acts/planning.ts'
import { columnsIn } from '#src/procedure/entretiens/pages/entretiens-colonnes.tsx'
import { Feuilles } from '#src/procedure/entretiens/pages/feuilles.tsx'
import { Placement } from '#src/procedure/entretiens/pages/entretiens-placement.tsx'
import { Echange } from '#src/procedure/entretiens/pages/echange.tsx'
import { adresse, ChoixDuLycee, lyceeOf } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readJournee, readRestesDuLycee } from '#src/procedure/entretiens/reads/lycee.ts'
import { countSansPlaceDuLycee } from '#src/procedure/entretiens/reads/sans-place.ts'
import { Button } from '#src/web/components/button.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List } from '#src/web/components/list.tsx'
import { EVERYTHING, type Slice } from '#src/web/components/pagination.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed } from '#src/web/lists.ts'
import { html, page, redirect, type Attente, type Requete } from '#src/web/page.ts'

const PATH = '/entretiens'

export const entretiens = [
  ...listPages({
    path: PATH,
    droit: 'entretiens.ecran',
    menu: { libelle: 'Entretiens', ordre: 31 },
    attente,
    nom: 'entretiens-du-jour',
    load,
    draw: (lue) => <Entretiens lue={lue} />,
  }),
  page({
    method: 'GET',
    path: '/feuilles-d-entretien',
    droit: 'entretiens.ecran',
    handler: async (requete) => {
      const { rows, jour, lycee } = await load(requete, EVERYTHING)
      const { reglement } = await loadCampagne(requete.tx.trx, requete.campagne.id)
      const retour = adresse(PATH, { ...lycee.suite, jour })
      return html(
        <Feuilles
          {...{ jour, retour, entretiens: rows, zone: requete.tx.zone }}
          niveaux={reglement.echelles.referent}
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
        nonPlaces === 0
          ? 'aucun élève sans place'
          : counted(nonPlaces, 'élève sans place', 'élèves sans place'),
      ]
      return redirect(
        adresse(PATH, suite),
        `Parmi les élèves que votre lycée peut recevoir : ${counts.join(', ')}.`,
      )
    },
  }),
]

const LYCEE = ['planificateur', 'intervenant', 'chef_referent'] as const

/** The interviews of today, else the next ones; for who receives, the avis that he has not proposed. */
async function attente(requete: Requete): Promise<Attente[]> {
  const lycee = lyceeOf(requete, [...LYCEE])
  const restes = await readRestesDuLycee(requete.tx, { campagneId: requete.campagne.id, uai: lycee.uai })
  const { aujourdhui, apres, sansProposition, finAvisReferent } = restes
  const on = (jour: string): string => adresse(PATH, { ...lycee.suite, jour })
  const receives = hasRole(requete.acteur, 'intervenant')
  return [
    ...(aujourdhui > 0 ? [{ texte: `Aujourd’hui : ${counted(aujourdhui, 'entretien')}` }] : []),
    ...(aujourdhui === 0 && apres !== undefined
      ? [{ texte: `Prochains entretiens : ${dayInWords(apres)}`, href: on(apres) }]
      : []),
    ...(receives && sansProposition
      ? [
          {
            texte: `Écrire le compte rendu et proposer l’avis : ${counted(sansProposition.nombre, 'avis attendu', 'avis attendus')}, le plus ancien du ${dayInWords(sansProposition.jour)}`,
            href: on(sansProposition.jour),
            jusquAu: finAvisReferent,
          },
        ]
      : []),
  ]
}

/** The day asked for, today else, in the order asked for. */
async function load(requete: Requete, slice: Slice) {
  const { tx, acteur, campagne, query } = requete
  const lycee = lyceeOf(requete, [...LYCEE])
  const { uai } = lycee
  const jour = dayAsked(query('jour')) ?? dayOf(tx.now, tx.zone)
  const du = { campagneId: campagne.id, uai }
  const { entretiens: rows, ...voisins } = await readJournee(tx, { ...du, jour })
  const planifie = acteur.habilitations.some((h) => h.role === 'planificateur' && h.uai === uai)
  return {
    ...voisins,
    ...listed(requete, {
      path: PATH,
      kept: { ...lycee.suite, jour },
      columns: columnsIn(tx.zone),
      rows,
      slice,
      uai,
    }),
    lycee,
    jour,
    zone: tx.zone,
    duJour: rows,
    sansPlace: planifie ? await countSansPlaceDuLycee(tx, du) : undefined,
  }
}
type Lue = Awaited<ReturnType<typeof load>>

function Entretiens({ lue }: { lue: Lue }) {
  const { lycee, jour, zone, duJour, sansPlace } = lue
  return (
    <Frame title="Entretiens">
      <ChoixDuLycee path={PATH} lycee={lycee} />
      <ChoixDuJour {...lue} />
      <div className="passpro-multiligne">
        <List
          list={lue}
          caption={`Entretiens du ${dayInWords(jour)}`}
          rowKey={(row) => row.id}
          empty="Aucun entretien ce jour-là."
        />
      </div>
      <Echange lignes={duJour} lycee={lycee} zone={zone} />
      {sansPlace !== undefined && <Placement sansPlace={sansPlace} lycee={lycee} />}
    </Frame>
  )
}

function ChoixDuJour({ lycee, jour, avant, apres }: Pick<Lue, 'lycee' | 'jour' | 'avant' | 'apres'>) {
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
        Cette liste s’imprime telle quelle, avec des cases à cocher (menu « Imprimer » du navigateur).{' '}
        <a href={adresse('/feuilles-d-entretien', { ...lycee.suite, jour })}>
          Feuilles à remplir à la main, une par entretien
        </a>
      </p>
    </div>
  )
}
