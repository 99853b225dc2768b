/** Items by key, each group in the order of the list. (`Map.groupBy` is not in Node 20.) */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Items by key; of two with one key the last stands. */
export const indexBy = <T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T> => {
  const index = new Map<K, T>()
  for (const item of items) index.set(keyOf(item), item)
  return index
}

/** The list in chunks of at most `size`. */
export function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
