/** What a name of file may be made of. */
export const MOTS_MODELE = ['classe', 'numero', 'nom', 'prenom', 'ine'] as const
type Mot = (typeof MOTS_MODELE)[number]

/** No personal data: a name of file stays in folders, histories and mails. */
export const MODELE_PAR_DEFAUT = 'fiche-{classe}-{numero}'

const known = (mot: string): mot is Mot => MOTS_MODELE.some((one) => one === mot)

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/**
 * True when files named so are told apart and hold nothing but letters, digits, `-`, `_` and known words in braces.
 * Source: the ENT of a school takes one file per pupil and knows him by the name of the file.
 */
export function isModele(modele: string): boolean {
  const words = [...modele.matchAll(/\{([^}]*)\}/g)].map(([, mot = '']) => mot)
  const rest = modele.replaceAll(/\{[^}]*\}/g, '')
  const apart = words.includes('numero') || words.includes('ine')
  return words.every(known) && apart && /^[A-Za-z0-9_-]{0,40}$/.test(rest)
}

/**
 * Name of the file of one pupil, in ASCII, without its extension; what is not known of him is left out.
 * Source: the ENT of a school takes one file per pupil and knows him by the name of the file.
 */
export const nomDeFichier = (modele: string, valeurs: Readonly<Record<Mot, string | null>>): string =>
  modele.replaceAll(/\{([^}]*)\}/g, (_, mot: string) =>
    known(mot) ? plain(valeurs[mot] ?? '') || 'sans' : '',
  )
