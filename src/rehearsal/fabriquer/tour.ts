import type { Campagne, Recit } from '#src/rehearsal/fabriquer/campaign.ts'
import { classRoll } from '#src/rehearsal/fabriquer/class-roll.ts'
import { writeConfirmations } from '#src/rehearsal/fabriquer/family-lines.ts'
import { writeEntretiens } from '#src/rehearsal/fabriquer/interview-lines.ts'
import { writeAvisOrigine } from '#src/rehearsal/fabriquer/origin-lines.ts'
import type { EleveFictif } from '#src/rehearsal/fabriquer/people.ts'
import { Hasard, au } from '#src/rehearsal/fabriquer/random.ts'
import { chooseFormations, writeInscriptions } from '#src/rehearsal/fabriquer/registration-lines.ts'
import type { EtablissementFictif } from '#src/rehearsal/fabriquer/schools.ts'
import { bounds } from '#src/rehearsal/fabriquer/schools.ts'
import { writeSiecle } from '#src/rehearsal/fabriquer/siecle-files.ts'
import { writeVoeux } from '#src/rehearsal/fabriquer/wish-lines.ts'
import type { Work } from '#src/rehearsal/fabriquer/work.ts'

/** One campaign being written: what goes from collège to collège. */
export interface Tour {
  work: Work
  campagne: Campagne
  inscriptions: number
  octets: number
}

export async function writeColleges(tour: Tour, lesColleges: readonly EtablissementFictif[]): Promise<void> {
  const { work, campagne } = tour
  const { out, graine, part, propre, eleves, horsSiecle } = work
  const bornes = bounds({ eleves: eleves - horsSiecle, graine, colleges: lesColleges.length })
  for (const college of lesColleges) {
    const premier = au(bornes, college.rang)
    const effectif = au(bornes, college.rang + 1) - premier
    const sortis = propre || college.rang % 4 !== 0 ? 0 : 1
    const liste = classRoll({ college, effectif, premier, graine, part, sortis, homonyme: campagne.homonyme })
    const octets = await writeSiecle({ out, college, eleves: liste, annee: '2026', responsables: 'joints' })
    tour.octets += octets
    writePupils(tour, liste)
    await Promise.all(Object.values(campagne.dossier).map((fichier) => fichier.flush()))
  }
}

export function writePupils(tour: Tour, eleves: readonly EleveFictif[]): void {
  const { campagne, work } = tour
  const [premier] = eleves
  const hasard = new Hasard(`${work.graine}/recits/${premier?.college.uai ?? ''}`)
  for (const eleve of eleves.filter(({ inscrit }) => inscrit)) {
    tour.inscriptions += writePupil(campagne, eleve, hasard)
  }
}

/** All the lines of one registered pupil; gives the number of his registrations. */
function writePupil(campagne: Campagne, eleve: EleveFictif, hasard: Hasard): number {
  const formations = chooseFormations(campagne.formationsParInscrit, hasard)
  const genre = campagne.faults.next()
  const recit: Recit = {
    eleve,
    formations,
    genre,
    inscritLe: writeInscriptions(campagne, { eleve, formations, genre }, hasard),
  }
  writeAvisOrigine(campagne, recit, hasard)
  const avec = writeEntretiens(campagne, recit, hasard)
  writeConfirmations(campagne, { ...recit, avec }, hasard)
  writeVoeux(campagne, recit, hasard)
  return formations.length
}
