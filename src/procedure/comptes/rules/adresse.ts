/** Three signs that a mailbox is the school's: its number (UAI), a service, a function. */
const COMMUNES =
  /^(.*[0-9]{7}[a-z].*|(secretariat|direction|contact|accueil|scolarite|vie-?scolaire|administration)([._-].*)?)@/i

/**
 * Whether an address belongs to a school and not to a person: who reads it would sign in the name of another.
 * Source: abuse case 14; académies name these boxes `ce.<UAI>@`.
 */
export const isAdresseCommune = (courriel: string): boolean => COMMUNES.test(courriel.trim())
