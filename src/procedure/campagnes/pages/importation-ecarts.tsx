import { csvTexte } from '#src/exchange/csv-out.ts'
import { appliquerApercu, isApercu } from '#src/procedure/campagnes/acts/importations.ts'
import type { EcartVoeu, Importation } from '#src/procedure/campagnes/model.ts'
import { readEcarts } from '#src/procedure/campagnes/reads/importations.ts'
import { LIBELLE_ECART, SENTENCE_APERCU } from '#src/procedure/campagnes/texts/importations.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { file, html, Introuvable, page, redirect } from '#src/web/page.ts'

/** Lines shown on the page; the file has them all. */
export const ECARTS_MONTRES = 200

/** What a file of wishes changes, as a file, and the act that applies what was shown. */
export const ecartsDeLImport = [
  page({
    method: 'GET',
    path: '/imports/:id/ecarts.csv',
    droit: 'import.voeux',
    handler: async ({ tx, id }) => {
      const ecarts = await readEcarts(tx, { id: id('id'), limit: null })
      if (!ecarts) throw new Introuvable()
      return file(Buffer.from(`\ufeff${csvOf(ecarts)}`), {
        name: `ecarts-import-${id('id')}.csv`,
        type: 'text/csv; charset=utf-8',
      })
    },
  }),
  page({
    method: 'POST',
    path: '/imports/:id/application',
    droit: 'import.voeux',
    handler: async ({ tx, id }) => {
      const ecarts = await readEcarts(tx, { id: id('id'), limit: 0 })
      if (!ecarts) throw new Introuvable()
      const applied = await appliquerApercu(tx, id('id'))
      if (applied.ok) return redirect(`/imports/${applied.value}`)
      return html(<Refused id={id('id')} sentence={SENTENCE_APERCU[applied.refus.code]} />, 422)
    },
  }),
]

const csvOf = (ecarts: readonly EcartVoeu[]): string =>
  csvTexte(
    {
      entete: ['Nature', 'INE', 'Élève', 'Offre', 'Formation', 'Rang avant', 'Rang après'],
      lignes: ecarts.map((one) => [
        LIBELLE_ECART[one.nature],
        one.ine,
        one.eleve,
        one.offre,
        one.formation,
        one.avant,
        one.apres,
      ]),
    },
    { formules: 'neutralisees' },
  )

const Refused = ({ id, sentence }: { id: number; sentence: string }) => (
  <Frame title={`Import n° ${id}`}>
    <Alert kind="error" title="Ces vœux ne sont pas appliqués">
      {sentence}
    </Alert>
    <p>
      <a className="fr-link" href="/imports">
        Envoyer le fichier
      </a>
    </p>
  </Frame>
)

/** What the file changes, line by line, and for a preview the button that applies it. */
export function Ecarts({
  importation: one,
  ecarts,
}: {
  importation: Importation
  ecarts: readonly EcartVoeu[]
}) {
  if (one.etat !== 'finie') return null
  return (
    <>
      <h2>{one.aBlanc ? 'Ce qui changerait, vœu par vœu' : 'Ce qui a changé, vœu par vœu'}</h2>
      {one.ecarts === 0 ? (
        <p>
          Ce fichier dit la même chose que le précédent : aucun vœu n’est ajouté, retiré ni changé de rang.
        </p>
      ) : (
        <>
          <p>
            <a className="fr-link" href={`/imports/${one.id}/ecarts.csv`}>
              Télécharger ces écarts (CSV)
            </a>
          </p>
          <Lines importation={one} ecarts={ecarts} />
        </>
      )}
      {isApercu(one) && one.fichiers.length > 0 && (
        <ActionButton action={`/imports/${one.id}/application`} kind="primary">
          Appliquer ces changements
        </ActionButton>
      )}
    </>
  )
}

function Lines({ importation: one, ecarts }: { importation: Importation; ecarts: readonly EcartVoeu[] }) {
  const shown = ecarts.length.toLocaleString('fr-FR')
  return (
    <Table
      cards
      caption={
        one.ecarts > ecarts.length
          ? `Écarts : les ${shown} premiers, retraits d’abord ; le fichier en a davantage`
          : `Écarts : ${shown}`
      }
      rows={ecarts.map((ecart, rang) => ({ ...ecart, rang }))}
      rowKey={({ rang }) => rang}
      columns={[
        {
          title: 'Élève',
          heading: true,
          cell: ({ eleve, ine }) => eleve ?? `INE ${ine}, hors de la campagne`,
        },
        { title: 'Nature', cell: ({ nature }) => LIBELLE_ECART[nature] },
        { title: 'Offre', cell: ({ offre }) => offre },
        { title: 'Formation', cell: ({ formation }) => formation ?? '–' },
        { title: 'Rang avant', numeric: true, cell: ({ avant }) => avant ?? '–' },
        { title: 'Rang après', numeric: true, cell: ({ apres }) => apres ?? '–' },
      ]}
    />
  )
}
