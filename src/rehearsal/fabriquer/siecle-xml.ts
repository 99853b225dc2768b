import iconv from 'iconv-lite'
import { dayToFrench } from '#src/kit/day.ts'
import type { EleveFictif, FamilleFictive, ResponsableFictif } from '#src/rehearsal/fabriquer/people.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'

export interface ExportSiecle {
  college: EtablissementFictif
  /** `2026` for 2026-2027. */
  annee: string
  eleves: readonly EleveFictif[]
}

const ENTETE = '<?xml version="1.0" encoding="ISO-8859-15"?>\n'

const text = (valeur: string): string =>
  valeur.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const balise = (nom: string, valeur: string): string =>
  valeur === '' ? `<${nom}/>\n` : `<${nom}>${text(valeur)}</${nom}>\n`

const balises = (valeurs: Readonly<Record<string, string>>): string =>
  Object.entries(valeurs)
    .map(([nom, valeur]) => balise(nom, valeur))
    .join('')

const parametres = ({ college, annee }: ExportSiecle): string =>
  `<PARAMETRES>\n${balises({
    UAJ: college.uai,
    ANNEE_SCOLAIRE: annee,
    DATE_EXPORT: '04/01/2027',
    HORODATAGE: '04/01/2027 07:30:00',
  })}</PARAMETRES>\n`

/** The elements around those that PASSPRO keeps are there to be ignored: birth place, nationality, last year… */
function eleveXml(eleve: EleveFictif): string {
  return `<ELEVE ELEVE_ID="${eleve.eleveId}" ELENOET="${Number(eleve.eleveId) + 300}">\n${balises({
    ID_NATIONAL: eleve.ine ?? '',
    INE_RNIE: eleve.ine ?? '',
    ELENOET: String(Number(eleve.eleveId) + 300),
    NOM_DE_FAMILLE: eleve.nom,
    NOM_USAGE: '',
    PRENOM: eleve.prenom,
    PRENOM2: '',
    DATE_NAISS: dayToFrench(eleve.naissance),
    DOUBLEMENT: '0',
    CODE_PAYS: '100',
    ACCEPTE_SMS: '0',
    DATE_MODIFICATION: '15/12/2026',
    DATE_SORTIE: eleve.sorti ? dayToFrench(eleve.sorti) : '',
    MEL: '',
    TEL_PORTABLE: '',
    CODE_REGIME: '2',
    DATE_ENTREE: '01/09/2026',
    VILLE_NAISS: 'Ville-Inventée',
    ADRESSE_ID: eleve.famille.adresseId,
    CODE_SEXE: eleve.sexe,
    CODE_PAYS_NAT: '100',
    CODE_STATUT: 'ST',
    CODE_MEF: eleve.codeMef,
    CODE_DEPARTEMENT_NAISS: '0',
  })}${anDernier(eleve)}</ELEVE>\n`
}

/** CODE_MEF comes again in here, with last year's value: only the direct child of ELEVE counts. */
const anDernier = (eleve: EleveFictif): string =>
  `<SCOLARITE_AN_DERNIER>\n${balises({
    CODE_MEF: '10210001110',
    CODE_STRUCTURE: `4${eleve.classe.slice(1)}`,
    CODE_RNE: eleve.college.uai,
    DENOM_PRINC: eleve.college.nom.replaceAll('’', "'"),
    MEL: 'secretariat@college.invalid',
  })}</SCOLARITE_AN_DERNIER>\n`

const structureXml = ({ eleveId, classe }: EleveFictif): string =>
  `<STRUCTURES_ELEVE ELEVE_ID="${eleveId}">\n${[
    ['D', classe],
    ['G', `${classe}GR1`],
  ]
    .map(
      ([type = '', code = '']) =>
        `<STRUCTURE>\n${balises({ CODE_STRUCTURE: code, TYPE_STRUCTURE: type })}</STRUCTURE>\n`,
    )
    .join('')}</STRUCTURES_ELEVE>\n`

const optionXml = ({ eleveId }: EleveFictif): string =>
  `<OPTION ELEVE_ID="${eleveId}">\n<OPTIONS_ELEVE>\n${balises({ NUM_OPTION: '1', CODE_MODALITE_ELECT: 'O', CODE_MATIERE: '030201' })}</OPTIONS_ELEVE>\n</OPTION>\n`

