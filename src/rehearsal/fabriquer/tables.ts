export interface DomaineFictif {
  code: string
  libelle: string
  dureeMinutes: number
}

export interface FormationFictive {
  /** 10 characters. */
  mef: string
  libelle: string
  mnemonique: string
  domaine: string
}

export const DOMAINES: readonly DomaineFictif[] = [
  { code: 'SEC', libelle: 'Métiers de la sécurité', dureeMinutes: 20 },
  { code: 'AER', libelle: 'Métiers de l’aéronautique', dureeMinutes: 20 },
  { code: 'BEA', libelle: 'Beauté, bien-être et coiffure', dureeMinutes: 20 },
  { code: 'ALI', libelle: 'Métiers de l’alimentation', dureeMinutes: 15 },
  { code: 'VEH', libelle: 'Maintenance des véhicules', dureeMinutes: 20 },
  { code: 'IMG', libelle: 'Photographie et communication visuelle', dureeMinutes: 25 },
  { code: 'SAN', libelle: 'Prothèse dentaire et optique', dureeMinutes: 20 },
  { code: 'TRA', libelle: 'Conduite et transport', dureeMinutes: 15 },
  { code: 'ENF', libelle: 'Petite enfance', dureeMinutes: 20 },
  { code: 'HOT', libelle: 'Hôtellerie et restauration', dureeMinutes: 20 },
  { code: 'ART', libelle: 'Horlogerie et bijouterie', dureeMinutes: 30 },
]

const TEXTE = `
2473440331|2de pro Métiers de la sécurité|2NDPRO MET.SECURITE|SEC
2472530731|2de pro Métiers de l’aéronautique|2NDPRO AERONAUTIQUE|AER
2473360531|2de pro Métiers de la beauté et du bien-être|2NDPRO BEAUTE|BEA
2413361521|CAP Esthétique, cosmétique, parfumerie|1CAP2 ESTHETIQUE|BEA
2413361621|CAP Métiers de la coiffure|1CAP2 COIFFURE|BEA
2472210731|2de pro Métiers de l’alimentation|2NDPRO ALIMENTATION|ALI
2412214121|CAP Pâtissier|1CAP2 PATISSIER|ALI
2472522231|2de pro Maintenance des matériels et des véhicules|2NDPRO MAINT.VEHIC|VEH
2412522521|CAP Maintenance des véhicules, voitures particulières|1CAP2 MAINT.VEHIC|VEH
2473230431|2de pro Photographie|2NDPRO PHOTOGRAPHIE|IMG
2473230331|2de pro Métiers d’art, communication visuelle|2NDPRO COM.VISUELLE|IMG
2473310431|2de pro Technicien en prothèse dentaire|2NDPRO PROTH.DENT.|SAN
2473310131|2de pro Optique lunetterie|2NDPRO OPTIQUE LUN.|SAN
2473111731|2de pro Conducteur transport routier de marchandises|2NDPRO COND.ROUTIER|TRA
2413320521|CAP Accompagnant éducatif petite enfance|1CAP2 AEPE|ENF
2412214621|CAP Cuisine|1CAP2 CUISINE|HOT
2473340431|2de pro Métiers de l’hôtellerie-restauration|2NDPRO HOTEL.REST.|HOT
2412513721|CAP Horlogerie|1CAP2 HORLOGERIE|ART
2412236121|CAP Art et techniques de la bijouterie-joaillerie|1CAP2 BIJOUTERIE|ART`

/** MEF of one real school year (open data of the ministry), so that lengths and prefixes are right. */
export const FORMATIONS: readonly FormationFictive[] = TEXTE.trim()
  .split('\n')
  .map((ligne) => {
    const [mef = '', libelle = '', mnemonique = '', domaine = ''] = ligne.split('|')
    return { mef, libelle, mnemonique, domaine }
  })

/** CAP Cuisine under the code it had some years ago: codes change, people copy old ones. */
export const MEF_D_HIER = '2412213921'

/** A formation that Affelnet knows and this campaign does not. */
export const MEF_HORS_CAMPAGNE = '20010018110'

export const formationsDu = (domaine: string): readonly FormationFictive[] =>
  FORMATIONS.filter((formation) => formation.domaine === domaine)
