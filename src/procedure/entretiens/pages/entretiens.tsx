import { dayAsked, dayInWords, dayOf, type Day } from '#src/kit/day.ts'
import { counted } from '#src/kit/counted.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { placeEntretiens } from '#src/procedure/entretiens/acts/planning.ts'
import { columnsIn, sortedBy, TRIS_JOURNEE } from '#src/procedure/entretiens/pages/entretiens-colonnes.tsx'
import { Feuilles } from '#src/procedure/entretiens/pages/feuilles.tsx'
import { Placement } from '#src/procedure/entretiens/pages/entretiens-placement.tsx'
import { Echange } from '#src/procedure/entretiens/pages/echange.tsx'
import { adresse, ChoixDuLycee, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readJournee, readRestesDuLycee } from '#src/procedure/entretiens/reads/lycee.ts'
import { countSansPlaceDuLycee } from '#src/procedure/entretiens/reads/sans-place.ts'
import { Button } from '#src/web/components/button.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import { exportPage, triOf, type Tri } from '#src/web/lists.ts'
import { html, page, redirect, type Attente, type Requete } from '#src/web/page.ts'

const PATH = '/entretiens'

type Journee = Awaited<ReturnType<typeof readJournee>>

export const entretiens = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'entretiens.ecran',
    menu: { libelle: 'Entretiens', ordre: 31 },
    attente,
    handler: async (requete) => {
      const { tx, acteur } = requete
      const { lycee, jour, du, tri, journee } = await readDay(requete)
      const planifie = acteur.habilitations.some((h) => h.role === 'planificateur' && h.uai === lycee.uai)
      return html(
        <Entretiens
          {...{ lycee, jour, tri, journee, zone: tx.zone }}
          sansPlace={planifie ? await countSansPlaceDuLycee(tx, du) : undefined}
        />,
      )
    },
  }),
  exportPage({
    path: PATH,
    droit: 'entretiens.ecran',
    nom: 'entretiens-du-jour',
    lignes: async (requete) => {
      const { journee, lycee } = await readDay(requete)
      return { rows: journee.entretiens, columns: columnsIn(requete.tx.zone), uai: lycee.uai }
    },
  }),
  page({
    method: 'GET',
    path: '/feuilles-d-entretien',
    droit: 'entretiens.ecran',
    handler: async (requete) => {
      const { journee, jour, lycee } = await readDay(requete)
      const { reglement } = await loadCampagne(requete.tx.trx, requete.campagne.id)
      const retour = adresse(PATH, { ...lycee.suite, jour })
      return html(
        <Feuilles
          {...{ jour, retour, entretiens: journee.entretiens, zone: requete.tx.zone }}
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
        counted(nonPlaces, 'élève sans place', 'élèves sans place'),
      ]
      return redirect(
        adresse(PATH, suite),
        `Parmi les élèves que votre lycée peut recevoir : ${counts.join(', ')}.`,
      )
    },
  }),
]

const LYCEE = ['planificateur', 'intervenant', 'chef_referent'] as const

/** The day asked for, today else, in the order asked for. */
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

async function readDay(requete: Requete) {
  const { tx, campagne, query } = requete
  const lycee = lyceeOf(requete, [...LYCEE])
  const asked = query('jour')
  const jour = dayAsked(asked) ?? dayOf(tx.now, tx.zone)
  const du = { campagneId: campagne.id, uai: lycee.uai }
  const tri = triOf(query('tri'), TRIS_JOURNEE)
  const { entretiens: rows, ...voisins } = await readJournee(tx, { ...du, jour })
  return { lycee, jour, du, tri, journee: { ...voisins, entretiens: sortedBy(rows, tri) } }
}

interface Props {
  lycee: LyceeCourant
  jour: Day
  tri: Tri<string> | null
  zone: string
  journee: Journee
  sansPlace: number | undefined
}

function Entretiens({ lycee, jour, tri, zone, journee, sansPlace }: Props) {
  return (
    <Frame title="Entretiens">
      <ChoixDuLycee path={PATH} lycee={lycee} />
      <ChoixDuJour lycee={lycee} jour={jour} journee={journee} />
      <div className="passpro-multiligne passpro-empile">
        <ListTable
          path={PATH}
          caption={`Entretiens du ${dayInWords(jour)}`}
          columns={columnsIn(zone)}
          rows={journee.entretiens}
          rowKey={(row) => row.id}
          empty="Aucun entretien ce jour-là."
          choices={{ ...lycee.suite, jour }}
          tri={tri}
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
        Cette liste s’imprime telle quelle, avec des cases à cocher (menu « Imprimer » du navigateur).{' '}
        <a href={adresse('/feuilles-d-entretien', { ...lycee.suite, jour })}>
          Feuilles à remplir à la main, une par entretien
        </a>
      </p>
    </div>
  )
}
