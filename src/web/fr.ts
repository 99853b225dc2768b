import type { FrClassName } from '@codegouvfr/react-dsfr/fr'

/** Class names of the DSFR, checked by the compiler; `false` leaves one out. */
export const fr = (...names: readonly (FrClassName | false | undefined)[]): string =>
  names.filter(Boolean).join(' ')
