import { mentionLegale } from '#src/documents/texts.ts'
import type { Campagne } from '#src/procedure/campagnes/model.ts'
import { CrossingTable, PointsTable } from '#src/procedure/campagnes/pages/reglement-vue.tsx'
import { readReglesHorsPanne } from '#src/procedure/campagnes/reads/suivi.ts'
import { dependsOnOrigine } from '#src/procedure/campagnes/rules/reglement.ts'
import { LIBELLE_CONFIRMATION } from '#src/procedure/campagnes/texts.ts'
import { dayInWords } from '#src/kit/day.ts'
import { Badge } from '#src/web/components/badge.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { html, page } from '#src/web/page.ts'

/** The rules of the bonus, drawn from the reglements that the engine applies: what is read here is what is computed. */
export const algorithme = [
  page({
    method: 'GET',
    path: '/algorithme',
    public: true,
    indexable: true,
    handler: async ({ db, mode }) => {
      const repetitions = mode === 'demonstration' ? 'montrees' : 'cachees'
      const campagnes = await readReglesHorsPanne(db, { repetitions })
      return html(<Rules campagnes={campagnes} />)
    },
  }),
]

function Rules({ campagnes }: { campagnes: readonly Campagne[] | undefined }) {
  return (
    <Frame title="Règles de calcul du bonus">
      <p>
        Le bonus transmis à Affelnet est calculé par un traitement algorithmique. Sa finalité est de tenir
        compte de l’entretien d’information dans l’affectation. Voici ses règles, puis celles de chaque
        campagne ouverte.
      </p>
      <ol>
        <li>
          L’avis d’origine et l’avis du lycée référent sont donnés et signés par des personnes, jamais par le
          logiciel.
        </li>
        <li>
          L’avis final est la case du tableau de croisement où se rencontrent les deux avis. Ce tableau et les
          points sont ceux du règlement de la campagne, figé à son ouverture.
        </li>
        <li>
          Ce qui manque ne donne rien, et n’est jamais compté « réservé » : sans entretien, en cas d’absence,
          d’excuse ou d’annulation par le lycée, ou sans l’avis nécessaire, il n’y a ni avis final ni point.
        </li>
        <li>
          Les points ne valent que si la formation est confirmée et si elle figure parmi les vœux de l’élève ;
          tous ses vœux pour cette formation les reçoivent alors, quels que soient le lycée demandé et le
          rang.
        </li>
        <li>
          Un second calcul, écrit séparément, est comparé au premier avant chaque transmission : un seul écart
          l’arrête.
        </li>
      </ol>
      {campagnes === undefined && (
        <p>Les règles des campagnes ne peuvent pas être lues en ce moment : réessayez plus tard.</p>
      )}
      {campagnes?.length === 0 && <p>Aucune campagne n’est ouverte.</p>}
      {campagnes?.map((campagne) => (
        <OneCampagne key={`${campagne.academie}-${campagne.id}`} campagne={campagne} />
      ))}
      <LegalMention sentences={mentionLegale({ academie: onlyAcademie(campagnes), etablissement: null })} />
    </Frame>
  )
}

function OneCampagne({ campagne }: { campagne: Campagne }) {
  const { reglement, reglementNom, reglementVersion, calendrier } = campagne
  const { confirmationResponsables: who } = reglement
  return (
    <section aria-labelledby={`campagne-${campagne.id}`}>
      <h2 id={`campagne-${campagne.id}`}>
        {campagne.dispositif} {campagne.annee}, académie de {campagne.academieNom}{' '}
        {campagne.repetition && <Badge kind="info">Répétition</Badge>}
      </h2>
      <p>
        Règlement « {reglementNom} », version {reglementVersion}.
      </p>
      <CrossingTable reglement={reglement} />
      <PointsTable reglement={reglement} />
      <ul>
        <li>
          {dependsOnOrigine(reglement)
            ? 'Les deux avis comptent : si l’un manque, il n’y a pas d’avis final.'
            : 'Seul l’avis du lycée référent change le résultat : l’avis d’origine peut manquer sans l’empêcher.'}
        </li>
        <li>
          Confirmation :{' '}
          {who === 'aucun'
            ? 'personne n’a besoin de confirmer, mais une réponse « non » retire le bonus.'
            : `${LIBELLE_CONFIRMATION[who]}, jusqu’au ${dayInWords(calendrier.finConfirmations)} ; une réponse « non » retire le bonus. Un élève de 18 ans confirme seul.`}
        </li>
      </ul>
    </section>
  )
}

/** The académie to write to, when there is only one; the words stay true when there are several. */
function onlyAcademie(campagnes: readonly Campagne[] | undefined): string {
  const names = new Set((campagnes ?? []).map((one) => one.academieNom))
  const [only] = names
  return names.size === 1 && only !== undefined ? only : 'l’élève'
}
