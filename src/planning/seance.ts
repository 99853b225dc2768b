import type { Disponibilite, Minute, Requete } from '#src/planning/model.ts'

/** Minutes of a whole group session: what is told to all, then one pupil after another. */
const wholeMinutes = ({ seance, capacite }: Disponibilite): Minute =>
  seance ? seance.commune + capacite * seance.individuelle : 0

/** Minutes that an interview takes at an availability: its own, or those of the whole session, for its jury as for its pupil. */
export const minutesAt = (
  { duree }: Pick<Requete, 'duree'>,
  disponibilite: Disponibilite | undefined,
): Minute => (disponibilite?.seance ? wholeMinutes(disponibilite) : duree)

/** True when a session gives a pupil, with what is told to all, as long as his interview must be. */
export const isLongEnough = ({ duree }: Pick<Requete, 'duree'>, { seance }: Disponibilite): boolean =>
  !seance || seance.commune + seance.individuelle >= duree
