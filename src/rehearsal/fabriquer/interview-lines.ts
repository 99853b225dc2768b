import { addDays } from '#src/kit/day.ts'
import { CALENDRIER, DERNIER_ENTRETIEN, instantEntre } from '#src/rehearsal/fabriquer/calendar.ts'
import type { Campagne, Recit } from '#src/rehearsal/fabriquer/campaign.ts'
import { plant } from '#src/rehearsal/fabriquer/campaign.ts'
import { commentaireReferent, compteRendu } from '#src/rehearsal/fabriquer/comments.ts'
import type { Genre } from '#src/rehearsal/fabriquer/faults.ts'
import { withdraws } from '#src/rehearsal/fabriquer/incident-lines.ts'
import { reference } from '#src/rehearsal/fabriquer/people.ts'
import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import type { FormationFictive } from '#src/rehearsal/fabriquer/tables.ts'
import { FORMATIONS } from '#src/rehearsal/fabriquer/tables.ts'

type Presence = 'present' | 'absent' | 'excuse' | 'annule_par_lycee' | 'non_enregistree'

/** Faults on an avis need a pupil who came, except the two that are about one who did not. */
function presence(genre: Genre | null, hasard: Hasard): Presence {
  const tirage = hasard.suivant()
  if (genre === 'avis_referent_eleve_absent') return 'absent'
  if (genre === 'avis_referent_sans_presence') return 'non_enregistree'
  if (genre !== null || tirage < 0.91) return 'present'
  if (tirage < 0.94) return 'absent'
  if (tirage < 0.965) return 'excuse'
  return tirage < 0.98 ? 'annule_par_lycee' : 'non_enregistree'
}

/** Writes presences and referent avis; gives the formations that received an avis. */
export function writeEntretiens(campagne: Campagne, recit: Recit, hasard: Hasard): FormationFictive[] {
  const domaines = [...new Set(recit.formations.map(({ domaine }) => domaine))]
  return domaines.flatMap((domaine, rang) => {
    const genre = rang === 0 ? recit.genre : null
    if (genre === null && withdraws(campagne, recit.eleve, domaine)) return []
    const etat = presence(genre, hasard)
    const ecrit = etat === 'present' && genre !== 'avis_referent_sans_commentaire' && hasard.chance(0.95)
    const ligne = {
      ine: reference(recit.eleve),
      domaine,
      presence: etat,
      compte_rendu: ecrit ? compteRendu(hasard) : '',
    }
    if (etat !== 'non_enregistree') campagne.dossier.entretiens.add(ligne)
    const formations = recit.formations.filter((f) => f.domaine === domaine)
    return writeAvis({ campagne, recit: { ...recit, formations, genre }, etat, ecrit }, hasard)
  })
}

interface Received {
  campagne: Campagne
  recit: Recit
  etat: Presence
  /** A compte rendu exists: it stands as comment. */
  ecrit: boolean
}

interface LigneAvis {
  ine: string
  mef: string
  avis: string
  commentaire: string
  signe_le: string
}

function writeAvis({ campagne, recit, etat, ecrit }: Received, hasard: Hasard): FormationFictive[] {
  const avec: FormationFictive[] = []
  for (const [rang, formation] of recit.formations.entries()) {
    const juste = rightLine({ campagne, recit, ecrit, formation }, hasard)
    const fausse = rang === 0 ? wrongLine(recit, juste, hasard) : null
    const omis = recit.genre === null && hasard.chance(0.02)
    if (etat === 'present' && !omis && (!fausse || fausse.enPlus)) {
      campagne.dossier.avisReferent.add(juste)
      avec.push(formation)
    }
    if (fausse && recit.genre) {
      plant(campagne, {
        genre: recit.genre,
        tableau: 'avisReferent',
        ligne: campagne.dossier.avisReferent.add(fausse.ligne),
      })
    }
  }
  return avec
}

/** Signed once the last interview of the folder is over, so that it is never before its own. */
function rightLine(
  { campagne, recit, ecrit, formation }: Omit<Received, 'etat'> & { formation: FormationFictive },
  hasard: Hasard,
): LigneAvis {
  const niveaux = campagne.reglement === 'paris' ? NIVEAUX_PARIS : NIVEAUX_GRADUES
  const enPeriode = recit.genre === 'avis_referent_second' || hasard.chance(0.25)
  return {
    ine: reference(recit.eleve),
    mef: hasard.chance(0.8) ? formation.mef : `${formation.mef}0`,
    avis: hasard.choix(niveaux),
    commentaire: !ecrit || hasard.chance(0.3) ? commentaireReferent(hasard) : '',
    signe_le: enPeriode
      ? instantEntre({ du: addDays(DERNIER_ENTRETIEN, 1), au: CALENDRIER.finEntretiens }, hasard)
      : instantEntre({ du: addDays(CALENDRIER.finEntretiens, 1), au: CALENDRIER.finAvisReferent }, hasard),
  }
}

const NIVEAUX_PARIS = ['favorable', 'favorable', 'favorable', 'Favorable', 'reserve', 'Réservé']
const NIVEAUX_GRADUES = [
  'favorable',
  'favorable',
  'Favorable',
  'assez_favorable',
  'Assez favorable',
  'reserve',
]

function wrongLine(
  recit: Recit,
  juste: LigneAvis,
  hasard: Hasard,
): { ligne: LigneAvis; enPlus: boolean } | null {
  const ailleurs =
    FORMATIONS.find(({ domaine }) => recit.formations.every((f) => f.domaine !== domaine))?.mef ?? ''
  switch (recit.genre) {
    case 'avis_referent_niveau_inconnu':
      return { ligne: { ...juste, avis: 'excellent' }, enPlus: false }
    case 'avis_referent_tardif':
      return {
        ligne: { ...juste, signe_le: addDays(CALENDRIER.finAvisReferent, 1 + hasard.entier(5)) },
        enPlus: false,
      }
    case 'avis_referent_sans_inscription':
      return { ligne: { ...juste, mef: ailleurs }, enPlus: true }
    case 'avis_referent_second':
      return {
        ligne: { ...juste, avis: 'reserve', signe_le: CALENDRIER.finAvisReferent + 'T23:30' },
        enPlus: true,
      }
    case 'avis_referent_sans_commentaire':
      return { ligne: { ...juste, commentaire: '' }, enPlus: false }
    case 'avis_referent_avant_entretien':
      return { ligne: { ...juste, signe_le: addDays(CALENDRIER.debutEntretiens, -2) }, enPlus: false }
    case 'avis_referent_eleve_absent':
    case 'avis_referent_sans_presence':
      return { ligne: juste, enPlus: false }
    default:
      return null
  }
}
