import { addDays } from '#src/kit/day.ts'
import { CALENDRIER, instantEntre, jourEntre } from '#src/rehearsal/fabriquer/calendar.ts'
import type { Campagne, Recit } from '#src/rehearsal/fabriquer/campaign.ts'
import { plant } from '#src/rehearsal/fabriquer/campaign.ts'
import { NOMS_ADULTES, PRENOMS_ADULTES } from '#src/rehearsal/fabriquer/names.ts'
import type { EleveFictif } from '#src/rehearsal/fabriquer/people.ts'
import { reference } from '#src/rehearsal/fabriquer/people.ts'
import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import type { FormationFictive } from '#src/rehearsal/fabriquer/tables.ts'
import { DOMAINES, FORMATIONS, MEF_D_HIER, formationsDu } from '#src/rehearsal/fabriquer/tables.ts'

/** 1 to 3 formations, more often than not of one domaine. */
export function chooseFormations(moyenne: number, hasard: Hasard): FormationFictive[] {
  const p = Math.min(1, (moyenne - 1) / 2)
  const nombre = 1 + Number(hasard.chance(p)) + Number(hasard.chance(p))
  const premiere = hasard.choix(FORMATIONS)
  const choisies = [premiere]
  while (choisies.length < nombre) {
    const voisines = formationsDu(premiere.domaine).filter((f) => !choisies.includes(f))
    const autres = FORMATIONS.filter((f) => !choisies.includes(f))
    choisies.push(hasard.choix(voisines.length > 0 && hasard.chance(0.6) ? voisines : autres))
  }
  return choisies
}

interface Preferences {
  mode: 'presentiel' | 'distanciel'
  souhait: string
  derogation: string
  amenagements: string
  adulteReferent: string
}

function preferences({ referents }: Campagne, recit: { domaine: string }, hasard: Hasard): Preferences {
  const lycees = referents.get(recit.domaine) ?? []
  const souhait = lycees.length > 0 && hasard.chance(0.12) ? hasard.choix(lycees).uai : ''
  return {
    mode: hasard.chance(0.05) ? 'distanciel' : 'presentiel',
    souhait,
    derogation: souhait !== '' && hasard.chance(0.3) ? 'oui' : '',
    amenagements: hasard.chance(0.03) ? hasard.choix(AMENAGEMENTS) : '',
    adulteReferent: hasard.chance(0.7)
      ? `${hasard.choix(PRENOMS_ADULTES)} ${hasard.choix(NOMS_ADULTES)}`
      : '',
  }
}

/** Leaves a day for the same registration to come again in time. */
const AVANT_LA_FIN = addDays(CALENDRIER.finInscriptions, -1)

const AMENAGEMENTS = [
  'acces_fauteuil',
  'duree_majoree',
  'accompagnant',
  'interprete:turc',
  'ecrit',
  'duree_majoree,ecrit',
]

/** A pupil of a unique name is sometimes registered by it; the others by their identifier. */
const identite = (
  eleve: EleveFictif,
  hasard: Hasard,
): Record<'ine' | 'nom' | 'prenom' | 'date_naissance', string> => {
  const nomme = { nom: eleve.nom, prenom: eleve.prenom, date_naissance: eleve.naissance }
  if (eleve.nomUnique) return { ine: '', ...nomme }
  const vide = { nom: '', prenom: '', date_naissance: '' }
  return { ine: reference(eleve), ...(hasard.chance(0.5) ? nomme : vide) }
}

/** Writes the registrations of one pupil; gives the day of the last, and asks for the time his interviews take. */
export function writeInscriptions(
  campagne: Campagne,
  recit: Omit<Recit, 'inscritLe'>,
  hasard: Hasard,
): string {
  const { dossier, demande } = campagne
  const { eleve, formations } = recit
  const choix = preferences(campagne, { domaine: formations[0]?.domaine ?? '' }, hasard)
  let dernier: string = CALENDRIER.ouverture
  for (const { mef } of formations) {
    const le = instantEntre(
      {
        du: '2027-01-05',
        au: recit.genre === 'inscription_repetee' ? AVANT_LA_FIN : CALENDRIER.finInscriptions,
      },
      hasard,
    )
    if (le > dernier) dernier = le
    dossier.inscriptions.add({
      ...identite(eleve, hasard),
      ...line(choix),
      mef: hasard.chance(0.5) ? mef : `${mef}0`,
      inscrit_le: le,
    })
  }
  for (const { code, dureeMinutes } of DOMAINES.filter(({ code }) =>
    formations.some((f) => f.domaine === code),
  )) {
    // A lengthened interview is counted twice: how much longer is a setting that this folder does not know.
    const minutes = choix.amenagements.includes('duree_majoree') ? 2 * dureeMinutes : dureeMinutes
    demande.add({ domaine: code, departement: eleve.college.commune.departement, mode: choix.mode }, minutes)
  }
  writeWrongInscription(campagne, { ...recit, inscritLe: dernier.slice(0, 10) }, hasard)
  return dernier.slice(0, 10)
}

const line = (choix: Preferences) => ({
  adulte_referent: choix.adulteReferent,
  mode: choix.mode === 'presentiel' ? '' : choix.mode,
  uai_souhaite: choix.souhait,
  derogation_secteur: choix.derogation,
  amenagements: choix.amenagements,
})

function writeWrongInscription(campagne: Campagne, recit: Recit, hasard: Hasard): void {
  const { genre, eleve, formations, inscritLe } = recit
  const ailleurs = FORMATIONS.find((f) => !formations.includes(f))?.mef ?? ''
  const le = jourEntre({ du: '2027-01-06', au: CALENDRIER.finInscriptions }, hasard)
  const inconnu = `989${String(hasard.entier(1_000_000)).padStart(6, '0')}ZZ`
  const { nom, prenom, naissance } = campagne.homonyme
  const faux: Partial<Record<NonNullable<Recit['genre']>, Record<string, string>>> = {
    mef_inconnu: { ine: reference(eleve), mef: MEF_D_HIER, inscrit_le: le },
    eleve_inconnu: { ine: inconnu, mef: ailleurs, inscrit_le: le },
    inscription_tardive: {
      ine: reference(eleve),
      mef: ailleurs,
      inscrit_le: addDays(CALENDRIER.finInscriptions, 1 + hasard.entier(5)),
    },
    inscription_repetee: {
      ine: reference(eleve),
      mef: formations[0]?.mef ?? '',
      inscrit_le: addDays(inscritLe, 1),
    },
    deux_candidats: { nom, prenom, date_naissance: naissance, mef: ailleurs, inscrit_le: le },
  }
  const ligne = genre ? faux[genre] : undefined
  if (!genre || !ligne) return
  plant(campagne, { genre, tableau: 'inscriptions', ligne: campagne.dossier.inscriptions.add(ligne) })
}
