import type { LigneEtablissement } from '#src/exchange/model.ts'
import type { Etablissement } from '#src/procedure/etablissements/model.ts'

const CLES = 'ABCDEFGHJKLMNPRSTUVWXYZ'

/** The UAI of a département and a number of four digits, with its key letter. */
export function anUai(departement: string, numero: number): string {
  const chiffres = `${departement.padStart(3, '0')}${String(numero).padStart(4, '0')}`
  return `${chiffres}${CLES[Number(chiffres) % 23]}`
}

/** A school of a directory. */
export const aLigneEtablissement = (over: Partial<LigneEtablissement> = {}): LigneEtablissement => ({
  fichier: 'etablissements.csv',
  ligne: 0,
  uai: anUai('75', 9901),
  nom: 'Collège fictif des Tilleuls',
  nature: 'college',
  academie: null,
  statut: null,
  adresse: null,
  codePostal: '75099',
  commune: 'Fictiville',
  codeDepartement: null,
  latitude: null,
  longitude: null,
  telephone: null,
  courriel: null,
  voieProfessionnelle: null,
  ...over,
})

/** A school as the rules see it. */
export const anEtablissement = (over: Partial<Etablissement> = {}): Etablissement => ({
  uai: anUai('75', 9901),
  nom: 'Collège fictif des Tilleuls',
  nature: 'college',
  adresse: null,
  codePostal: '75099',
  commune: 'Fictiville',
  codeDepartement: null,
  latitude: null,
  longitude: null,
  telephone: null,
  courriel: null,
  ...over,
})
