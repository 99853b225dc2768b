import type { LigneVoeu } from '#src/exchange/model.ts'
import type { Dossier, LigneLot, Voeu } from '#src/procedure/bonus/model.ts'

/** A registration worth 2500 points, confirmed by the pupil and both his guardians. */
export const aDossier = (over: Partial<Dossier> = {}): Dossier => ({
  inscriptionId: 1,
  eleveId: 1,
  mef: '2472340121',
  libelle: 'Menuiserie (fictive)',
  sens: 'tres_favorable',
  points: 2500,
  majeur: false,
  responsables: [11, 12],
  injoignables: [],
  decisions: [null, 11, 12].map((responsableId) => ({ responsableId, decision: 'oui' as const })),
  ...over,
})

export const aVoeu = (over: Partial<Voeu> = {}): Voeu => ({
  eleveId: 1,
  academieOffre: '01',
  codeOffre: 'AA000001',
  codeMef: '24723401210',
  libelleFormation: null,
  ...over,
})

export const aLigneLot = (over: Partial<LigneLot> = {}): LigneLot => ({
  eleveId: 1,
  academieOffre: '01',
  codeOffre: 'AA000001',
  codeMef: '24723401210',
  mef: '2472340121',
  libelleFormation: 'Menuiserie (fictive)',
  sens: 'tres_favorable',
  points: 2500,
  ...over,
})

/** A line of the Affelnet wishes. */
export const aLigneVoeu = (over: Partial<LigneVoeu> & { ine: string }): LigneVoeu => ({
  fichier: 'voeux-affelnet.csv',
  ligne: 0,
  academie: '01',
  nom: null,
  prenom: null,
  uaiOrigine: null,
  rang: 1,
  codeOffre: 'AA000001',
  codeMef: '24723401210',
  libelleFormation: null,
  uaiAccueil: null,
  ...over,
})
