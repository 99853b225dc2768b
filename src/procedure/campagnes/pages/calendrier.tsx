import { dayInWords } from '#src/kit/day.ts'
import type { Calendrier, Campagne } from '#src/procedure/campagnes/model.ts'
import { etapesEnOrdre } from '#src/procedure/campagnes/rules/calendrier.ts'
import { readReglesPubliques } from '#src/procedure/campagnes/reads/suivi.ts'
import { LIBELLE_CALENDRIER } from '#src/procedure/campagnes/texts.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page } from '#src/web/page.ts'

/** When each step of each open campaign ends, as the acts judge it. */
export const calendrier = [
  page({
    method: 'GET',
    path: '/calendrier',
    public: true,
    indexable: true,
    handler: async ({ db, mode }) => {
      const repetitions = mode === 'demonstration' ? 'montrees' : 'cachees'
      return html(<Calendriers campagnes={await readReglesPubliques(db, { repetitions })} />)
    },
  }),
]

const QUI: Readonly<Record<keyof Calendrier, string>> = {
  ouverture: 'L’académie',
  finInscriptions: 'L’élève demande, son établissement l’inscrit',
  finAvisOrigine: 'Le chef de l’établissement d’origine',
  debutEntretiens: 'L’élève et le lycée référent',
  finEntretiens: 'L’élève et le lycée référent',
  finAvisReferent: 'Le chef du lycée référent',
  finConfirmations: 'L’élève et ses responsables légaux',
}

function Calendriers({ campagnes }: { campagnes: readonly Campagne[] }) {
  return (
    <Frame title="Calendrier">
      <p>
        Une échéance court jusqu’à 23 h 59 ce jour-là, à l’heure de l’académie. L’académie peut la repousser
        pour tous, pour un établissement ou pour un élève ; elle ne l’avance jamais.
      </p>
      {campagnes.length === 0 && <p>Aucune campagne n’est ouverte.</p>}
      {campagnes.map((campagne) => (
        <UneCampagne key={campagne.id} campagne={campagne} />
      ))}
    </Frame>
  )
}

function UneCampagne({ campagne }: { campagne: Campagne }) {
  const { dispositif, annee, academieNom, repetition } = campagne
  const name = `${dispositif} ${annee}, académie de ${academieNom}`
  return (
    <section aria-labelledby={`campagne-${campagne.id}`}>
      <h2 id={`campagne-${campagne.id}`} className="fr-h4">
        {name} {repetition && <Badge kind="info">Répétition</Badge>}
      </h2>
      <Table
        caption={`Échéances de ${name}`}
        captionHidden
        rows={etapesEnOrdre(campagne)}
        rowKey={({ etape }) => etape}
        columns={[
          { title: 'Étape', heading: true, cell: ({ etape }) => LIBELLE_CALENDRIER[etape] },
          { title: 'Jour', cell: ({ jour }) => dayInWords(jour) },
          { title: 'Qui', cell: ({ etape }) => QUI[etape] },
        ]}
      />
    </section>
  )
}
