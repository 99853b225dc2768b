import { z } from 'zod'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { retablirAdresse } from '#src/procedure/envois/acts/envois.ts'
import { readSansAdresse, type SansAdresse } from '#src/procedure/envois/reads/papier.ts'
import { LIBELLE_DEFAUT } from '#src/procedure/envois/texts.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { FilterForm, NameFilter, SchoolFilter, type School } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { ListTable } from '#src/web/components/list-table.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { readForm } from '#src/web/form.ts'
import { exportPage, holds, sortedBy, triDit, triOf, trisOf, type ListColumn } from '#src/web/lists.ts'
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
  exportPage({
    path: PATH,
    droit: 'papier.lire',
    nom: 'papier',
    lignes: async (requete) => {
      const { rows, columns, uai } = await load(requete)
      return { rows, columns, uai: uai ?? null }
    },
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

/** The school asked for, or the only one of the reader; undefined while none is chosen. */
async function load(requete: Requete) {
  const { tx, campagne, query } = requete
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const uai = query('etablissement') || (schools.length === 1 ? schools[0]?.uai : undefined)
  const all = uai === undefined ? [] : await readSansAdresse(tx, { campagneId: campagne.id, uai })
  const nom = query('nom') ?? ''
  const kept = all.filter((one) => holds(`${one.nom} ${one.prenom} ${one.responsable ?? ''}`, nom))
  const columns = columnsFor(uai ?? '')
  const tri = triOf(query('tri'), trisOf(columns))
  return { schools, uai, total: all.length, nom, columns, tri, rows: sortedBy(kept, { tri, columns }) }
}

async function draw(requete: Requete) {
  const { schools, uai, total, nom, columns, tri, rows } = await load(requete)
  if (uai === undefined) return <Choix schools={schools} />
  const { page: shown, limit, offset } = sliceOf(requete.query('page'))
  const choices = { etablissement: uai, nom }
  return (
    <Frame title={TITLE}>
      <FilterForm>
        <NameFilter value={nom} />
        <SchoolFilter schools={schools} value={uai} />
      </FilterForm>
      <p>
        Ces personnes n’ont pas d’adresse électronique utilisable : rien ne leur est écrit, et l’établissement
        leur remet tout sur papier. Personnes à servir ainsi : <strong>{total}</strong>. Les documents
        s’impriment depuis{' '}
        <a href={addressOf('/fiches', { etablissement: schools.length > 1 ? uai : null })}>
          Fiches et convocations
        </a>
        .
      </p>
      <ListTable
        path={PATH}
        caption="Personnes sans adresse électronique utilisable"
        columns={columns}
        rows={rows.slice(offset, offset + limit)}
        rowKey={({ eleveId, responsable }) => `${eleveId}-${responsable ?? ''}`}
        empty={
          total === 0
            ? 'Chaque famille concernée peut être jointe par courriel.'
            : 'Personne ne porte ce nom parmi elles.'
        }
        choices={choices}
        tri={tri}
      />
      <Pagination
        page={shown}
        total={rows.length}
        href={(n) => addressOf(PATH, { ...choices, tri: triDit(tri), page: n })}
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

const givenTo = ({ responsable }: SansAdresse): string => responsable ?? 'l’élève'
const toGive = ({ convocation, fiche }: SansAdresse): string =>
  [convocation && 'convocation', fiche && 'fiche récapitulative'].filter(Boolean).join(', ') || '–'

const reasonOf = ({ defaut, courriel }: SansAdresse): string =>
  courriel === null ? LIBELLE_DEFAUT[defaut] : `${LIBELLE_DEFAUT[defaut]} (${courriel})`

const columnsFor = (uai: string): ListColumn<SansAdresse>[] => [
  {
    title: 'Élève',
    heading: true,
    tri: 'eleve',
    cell: ({ eleveId, nom, prenom }) => <a href={`/eleves/${eleveId}`}>{`${nom} ${prenom}`}</a>,
    valeur: ({ nom, prenom }) => `${nom} ${prenom}`,
  },
  { title: 'Classe', tri: 'classe', cell: ({ classe }) => classe ?? '–', valeur: ({ classe }) => classe },
  { title: 'À remettre à', tri: 'a', cell: givenTo, valeur: givenTo },
  { title: 'Documents', tri: 'documents', cell: toGive, valeur: toGive },
  { title: 'Raison', tri: 'raison', cell: reasonOf, valeur: reasonOf },
  { title: 'Réessayer', cell: (one) => <Reessayer personne={one} uai={uai} /> },
]

function Reessayer({ personne, uai }: { personne: SansAdresse; uai: string }) {
  const { rejetee, prenom, nom } = personne
  if (rejetee === null) return null
  return (
    <ActionButton action="/papier/adresse" fields={{ etablissement: uai, adresse: rejetee }} kind="tertiary">
      Réessayer cette adresse <span className="fr-sr-only">pour la famille de {`${prenom} ${nom}`}</span>
    </ActionButton>
  )
}
