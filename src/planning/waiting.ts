import type { Instance, Requete } from '#src/planning/model.ts'

/** Requests to place, in order of arrival: those already served, and a second of one id, are left out. */
export function waitingRequetes(instance: Instance): Requete[] {
  const known = new Set(instance.fixes.map((fixe) => fixe.requete.id))
  return instance.requetes.filter((requete) => !known.has(requete.id) && known.add(requete.id))
}
