import { dayInWords } from '#src/kit/day.ts'
import type { Refus } from '#src/kit/result.ts'
import type { DroitDeDemander, Materiel, MotifDemande } from '#src/procedure/entretiens/model/demandes.ts'

export const LIBELLE_MOTIF: Record<MotifDemande, string> = {
  examen: 'Un examen, un contrôle ou une sortie de classe',
  stage: 'Un stage',
  transport: 'Pas de transport à cette heure',
  sante: 'Un rendez-vous de santé',
  famille: 'Une raison familiale',
  autre: 'Autre',
}

export const LIBELLE_MATERIEL: Record<Materiel, string> = {
  ordinateur: 'Un ordinateur',
  camera: 'Une caméra',
  casque: 'Un casque ou un haut-parleur et un micro',
  connexion: 'La connexion a été essayée',
}

/** What a pupil may do, in words built from his very right. */
export function droitInWords(droit: DroitDeDemander): string {
  const until = `${dayInWords(droit.dernierJour)} à 23 h 59`
  if (droit.ouvert) return `Vous pouvez en demander un autre, une seule fois, jusqu’au ${until}.`
  switch (droit.raison) {
    case 'deja_demande':
      return 'Vous l’avez déjà demandé pour cet entretien : une seule demande est possible.'
    case 'trop_tard':
      return `La demande était possible jusqu’au ${until}. Un empêchement se dit à l’établissement de l’élève, qui prévient le lycée.`
    case 'commence':
      return 'L’heure de cet entretien est passée.'
  }
}

export type RefusDemandeCreneau = Refus<
  'demande_fermee' | 'demande_inconnue' | 'demande_repondue' | 'sans_entretien'
>

const SENTENCES: Record<RefusDemandeCreneau['code'], string> = {
  demande_fermee: 'La demande n’est pas possible pour cet entretien.',
  demande_inconnue: 'Cette demande n’existe pas, ou pas dans votre lycée.',
  demande_repondue: 'Quelqu’un a déjà répondu à cette demande.',
  sans_entretien: 'Cet entretien n’est plus à cette heure : il n’y a rien à changer.',
}

export const sentenceDemandeCreneau = ({ code }: RefusDemandeCreneau): string => SENTENCES[code]
