import { dayInWords } from '#src/kit/day.ts'
import type { Calendrier, Campagne } from '#src/procedure/campagnes/model.ts'
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

const STEPS: readonly { jour: keyof Calendrier; qui: string }[] = [
  { jour: 'ouverture', qui: 'L’académie' },
  { jour: 'finInscriptions', qui: 'L’élève demande, son établissement l’inscrit' },
  { jour: 'finAvisOrigine', qui: 'Le chef de l’établissement d’origine' },
  { jour: 'debutEntretiens', qui: 'L’élève et le lycée référent' },
  { jour: 'finEntretiens', qui: 'L’élève et le lycée référent' },
  { jour: 'finAvisReferent', qui: 'Le chef du lycée référent' },
  { jour: 'finConfirmations', qui: 'L’élève et ses responsables légaux' },
]

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
  const { dispositif, annee, academieNom, repetition, calendrier: days, prolongations } = campagne
  const name = `${dispositif} ${annee}, académie de ${academieNom}`
  return (
    <section className="passpro-etroit" aria-labelledby={`campagne-${campagne.id}`}>
      <h2 id={`campagne-${campagne.id}`} className="fr-h4">
        {name} {repetition && <Badge kind="info">Répétition</Badge>}
      </h2>
      <Table
        caption={`Échéances de ${name}`}
        captionHidden
        rows={STEPS}
        rowKey={({ jour }) => jour}
        columns={[
          { title: 'Étape', heading: true, cell: ({ jour }) => LIBELLE_CALENDRIER[jour] },
          { title: 'Jour', cell: ({ jour }) => dayInWords(forAll(days, prolongations, jour)) },
          { title: 'Qui', cell: ({ qui }) => qui },
        ]}
      />
    </section>
  )
}

/** The day that holds for all: a deadline put off for one school or one pupil is told to them alone. */
const forAll = (days: Calendrier, prolongations: Campagne['prolongations'], jour: keyof Calendrier): string =>
  prolongations
    .filter(({ echeance, uai, eleveId }) => echeance === jour && uai === null && eleveId === null)
    .reduce((last, { jusquAu }) => (jusquAu > last ? jusquAu : last), days[jour])
