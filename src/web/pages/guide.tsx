import { isole } from '#src/documents/langues/catalogue.ts'
import { CATALOGUES } from '#src/documents/langues/langues.ts'
import { mentionLegale } from '#src/documents/texts.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { DansLaLangue, Langues, langueOf } from '#src/web/components/langue.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { html, page } from '#src/web/page.ts'

/** The procedure told to families, in their language: nothing of anybody. */
export const guide = [
  page({
    method: 'GET',
    path: '/guide',
    public: true,
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
          <LegalMention sentences={mentionLegale({ academie: 'votre établissement', etablissement: null })} />
        </Frame>,
      )
    },
  }),
]
