import { obligatoire } from '#src/exchange/campagne-dossier.ts'
import { facultative, requise, type Colonnes } from '#src/exchange/csv-entete.ts'
import { departementOfUai, mef10, normalizeLevel } from '#src/exchange/identifiants.ts'
import type { LigneDomaine, LigneEtablissement, LigneFormation, LigneReferent } from '#src/exchange/model.ts'

type CEtablissement =
  'uai' | 'nom' | 'nature' | 'codePostal' | 'commune' | 'latitude' | 'longitude' | 'courriel'
const ETABLISSEMENT: Colonnes<CEtablissement> = {
  uai: requise('uai'),
  nom: requise('nom'),
  nature: requise('nature'),
  codePostal: requise('code_postal'),
  commune: requise('commune'),
  latitude: facultative('latitude'),
  longitude: facultative('longitude'),
  courriel: facultative('courriel'),
}

/** `etablissements.csv` of a campaign folder; the département comes from the UAI. Throws FichierRefuse. */
export const readEtablissementsDe = obligatoire<CEtablissement, LigneEtablissement>('etablissements.csv', {
  colonnes: ETABLISSEMENT,
  autres: 'signalees',
  lire: (c) => {
    const uai = c.uai('uai')
    return {
      ...c.ou,
      uai,
      nom: c.requis('nom'),
      nature: normalizeLevel(c.requis('nature')),
      academie: null,
      statut: null,
      adresse: null,
      codePostal: c.ouNull('codePostal')?.padStart(5, '0') ?? null,
      commune: c.ouNull('commune'),
      codeDepartement: departementOfUai(uai),
      latitude: c.coordonnee('latitude', [-90, 90]),
      longitude: c.coordonnee('longitude', [-180, 180]),
      telephone: null,
      courriel: c.ouNull('courriel'),
      voieProfessionnelle: null,
    }
  },
  unique: { cle: (l) => l.uai, colonne: 'uai', quoi: 'Cet établissement' },
})

/** `domaines.csv` of a campaign folder; durations in minutes. Throws FichierRefuse. */
export const readDomaines = obligatoire<'code' | 'libelle' | 'duree', LigneDomaine>('domaines.csv', {
  colonnes: { code: requise('code'), libelle: requise('libelle'), duree: requise('duree_minutes') },
  autres: 'signalees',
  lire: (c) => ({
    ...c.ou,
    code: c.requis('code'),
    libelle: c.requis('libelle'),
    dureeMinutes: c.entier('duree', 1),
  }),
  unique: { cle: (l) => l.code, colonne: 'code', quoi: 'Ce domaine' },
})

/** `formations.csv` of a campaign folder; `mef` cut to 10 characters. Throws FichierRefuse. */
export const readFormations = obligatoire<'mef' | 'libelle' | 'domaine', LigneFormation>('formations.csv', {
  colonnes: { mef: requise('mef'), libelle: requise('libelle'), domaine: requise('domaine') },
  autres: 'signalees',
  lire: (c) => ({
    ...c.ou,
    mef: mef10(c.mef('mef')),
    libelle: c.requis('libelle'),
    domaine: c.requis('domaine'),
  }),
  unique: { cle: (l) => l.mef, colonne: 'mef', quoi: 'Cette formation' },
})

/** `referents.csv` of a campaign folder. Throws FichierRefuse. */
export const readReferents = obligatoire<'uai' | 'domaine' | 'secteur', LigneReferent>('referents.csv', {
  colonnes: { uai: requise('uai'), domaine: requise('domaine'), secteur: facultative('secteur') },
  autres: 'signalees',
  lire: (c) => ({ ...c.ou, uai: c.uai('uai'), domaine: c.requis('domaine'), secteur: c.liste('secteur') }),
  unique: { cle: (l) => `${l.uai}/${l.domaine}`, colonne: 'domaine', quoi: 'Ce référent, pour ce domaine,' },
})
