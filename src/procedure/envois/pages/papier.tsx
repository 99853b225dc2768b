import { z } from 'zod'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { retablirAdresse } from '#src/procedure/envois/acts/envois.ts'
import { readSansAdresse, type SansAdresse } from '#src/procedure/envois/reads/papier.ts'
import { LIBELLE_DEFAUT } from '#src/procedure/envois/texts.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { FilterForm, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { eleveColumns } from '#src/web/components/eleve-columns.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { readForm } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const TITLE = 'À remettre sur papier'
const PATH = '/papier'
const Adresse = z.object({ etablissement: z.string(), adresse: z.string() })

export const papier = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'papier.lire',
    menu: { libelle: TITLE, ordre: 41 },
    handler: async (requete) => html(await draw(requete)),
  }),
  page({
    method: 'POST',
    path: '/papier/adresse',
    droit: 'adresse.retablir',
    handler: async ({ tx, form }) => {
      const read = readForm(form, Adresse)
      if (!read.ok) throw new Introuvable()
      const { etablissement: uai, adresse } = read.value
      const done = await retablirAdresse(tx, { uai, adresse })
      if (!done.ok) throw new Introuvable()
      return redirect(
        addressOf(PATH, { etablissement: uai }),
        'Les prochains messages partiront à cette adresse.',
      )
    },
  }),
]

async function draw({ tx, campagne, query }: Requete) {
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const uai = query('etablissement') || (schools.length === 1 ? schools[0]?.uai : undefined)
  if (uai === undefined) return <Choix schools={schools} />
  const all = await readSansAdresse(tx, { campagneId: campagne.id, uai })
  const { page: shown, limit, offset } = sliceOf(query('page'))
  return (
    <Frame title={TITLE}>
      {schools.length > 1 && (
        <FilterForm>
          <SchoolFilter schools={schools} value={uai} />
        </FilterForm>
      )}
      <p>
        Ces personnes n’ont pas d’adresse électronique utilisable : rien ne leur est écrit, et l’établissement
        leur remet tout sur papier. Personnes à servir ainsi : <strong>{all.length}</strong>. Les documents
        s’impriment depuis{' '}
        <a href={addressOf('/fiches', { etablissement: schools.length > 1 ? uai : null })}>
          Fiches et convocations
        </a>
        .
      </p>
      <Personnes personnes={all.slice(offset, offset + limit)} uai={uai} />
      <Pagination
        page={shown}
        total={all.length}
        href={(n) => addressOf(PATH, { etablissement: uai, page: n })}
      />
    </Frame>
  )
}

function Choix({ schools }: { schools: readonly School[] }) {
  return (
    <Frame title={TITLE}>
      <p>Choisissez l’établissement d’origine.</p>
      <FilterForm>
        <SchoolFilter schools={schools} value={null} />
      </FilterForm>
    </Frame>
  )
}

const toGive = ({ convocation, fiche }: SansAdresse): string =>
  [convocation && 'convocation', fiche && 'fiche récapitulative'].filter(Boolean).join(', ') || '–'

function Personnes({ personnes, uai }: { personnes: readonly SansAdresse[]; uai: string }) {
  return (
    <Table
      caption="Personnes sans adresse électronique utilisable"
      rows={personnes}
      rowKey={({ eleveId, responsable }) => `${eleveId}-${responsable ?? ''}`}
      empty="Chaque famille concernée peut être jointe par courriel."
      columns={[
        ...eleveColumns,
        { title: 'À remettre à', cell: ({ responsable }) => responsable ?? 'l’élève' },
        { title: 'Documents', cell: toGive },
        { title: 'Raison', cell: (one) => <Raison personne={one} uai={uai} /> },
      ]}
    />
  )
}

function Raison({ personne, uai }: { personne: SansAdresse; uai: string }) {
  const { defaut, courriel, rejetee, prenom, nom } = personne
  return (
    <>
      {LIBELLE_DEFAUT[defaut]}
      {courriel !== null && ` (${courriel})`}
      {rejetee !== null && (
        <ActionButton
          action="/papier/adresse"
          fields={{ etablissement: uai, adresse: rejetee }}
          kind="tertiary"
        >
          Réessayer cette adresse <span className="fr-sr-only">pour la famille de {`${prenom} ${nom}`}</span>
        </ActionButton>
      )}
    </>
  )
}
