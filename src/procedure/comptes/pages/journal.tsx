import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { readHistoire, readJournal, type Trace } from '#src/procedure/comptes/reads/journal.ts'
import { acteInWords, chaineInWords, chaineOf, objetInWords } from '#src/procedure/comptes/rights/words.ts'
import { FilterForm } from '#src/web/components/filter-form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table, type Column } from '#src/web/components/table.tsx'
import { TextField } from '#src/web/components/text-fields.tsx'
import { freshForm } from '#src/web/form.ts'
import { html, Introuvable, page } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

/** Who did what, and when: of one pupil for his school and the académie, of everything for who answers for it. */
export const journal = [
  page({
    method: 'GET',
    path: '/eleves/:id/histoire',
    droit: 'histoire.lire',
    handler: async ({ tx, id, query }) => {
      const { page: rang, ...slice } = sliceOf(query('page'))
      const eleveId = id('id')
      const found = await readHistoire(tx, { eleveId, ...slice })
      if (!found) throw new Introuvable()
      return html(<Histoire {...{ ...found, eleveId, rang }} zone={tx.zone} />)
    },
  }),
  page({
    method: 'GET',
    path: '/journal',
    droit: 'journal.lire',
    menu: { libelle: 'Journal', ordre: 97 },
    handler: async ({ tx, query }) => {
      const { page: rang, ...slice } = sliceOf(query('page'))
      const chaine = chaineOf(query('chaine'))
      return html(
        <Journal {...{ ...(await readJournal(tx, { chaine, ...slice })), chaine, rang }} zone={tx.zone} />,
      )
    },
  }),
]

interface Shown {
  total: number
  traces: readonly Trace[]
  rang: number
  zone: string
}

const columns = (zone: string): Column<Trace>[] => [
  { title: 'Quand', cell: ({ le }) => minuteInWords(localMinuteOf(new Date(le), zone)) },
  { title: 'Quoi', heading: true, cell: ({ acte }) => acteInWords(acte) },
  { title: 'Qui', cell: whoOf },
]

/** « pour le chef, par délégation », or for a school by the académie. */
function whoOf({ auteur, signe, pourLeCompteDe }: Trace): string {
  const who = signe ?? auteur
  return pourLeCompteDe === null ? who : `${who}, pour le compte de ${pourLeCompteDe}`
}

const keyOf = ({ chaine, rang }: Trace): string => `${chaine}/${rang}`

function Histoire({ nom, eleveId, total, traces, rang, zone }: Shown & { nom: string; eleveId: number }) {
  const path = `/eleves/${eleveId}/histoire`
  return (
    <Frame title={`Histoire du dossier de ${nom}`}>
      <p>
        <a href={`/eleves/${eleveId}`}>Revenir au dossier</a>
      </p>
      <p>
        Tout acte sur ce dossier, et toute lecture, laisse ici une ligne que personne ne peut changer ni
        retirer sans que cela se voie.
      </p>
      <Table caption="Du plus récent au plus ancien" columns={columns(zone)} rows={traces} rowKey={keyOf} />
      <Pagination page={rang} total={total} href={(asked) => addressOf(path, { page: String(asked) })} />
    </Frame>
  )
}

function Journal({ total, traces, rang, zone, chaine }: Shown & { chaine: string | null }) {
  return (
    <Frame title="Journal">
      <p>
        Chaque acte est écrit ici dans la transaction qui le fait, et chaque ligne tient la précédente : une
        ligne changée, retirée ou coupée se voit. Ce qui a été écrit n’est pas montré.
      </p>
      <FilterForm>
        <TextField
          name="chaine"
          label="Chaîne"
          hint="Le numéro d’un établissement (UAI), ou « académie »."
          state={freshForm({ chaine: chaine && chaineInWords(chaine) })}
        />
      </FilterForm>
      <div className="passpro-multiligne">
        <Table
          caption={`${total.toLocaleString('fr-FR')} lignes, de la plus récente à la plus ancienne`}
          columns={[
            ...columns(zone),
            { title: 'Sur quoi', cell: objetInWords },
            {
              title: 'Chaîne',
              cell: ({ chaine: where, rang: rank }) => `${chaineInWords(where)}, n° ${rank}`,
            },
          ]}
          rows={traces}
          rowKey={keyOf}
        />
      </div>
      <Pagination
        page={rang}
        total={total}
        href={(asked) => addressOf('/journal', { chaine, page: String(asked) })}
      />
    </Frame>
  )
}
