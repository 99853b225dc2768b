import { dayInWords, localMinuteOf, timeInWords, type Day } from '#src/kit/day.ts'
import { libelleSens, type Sens } from '#src/procedure/campagnes/api.ts'
import { OBSERVATIONS } from '#src/procedure/entretiens/model.ts'
import type { Ligne } from '#src/procedure/entretiens/pages/entretiens-colonnes.tsx'
import { besoinInWords, LIBELLE_OBSERVATION } from '#src/procedure/entretiens/texts.ts'
import { seulInWords } from '#src/procedure/entretiens/texts/seances.ts'
import { Frame } from '#src/web/components/frame.tsx'

interface Props {
  jour: Day
  retour: string
  entretiens: readonly Ligne[]
  niveaux: readonly Sens[]
  zone: string
}

/** What an interviewer fills in by hand when there is no screen: typed in later on the page of the interview. */
export function Feuilles({ jour, retour, entretiens, niveaux, zone }: Props) {
  return (
    <Frame title={`Feuilles d’entretien du ${dayInWords(jour)}`}>
      <p className="passpro-hors-papier">
        <a href={retour}>Revenir à la journée</a>. Imprimez ces feuilles : une page par entretien. Ce qui est
        écrit à la main se saisit ensuite sur la page de l’entretien, dès que le réseau est revenu.
      </p>
      {entretiens.length === 0 && <p>Aucun entretien ce jour-là.</p>}
      {entretiens.map((one) => (
        <Feuille key={one.id} {...{ one, niveaux, zone }} />
      ))}
    </Frame>
  )
}

function Feuille({ one, niveaux, zone }: { one: Ligne; niveaux: readonly Sens[]; zone: string }) {
  return (
    <article className="passpro-feuille">
      <h2>
        {timeInWords(localMinuteOf(one.debut, zone))} – {one.prenom} {one.nom}
      </h2>
      <p>
        {[one.classe, one.college, one.domaineLibelle, seulInWords(one, zone)].filter(Boolean).join(', ')}
      </p>
      {one.amenagements.length > 0 && <p>{one.amenagements.map(besoinInWords).join(', ')}</p>}
      <p>☐ présent · ☐ absent · ☐ excusé · ☐ lettre apportée</p>
      <Cadre titre="Sujets abordés" lignes={2} />
      {OBSERVATIONS.map((observation) => (
        <Cadre key={observation} titre={LIBELLE_OBSERVATION[observation]} lignes={1} />
      ))}
      <Cadre titre="Compte rendu : ce qui est conseillé (la famille le lira)" lignes={6} />
      {one.formations.map((formation) => (
        <p key={formation}>
          Avis proposé, {formation} : {niveaux.map((niveau) => `☐ ${libelleSens(niveau)}`).join(' · ')}
        </p>
      ))}
    </article>
  )
}

/** A title and lines to write on. */
function Cadre({ titre, lignes }: { titre: string; lignes: number }) {
  return (
    <div className="passpro-a-ecrire">
      <p>{titre}</p>
      {Array.from({ length: lignes }, (_, rang) => (
        <div key={rang} />
      ))}
    </div>
  )
}
