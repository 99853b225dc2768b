/** A point of a drawing, in its own units. */
export interface Point {
  x: number
  y: number
}

/** A place on the map; a school without coordinates has none. */
export interface Lieu {
  latitude: number | null
  longitude: number | null
}

/** Points of a plane of this size from coordinates, north up; a place without coordinates has none. */
export function projectionOf(
  places: readonly Lieu[],
  { width, height, margin }: { width: number; height: number; margin: number },
): (place: Lieu) => Point | undefined {
  const known = places.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  )
  const latitudes = known.map((one) => one.latitude)
  const longitudes = known.map((one) => one.longitude)
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
  // A degree of longitude is shorter than one of latitude away from the equator.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (width - 2 * margin) / Math.max((east - west) * narrow, 0.01),
    (height - 2 * margin) / Math.max(north - south, 0.01),
  )
  return ({ latitude, longitude }) =>
    latitude === null || longitude === null
      ? undefined
      : {
          x: width / 2 + (longitude - (west + east) / 2) * narrow * scale,
          y: height / 2 - (latitude - (south + north) / 2) * scale,
        }
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Marks closer than they are wide would hide one another: they push each other away, a little. */
export function spread(
  points: ReadonlyMap<string, Point>,
  { width, height, mark }: { width: number; height: number; mark: number },
): Map<string, Point> {
  const marks = [...points].map(([cle, { x, y }]) => ({ cle, x, y }))
  const inside = (value: number, most: number): number => Math.min(most - mark / 2, Math.max(mark / 2, value))
  for (let turn = 0; turn < SPREADS; turn += 1)
    for (const [rank, a] of marks.entries())
      for (const b of marks.slice(rank + 1)) {
        const apart = distance(a, b)
        if (apart >= mark) continue
        // Two schools at the same address leave each other sideways.
        const [ux, uy] = apart === 0 ? [1, 0] : [(b.x - a.x) / apart, (b.y - a.y) / apart]
        const push = (mark - apart) / 2
        a.x -= ux * push
        a.y -= uy * push
        b.x += ux * push
        b.y += uy * push
      }
  return new Map(marks.map(({ cle, x, y }) => [cle, { x: inside(x, width), y: inside(y, height) }]))
}

const SPREADS = 40