function adressesXml({ college, eleves }: ExportSiecle): string {
  const familles = new Map(eleves.map(({ famille }) => [famille.adresseId, famille]))
  const adresse = (famille: FamilleFictive): string =>
    `<ADRESSE ADRESSE_ID="${famille.adresseId}">\n${balises({
      LIGNE1_ADRESSE: famille.adresse,
      LIGNE2_ADRESSE: '',
      CODE_POSTAL: college.commune.codePostal,
      LIBELLE_POSTAL: college.commune.nom.toUpperCase(),
      CODE_PAYS: '100',
      COMMUNE_ETRANGERE: '',
    })}</ADRESSE>\n`
  return `<ADRESSES>\n${[...familles.values()].map(adresse).join('')}</ADRESSES>\n`
}

/** `BEE_ELEVES` with addresses, in bytes. Source: formats.md, « SIECLE ». */
export function elevesXml(source: ExportSiecle): Buffer {
  const { eleves } = source
  const donnees = [
    `<ELEVES>\n${eleves.map(eleveXml).join('')}</ELEVES>\n`,
    `<OPTIONS>\n${eleves.map(optionXml).join('')}</OPTIONS>\n`,
    `<STRUCTURES>\n${eleves.map(structureXml).join('')}</STRUCTURES>\n`,
    '<BOURSES/>\n',
    adressesXml(source),
  ]
  return encode(
    `<BEE_ELEVES VERSION="3.0">\n${parametres(source)}<DONNEES>\n${donnees.join('')}</DONNEES>\n</BEE_ELEVES>\n`,
  )
}

const personneXml = ({
  personne,
  famille,
}: {
  personne: ResponsableFictif
  famille: FamilleFictive
}): string =>
  `<PERSONNE PERSONNE_ID="${personne.personneId}">\n${balises({
    LC_CIVILITE: personne.civilite,
    LL_CIVILITE: personne.civilite === 'M.' ? 'Monsieur' : 'Madame',
    NOM_DE_FAMILLE: personne.nom,
    NOM_USAGE: '',
    PRENOM: personne.prenom,
    TEL_PERSONNEL: '',
    TEL_PORTABLE: personne.telephone,
    ACCEPTE_SMS: personne.telephone === '' ? 'false' : 'true',
    MEL: personne.courriel,
    COMMUNICATION_ADRESSE: Number(personne.personneId) % 20 === 0 ? 'false' : 'true',
    ADRESSE_ID: famille.adresseId,
    CODE_PROFESSION: '99',
  })}</PERSONNE>\n`

const lienXml = ({ eleve, personne }: { eleve: EleveFictif; personne: ResponsableFictif }): string =>
  `<RESPONSABLE_ELEVE>\n${balises({
    ELEVE_ID: eleve.eleveId,
    PERSONNE_ID: personne.personneId,
    NIVEAU_RESPONSABILITE: String(personne.niveau),
    CODE_PARENTE: personne.parente,
    PAIE_FRAIS_SCOLAIRES: 'false',
    PERCOIT_LES_AIDES: 'false',
    HEBERGE_ELEVE: 'true',
    A_CONTACTER_EN_PRIORITE: String(personne === eleve.famille.responsables[0]),
  })}</RESPONSABLE_ELEVE>\n`

/** `BEE_RESPONSABLES`, in bytes. Siblings share one PERSONNE. */
export function responsablesXml(source: ExportSiecle): Buffer {
  const liens = source.eleves.flatMap((eleve) =>
    eleve.famille.responsables.map((personne) => ({ eleve, personne })),
  )
  const personnes = new Map(
    liens.map(({ eleve, personne }) => [personne.personneId, { personne, famille: eleve.famille }]),
  )
  const donnees = [
    `<PERSONNES>\n${[...personnes.values()].map(personneXml).join('')}</PERSONNES>\n`,
    `<RESPONSABLES>\n${liens.map(lienXml).join('')}</RESPONSABLES>\n`,
    adressesXml(source),
  ]
  return encode(
    `<BEE_RESPONSABLES VERSION="2.1">\n${parametres(source)}<DONNEES>\n${donnees.join('')}</DONNEES>\n</BEE_RESPONSABLES>\n`,
  )
}

const encode = (xml: string): Buffer => iconv.encode(ENTETE + xml, 'ISO-8859-15')
