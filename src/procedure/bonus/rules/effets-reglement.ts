import { avisFinalOf } from '#src/procedure/bonus/rules/croisement.ts'
import type { AvisFinal, FaitsAvisFinal } from '#src/procedure/bonus/model.ts'
import type { Reglement, Sens } from '#src/procedure/campagnes/api.ts'

/** Registrations of one school for one formation that have the same facts. */
export interface FaitsDUnEtablissement extends FaitsAvisFinal {
  uai: string
  etablissement: string
  mef: string
  formation: string
  inscriptionIds: readonly number[]
}

type Resultat = Pick<AvisFinal, 'sens' | 'points'>

/** A cell of the crossing whose registrations would get something else. */
interface CelluleChangee {
  origine: Sens | null
  referent: Sens | null
  nombre: number
  avant: Resultat
  /** null: the new scales do not know one of the two avis. */
  apres: Resultat | null
}

/** One school or one formation that gets something else. */
interface PartChangee {
  /** UAI or MEF. */
  cle: string
  nom: string
  inscriptions: number
  /** Registrations with another avis final, and with other points. */
  avis: number
  points: number
  pointsAvant: number
  pointsApres: number
}

export interface EffetsReglement {
  inscriptions: number
  avis: number
  points: number
  /** Registrations whose avis the new scales do not know: nothing can be said of them. */
  inconnues: number
  cellules: CelluleChangee[]
  etablissements: PartChangee[]
  formations: PartChangee[]
  /** Registrations with something else, in the order of the cells. */
  changees: number[]
}

/**
 * What another reglement would make of the facts of a campaign: avis finals and points, by cell, by school and by formation.
 * Source: peers.md (b) 16, « change matrix, scale or points, see effect by formation and group before publishing ».
 */
export function effetsOf(
  { avant, apres }: { avant: Reglement; apres: Reglement },
  faits: readonly FaitsDUnEtablissement[],
): EffetsReglement {
  const compared = faits.map((one) => compare({ avant, apres }, one))
  const changed = compared.filter((one) => one.apres === null || one.avis || one.points)
  return {
    inscriptions: sum(compared, () => true),
    avis: sum(compared, (one) => one.avis),
    points: sum(compared, (one) => one.points),
    inconnues: sum(compared, (one) => one.apres === null),
    cellules: cellsOf(changed),
    etablissements: partsOf(compared, ({ uai, etablissement }) => ({ cle: uai, nom: etablissement })),
    formations: partsOf(compared, ({ mef, formation }) => ({ cle: mef, nom: formation })),
    changees: changed.flatMap(({ faits: { inscriptionIds } }) => inscriptionIds),
  }
}

interface Compare {
  faits: FaitsDUnEtablissement
  avant: Resultat
  apres: Resultat | null
  avis: boolean
  points: boolean
}

function compare(both: { avant: Reglement; apres: Reglement }, faits: FaitsDUnEtablissement): Compare {
  const avant = avisFinalOf(both.avant, faits)
  if (!knows(both.apres, faits)) return { faits, avant, apres: null, avis: false, points: false }
  const apres = avisFinalOf(both.apres, faits)
  return {
    faits,
    avant,
    apres,
    avis: avant.sens !== apres.sens,
    points: avant.points !== apres.points,
  }
}

const knows = ({ echelles }: Reglement, { avisOrigine, avisReferent }: FaitsAvisFinal): boolean =>
  (avisOrigine === null || echelles.origine.includes(avisOrigine)) &&
  (avisReferent === null || echelles.referent.includes(avisReferent))

const sizeOf = ({ faits }: Compare): number => faits.inscriptionIds.length
const sum = (all: readonly Compare[], counts: (one: Compare) => boolean): number =>
  all.reduce((total, one) => total + (counts(one) ? sizeOf(one) : 0), 0)

function cellsOf(changed: readonly Compare[]): CelluleChangee[] {
  const cells = new Map<string, CelluleChangee>()
  for (const one of changed) {
    const { avisOrigine: origine, avisReferent: referent } = one.faits
    const key = JSON.stringify([origine, referent, one.avant, one.apres])
    const cell = cells.get(key) ?? { origine, referent, nombre: 0, avant: one.avant, apres: one.apres }
    cells.set(key, { ...cell, nombre: cell.nombre + sizeOf(one) })
  }
  return [...cells.values()].toSorted((a, b) => b.nombre - a.nombre)
}

function partsOf(
  compared: readonly Compare[],
  partOf: (faits: FaitsDUnEtablissement) => Pick<PartChangee, 'cle' | 'nom'>,
): PartChangee[] {
  const parts = new Map<string, PartChangee>()
  for (const one of compared) {
    const part = partOf(one.faits)
    const n = sizeOf(one)
    const own = parts.get(part.cle) ?? { inscriptions: 0, avis: 0, points: 0, pointsAvant: 0, pointsApres: 0 }
    parts.set(part.cle, {
      ...part,
      inscriptions: own.inscriptions + n,
      avis: own.avis + (one.avis ? n : 0),
      points: own.points + (one.points ? n : 0),
      pointsAvant: own.pointsAvant + n * one.avant.points,
      pointsApres: own.pointsApres + n * (one.apres?.points ?? 0),
    })
  }
  const changed = [...parts.values()].filter(({ avis, points }) => avis + points > 0)
  return changed.toSorted((a, b) => b.points + b.avis - a.points - a.avis || a.nom.localeCompare(b.nom, 'fr'))
}
