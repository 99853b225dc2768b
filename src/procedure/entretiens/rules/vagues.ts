import type { Day } from '#src/kit/day.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { addSchoolDays } from '#src/kit/school-days.ts'

/** How long before its interviews a wave leaves, and the days on which nobody is at school. */
export interface ReglesDeVague {
  joursConvocation: number
  joursFermes: readonly Day[]
}

/**
 * What a campaign says of its waves. Source: decision « held, then convoked », « set by the campaign »; closed days are those that
 * the académie gives.
 */
export const reglesDeVague = (campagne: {
  joursConvocation: number
  contraintes: { joursFermes?: Day[] }
}): ReglesDeVague => ({
  joursConvocation: campagne.joursConvocation,
  joursFermes: campagne.contraintes.joursFermes ?? [],
})

/**
 * The day on which the convocations of a week are due: so many school days before its first school day. Until then a
 * family is told the week only. Source: decision « held, then convoked », « convocation by waves, N school days ahead (5 to 10) ».
 */
export function echeanceOf(semaine: Day, { joursConvocation, joursFermes }: ReglesDeVague): Day {
  // From a closed Monday as many school days are left behind as from the day that opens the week.
  return addSchoolDays(semaine, -joursConvocation, joursFermes)
}

/**
 * The first day whose convocation can still leave in time when it is placed today.
 * Source: decision « held, then convoked », « notice before an interview ».
 */
export const premierJourConvocable = (today: Day, { joursConvocation, joursFermes }: ReglesDeVague): Day =>
  addSchoolDays(today, joursConvocation, joursFermes)

/** A week of interviews of a lycée: how many are held, how many are convoked. */
export interface Semaine {
  /** Its Monday. */
  semaine: Day
  /** Held, and still to come. */
  provisoires: number
  convoques: number
  /** Held, and never convoked though their hour has passed. */
  oublies: number
}

export type EtatVague = 'a_venir' | 'a_liberer' | 'liberee'

/** Where the wave of a week stands today. Source: decision « held, then convoked ». */
export function etatOf(
  { provisoires, convoques, semaine }: Semaine,
  { today, regles }: { today: Day; regles: ReglesDeVague },
): EtatVague {
  if (provisoires === 0 && convoques > 0) return 'liberee'
  return today < echeanceOf(semaine, regles) ? 'a_venir' : 'a_liberer'
}

export type RefusVague = Refus<'vague_a_venir' | 'vague_vide'>

/**
 * May a wave be released now? Not before it is due: what is held may still be placed better, and what is convoked no
 * longer moves. Source: decision « held, then convoked ».
 */
export function judgeLiberation(
  vague: Semaine | undefined,
  { today, regles }: { today: Day; regles: ReglesDeVague },
): Result<Semaine, RefusVague> {
  if (!vague || vague.provisoires === 0) return refuse('vague_vide')
  const echeance = echeanceOf(vague.semaine, regles)
  return today < echeance ? refuse('vague_a_venir', { echeance }) : ok(vague)
}

/** Somebody who holds interviews in a lycée. */
export interface Intervenant {
  id: number
  nom: string
  /** Of all his availabilities. */
  domaines: readonly string[]
  /** Interviews of his that stand, and when he cannot. */
  prises: readonly { debut: Date; fin: Date }[]
  empeche: readonly { debut: Date; fin: Date }[]
  /** When he said he can. */
  disponible: readonly { debut: Date; fin: Date }[]
}

export interface Remplacant {
  id: number
  nom: string
  /** He is there already, without an interview at that time; otherwise he has to be asked. */
  present: boolean
}

const meets = (a: { debut: Date; fin: Date }, b: { debut: Date; fin: Date }): boolean =>
  a.debut < b.fin && b.debut < a.fin

/**
 * Who of the lycée could hold these interviews in the place of one who is absent: he holds interviews of all their
 * domaines, has none at their time and can. Those already there come first.
 * Source: decision « held, then convoked », « possible substitutes for each teacher ».
 */
export function remplacantsOf(
  entretiens: readonly { debut: Date; fin: Date; domaine: string }[],
  { absents, equipe }: { absents: readonly number[]; equipe: readonly Intervenant[] },
): Remplacant[] {
  const able = equipe.filter(
    ({ id, domaines, prises, empeche }) =>
      !absents.includes(id) &&
      entretiens.every(
        (one) =>
          domaines.includes(one.domaine) && ![...prises, ...empeche].some((taken) => meets(taken, one)),
      ),
  )
  const isThere = ({ disponible }: Intervenant): boolean =>
    entretiens.every((one) => disponible.some((range) => range.debut <= one.debut && one.fin <= range.fin))
  return able
    .map((one) => ({ id: one.id, nom: one.nom, present: isThere(one) }))
    .toSorted((a, b) => Number(b.present) - Number(a.present) || a.nom.localeCompare(b.nom, 'fr'))
}
