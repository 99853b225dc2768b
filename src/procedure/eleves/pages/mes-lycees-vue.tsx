import { counted } from '#src/kit/counted.ts'
import type { CommuneConnue, LyceeVu } from '#src/procedure/eleves/model/parcours.ts'
import { FAISABILITES } from '#src/procedure/eleves/model/parcours.ts'
import { Carte } from '#src/procedure/eleves/pages/mes-lycees-carte.tsx'
import type { LyceesVus } from '#src/procedure/eleves/reads/parcours.ts'
import { LIBELLE_FAISABILITE, trajetInWords } from '#src/procedure/eleves/texts/parcours.ts'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkboxes, Radios } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'
import type { ListColumn, Listed } from '#src/web/lists.ts'

export const LYCEES = '/mon-espace/lycees'

const km = (value: number): string => `${value.toLocaleString('fr-FR')} km`

/** Where a lycée is, for the script that measures from home. */
const placeOf = ({ latitude, longitude }: LyceeVu): Record<string, number> =>
  latitude === null || longitude === null ? {} : { 'data-latitude': latitude, 'data-longitude': longitude }

/** The way there on a map of all, without anything of the pupil in the address. */
function Itineraire({ lycee }: { lycee: LyceeVu }) {
  const { nom, latitude, longitude } = lycee
  if (latitude === null || longitude === null) return <>Pas de plan : le lycée n’est pas situé.</>
  const to = `${latitude},${longitude}`
  return (
    <a
      href={`https://www.openstreetmap.org/directions?to=${encodeURIComponent(to)}`}
      data-itineraire={to}
      rel="noreferrer"
    >
      Itinéraire <span className={fr('fr-sr-only')}>vers {nom} </span>(autre site)
    </a>
  )
}

