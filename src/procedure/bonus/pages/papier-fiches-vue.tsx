import { counted } from '#src/kit/counted.ts'
import type { ReactNode } from 'react'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { A_CONFIRMER, type Provisoire } from '#src/procedure/entretiens/api.ts'
import { type FicheSuivie } from '#src/procedure/bonus/reads/confirmations.ts'
import { Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Alert } from '#src/web/components/alert.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import type { School } from '#src/web/components/filter-form.tsx'
import { eleveListColumns } from '#src/web/components/eleve-columns.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { ListColumn, Listed } from '#src/web/lists.ts'
import { addressOf } from '#src/web/query.ts'

export const TITLE = 'Fiches et convocations'

/** The sheet of one pupil, which the fonts cannot set. */
export const Impossible = ({ qui, raison }: { qui: string; raison: string }) => (
  <Frame title="La fiche n’a pas pu être composée">
    <Alert kind="warning">
      {qui} : {raison}
    </Alert>
    <Buttons>
      <LinkButton href="/fiches" kind="secondary">
        Revenir
      </LinkButton>
    </Buttons>
  </Frame>
)

interface Lue extends Listed<FicheSuivie> {
  schools: readonly School[]
  /** Of the whole school. */
  fiches: number
  convoques: number
  provisoires: number
}

export function Fiches({ uai, lue }: { uai: string; lue: Lue }) {
  const { schools, fiches } = lue
  const etablissement = schools.length > 1 ? uai : null
  return (
    <Frame title={TITLE}>
      <Convocations {...{ uai, lue, etablissement }} />
      <h2>Fiches récapitulatives</h2>
      {fiches === 0 ? (
        <p>Aucune fiche n’est encore établie : elles le sont après les avis des lycées.</p>
      ) : (
        <>
          <p>Chaque fiche porte les avis, ce qui reste à faire et un coupon-réponse à signer.</p>
          <Buttons>
            <Preparer uai={uai} genre="fiches">
              Préparer toutes les fiches ({fiches}, PDF)
            </Preparer>
            <Preparer uai={uai} genre="fiches_ent">
              Préparer une fiche par élève, pour l’ENT (ZIP)
            </Preparer>
            <LinkButton href={addressOf('/confirmations/papier', { etablissement })} kind="secondary">
              Saisir les coupons-réponses
            </LinkButton>
          </Buttons>
          <p>
            Le nom des fichiers pour l’ENT se choisit dans <a href="/editions">Documents préparés</a>. Une
            fois les fiches données, <a href={addressOf('/remises', { etablissement })}>notez leur remise</a>.
          </p>
        </>
      )}
      {(fiches > 0 || schools.length > 1) && <ListFilters list={lue} />}
      {fiches > 0 && (
        <List
          list={lue}
          caption={counted(lue.total, 'fiche établie', 'fiches établies')}
          rowKey={({ eleveId }) => eleveId}
          empty="Aucune fiche."
        />
      )}
    </Frame>
  )
}

/** Asks for the documents of a school; its page then tells how far they are. */
const Preparer = ({ uai, genre, children }: { uai: string; genre: string; children: ReactNode }) => (
  <ActionButton action="/editions" fields={{ etablissement: uai, genre }}>
    {children}
  </ActionButton>
)

export const TITLE_PROVISOIRES = 'Entretiens provisoires'

/** Pupils who have a place without an hour yet. */
export const PROVISOIRES: readonly ListColumn<Provisoire>[] = [
  ...eleveListColumns,
  { title: 'Domaine', tri: 'domaine', valeur: ({ domaine }) => domaine },
  {
    title: 'Semaine du',
    tri: 'semaine',
    valeur: ({ semaine }) => dayInWords(semaine),
    ordre: ({ semaine }) => semaine,
  },
  {
    title: 'Lycée',
    tri: 'lycee',
    valeur: ({ lycee, mode, annonce }) =>
      `${lycee}${mode === 'distanciel' ? ' (à distance)' : ''}${annonce ? '' : A_CONFIRMER}`,
  },
  {
    title: 'Convocation vers le',
    tri: 'convocation',
    valeur: ({ fixeAvant }) => dayInWords(fixeAvant),
    ordre: ({ fixeAvant }) => fixeAvant,
  },
]

export function Provisoires({ lue }: { lue: Listed<Provisoire> }) {
  const { etablissement = null } = lue.choices
  return (
    <Frame title={TITLE_PROVISOIRES}>
      <p>
        <a href={addressOf('/fiches', { etablissement })}>{TITLE}</a>
      </p>
      <p>La semaine et le lycée sont retenus, pas encore l’heure.</p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption={counted(lue.total, 'entretien provisoire', 'entretiens provisoires')}
        rowKey={({ eleveId, domaine }) => `${eleveId}-${domaine}`}
        empty="Aucun entretien n’est provisoire."
      />
    </Frame>
  )
}

function Convocations(props: { uai: string; lue: Lue; etablissement: string | null }) {
  const { uai, etablissement } = props
  const { convoques, provisoires } = props.lue
  return (
    <>
      <h2>Convocations aux entretiens</h2>
      {convoques > 0 && (
        <p>
          Chacune est suivie de l’autorisation de se déplacer et de l’attestation de présence. À poster : une
          lettre par responsable, à sa seule adresse.
        </p>
      )}
      {convoques === 0 ? (
        <p>Aucune convocation n’est encore émise.</p>
      ) : (
        <Buttons>
          <Preparer uai={uai} genre="convocations">
            Préparer les convocations à remettre ({convoques}, PDF)
          </Preparer>
          <Preparer uai={uai} genre="convocations_postees">
            Préparer les convocations à poster (PDF)
          </Preparer>
        </Buttons>
      )}
      {provisoires > 0 && (
        <p>
          <a href={addressOf('/fiches/provisoires', { etablissement })}>
            {counted(provisoires, 'entretien provisoire', 'entretiens provisoires')}
          </a>{' '}
          : la semaine et le lycée sont retenus, pas encore l’heure.
        </p>
      )}
    </>
  )
}

export const fichesColumns = (zone: string): ListColumn<FicheSuivie>[] => [
  ...eleveListColumns,
  { title: 'Version', numeric: true, tri: 'version', valeur: ({ version }) => version },
  {
    title: 'Établie le',
    tri: 'etablie',
    valeur: ({ emiseLe }) => dayInWords(dayOf(emiseLe, zone)),
    ordre: ({ emiseLe }) => emiseLe.toISOString(),
  },
  {
    title: 'Fiche',
    cell: ({ eleveId, nom, prenom }) => (
      <a href={`/eleves/${eleveId}/fiche.pdf`}>
        PDF{' '}
        <span className="fr-sr-only">
          de {prenom} {nom}
        </span>
      </a>
    ),
  },
]
