import { counted } from '#src/kit/counted.ts'
import type { ReactNode } from 'react'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { type Provisoire } from '#src/procedure/entretiens/api.ts'
import { type FicheSuivie } from '#src/procedure/bonus/reads/confirmations.ts'
import { Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Alert } from '#src/web/components/alert.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { eleveColumns } from '#src/web/components/eleve-columns.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
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

export function Fiches(props: {
  uai: string
  schools: readonly School[]
  fiches: readonly FicheSuivie[]
  convoques: number
  provisoires: readonly Provisoire[]
  zone: string
}) {
  const { uai, schools, fiches, convoques, provisoires, zone } = props
  const etablissement = schools.length > 1 ? uai : null
  return (
    <Frame title={TITLE}>
      {schools.length > 1 && (
        <FilterForm>
          <SchoolFilter schools={schools} value={uai} />
        </FilterForm>
      )}
      <Convocations {...{ convoques, provisoires, uai }} />
      <h2>Fiches récapitulatives</h2>
      {fiches.length === 0 ? (
        <p>Aucune fiche n’est encore établie : elles le sont après les avis des lycées.</p>
      ) : (
        <>
          <p>Chaque fiche porte les avis, ce qui reste à faire et un coupon-réponse à signer.</p>
          <Buttons>
            <Preparer uai={uai} genre="fiches">
              Préparer toutes les fiches ({fiches.length}, PDF)
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
          <Issued fiches={fiches} zone={zone} />
        </>
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

/** Pupils who have a place without an hour yet. */
function Provisoires({ provisoires }: { provisoires: readonly Provisoire[] }) {
  return (
    <Table
      caption="Entretiens provisoires : la semaine et le lycée, pas encore l’heure"
      rows={provisoires}
      rowKey={({ eleveId, domaine }) => `${eleveId}-${domaine}`}
      columns={[
        ...eleveColumns,
        { title: 'Domaine', cell: ({ domaine }) => domaine },
        { title: 'Semaine du', cell: ({ semaine }) => dayInWords(semaine) },
        {
          title: 'Lycée',
          cell: ({ lycee, mode }) => `${lycee}${mode === 'distanciel' ? ' (à distance)' : ''}`,
        },
        { title: 'Convocation vers le', cell: ({ fixeAvant }) => dayInWords(fixeAvant) },
      ]}
    />
  )
}

function Convocations(props: { convoques: number; provisoires: readonly Provisoire[]; uai: string }) {
  const { convoques, provisoires, uai } = props
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
      {provisoires.length > 0 && <Provisoires provisoires={provisoires} />}
    </>
  )
}

function Issued({ fiches, zone }: { fiches: readonly FicheSuivie[]; zone: string }) {
  return (
    <Table
      caption={counted(fiches.length, 'fiche établie', 'fiches établies')}
      rows={fiches}
      rowKey={({ eleveId }) => eleveId}
      columns={[
        ...eleveColumns,
        { title: 'Version', numeric: true, cell: ({ version }) => version },
        { title: 'Établie le', cell: ({ emiseLe }) => dayInWords(dayOf(emiseLe, zone)) },
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
      ]}
    />
  )
}
