import { renderBatch, type Lot, type Rendu } from '#src/documents/batch.ts'
import type { AvisImprime, CompteRenduImprime, Fiche, FormationImprimee } from '#src/documents/model.ts'
import {
  MARQUE_REPETITION,
  TITRE_FICHE,
  droitReexamen,
  mentionLegale,
  recours,
} from '#src/documents/texts.ts'
import { qrOf } from '#src/documents/qr.ts'
import { nomComplet, pointsInWords, phrase, typo } from '#src/documents/wording.ts'
import { dayInWords, dayToFrench } from '#src/kit/day.ts'

function avisBlock(titre: string, avis: AvisImprime | null, defaut: string) {
  if (!avis)
    return { titre: typo(titre), niveau: null, commentaire: typo("Aucun avis n'a été signé."), signature: '' }
  const auteur = [avis.signataire, avis.fonction].filter(Boolean).join(', ')
  return {
    titre: typo(titre),
    niveau: avis.libelle,
    commentaire: avis.commentaire || typo(defaut),
    signature: phrase`Signé le ${dayInWords(avis.signeLe)} par ` + auteur,
  }
}

function resultat({ avisFinal, points, raisonSansAvis }: FormationImprimee) {
  if (avisFinal === null)
    return {
      titre: typo("Pas d'avis final"),
      niveau: null,
      points: pointsInWords(0),
      note: typo(raisonSansAvis ?? ''),
    }
  return {
    titre: 'Avis final',
    niveau: avisFinal,
    points: pointsInWords(points),
    note:
      points > 0
        ? typo(
            'Ces points comptent si la formation est confirmée et si au moins un vœu pour elle est saisi dans Affelnet, quels que soient le lycée demandé et le rang du vœu.',
          )
        : typo("Cet avis n'apporte pas de bonus. La formation peut être demandée tout de même."),
  }
}

function compteRenduBlock(compteRendu: CompteRenduImprime | null) {
  if (!compteRendu) return { texte: 'Aucun compte rendu.', auteur: '' }
  const { texte, auteur, fonction, ecritLe } = compteRendu
  return { texte, auteur: phrase`Écrit le ${dayInWords(ecritLe)} par ` + `${auteur}, ${fonction}` }
}

function formationBlock(formation: FormationImprimee) {
  const { libelle, domaine, avisOrigine, avisReferent, compteRendu, croisement, resteAFaire } = formation
  const defaut = compteRendu
    ? "Le compte rendu de l'entretien tient lieu de commentaire."
    : 'Aucun commentaire.'
  return {
    libelle,
    domaine: phrase`Domaine : ${domaine}`,
    avis: [
      avisBlock("Avis de l'établissement d'origine", avisOrigine, 'Aucun commentaire.'),
      avisBlock("Avis de l'établissement référent", avisReferent, defaut),
    ],
    compteRendu: compteRenduBlock(compteRendu),
    croisement: typo(croisement),
    resultat: resultat(formation),
    resteAFaire: resteAFaire.map(typo),
  }
}

function coupon({ eleve, college, finConfirmations, formations, personnes }: Fiche) {
  if (personnes.length === 0 || formations.length === 0) return null
  return {
    consigne:
      phrase`À remettre jusqu'au ${dayInWords(finConfirmations)} inclus à l'établissement d'origine : ` +
      phrase`${college.nom}. Cochez une case par formation, puis signez.`,
    eleve: `${nomComplet(eleve)}${eleve.classe ? `, classe ${eleve.classe}` : ''}`,
    formations: formations.map((each) => each.libelle),
    personnes,
  }
}

function verification({ verification: adresse, empreinte, campagne }: Fiche) {
  if (adresse === null) return null
  return {
    qr: qrOf(adresse),
    alt: typo(`Code QR qui mène à la page de vérification de cette fiche, empreinte ${empreinte}`),
    adresse,
    texte: typo(
      `Cette page publique dit si la fiche est authentique et si c'est bien la dernière version (académie : ${campagne.academie} ; empreinte : ${empreinte}). Elle ne montre aucune donnée de l'élève.`,
    ),
  }
}

function lettre(fiche: Fiche) {
  const { campagne, college, eleve, formations } = fiche
  const droits = { academie: campagne.academie, etablissement: college }
  return {
    repetition: campagne.repetition,
    campagne: phrase`${campagne.dispositif} · Académie : ${campagne.academie} · ${campagne.annee}`,
    college: college.nom,
    emise: phrase`Établie le ${dayInWords(fiche.emiseLe)}`,
    eleve: nomComplet(eleve),
    identite: [
      phrase`Date de naissance : ${dayToFrench(eleve.dateNaissance)}`,
      ...(eleve.classe ? [phrase`Classe : ${eleve.classe}`] : []),
      phrase`Établissement : ${college.nom}`,
    ],
    formations: formations.map(formationBlock),
    delai: phrase`Confirmations possibles jusqu'au ${dayInWords(fiche.finConfirmations)}, 23 h 59.`,
    mention: mentionLegale(droits).map(typo),
    reexamen: [droitReexamen(droits), ...recours(droits)].map(typo),
    changements: fiche.changements.map(typo),
    change: phrase`Ce qui a changé depuis la version ${fiche.version - 1}`,
    reglement: phrase`Règlement appliqué : ${fiche.reglement}`,
    version: phrase`Version ${fiche.version} · empreinte ${fiche.empreinte}`,
    verification: verification(fiche),
    coupon: coupon(fiche),
  }
}

const textes = {
  titre: typo(TITRE_FICHE),
  vide: typo("Il n'y a aucune fiche récapitulative à remettre."),
  repetition: typo(MARQUE_REPETITION),
  intro: typo(
    "Cette fiche réunit, pour chaque formation demandée, les deux avis, leurs commentaires et ce qui reste à faire. Elle est remise à l'élève et à ses responsables légaux.",
  ),
  sansFormation: typo("Aucune inscription n'est enregistrée pour cet élève."),
  compteRendu: typo("Compte rendu de l'entretien"),
  croisement: 'Comment les deux avis se croisent',
  reste: 'Ce qui reste à faire',
  rien: typo("Il n'y a plus rien à faire pour cette formation."),
  personne: 'Personne',
  droits: 'Vos droits',
  verifier: 'Vérifier cette fiche',
  coupon: 'Coupon-réponse',
  formation: 'Formation',
  confirme: typo('Je confirme cette formation'),
  oui: 'oui',
  non: 'non',
  date: 'Date',
  signature: 'Signature',
  page: 'page',
}

/**
 * Fiches récapitulatives in one PDF/UA-1, each starting on a new page and numbered on its own, in the order given;
 * an empty list gives one page that says so.
 */
export const renderFiches = (fiches: readonly Fiche[]): Promise<Rendu> => renderBatch(lotDeFiches(fiches))

/** The same, for who sets and joins the parts himself. */
export const lotDeFiches = (fiches: readonly Fiche[]): Lot => ({
  modele: 'fiches',
  parPartie: 40,
  entete: { textes, date: fiches[0]?.emiseLe ?? null },
  lettres: fiches.map(lettre),
})
