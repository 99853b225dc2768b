import { dayInWords, dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { leverInterditDuLycee } from '#src/procedure/entretiens/acts/interdits.ts'
import { adresse, ChoixDuLycee, lyceeOf } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readInterdits } from '#src/procedure/entretiens/reads/interdits.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Pagination, sliceOf } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, Introuvable, page, redirect } from '#src/web/page.ts'

const PATH = '/interdits'

type Interdit = Awaited<ReturnType<typeof readInterdits>>['rows'][number]

export const interdits = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'interdits.ecran',
    handler: async (requete) => {
      const { tx, campagne, query } = requete
      const lycee = lyceeOf(requete, ['planificateur'])
      const slice = sliceOf(query('page'))
      const { rows, total } = await readInterdits(tx, { campagneId: campagne.id, uai: lycee.uai, ...slice })
      return html(
        <Frame title="Places interdites">
          <ChoixDuLycee path={PATH} lycee={lycee} />
          <p>
            Ce que les planificateurs de votre lycée ont interdit à un élève. Aucun calcul ne passe outre.
            Pour interdire une place ou tout le lycée, ouvrez l’entretien de l’élève.
          </p>
          <Interdits rows={rows} suite={lycee.suite} zone={tx.zone} />
          <Pagination
            page={slice.page}
            total={total}
            href={(n) => adresse(PATH, { ...lycee.suite, page: String(n) })}
          />
        </Frame>,
      )
    },
  }),
  page({
    method: 'POST',
    path: '/interdits/:id/levee',
    droit: 'interdits.ecran',
    handler: async (requete) => {
      const { tx, campagne, id } = requete
      const done = await leverInterditDuLycee(tx, { campagneId: campagne.id, interditId: id('id') })
      if (!done.ok) throw new Introuvable()
      return redirect(
        adresse(PATH, lyceeOf(requete, ['planificateur']).suite),
        'L’interdiction est levée ; l’élève sera essayé de nouveau s’il attend une place.',
      )
    },
  }),
]

function Interdits(props: {
  rows: readonly Interdit[]
  suite: Readonly<Record<string, string>>
  zone: string
}) {
  const { rows, suite, zone } = props
  return (
    <div className="passpro-multiligne">
      <Table
        caption="Interdictions de votre lycée"
        rows={rows}
        rowKey={(row) => row.id}
        empty="Aucune place n’est interdite."
        columns={[
          {
            title: 'Élève',
            heading: true,
            cell: (row) => (
              <>
                {row.nom} {row.prenom}
                <span className="passpro-precision">{row.college}</span>
              </>
            ),
          },
          { title: 'Domaine', cell: (row) => row.domaineLibelle },
          { title: 'Interdit', cell: (row) => plageInWords(row, zone) },
          { title: 'Pourquoi', cell: (row) => row.motif },
          { title: 'Par', cell: (row) => row.auteur },
          {
            title: 'Lever',
            cell: (row) => (
              <ActionButton action={adresse(`/interdits/${row.id}/levee`, suite)} kind="tertiary">
                Lever
                <span className="fr-sr-only">
                  {' '}
                  l’interdiction de {row.prenom} {row.nom}
                </span>
              </ActionButton>
            ),
          },
        ]}
      />
    </div>
  )
}

/** The hours that are forbidden, or the whole lycée. */
export function plageInWords({ debut, fin }: { debut: Date | null; fin: Date | null }, zone: string): string {
  if (debut === null || fin === null) return 'tout le lycée'
  const at = (instant: Date): string => timeInWords(localMinuteOf(instant, zone))
  return `${dayInWords(dayOf(debut, zone))}, ${at(debut)} – ${at(fin)}`
}
