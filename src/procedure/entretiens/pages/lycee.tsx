import { schoolsOf, type Acteur, type Role } from '#src/procedure/comptes/api.ts'
import { usePageContext } from '#src/web/components/page-context.ts'
import { fr } from '#src/web/fr.ts'
import { Introuvable } from '#src/web/page.ts'

/** The lycée worked in, among those in which the person holds the role. */
export interface LyceeCourant {
  uai: string
  tous: readonly string[]
  /** `?lycee=…` when there is a choice, so that every address of the page keeps it. */
  suite: Readonly<Record<string, string>>
}

/** The lycée that the address asks for, else the first of the person's. */
export function lyceeOf(
  { acteur, query }: { acteur: Acteur; query: (name: string) => string | undefined },
  roles: readonly Role[],
): LyceeCourant {
  const tous = schoolsOf(acteur, roles)
  const asked = query('lycee')
  const uai = asked === undefined ? tous[0] : tous.find((one) => one === asked)
  if (uai === undefined) throw new Introuvable()
  return { uai, tous, suite: tous.length > 1 ? { lycee: uai } : {} }
}

/** An address with its parameters; the empty ones are left out. */
export function adresse(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const kept = Object.entries(params).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
  return kept.length === 0 ? path : `${path}?${new URLSearchParams(Object.fromEntries(kept)).toString()}`
}

/** Links to the other lycées of a person who works in several. */
export function ChoixDuLycee({ path, lycee }: { path: string; lycee: LyceeCourant }) {
  const { etablissements } = usePageContext()
  if (lycee.tous.length < 2) return null
  return (
    <nav aria-label="Lycée" className="passpro-hors-papier">
      <ul className="passpro-choix">
        {lycee.tous.map((uai) => (
          <li key={uai}>
            <a
              className={fr('fr-link')}
              href={adresse(path, { lycee: uai })}
              {...(uai === lycee.uai ? { 'aria-current': 'true' as const } : {})}
            >
              {etablissements.find((one) => one.uai === uai)?.nom ?? uai}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
