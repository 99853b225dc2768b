import type { ReactNode } from 'react'
import type { RendezVous } from '#src/documents/guides.ts'
import { dateIn, heureIn, LANGUES, type Catalogue, type Langue } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES, RELUES } from '#src/documents/langues/langues.ts'
import { joignable } from '#src/documents/wording.ts'
import { fr } from '#src/web/fr.ts'

/** One page on paper, in that language, for who has no screen. */
export const GuideAImprimer = ({ eleveId, langue }: { eleveId: number; langue: Langue }) => (
  <p>
    <a href={`/eleves/${eleveId}/guide/${langue}.pdf`}>Imprimer ce résumé (PDF, une page)</a>
  </p>
)

/** The language asked for in an address, `?langue=ar`; French when there is none, or none that is known. */
export const langueOf = (asked: string | undefined): Langue => LANGUES.find((one) => one === asked) ?? 'fr'

/** Links to the same page in each language, each named in itself. */
export function Langues({ path, langue }: { path: string; langue: Langue }) {
  return (
    <nav aria-label="Langues" className="passpro-langues">
      <ul>
        {LANGUES.map((one) => {
          const { nom, code, dir } = CATALOGUES[one]
          return (
            <li key={one}>
              <a
                href={`${path}?langue=${one}`}
                lang={code}
                dir={dir}
                hrefLang={code}
                {...(one === langue ? { 'aria-current': 'true' as const } : {})}
              >
                {nom}
              </a>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** An interview in short, in a language: why, when, where, what to bring, whom to warn. */
export function EntretienTraduit({
  catalogue,
  convocation,
}: {
  catalogue: Catalogue
  convocation: RendezVous
}) {
  const { titre, but, quand, lieu, distance, apporter, empechement } = catalogue.convocation
  const { domaine, debut, mode, lycee, college } = convocation
  return (
    <>
      <h2>
        {titre} – <bdi lang="fr">{domaine}</bdi>
      </h2>
      <p>{but}</p>
      <ul>
        <li>{quand(dateIn(catalogue, debut.slice(0, 10)), heureIn(catalogue, debut))}</li>
        <li>{mode === 'distanciel' ? distance(college.nom) : lieu(lycee.nom)}</li>
        <li>{apporter}</li>
        <li>{empechement(joignable(college))}</li>
      </ul>
    </>
  )
}

/** Sentences in a language, in its direction, with what it must say of itself. */
export function DansLaLangue(props: { langue: Langue; children: (catalogue: Catalogue) => ReactNode }) {
  const { langue, children } = props
  const catalogue = CATALOGUES[langue]
  const { code, dir, reference, aRelire } = catalogue
  return (
    <div lang={code} dir={dir} className="passpro-traduction">
      {langue !== 'fr' && (
        <p className={fr('fr-text--sm')}>
          {reference} {!RELUES.includes(langue) && <strong>{aRelire}</strong>}
        </p>
      )}
      {children(catalogue)}
    </div>
  )
}
