import type { ReactNode } from 'react'
import { hasRole, schoolsOf } from '#src/procedure/comptes/api.ts'
import { adresse, ChoixDuLycee, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { readLyceesReferents } from '#src/procedure/entretiens/reads/charge.ts'
import { fr } from '#src/web/fr.ts'
import type { ListFilter } from '#src/web/lists.ts'
import type { Requete } from '#src/web/page.ts'

/** Whose planning is looked at: one's lycée, or one of the campaign for the académie (all of them when none is chosen). */
export interface Cadre {
  racine: '/planning' | '/planification'
  uai: string | undefined
  nom: string | undefined
  /** What the addresses of these pages keep. */
  suite: Readonly<Record<string, string>>
  /** Lycées to choose from in the filter. */
  lycees: readonly { uai: string; nom: string }[]
  /** Who only receives pupils sees the week, and neither load nor trips. */
  conduit: boolean
  /** Of a person of a lycée. */
  lycee: LyceeCourant | undefined
}

const ROLES = ['planificateur', 'chef_referent', 'intervenant'] as const

export async function cadreOf(requete: Requete): Promise<Cadre> {
  if (!hasRole(requete.acteur, 'academie')) {
    const lycee = lyceeOf(requete, ROLES)
    const { uai, suite } = lycee
    const conduit = schoolsOf(requete.acteur, ['planificateur', 'chef_referent']).includes(uai)
    return { racine: '/planning', uai, nom: undefined, suite, lycees: [], lycee, conduit }
  }
  const lycees = await readLyceesReferents(requete.tx, requete.campagne.id)
  const found = lycees.find((one) => one.uai === requete.query('lycee'))
  return {
    racine: '/planification',
    uai: found?.uai,
    nom: found?.nom,
    suite: found ? { lycee: found.uai } : {},
    lycees,
    conduit: true,
    lycee: undefined,
  }
}

const VUES = [
  { chemin: 'semaine', titre: 'Semaine' },
  { chemin: 'charge', titre: 'Charge par jour' },
  { chemin: 'sorties', titre: 'Sorties' },
] as const
export type Vue = (typeof VUES)[number]['chemin']

/** The first view of a lycée is its menu entry. */
export const adresseOf = ({ racine }: Cadre, vue: Vue): `/${string}` =>
  racine === '/planning' && vue === 'semaine' ? racine : `${racine}/${vue}`

/** Links from one picture of the planning to the others, for the same lycée. */
export function Vues({ cadre, vue }: { cadre: Cadre; vue: Vue }) {
  return (
    <>
      {cadre.lycee && <ChoixDuLycee path={adresseOf(cadre, vue)} lycee={cadre.lycee} />}
      {cadre.conduit && <Liens cadre={cadre} vue={vue} />}
    </>
  )
}

function Liens({ cadre, vue }: { cadre: Cadre; vue: Vue }) {
  return (
    <nav aria-label="Vues du planning" className="passpro-hors-papier">
      <ul className="passpro-choix">
        {VUES.map(({ chemin, titre }) => (
          <li key={chemin}>
            <a
              className={fr('fr-link')}
              href={adresse(adresseOf(cadre, chemin), cadre.suite)}
              {...(chemin === vue ? { 'aria-current': 'page' as const } : {})}
            >
              {titre}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The lycées of the académie, to choose one; a person of a lycée has none to choose here. */
export const filtreLycee = (
  { lycees }: Cadre,
  { label = 'Lycée', all }: { label?: string; all: string },
): ListFilter<unknown>[] =>
  lycees.length === 0
    ? []
    : [
        {
          name: 'lycee',
          label,
          all,
          choices: lycees.map(({ uai, nom }) => ({ value: uai, label: nom })),
          cadre: true,
        },
      ]

/** A drawing that may be wider than the screen: it scrolls, with the keyboard too. */
export function Figure(props: { titre: string; legende: string; children: ReactNode }) {
  return (
    <figure className="passpro-figure">
      <div className="passpro-defile" tabIndex={0} role="group" aria-label={props.titre}>
        {props.children}
      </div>
      <figcaption>{props.legende}</figcaption>
    </figure>
  )
}
