/** A text without case nor accents, to look for what somebody typed as he hears it. */
export const plainText = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
