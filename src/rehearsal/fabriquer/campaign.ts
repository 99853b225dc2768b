import type { Dossier } from '#src/rehearsal/fabriquer/folder.ts'
import type { INCIDENTS } from '#src/rehearsal/fabriquer/columns.ts'
import { FICHIERS } from '#src/rehearsal/fabriquer/columns.ts'
import type { CsvFile } from '#src/rehearsal/fabriquer/csv-file.ts'
import type { Tableau } from '#src/rehearsal/fabriquer/columns.ts'
import { CALENDRIER } from '#src/rehearsal/fabriquer/calendar.ts'
import type { Faults, Genre } from '#src/rehearsal/fabriquer/faults.ts'
import { GENRES } from '#src/rehearsal/fabriquer/faults.ts'
import type { EleveFictif, Homonyme } from '#src/rehearsal/fabriquer/people.ts'
import type { OffreFictive, ReferentFictif } from '#src/rehearsal/fabriquer/schools.ts'
import type { FormationFictive } from '#src/rehearsal/fabriquer/tables.ts'

export type FichierIncidents = CsvFile<(typeof INCIDENTS)['colonnes'][number]>

export type Reglement = 'paris' | 'exemple-gradue'

/** What the writers of a campaign share. */
export interface Campagne {
  academie: { code: string; nom: string }
  reglement: Reglement
  graine: number
  dossier: Dossier
  /** What happens once the plan is made; null = nothing. */
  incidents: FichierIncidents | null
  faults: Faults
  /** Offers by MEF. */
  offres: ReadonlyMap<string, readonly OffreFictive[]>
  /** Referents by domaine. */
  referents: ReadonlyMap<string, readonly ReferentFictif[]>
  homonyme: Homonyme
  demande: Demande
  /** Formations that a registered pupil asks for, on average: 1 to 3. */
  formationsParInscrit: number
}

/** One registered pupil with all that his lines need. */
export interface Recit {
  eleve: EleveFictif
  formations: readonly FormationFictive[]
  genre: Genre | null
  /** Day of his last registration. */
  inscritLe: string
}

/** Minutes of interview to provide, by domaine, département and mode. */
export class Demande {
  readonly minutes = new Map<string, number>()

  add(cle: { domaine: string; departement: string; mode: string }, minutes: number): void {
    const texte = `${cle.domaine}|${cle.departement}|${cle.mode}`
    this.minutes.set(texte, (this.minutes.get(texte) ?? 0) + minutes)
  }
}

/** Writes down that the line was wrong on purpose. */
export function plant(campagne: Campagne, faute: { genre: Genre; tableau: Tableau; ligne: number }): void {
  const { genre, tableau, ligne } = faute
  const gravite = genre === 'avis_origine_mef' ? graviteDuMef(campagne.reglement) : GENRES[genre]
  campagne.faults.record({ genre, fichier: FICHIERS[tableau], ligne, gravite })
}

/** `par_eleve` ignores a MEF, `par_formation` needs one. */
const graviteDuMef = (reglement: Reglement): 'avertissement' | 'bloquant' =>
  reglement === 'paris' ? 'avertissement' : 'bloquant'

/** The content of `campagne.json`. */
export const campagneJson = ({
  academie,
  reglement,
  graine,
}: Pick<Campagne, 'academie' | 'reglement' | 'graine'>): string =>
  `${JSON.stringify(
    {
      academie: academie.code,
      annee: '2026-2027',
      dispositif: 'PASSPRO',
      reglement,
      calendrier: CALENDRIER,
      graine,
    },
    null,
    2,
  )}\n`
