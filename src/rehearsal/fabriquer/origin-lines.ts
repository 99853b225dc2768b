import { addDays } from '#src/kit/day.ts'
import { CALENDRIER, instantEntre } from '#src/rehearsal/fabriquer/calendar.ts'
import type { Campagne, Recit } from '#src/rehearsal/fabriquer/campaign.ts'
import { plant } from '#src/rehearsal/fabriquer/campaign.ts'
import { commentaireOrigine } from '#src/rehearsal/fabriquer/comments.ts'
import { NOMS_ADULTES, PRENOMS_ADULTES } from '#src/rehearsal/fabriquer/names.ts'
import { reference } from '#src/rehearsal/fabriquer/people.ts'
import type { Hasard } from '#src/rehearsal/fabriquer/random.ts'
import { FORMATIONS } from '#src/rehearsal/fabriquer/tables.ts'

/** Nearly all favorable, as the procedure's own assessment says; written as people write them. */
const NIVEAUX = [
  'favorable',
  'favorable',
  'Favorable',
  'favorable',
  'assez_favorable',
  'Assez favorable',
  'reserve',
  'RÉSERVÉ',
]

interface LigneAvis {
  ine: string
  mef: string
  avis: string
  commentaire: string
  signe_le: string
  signataire: string
}

function ligneJuste(recit: Recit, hasard: Hasard): Omit<LigneAvis, 'mef'> {
  return {
    ine: reference(recit.eleve),
    avis: hasard.choix(NIVEAUX),
    commentaire: commentaireOrigine(hasard),
    signe_le: instantEntre(
      { du: addDays(recit.inscritLe, 1), au: addDays(CALENDRIER.debutEntretiens, -5) },
      hasard,
    ),
    signataire: `${hasard.choix(PRENOMS_ADULTES)} ${hasard.choix(NOMS_ADULTES)}`,
  }
}

/** One line per pupil under `paris`, one per formation otherwise; one pupil in fifty has none. */
export function writeAvisOrigine(campagne: Campagne, recit: Recit, hasard: Hasard): boolean {
  const parEleve = campagne.reglement === 'paris'
  const mefs = parEleve ? [''] : recit.formations.map(({ mef }) => mef)
  if (recit.genre === null && hasard.chance(0.02)) return false
  for (const [rang, mef] of mefs.entries()) {
    const juste = { ...ligneJuste(recit, hasard), mef }
    const fausse = rang === 0 ? wrongLine({ campagne, recit, juste }, hasard) : null
    if (!fausse || fausse.enPlus) campagne.dossier.avisOrigine.add(juste)
    if (fausse && recit.genre) {
      const ligne = campagne.dossier.avisOrigine.add(fausse.ligne)
      plant(campagne, { genre: recit.genre, tableau: 'avisOrigine', ligne })
    }
  }
  return true
}

interface WrongLine {
  ligne: LigneAvis
  /** The right line stands beside it; otherwise the wrong one is all there is. */
  enPlus: boolean
}

function wrongLine(
  { campagne, recit, juste }: { campagne: Campagne; recit: Recit; juste: LigneAvis },
  hasard: Hasard,
): WrongLine | null {
  const ailleurs = FORMATIONS.find((f) => !recit.formations.includes(f))?.mef ?? ''
  const parEleve = campagne.reglement === 'paris'
  const pendant = { du: CALENDRIER.debutEntretiens, au: CALENDRIER.finAvisOrigine }
  switch (recit.genre) {
    case 'avis_origine_niveau_inconnu':
      return { ligne: { ...juste, avis: 'plutôt bien' }, enPlus: false }
    case 'avis_origine_tardif':
      return {
        ligne: { ...juste, signe_le: addDays(CALENDRIER.finAvisOrigine, 1 + hasard.entier(9)) },
        enPlus: false,
      }
    case 'avis_origine_commentaire_vide':
      return { ligne: { ...juste, commentaire: '' }, enPlus: false }
    case 'avis_origine_pendant_entretiens':
      return { ligne: { ...juste, signe_le: instantEntre(pendant, hasard) }, enPlus: false }
    case 'avis_origine_second':
      return {
        ligne: { ...juste, avis: 'reserve', signe_le: addDays(juste.signe_le.slice(0, 10), 1) },
        enPlus: true,
      }
    case 'avis_origine_mef':
      return { ligne: { ...juste, mef: parEleve ? (recit.formations[0]?.mef ?? '') : '' }, enPlus: false }
    case 'avis_origine_sans_inscription':
      return {
        ligne: { ...juste, ine: parEleve ? stranger(hasard) : juste.ine, mef: parEleve ? '' : ailleurs },
        enPlus: true,
      }
    default:
      return null
  }
}

const stranger = (hasard: Hasard): string => `988${String(hasard.entier(1_000_000)).padStart(6, '0')}ZZ`
