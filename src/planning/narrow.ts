import type { Disponibilite, Instance, Requete } from '#src/planning/model.ts'

/** People, rooms and the jury itself: what two availabilities may have in common. */
const ressourcesOf = ({ intervenants, salle }: Disponibilite): string[] =>
  salle === null ? [...intervenants] : [...intervenants, salle]

/** What bears on some requests: their lycées, who else needs their people and rooms, their pupils and collèges. */
export function narrow(instance: Instance, requetes: readonly Requete[]): Instance {
  const lieux = new Set(requetes.flatMap((requete) => requete.lieux))
  const eleves = new Set(requetes.map((requete) => requete.eleve))
  const origines = new Set(requetes.map((requete) => requete.origine))
  const rooms = instance.contraintes.sallesParLieu
  const domaines = new Set(requetes.map((requete) => requete.domaine))
  // Where rooms are counted, every jury of the lycée matters.
  const offered = (d: Disponibilite): boolean =>
    lieux.has(d.lieu) && (rooms?.has(d.lieu) === true || d.domaines.some((domaine) => domaines.has(domaine)))
  const shared = new Set(instance.disponibilites.filter(offered).flatMap(ressourcesOf))
  const near = new Set(
    instance.disponibilites
      .filter((d) => offered(d) || ressourcesOf(d).some((key) => shared.has(key)))
      .map((d) => d.id),
  )
  const fixes = instance.fixes.filter(
    ({ requete: other, placement }) =>
      eleves.has(other.eleve) || origines.has(other.origine) || near.has(placement.disponibilite),
  )
  const visited = new Set(fixes.map((fixe) => fixe.placement.disponibilite))
  const disponibilites = instance.disponibilites.filter((d) => near.has(d.id) || visited.has(d.id))
  return { ...instance, disponibilites, fixes }
}
