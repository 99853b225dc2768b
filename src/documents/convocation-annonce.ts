import type { Convocation, ObjetConvocation } from '#src/documents/model.ts'
import { nomComplet, phrase, typo } from '#src/documents/wording.ts'
import { dayInWords, timeInWords, type LocalMinute } from '#src/kit/day.ts'

/** Title of the letter. An absence is called one, never a cancellation. */
export const TITRES_CONVOCATION: Record<ObjetConvocation, string> = {
  premiere: "Convocation à un entretien d'information",
  changement: "Changement d'un entretien d'information",
  apres_absence: 'Nouvelle convocation après une absence',
  annulation: "Annulation d'un entretien par le lycée",
}

/** An hour is never cut at the end of a line. */
const moment = (local: LocalMinute): string =>
  `${dayInWords(local.slice(0, 10))} à ${timeInWords(local)}`.replace(
    / à (\d+) h /,
    '\u00a0à\u00a0$1\u00a0h\u00a0',
  )

/** What the letter is about, in a paragraph. */
export function annonceOf(convocation: Convocation): string {
  const { eleve, domaine, objet, precedent, debut } = convocation
  const nom = `${nomComplet(eleve)}${eleve.classe ? `, classe ${eleve.classe}` : ''}`
  const porte = phrase` Il porte sur le domaine « ${domaine} ».`
  const before = moment(precedent ?? debut)
  switch (objet) {
    case 'premiere':
      return phrase`Un entretien d'information est prévu pour ${nom}.` + porte
    case 'changement':
      return (
        phrase`L'entretien d'information de ${nom}, annoncé pour le ${before}, a changé : cette convocation remplace la précédente.` +
        porte
      )
    case 'apres_absence':
      return (
        phrase`L'absence de ${nom} a été constatée à l'entretien du ${before}. Une seconde date est proposée : c'est l'occasion de poser ses questions et d'être conseillé.` +
        porte
      )
    case 'annulation':
      return (
        phrase`Le lycée annule l'entretien d'information de ${nom}, prévu le ${before}. ` +
        typo(
          "Ce n'est pas de votre fait, et cela ne compte pas comme une absence. Le lycée proposera une autre date.",
        ) +
        porte
      )
  }
}
