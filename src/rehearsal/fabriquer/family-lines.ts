import { addDays } from '#src/kit/day.ts'
import { CALENDRIER, instantEntre } from '#src/rehearsal/fabriquer/calendar.ts'
import type { Campagne, Recit } from '#src/rehearsal/fabriquer/campaign.ts'
import { plant } from '#src/rehearsal/fabriquer/campaign.ts'
import { reference } from '#src/rehearsal/fabriquer/people.ts'
import { legaux } from '#src/rehearsal/fabriquer/people.ts'
import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import type { FormationFictive } from '#src/rehearsal/fabriquer/tables.ts'

const PREMIER_JOUR = addDays(CALENDRIER.finAvisReferent, 3)

/** What pupil and guardians answer, formation by formation. */
export function writeConfirmations(
  campagne: Campagne,
  recit: Recit & { avec: readonly FormationFictive[] },
  hasard: Hasard,
): void {
  for (const { mef } of recit.avec) {
    const tirage = hasard.suivant()
    if (tirage < 0.07) continue
    const personnes = ['eleve', ...legaux(recit.eleve).map((r) => `responsable:${r.personneId}`)]
    const taisent = tirage < 0.15 ? 1 : 0
    const refus = tirage < 0.2 && tirage >= 0.15 ? hasard.entier(personnes.length) : -1
    for (const [rang, qui] of personnes.slice(0, personnes.length - taisent).entries()) {
      decide(
        campagne,
        { ine: reference(recit.eleve), mef, qui, decision: rang === refus ? 'non' : 'oui' },
        hasard,
      )
    }
  }
  writeWrongConfirmation(campagne, recit, hasard)
}

interface Decision {
  ine: string
  mef: string
  qui: string
  decision: 'oui' | 'non'
}

/** One person in thirty changes his mind: only the last word counts. */
function decide({ dossier }: Campagne, decision: Decision, hasard: Hasard): void {
  const milieu = addDays(PREMIER_JOUR, 12)
  if (hasard.chance(0.03)) {
    const avant = decision.decision === 'oui' ? 'non' : 'oui'
    dossier.confirmations.add({
      ...decision,
      decision: avant,
      le: instantEntre({ du: PREMIER_JOUR, au: addDays(milieu, -1) }, hasard),
    })
  }
  dossier.confirmations.add({
    ...decision,
    le: instantEntre({ du: milieu, au: CALENDRIER.finConfirmations }, hasard),
  })
}

function writeWrongConfirmation(
  campagne: Campagne,
  { eleve, formations, genre }: Recit,
  hasard: Hasard,
): void {
  const ligne = { ine: reference(eleve), mef: formations[0]?.mef ?? '', decision: 'oui' }
  const tard = addDays(CALENDRIER.finConfirmations, 1 + hasard.entier(3))
  const { confirmations } = campagne.dossier
  if (genre === 'confirmation_etrangere') {
    plant(campagne, {
      genre,
      tableau: 'confirmations',
      ligne: confirmations.add({ ...ligne, qui: 'responsable:999999', le: PREMIER_JOUR }),
    })
  }
  if (genre === 'confirmation_tardive') {
    plant(campagne, {
      genre,
      tableau: 'confirmations',
      ligne: confirmations.add({ ...ligne, qui: 'eleve', le: tard }),
    })
  }
}
