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
import { Pagination } from '#src/web/components/pagination.tsx'
import { Progress, Suivi } from '#src/web/components/progress.tsx'
import { Table } from '#src/web/components/table.tsx'
import { DateField } from '#src/web/components/text-fields.tsx'
import type { FormState } from '#src/web/form.ts'

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

interface Props {
  edition: Edition
  volumes: readonly Volume[]
  total: number
  refus: readonly RefusEdition[]
  page: number
  zone: string
  state: FormState
}

export function Suite(props: Props) {
  const { edition, refus, zone, state } = props
  const etat = etatOf(edition)
  const underWay = etat === 'en_attente' || etat === 'en_cours'
  return (
    <Frame title={`${LIBELLE_GENRE[edition.genre]} (n° ${edition.id})`} suivi={underWay} state={state}>
      <Facts
        facts={[
          ['Demandé le', minuteInWords(localMinuteOf(edition.demandeeLe, zone))],
          ['Entretiens du', edition.jour],
        ]}
      />
      {underWay ? <UnderWay edition={edition} /> : <Ended edition={edition} etat={etat} />}
      <Volumes {...props} />
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

function Volumes({ edition, volumes, total, page }: Props) {
  if (total === 0) return null
  return (
    <>
      <Table
        cards
        caption={total > 1 ? `Fichiers (${total}), un par établissement` : 'Fichier'}
        rows={volumes}
        rowKey={({ rang }) => rang}
        columns={[
          { title: 'Établissement', heading: true, cell: ({ nom }) => nom },
          { title: 'Documents', numeric: true, cell: ({ lettres }) => lettres.toLocaleString('fr-FR') },
          {
            title: 'Fichier',
            cell: ({ rang, pret, taille, nom }) =>
              taille === null ? (
                pret ? (
                  'rien à imprimer'
                ) : (
                  'en préparation'
                )
              ) : (
                <a href={`/editions/${edition.id}/${rang}`}>
                  Télécharger<span className="fr-sr-only"> {nom}</span> (
                  {edition.genre === 'fiches_ent' ? 'ZIP' : 'PDF'}, {sizeInWords(taille)})
                </a>
              ),
          },
        ]}
      />
      <Pagination page={page} total={total} href={(n) => `/editions/${edition.id}?page=${n}`} />
    </>
  )
}

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
