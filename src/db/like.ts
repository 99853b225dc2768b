/** The pattern that finds a text anywhere in another, for `like` and `ilike`: its own signs are those of the text. */
export const containing = (text: string): string => `%${text.trim().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
