import type { Campagne } from '#src/rehearsal/fabriquer/campaign.ts'
import {
  CALENDRIER,
  DERNIER_ENTRETIEN,
  LUNDI_DE_PAQUES,
  joursOuvres,
} from '#src/rehearsal/fabriquer/calendar.ts'
import { NOMS_ADULTES, PRENOMS_FEMMES, PRENOMS_HOMMES } from '#src/rehearsal/fabriquer/names.ts'
import { Hasard, au } from '#src/rehearsal/fabriquer/random.ts'
import type { EtablissementFictif, ReferentFictif } from '#src/rehearsal/fabriquer/schools.ts'
import { DOMAINES } from '#src/rehearsal/fabriquer/tables.ts'

const JOURS = joursOuvres({ du: CALENDRIER.debutEntretiens, au: DERNIER_ENTRETIEN })

/** Every half-day of the period, Wednesday afternoons aside. */
const DEMI_JOURNEES = JOURS.flatMap((jour) => {
  const mercredi = new Date(`${jour}T00:00:00Z`).getUTCDay() === 3
  const matin = { debut: `${jour}T09:00`, fin: `${jour}T12:00` }
  return mercredi ? [matin] : [matin, { debut: `${jour}T14:00`, fin: `${jour}T17:00` }]
})
const MINUTES = 180

/** Room left so that journeys, absences of teachers and two interviews on one day still leave a place. */
const MARGE = 1.5

/** How many windows each referent already opened: the next half-day, or the next team when all are taken. */
type Ouvertures = Map<ReferentFictif, number>

/** Writes enough windows for the interviews asked for, by domaine, département and mode. */
export function writeDisponibilites(campagne: Campagne): void {
  const hasard = new Hasard(`${campagne.graine}/disponibilites`)
  const ouvertures: Ouvertures = new Map()
  for (const [cle, minutes] of [...campagne.demande.minutes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [domaine = '', departement = '', mode = ''] = cle.split('|')
    const servent = (campagne.referents.get(domaine) ?? []).filter(
      ({ secteur }) => secteur.length === 0 || secteur.includes(departement),
    )
    const duree = DOMAINES.find(({ code }) => code === domaine)?.dureeMinutes ?? 20
    const utiles = Math.floor(MINUTES / duree) * duree
    const fenetres = Math.max(servent.length, 2, Math.ceil((minutes * MARGE) / utiles))
    for (let i = 0; i < fenetres; i++)
      writeWindow({ campagne, referent: au(servent, i), mode, rang: i }, { ouvertures, hasard })
  }
}

interface Fenetre {
  campagne: Campagne
  referent: ReferentFictif
  mode: string
  rang: number
}

function writeWindow(
  { campagne, referent, mode, rang }: Fenetre,
  etat: { ouvertures: Ouvertures; hasard: Hasard },
): void {
  const { ouvertures, hasard } = etat
  const k = ouvertures.get(referent) ?? 0
  ouvertures.set(referent, k + 1)
  const equipe = Math.floor(k / DEMI_JOURNEES.length)
  const quand = demiJournee(referent, k)
  const capacite = hasard.chance(0.04) ? 2 + hasard.entier(2) : 1
  campagne.dossier.disponibilites.add({
    uai: referent.uai,
    intervenant: intervenants(referent, equipe).join('+'),
    domaines: referent.domaine,
    ...quand,
    salle: mode === 'presentiel' ? salle(referent, equipe) : '',
    mode,
    capacite: capacite === 1 ? '' : String(capacite),
    accessible: rang === 0 || hasard.chance(0.6) ? 'oui' : '',
  })
}

/**
 * The half-day of the k-th window of a referent. 17 shares no divisor with the number of half-days: the windows of a team
 * spread over the six weeks.
 */
export const demiJournee = ({ rang }: ReferentFictif, k: number): { debut: string; fin: string } =>
  au(DEMI_JOURNEES, k * 17 + rang)

/** One teacher, or a jury of two for one team in three. Ranks keep apart the teams of the domaines of one lycée. */
export function intervenants({ rang, domaine }: ReferentFictif, equipe: number): string[] {
  const place = DOMAINES.findIndex(({ code }) => code === domaine)
  const premier = 2 * (place + DOMAINES.length * equipe)
  const personne = (n: number): string => {
    const [civilite, prenoms] = n % 2 === 0 ? ['Mme', PRENOMS_FEMMES] : ['M.', PRENOMS_HOMMES]
    return `${civilite} ${au(prenoms, (n >> 1) + rang)} ${au(NOMS_ADULTES, n + 7 * rang)}`
  }
  return (rang + place + equipe) % 3 === 0 ? [personne(premier), personne(premier + 1)] : [personne(premier)]
}

const salle = ({ domaine }: ReferentFictif, equipe: number): string => `Salle ${domaine} ${equipe + 1}`

/** A few people, rooms, classes and pupils who cannot, for an hour or a week. */
export function writeIndisponibilites(campagne: Campagne, colleges: readonly EtablissementFictif[]): void {
  const hasard = new Hasard(`${campagne.graine}/indisponibilites`)
  const add = (cible: string, motif: string): void => {
    const jour = hasard.choix(JOURS)
    campagne.dossier.indisponibilites.add({ cible, debut: `${jour}T08:00`, fin: `${jour}T18:00`, motif })
  }
  for (const { uai, rang } of colleges) {
    if (rang % 3 === 0) add(`classe:${uai}/3A`, 'Épreuve commune')
    if (rang % 7 === 1) add(`uai:${uai}`, 'Journée de l’orientation')
  }
  for (const referent of [...campagne.referents.values()].flat().filter((_, rang) => rang % 9 === 0)) {
    add(`salle:${referent.uai}/${salle(referent, 0)}`, 'Travaux')
    add(`intervenant:${referent.uai}/${intervenants(referent, 0)[0] ?? ''}`, 'Formation')
  }
}

/** A window on Easter Monday: kept, with a warning. Gives its line. */
export function writeHolidayWindow(campagne: Campagne): number {
  const [referent] = [...campagne.referents.values()].flat()
  return campagne.dossier.disponibilites.add({
    uai: referent?.uai ?? '',
    intervenant: 'M. Férié Tichodrome',
    domaines: referent?.domaine ?? '',
    debut: `${LUNDI_DE_PAQUES}T09:00`,
    fin: `${LUNDI_DE_PAQUES}T12:00`,
    mode: 'presentiel',
  })
}
