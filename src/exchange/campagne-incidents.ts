import { facultatif } from '#src/exchange/campagne-dossier.ts'
import { cible, plage, type Bornes } from '#src/exchange/campagne-entretiens.ts'
import { choix } from '#src/exchange/campagne-inscriptions.ts'
import type { Cellules } from '#src/exchange/csv-cellules.ts'
import { facultative, requise } from '#src/exchange/csv-entete.ts'
import type { Cible, GenreIncidentLu, LigneIncident } from '#src/exchange/model.ts'

type Colonne = Bornes | 'declareLe' | 'genre' | 'cible' | 'domaine' | 'motif'

const GENRE = choix<GenreIncidentLu>([
  'intervenant_absent',
  'lieu_ferme',
  'salle_fermee',
  'eleve_indisponible',
  'retrait',
  'absence',
])

/** What each kind is about, as the column `cible` writes it. */
const VISE: Record<GenreIncidentLu, Cible['genre']> = {
  intervenant_absent: 'intervenant',
  lieu_ferme: 'uai',
  salle_fermee: 'salle',
  eleve_indisponible: 'eleve',
  retrait: 'eleve',
  absence: 'eleve',
}

function ligne(c: Cellules<Colonne>): LigneIncident {
  const genre = c.parmi('genre', GENRE)
  const about = cible(c)
  const [vise, ofPupil] = [VISE[genre], VISE[genre] === 'eleve']
  if (about.genre !== vise) c.bloquer('cible', `Pour « ${genre} », la cible commence par « ${vise}: ».`)
  // A withdrawal and a no-show are about one interview: its own time counts.
  const timed = genre !== 'retrait' && genre !== 'absence'
  return {
    ...c.ou,
    // Who did not come is known at the end of that day, whatever day the plan gave him.
    declareLe: genre === 'absence' && c.ouNull('declareLe') === null ? null : c.jourOuMinute('declareLe'),
    genre,
    cible: about,
    domaine: ofPupil ? c.requis('domaine') : null,
    plage: timed ? plage(c) : null,
    motif: c.requis('motif'),
  }
}

/**
 * `incidents.csv` of a campaign folder, empty when there is none: what happens once the plan is made, against
 * `indisponibilites.csv` which says what is known before. Throws FichierRefuse. Source: decision « incidents in a folder ».
 */
export const readIncidentsDe = facultatif<Colonne, LigneIncident>('incidents.csv', {
  colonnes: {
    declareLe: requise('declare_le'),
    genre: requise('genre'),
    cible: requise('cible'),
    domaine: facultative('domaine'),
    debut: facultative('debut'),
    fin: facultative('fin'),
    motif: requise('motif'),
  },
  autres: 'signalees',
  lire: ligne,
})
