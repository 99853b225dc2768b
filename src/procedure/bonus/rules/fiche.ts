import type { AvisImprime, CompteRenduImprime, FormationImprimee } from '#src/documents/model.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { libelleSens, type Campagne } from '#src/procedure/campagnes/api.ts'
import type { AvisDeFiche, RangeeFiche } from '#src/procedure/bonus/model.ts'
import { RAISON_SANS_AVIS, sentenceCroisement } from '#src/procedure/bonus/texts.ts'

/** What a family still has to do for one formation, and before when. Source: domain.md, « Famille ». */
function resteAFaire(campagne: Campagne, rangee: Pick<RangeeFiche, 'points' | 'libelle'>): string[] {
  if (rangee.points === 0)
    return ['Vous pouvez demander cette formation dans Affelnet ; aucun bonus ne s’y ajoute.']
  const before = dayInWords(campagne.calendrier.finConfirmations)
  const who = {
    un: 'l’élève et au moins un responsable légal',
    tous: 'l’élève et tous ses responsables légaux',
    aucun: '',
  }[campagne.reglement.confirmationResponsables]
  const confirm =
    who === '' ? [] : [`Confirmer le choix de cette formation (${who}) avant le ${before} à 23 h 59.`]
  return [
    ...confirm,
    'Saisir au moins un vœu pour cette formation dans Affelnet, au rang et dans le lycée que vous voulez, avant la fermeture de la saisie des vœux : l’établissement d’origine en donne la date.',
  ]
}

/**
 * A formation as the fiche prints it.
 * Source: domain.md, « Famille »: both avis, both comments, the crossing cell, the points, what remains to do.
 */
export function formationImprimee(
  rangee: RangeeFiche,
  { campagne, zone, college }: { campagne: Campagne; zone: string; college: string },
): FormationImprimee {
  return {
    libelle: rangee.libelle,
    domaine: rangee.domaine,
    avisOrigine: avisImprime(rangee.avisOrigine, {
      fonction: `direction de l’établissement d’origine (${college})`,
      zone,
    }),
    avisReferent: avisImprime(rangee.avisReferent, {
      fonction: `direction de l’établissement référent (${rangee.lycee ?? 'lycée'})`,
      zone,
      ...(rangee.compteRendu === null ? {} : { defaut: rangee.compteRendu.texte }),
    }),
    compteRendu: compteRenduImprime(rangee, zone),
    croisement: sentenceCroisement(campagne.reglement, {
      origine: rangee.sensOrigine,
      referent: rangee.sensReferent,
      final: rangee.sens,
    }),
    avisFinal: rangee.sens === null ? null : libelleSens(rangee.sens),
    points: rangee.points,
    raisonSansAvis: rangee.etat === 'complet' ? null : RAISON_SANS_AVIS[rangee.etat],
    resteAFaire: resteAFaire(campagne, rangee),
  }
}

function compteRenduImprime({ compteRendu, lycee }: RangeeFiche, zone: string): CompteRenduImprime | null {
  if (compteRendu === null) return null
  const { texte, auteur, le } = compteRendu
  const fonction = `équipe de l’établissement référent (${lycee ?? 'lycée'})`
  return { texte, auteur, fonction, ecritLe: dayOf(new Date(le), zone) }
}

function avisImprime(
  avis: AvisDeFiche | null,
  { fonction, zone, defaut }: { fonction: string; zone: string; defaut?: string },
): AvisImprime | null {
  if (avis === null) return null
  return {
    libelle: libelleSens(avis.sens),
    commentaire: avis.commentaire ?? defaut ?? '',
    signataire: avis.signataire,
    fonction,
    signeLe: dayOf(new Date(avis.signeLe), zone),
  }
}
