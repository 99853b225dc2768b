import { LIBELLE_VOIE, VOIES_REMISE } from '#src/procedure/bonus/api.ts'
import { JOURS_GARDES } from '#src/procedure/editions/jobs/purge.ts'
import type { Edition, EtatEdition, RefusEdition, Volume } from '#src/procedure/editions/model.ts'
import { etatOf, resteOf } from '#src/procedure/editions/rules.ts'
import { LIBELLE_ETAT_EDITION, LIBELLE_GENRE, resteInWords } from '#src/procedure/editions/texts.ts'
import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { ActionButton, Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { Progress, Suivi } from '#src/web/components/progress.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'
import type { ListColumn, Listed } from '#src/web/lists.ts'

const KIND: Record<EtatEdition, 'info' | 'success' | 'warning' | 'error' | undefined> = {
  en_attente: undefined,
  en_cours: 'info',
  prete: 'success',
  arretee: 'warning',
  en_panne: 'error',
}

export const etatDit = (edition: Edition): string => LIBELLE_ETAT_EDITION[etatOf(edition)]

export function EtatDeLEdition({ edition }: { edition: Edition }) {
  const kind = KIND[etatOf(edition)]
  return <Badge {...(kind ? { kind } : {})}>{etatDit(edition)}</Badge>
}

/** One edition with its files, and who is missing in them. */
export interface EditionLue extends Listed<Volume> {
  edition: Edition
  refus: readonly RefusEdition[]
  /** Files of all, whatever is looked for. */
  fichiers: number
}

/** A page that renews itself would lose what is typed in it. */
const isUnderWay = (edition: Edition): boolean => ['en_attente', 'en_cours'].includes(etatOf(edition))

export function Suite({ lue, zone, state }: { lue: EditionLue; zone: string; state: FormState }) {
  const { edition, refus } = lue
  const etat = etatOf(edition)
  const underWay = isUnderWay(edition)
  return (
    <Frame title={`${LIBELLE_GENRE[edition.genre]} (n° ${edition.id})`} suivi={underWay} state={state}>
      <Facts
        facts={[
          ['Demandé le', minuteInWords(localMinuteOf(edition.demandeeLe, zone))],
          ['Entretiens du', edition.jour],
        ]}
      />
      {underWay ? <UnderWay edition={edition} /> : <Ended edition={edition} etat={etat} />}
      <Volumes lue={lue} />
      {refus.length > 0 && <Refused refus={refus} />}
      {etat === 'prete' && edition.genre !== 'lettres' && (edition.lettres ?? 0) > 0 && (
        <Remise edition={edition} state={state} />
      )}
      <p>
        <a className="fr-link" href="/editions">
          Tous vos documents préparés
        </a>
      </p>
    </Frame>
  )
}

function UnderWay({ edition }: { edition: Edition }) {
  const { id, lettres, faites } = edition
  return (
    <>
      <Suivi>
        <p>
          <EtatDeLEdition edition={edition} />
        </p>
        {lettres === null ? (
          <p>La liste des documents va être dressée.</p>
        ) : (
          <>
            <Progress label="Documents préparés" done={faites} total={lettres} />
            <p>Il reste {resteInWords(resteOf(edition))}.</p>
          </>
        )}
        <p className="fr-hint-text">
          Cette page se met à jour toute seule. Vous pouvez la quitter : la préparation continue.
        </p>
      </Suivi>
      <ActionButton action={`/editions/${id}/arret`}>Arrêter la préparation</ActionButton>
    </>
  )
}

function Ended({ edition, etat }: { edition: Edition; etat: EtatEdition }) {
  const { id, lettres, faites, panne } = edition
  if (etat === 'prete')
    return lettres === 0 ? (
      <Alert kind="info">Il n’y a aucun document à préparer pour l’instant.</Alert>
    ) : (
      <Alert kind="success">Prêt. Les fichiers sont gardés {JOURS_GARDES} jours, pour vous seul.</Alert>
    )
  return (
    <>
      <Alert kind={etat === 'en_panne' ? 'error' : 'warning'} title={LIBELLE_ETAT_EDITION[etat]}>
        {panne ?? `${faites} documents sur ${lettres ?? '…'} sont préparés et gardés.`}
      </Alert>
      <ActionButton action={`/editions/${id}/reprise`} kind="primary">
        Reprendre la préparation
      </ActionButton>
    </>
  )
}

function Volumes({ lue }: { lue: EditionLue }) {
  const { fichiers } = lue
  if (fichiers === 0) return null
  return (
    <>
      {fichiers > 1 && !isUnderWay(lue.edition) && <ListFilters list={lue} />}
      <List
        list={lue}
        caption={fichiers > 1 ? `Fichiers (${fichiers}), un par établissement` : 'Fichier'}
        rowKey={({ rang }) => rang}
        empty="Aucun fichier."
      />
    </>
  )
}

export const colonnesDe = ({ id, genre }: Edition): ListColumn<Volume>[] => [
  { title: 'Établissement', heading: true, tri: 'etablissement', valeur: ({ nom }) => nom },
  { title: 'UAI', fichierSeul: true, valeur: ({ uai }) => uai },
  {
    title: 'Documents',
    numeric: true,
    tri: 'documents',
    valeur: ({ lettres }) => lettres,
    cell: ({ lettres }) => lettres.toLocaleString('fr-FR'),
  },
  {
    title: 'Fichier',
    tri: 'fichier',
    valeur: situationOf,
    cell: (volume) =>
      volume.taille === null ? (
        situationOf(volume)
      ) : (
        <a href={`/editions/${id}/${volume.rang}`}>
          Télécharger<span className="fr-sr-only"> {volume.nom}</span> (
          {genre === 'fiches_ent' ? 'ZIP' : 'PDF'}, {sizeInWords(volume.taille)})
        </a>
      ),
  },
]

const situationOf = ({ pret, taille }: Volume): string =>
  taille === null ? (pret ? 'rien à imprimer' : 'en préparation') : sizeInWords(taille)

const sizeInWords = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} ko`
    : `${(bytes / 1_000_000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`

/** Names those whose documents are missing. */
const Refused = ({ refus }: { refus: readonly RefusEdition[] }) => (
  <>
    <h2>Documents qui manquent dans les fichiers</h2>
    <ul>
      {refus.map(({ qui, raison }, rang) => (
        <li key={`${rang}-${qui}`}>
          {qui} : {raison}
        </li>
      ))}
    </ul>
  </>
)

function Remise({ edition, state }: { edition: Edition; state: FormState }) {
  return (
    <>
      <h2>Une fois tous ces documents remis</h2>
      <Form action={`/editions/${edition.id}/remise`} state={state}>
        <Radios
          name="voie"
          label="Comment ont-ils été remis ?"
          choices={VOIES_REMISE.map((value) => ({ value, label: LIBELLE_VOIE[value] }))}
          state={state}
          inline
        />
        <DateField name="le" label="Quel jour ?" state={state} />
        <Buttons>
          <Button kind="secondary">Noter la remise de tous ces documents</Button>
        </Buttons>
      </Form>
    </>
  )
}
