import { mentionLegale } from '#src/documents/texts.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { usePageContext } from '#src/web/components/page-context.ts'
import { fr } from '#src/web/fr.ts'
import { html, Introuvable, page } from '#src/web/page.ts'
import { direEtape, type Aide, type EtapeAide } from '#src/web/pages/aide-model.ts'
import { AIDES } from '#src/web/pages/aide-parcours.ts'

/** A two-minute path for each actor. */
export const aide = [
  page({ method: 'GET', path: '/aide', public: true, indexable: true, handler: () => html(<Sommaire />) }),
  page({
    method: 'GET',
    path: '/aide/:acteur',
    public: true,
    indexable: true,
    handler: ({ param }) => {
      const found = AIDES.find(({ acteur }) => acteur === param('acteur'))
      if (!found) throw new Introuvable()
      return html(<UneAide aide={found} />)
    },
  }),
]

function Sommaire() {
  const { acteur } = usePageContext()
  const mine = AIDES.filter(({ role }) => acteur?.habilitations.some((one) => one.role === role))
  return (
    <Frame title="Aide">
      <p>Pour chacun, l’essentiel en deux minutes.</p>
      {mine.length > 0 && (
        <>
          <h2>Pour vous</h2>
          <Liste aides={mine} />
        </>
      )}
      <h2>{mine.length > 0 ? 'Pour les autres' : 'Vous êtes'}</h2>
      <Liste aides={AIDES.filter((one) => !mine.includes(one))} />
    </Frame>
  )
}

function Liste({ aides }: { aides: readonly Aide[] }) {
  return (
    <ul>
      {aides.map(({ acteur, libelle, enBref }) => (
        <li key={acteur}>
          <a href={`/aide/${acteur}`}>{libelle}</a> : {enBref}
        </li>
      ))}
    </ul>
  )
}

function UneAide({ aide: { acteur, libelle, enBref, etapes, si } }: { aide: Aide }) {
  return (
    <Frame title={`Aide : ${libelle.toLowerCase()}`}>
      <p className={fr('fr-text--lead')}>{enBref}</p>
      <p>
        Deux minutes, page après page. Chaque page est une entrée du menu, en haut ; un titre marqué d’une
        flèche en ouvre plusieurs. L’accueil dit, chaque jour, ce qu’il y a à faire et jusqu’à quand.
      </p>
      <ol className="passpro-aide">
        {etapes.map((etape, rank) => (
          <li key={etape.menu}>
            <Etape etape={etape} image={`${acteur}-${rank + 1}`} />
          </li>
        ))}
      </ol>
      <h2>En cas de difficulté</h2>
      <ul>
        {si.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {etapes.some(({ texte }) => /avis final/i.test(texte)) && (
        <LegalMention sentences={mentionLegale({ academie: 'votre établissement', etablissement: null })} />
      )}
      <p>
        <a href="/aide">L’aide des autres</a>
      </p>
    </Frame>
  )
}

function Etape({ etape: { menu, texte }, image }: { etape: EtapeAide; image: string }) {
  const { menu: mine, assets } = usePageContext()
  const path = mine.find(({ libelle }) => libelle === menu)?.path
  const src = assets.captures.get(image)
  return (
    <>
      <strong>{path === undefined ? menu : <a href={path}>{menu}</a>}</strong> : {direEtape(texte)}
      {/* A picture is fetched when one asks to see it. */}
      {src !== undefined && (
        <details>
          <summary>Voir la page « {menu} »</summary>
          <img
            className="passpro-capture"
            src={src}
            alt={`La page « ${menu} », avec des données fictives.`}
            width={960}
            height={640}
            loading="lazy"
          />
        </details>
      )}
    </>
  )
}
