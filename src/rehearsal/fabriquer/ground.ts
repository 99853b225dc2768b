import type { Campagne } from '#src/rehearsal/fabriquer/campaign.ts'
import { Demande } from '#src/rehearsal/fabriquer/campaign.ts'
import { Faults } from '#src/rehearsal/fabriquer/faults.ts'
import { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import { centreADistance, colleges, lycees, offres, referents } from '#src/rehearsal/fabriquer/schools.ts'
import type { Terrain } from '#src/rehearsal/fabriquer/terrain.ts'
import type { Work } from '#src/rehearsal/fabriquer/work.ts'

/** The rank decides of zips, twins' initials and homonyms: this one has plain XML and no homonym. */
const RANG_SANS_ZIP = 5

const ACADEMIE = { code: '24', nom: 'CRETEIL' }

export function ground({ eleves, graine, horsSiecle, terrain }: Work): Terrain {
  if (terrain) return terrain
  const hasard = new Hasard(`${graine}/etablissements`)
  const lesColleges = colleges(eleves - horsSiecle, hasard)
  const lesLycees = lycees({ eleves, apres: lesColleges.length }, hasard)
  const apres = lesColleges.length + lesLycees.length + 3
  return {
    colleges: lesColleges,
    lycees: lesLycees,
    centre: centreADistance(apres, hasard),
    retarde: {
      ...centreADistance(apres + 1, hasard),
      rang: RANG_SANS_ZIP,
      nom: 'Collège fictif de l’An passé',
      nature: 'college',
    },
    incomplet: {
      ...centreADistance(apres + 2, hasard),
      rang: RANG_SANS_ZIP,
      nom: 'Collège fictif de l’Oubli',
      nature: 'college',
    },
    offres: offres(lesLycees),
    referents: referents(lesLycees),
  }
}

export function campaignOf(work: Work, terrain: Terrain): Campagne {
  const { graine, dossier, eleves, part, formationsParInscrit, propre = false, reglement = 'paris' } = work
  const hasard = new Hasard(`${graine}/homonyme`)
  return {
    academie: ACADEMIE,
    reglement,
    graine,
    dossier,
    incidents: work.fichierIncidents,
    formationsParInscrit,
    faults: new Faults(propre ? 0 : Math.max(1, Math.round(eleves * part))),
    offres: groupBy(terrain.offres, ({ formations }) => formations.map(({ mef }) => mef)),
    referents: groupBy(terrain.referents, ({ domaine }) => [domaine]),
    homonyme: {
      nom: "L'Olivier",
      prenom: hasard.choix(['Anaïs', 'Jean-Éloi', 'Zoé']),
      naissance: '2012-04-17',
    },
    demande: new Demande(),
  }
}

function groupBy<T>(liste: readonly T[], cles: (element: T) => readonly string[]): Map<string, T[]> {
  const groupes = new Map<string, T[]>()
  for (const element of liste) {
    for (const cle of cles(element)) groupes.set(cle, [...(groupes.get(cle) ?? []), element])
  }
  return groupes
}
