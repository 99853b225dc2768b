import { renderBatch, type Rendu } from '#src/documents/batch.ts'
import type { Bordereau } from '#src/documents/model.ts'
import { MARQUE_REPETITION, TITRE_BORDEREAU, mentionLegale } from '#src/documents/texts.ts'
import { numberInWords, phrase, typo } from '#src/documents/wording.ts'
import { dayInWords } from '#src/kit/day.ts'

function lettre(bordereau: Bordereau) {
  const { campagne, reglement, numero, etabliLe } = bordereau
  return {
    repetition: campagne.repetition,
    academie: phrase`Académie : ${campagne.academie}`,
    campagne: `${campagne.dispositif} · ${campagne.annee}`,
    lignes: [
      { libelle: 'Lot', valeur: phrase`n° ${numero}` },
      { libelle: 'Établi le', valeur: dayInWords(etabliLe) },
      { libelle: 'Règlement', valeur: reglement },
    ],
    avis: bordereau.parAvis.map((each) => [
      each.avis,
      numberInWords(each.lignes),
      numberInWords(each.points),
    ]),
    total: ['Total', numberInWords(bordereau.lignes), numberInWords(bordereau.points)],
    ecarts: [
      { libelle: 'Lignes ajoutées', valeur: numberInWords(bordereau.ajouts) },
      { libelle: 'Lignes modifiées', valeur: numberInWords(bordereau.modifications) },
      { libelle: 'Lignes retirées', valeur: numberInWords(bordereau.retraits) },
    ],
    sceau: [
      { libelle: 'Empreinte du fichier (SHA-256)', valeur: bordereau.sha256 },
      { libelle: 'Signature (ed25519)', valeur: bordereau.signature },
      { libelle: 'Clé publique', valeur: bordereau.cle },
    ],
    actes: bordereau.actesExceptionnels,
    mention: mentionLegale({ academie: campagne.academie, etablissement: null }).map(typo),
  }
}

const textes = {
  titre: typo(TITRE_BORDEREAU),
  repetition: typo(MARQUE_REPETITION),
  contenu: 'Contenu du fichier',
  avis: 'Avis final',
  nombre: 'Lignes',
  points: 'Points',
  ecarts: 'Écarts avec le lot précédent',
  sceau: 'Authenticité',
  actes: 'Actes exceptionnels',
  aucun: 'Aucun acte exceptionnel.',
  mention: 'Mention légale',
}

/** The cover of an export, one PDF/UA-1. */
export function renderBordereau(bordereau: Bordereau): Promise<Rendu> {
  return renderBatch({
    modele: 'bordereau',
    parPartie: 1,
    entete: { textes, date: bordereau.etabliLe },
    lettres: [lettre(bordereau)],
  })
}
