/** A number with its noun as French writes it: plural from two on, so that nothing is « 0 élève ». */
export const counted = (n: number, one: string, several = `${one}s`): string =>
  `${n.toLocaleString('fr-FR')} ${n < 2 ? one : several}`
