import { Frame } from '#src/web/components/frame.tsx'
import { html, page } from '#src/web/page.ts'

/** Figures of past campaigns, for anybody. Nothing is published before the bilan of a campaign is. */
export const statistiques = [
  page({
    method: 'GET',
    path: '/statistiques',
    public: true,
    indexable: true,
    handler: () => html(<Statistiques />),
  }),
]

function Statistiques() {
  return (
    <Frame title="Statistiques">
      <p>
        <strong>Aucun bilan n’est encore publié.</strong> Quand une académie publie le bilan d’une campagne,
        ses chiffres sont ici.
      </p>
      <h2>Ce qui y sera</h2>
      <ul>
        <li>Combien d’élèves se sont informés, combien d’entretiens ont eu lieu, et dans quels délais.</li>
        <li>Comment se répartissent les avis, par domaine et par échelle.</li>
        <li>Quelle part des confirmations et des vœux a suivi.</li>
      </ul>
      <h2>Ce qui n’y sera jamais</h2>
      <ul>
        <li>Un élève : un nombre trop petit pour ne désigner personne n’est pas montré.</li>
        <li>Un palmarès des collèges, des lycées ou des personnes qui reçoivent.</li>
      </ul>
    </Frame>
  )
}
