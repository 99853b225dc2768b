import type { Reglement } from '#src/procedure/campagnes/model.ts'

/**
 * Text B (Paris leaflet): the referent column alone decides; favorable is worth 2500 points.
 * Source: domain.md, table of the two texts, « Ship two ready reglements ».
 */
const paris: Reglement = {
  echelles: {
    origine: ['reserve', 'assez_favorable', 'favorable'],
    referent: ['reserve', 'favorable'],
    final: ['reserve', 'favorable'],
  },
  croisement: {
    reserve: { reserve: 'reserve', favorable: 'favorable' },
    assez_favorable: { reserve: 'reserve', favorable: 'favorable' },
    favorable: { reserve: 'reserve', favorable: 'favorable' },
  },
  points: { reserve: 0, favorable: 2500 },
  avisOrigine: 'par_eleve',
  confirmationResponsables: 'un',
  visibiliteAvisOrigine: 'complet',
  avisOrigineAvantEntretien: true,
}

/**
 * Text A (general): graded priorities. No official table was ever found: an example for an académie to edit.
 * Source: domain.md, « The table of exemple-gradue ».
 */
const exempleGradue: Reglement = {
  echelles: {
    origine: ['reserve', 'assez_favorable', 'favorable'],
    referent: ['reserve', 'assez_favorable', 'favorable'],
    final: ['reserve', 'assez_favorable', 'favorable', 'tres_favorable'],
  },
  croisement: {
    favorable: { favorable: 'tres_favorable', assez_favorable: 'favorable', reserve: 'assez_favorable' },
    assez_favorable: { favorable: 'favorable', assez_favorable: 'assez_favorable', reserve: 'reserve' },
    reserve: { favorable: 'assez_favorable', assez_favorable: 'reserve', reserve: 'reserve' },
  },
  points: { reserve: 0, assez_favorable: 750, favorable: 1750, tres_favorable: 2500 },
  avisOrigine: 'par_formation',
  confirmationResponsables: 'tous',
  visibiliteAvisOrigine: 'complet',
  avisOrigineAvantEntretien: true,
}

/** The ready reglements, each labelled for what it is. */
export const REGLEMENTS_LIVRES: Readonly<Record<string, { libelle: string; contenu: Reglement }>> = {
  paris: { libelle: 'Paris : l’avis du lycée référent décide seul', contenu: paris },
  'exemple-gradue': {
    libelle: 'Exemple gradué, à adapter par l’académie (aucune table officielle)',
    contenu: exempleGradue,
  },
}
