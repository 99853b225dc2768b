import { LANGUES } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES } from '#src/documents/langues/langues.ts'
import { GALERIE } from '#src/documents/galerie.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { file, html, Introuvable, page } from '#src/web/page.ts'

/** Every letter in every state, with fictional data: to be looked at before a campaign. */
export const galerie = [
  page({
    method: 'GET',
    path: '/galerie',
    droit: 'galerie.lire',
    menu: { libelle: 'Galerie des documents', ordre: 96, sansCampagne: true },
    handler: () =>
      html(
        <Frame title="Galerie des documents">
          <p>
            Chaque document dans chaque état, avec les données les plus difficiles. Toutes les personnes sont
            fictives.
          </p>
          <ul>
            {GALERIE.map(({ nom, titre }) => (
              <li key={nom}>
                <a href={`/galerie/${nom}.pdf`}>{titre} (PDF)</a>
              </li>
            ))}
          </ul>
          <h2>Guides des familles</h2>
          <ul>
            {LANGUES.map((langue) => (
              <li key={langue}>
                <a
                  href={`/guide?langue=${langue}`}
                  lang={CATALOGUES[langue].code}
                  dir={CATALOGUES[langue].dir}
                >
                  {CATALOGUES[langue].nom}
                </a>
              </li>
            ))}
          </ul>
        </Frame>,
      ),
  }),
  page({
    method: 'GET',
    path: '/galerie/:nom',
    droit: 'galerie.lire',
    handler: async ({ param }) => {
      const found = GALERIE.find(({ nom }) => `${nom}.pdf` === param('nom'))
      if (!found) throw new Introuvable()
      const { pdf } = await found.rendre()
      return file(pdf, { name: `${found.nom}.pdf`, type: 'application/pdf' })
    },
  }),
]
