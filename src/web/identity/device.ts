const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Browser and system in two words, for the list of one's sessions: enough to know one's own, too little to follow anybody. */
export function deviceOf(userAgent: string | undefined): string {
  const first = (list: readonly (readonly [RegExp, string])[], unknown: string): string =>
    list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1] ?? unknown
  return `${first(BROWSERS, 'Autre navigateur')}, ${first(SYSTEMS, 'autre système')}`
}
