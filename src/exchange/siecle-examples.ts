import iconv from 'iconv-lite'

export interface EnTeteSiecle {
  uai?: string
  annee?: string
}

const parametres = ({ uai = '0751234J', annee = '2026' }: EnTeteSiecle): string =>
  `<PARAMETRES><UAJ>${uai}</UAJ><ANNEE_SCOLAIRE>${annee}</ANNEE_SCOLAIRE><DATE_EXPORT>01/10/2026</DATE_EXPORT></PARAMETRES>`

const balises = (champs: Record<string, string>): string =>
  Object.entries(champs)
    .map(([nom, valeur]) => `<${nom}>${valeur}</${nom}>`)
    .join('')

export interface EleveFictif {
  id: string
  champs?: Record<string, string>
  classe?: string
}

const DE_BASE = {
  NOM_DE_FAMILLE: 'FICTIF',
  PRENOM: 'Œnone',
  DATE_NAISS: '05/02/2012',
  CODE_MEF: '10310019110',
}

/** A BEE_ELEVES file with one ELEVE per line from line 5 on; a class is given unless it is ''. */
export function xmlEleves(eleves: readonly EleveFictif[], entete: EnTeteSiecle = {}): string {
  const fiches = eleves.map(
    ({ id, champs }) => `<ELEVE ELEVE_ID="${id}" ELENOET="1">${balises({ ...DE_BASE, ...champs })}</ELEVE>`,
  )
  const structures = eleves
    .filter(({ classe }) => classe !== '')
    .map(
      ({ id, classe = '3A' }) =>
        `<STRUCTURES_ELEVE ELEVE_ID="${id}"><STRUCTURE><CODE_STRUCTURE>GR1</CODE_STRUCTURE><TYPE_STRUCTURE>G</TYPE_STRUCTURE></STRUCTURE><STRUCTURE><CODE_STRUCTURE>${classe}</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>`,
    )
  return [
    '<?xml version="1.0" encoding="ISO-8859-15"?>',
    '<BEE_ELEVES VERSION="2.1">',
    parametres(entete),
    '<DONNEES><ELEVES>',
    ...fiches,
    `</ELEVES><STRUCTURES>${structures.join('\n')}</STRUCTURES>`,
    '<ADRESSES><ADRESSE ADRESSE_ID="AD1"><LIGNE1_ADRESSE>1 rue Inventée</LIGNE1_ADRESSE><LIGNE2_ADRESSE/><CODE_POSTAL>75000</CODE_POSTAL><LIBELLE_POSTAL>VILLEFICTIVE</LIBELLE_POSTAL><CODE_PAYS>100</CODE_PAYS></ADRESSE></ADRESSES>',
    '</DONNEES></BEE_ELEVES>',
    '',
  ].join('\n')
}

/** A BEE_RESPONSABLES file with one PERSONNE, then one RESPONSABLE_ELEVE, per line from line 5 on. */
export function xmlResponsables(
  contenu: {
    personnes: readonly { id: string; champs: Record<string, string> }[]
    liens: readonly Record<string, string>[]
  },
  entete: EnTeteSiecle = {},
): string {
  return [
    '<?xml version="1.0" encoding="ISO-8859-15"?>',
    '<BEE_RESPONSABLES VERSION="2.1">',
    parametres(entete),
    '<DONNEES><PERSONNES>',
    ...contenu.personnes.map(
      ({ id, champs }) => `<PERSONNE PERSONNE_ID="${id}">${balises(champs)}</PERSONNE>`,
    ),
    '</PERSONNES><RESPONSABLES>',
    ...contenu.liens.map((lien) => `<RESPONSABLE_ELEVE>${balises(lien)}</RESPONSABLE_ELEVE>`),
    '</RESPONSABLES><ADRESSES><ADRESSE ADRESSE_ID="AD1"><LIGNE1_ADRESSE>1 rue Inventée</LIGNE1_ADRESSE></ADRESSE></ADRESSES>',
    '</DONNEES></BEE_RESPONSABLES>',
    '',
  ].join('\n')
}

/** The bytes SIECLE would write. */
export const enLatin9 = (text: string): Buffer => iconv.encode(text, 'iso-8859-15')
