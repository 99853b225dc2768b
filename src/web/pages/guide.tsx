import type { Rendu } from '#src/documents/batch.ts'
import { renderGuides } from '#src/documents/guides.ts'
import { isole, LANGUES, type Langue } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES } from '#src/documents/langues/langues.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { DansLaLangue, Langues, langueOf } from '#src/web/components/langue.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { file, html, Introuvable, page } from '#src/web/page.ts'

/** Drawn once for each language: anybody may ask, and it says the same to all. */
const drawn = new Map<Langue, Promise<Rendu>>()

function drawnGuide(langue: Langue): Promise<Rendu> {
  const known = drawn.get(langue)
  if (known) return known
  const asked = renderGuides([{ langue, rendezVous: [], finConfirmations: null }])
  drawn.set(langue, asked)
  asked.catch(() => drawn.delete(langue))
  return asked
}

/** The procedure told to families, in their language: nothing of anybody. */
export const guide = [
  page({
    method: 'GET',
    path: '/guide',
    public: true,
    indexable: true,
    handler: ({ query }) => {
      const langue = langueOf(query('langue'))
      const { nom } = CATALOGUES[langue]
      return html(
        <Frame title={langue === 'fr' ? 'Guide des familles' : `Guide des familles (${isole(nom)})`}>
          <Langues path="/guide" langue={langue} />
          <DansLaLangue langue={langue}>
            {({ convocation, lettre, fiche }) => (
              <>
                <h2>{convocation.titre}</h2>
                <p>{convocation.but}</p>
                <p>{convocation.apporter}</p>
                <h2>{lettre.titre}</h2>
                <p>{lettre.texte}</p>
                <h2>{fiche.titre}</h2>
                <p>{fiche.contenu}</p>
                <p>{fiche.avisFinal}</p>
                <p>{fiche.libre}</p>
                <ul>
                  <li>{fiche.confirmerAvantLaDate}</li>
                  <li>{fiche.voeu}</li>
                  <li>{fiche.droits}</li>
                  <li>{fiche.verifier}</li>
                </ul>
              </>
            )}
          </DansLaLangue>
          <p>
            <a href={`/guide/${langue}.pdf`}>Imprimer ce guide (PDF, une page)</a>
          </p>
          <LegalMention sentences={mentionLegale({ academie: 'votre établissement', etablissement: null })} />
        </Frame>,
      )
    },
  }),
  page({
    method: 'GET',
    path: '/guide/:nom',
    public: true,
    indexable: true,
    handler: async ({ param }) => {
      const langue = LANGUES.find((one) => `${one}.pdf` === param('nom'))
      if (!langue) throw new Introuvable()
      const { pdf } = await drawnGuide(langue)
      return file(pdf, { name: `guide-des-familles-${langue}.pdf`, type: 'application/pdf' })
    },
  }),
]