/** An address that stays in the browser: its field has no name and is in no form. */
function DepuisChezMoi({ communes }: { communes: readonly CommuneConnue[] }) {
  return (
    <>
      <noscript>
        <p>
          La distance est donnée depuis votre collège. Pour le chemin depuis chez vous, ouvrez l’itinéraire :
          il demande d’où vous partez.
        </p>
      </noscript>
      <section className="passpro-carte" aria-labelledby="chez-moi" data-chez-moi hidden>
        <h2 id="chez-moi">Depuis chez moi</h2>
        <div className={fr('fr-input-group')}>
          <label className={fr('fr-label')} htmlFor="adresse">
            Mon adresse
            <span className={fr('fr-hint-text')} id="adresse-aide">
              Elle reste dans cette page : PASSPRO ne la reçoit pas et ne la garde pas. Par exemple : 3 rue
              des Lilas, 75001 Paris.
            </span>
          </label>
          <input
            className={fr('fr-input')}
            id="adresse"
            type="text"
            autoComplete="address-line1"
            aria-describedby="adresse-aide"
            data-adresse
          />
        </div>
        <p role="status" data-depuis />
        <p className={fr('fr-text--sm')}>
          Un lien « Itinéraire » ouvre openstreetmap.org avec votre adresse : ce site la lit alors.
        </p>
        <ul hidden>
          {communes.map(({ codePostal, commune, latitude, longitude }) => (
            <li key={`${codePostal}-${commune}`} data-commune={`${latitude},${longitude}`}>
              {codePostal} {commune}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

export interface ListeVue extends Listed<LyceeVu>, Pick<LyceesVus, 'college' | 'communes'> {
  /** Number of the first lycée of the page. */
  premier: number
}

/** The nearest first, unless he asks for another order; `numeros` are those of the map. */
export const colonnesDesLycees = (numeros: ReadonlyMap<string, number>): ListColumn<LyceeVu>[] => [
  { title: 'N°', numeric: true, cell: ({ uai }) => numeros.get(uai) },
  {
    title: 'Lycée',
    heading: true,
    tri: 'nom',
    valeur: ({ nom }) => nom,
    cell: ({ uai, nom, commune }) => (
      <>
        <a href={`${LYCEES}/${uai}`}>{nom}</a>
        <span className="passpro-sous-titre">{commune}</span>
      </>
    ),
  },
  { title: 'Commune', fichierSeul: true, valeur: ({ commune }) => commune },
  {
    title: 'À vol d’oiseau',
    tri: 'distance',
    valeur: distanceOf,
    ordre: (lycee) => lycee.km ?? Number.MAX_SAFE_INTEGER,
    cell: (lycee) => <span {...placeOf(lycee)}>{distanceOf(lycee)}</span>,
  },
  {
    title: 'Mon trajet',
    tri: 'trajet',
    valeur: trajetOf,
    cell: (lycee) => (
      <>
        {trajetOf(lycee)}
        {isPrefere(lycee) && <span className="passpro-sous-titre">Mon lycée préféré</span>}
      </>
    ),
  },
  {
    title: 'Lycée préféré',
    fichierSeul: true,
    valeur: (lycee) => (isPrefere(lycee) ? 'oui' : 'non'),
  },
  { title: 'Chemin', cell: (lycee) => <Itineraire lycee={lycee} /> },
]

const distanceOf = ({ km: far }: LyceeVu): string => (far === null ? 'inconnue' : `${km(far)} du collège`)
const trajetOf = ({ trajet }: LyceeVu): string => (trajet ? trajetInWords(trajet) : 'Pas encore dit')
const isPrefere = ({ domaines }: LyceeVu): boolean => domaines.some((one) => one.prefere)

export function Lycees({ lue }: { lue: ListeVue }) {
  const { college, rows: lycees, communes, premier, total } = lue
  return (
    <Frame title="Les lycées et le trajet">
      <p>
        Les lycées qui reçoivent en entretien, du plus proche au plus lointain de votre collège ({college.nom}
        ). La distance est à vol d’oiseau : le chemin est plus long.
      </p>
      <ListFilters list={lue} />
      <DepuisChezMoi communes={communes} />
      <List
        list={lue}
        caption={counted(total, 'lycée')}
        rowKey={({ uai }) => uai}
        empty="Aucun lycée ne reçoit encore en entretien."
      />
      {lycees.some((one) => one.latitude !== null) && (
        <details>
          <summary>Voir le plan</summary>
          <p>C : votre collège. Les numéros sont ceux de la liste. Le nord est en haut.</p>
          <Carte college={college} lycees={lycees} premier={premier} />
        </details>
      )}
    </Frame>
  )
}

const SECTEUR = 'Il reçoit les élèves de votre collège.'
const HORS_SECTEUR = 'Il ne reçoit pas d’habitude les élèves de votre collège : il faut une dérogation.'

export function UnLycee(props: { lycee: LyceeVu; communes: readonly CommuneConnue[]; state: FormState }) {
  const { lycee, communes, state } = props
  const { nom, adresse, codePostal, commune, domaines } = lycee
  return (
    <Frame title={nom} state={state}>
      <p>
        <a href={LYCEES}>Tous les lycées</a>
      </p>
      <Facts
        facts={[
          ['Adresse', [adresse, codePostal, commune].filter(Boolean).join(' ')],
          [
            'Distance à vol d’oiseau',
            <span key="km" {...placeOf(lycee)}>
              {lycee.km === null ? 'inconnue' : `${km(lycee.km)} du collège`}
            </span>,
          ],
          ['Chemin', <Itineraire key="chemin" lycee={lycee} />],
        ]}
      />
      <DepuisChezMoi communes={communes} />
      <Form state={state}>
        <h2>Mon trajet</h2>
        <Radios
          name="faisabilite"
          label="Pourrais-je y aller chaque jour ?"
          choices={FAISABILITES.map((value) => ({ value, label: LIBELLE_FAISABILITE[value] }))}
          state={state}
        />
        <TextField
          name="minutes"
          label="En combien de minutes, de porte à porte (facultatif)"
          type="number"
          state={state}
        />
        <Checkboxes
          name="preferes"
          label="C’est ici que je préfère être reçu en entretien pour :"
          hint="Un souhait : le lycée dépend des places. Il ne change rien aux vœux ni au bonus."
          choices={domaines.map(({ code, libelle, dansLeSecteur }) => ({
            value: code,
            label: libelle,
            hint: dansLeSecteur ? SECTEUR : HORS_SECTEUR,
          }))}
          state={state}
        />
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      </Form>
    </Frame>
  )
}
