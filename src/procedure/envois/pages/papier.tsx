import { z } from 'zod'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { retablirAdresse } from '#src/procedure/envois/acts/envois.ts'
import { readSansAdresse, type SansAdresse } from '#src/procedure/envois/reads/papier.ts'
import { LIBELLE_DEFAUT } from '#src/procedure/envois/texts.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import type { Slice } from '#src/web/components/pagination.tsx'
import { readForm } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, schoolFilter, textFilter, type ListColumn } from '#src/web/lists.ts'
import { Introuvable, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const TITLE = 'À remettre sur papier'
const PATH = '/papier'
const Adresse = z.object({ etablissement: z.string(), adresse: z.string() })

export const papier = [
  ...listPages({
    path: PATH,
    droit: 'papier.lire',
    menu: { libelle: TITLE, ordre: 41 },
    nom: 'papier',
    load,
    draw: (lue) => <Papier lue={lue} />,
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

/** The school asked for, or the only one of the reader; null while none is chosen. */
async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, query } = requete
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const uai = query('etablissement') || (schools.length === 1 ? (schools[0]?.uai ?? null) : null)
  const all = uai === null ? [] : await readSansAdresse(tx, { campagneId: campagne.id, uai })
  const liste = listed(requete, {
    path: PATH,
    filters: [
      textFilter('Nom ou prénom', (one: SansAdresse) => `${one.nom} ${one.prenom} ${one.responsable ?? ''}`),
      ...schoolFilter(schools),
    ],
    columns: columnsFor(uai ?? ''),
    rows: all,
    slice,
    uai,
  })
  return { ...liste, several: schools.length > 1, personnes: all.length }
}

function Papier({ lue }: { lue: Awaited<ReturnType<typeof load>> }) {
  const { uai = null, several, personnes } = lue
  return (
    <Frame title={TITLE}>
      <ListFilters list={lue} />
      {uai === null ? (
        <p>Choisissez l’établissement d’origine.</p>
      ) : (
        <>
          <p>
            Ces personnes n’ont pas d’adresse électronique utilisable : rien ne leur est écrit, et
            l’établissement leur remet tout sur papier. Personnes à servir ainsi :{' '}
            <strong>{personnes}</strong>. Les documents s’impriment depuis{' '}
            <a href={addressOf('/fiches', { etablissement: several ? uai : null })}>Fiches et convocations</a>
            .
          </p>
          <List
            list={lue}
            caption="Personnes sans adresse électronique utilisable"
            rowKey={({ eleveId, responsable }) => `${eleveId}-${responsable ?? ''}`}
            empty="Chaque famille concernée peut être jointe par courriel."
          />
        </>
      )}
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
  { title: 'Classe', tri: 'classe', valeur: ({ classe }) => classe },
  { title: 'À remettre à', tri: 'a', valeur: givenTo },
  { title: 'Documents', tri: 'documents', valeur: toGive },
  { title: 'Raison', tri: 'raison', valeur: reasonOf },
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
