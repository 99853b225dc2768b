import type { Convocation } from '#src/documents/model.ts'
import { qrOf } from '#src/documents/qr.ts'
import { adresseOf, contactOf, nomComplet } from '#src/documents/wording.ts'
import { dayInWords, timeInWords } from '#src/kit/day.ts'

export interface Polices {
  normal: Buffer
  bold: Buffer
}

/** What a convocation says, for a peer to lay out as it can: the same words, the same table, the same QR code. */
export function contentOf(convocation: Convocation) {
  const { lycee, college, eleve, domaine, formations, debut, salle, acces, interlocuteur, espace } =
    convocation
  const nom = nomComplet(eleve)
  return {
    expediteur: [lycee.nom, adresseOf(lycee), contactOf(lycee)],
    destinataire: ['Aux responsables légaux de', nom, `Classe ${eleve.classe ?? ''}`, college.nom],
    titre: 'Convocation à un entretien d’information',
    nom,
    intro: `Un entretien d’information est prévu pour ${nom}. Il porte sur le domaine « ${domaine} ».`,
    lignes: [
      ['Date', dayInWords(debut.slice(0, 10))],
      ['Heure', `${timeInWords(debut)} – durée : 20 minutes`],
      ['Lieu', `${lycee.nom}, ${adresseOf(lycee)}`],
      ['Salle', salle ?? ''],
      ['Avec', interlocuteur ?? ''],
      ['Pour venir', acces ?? ''],
    ],
    formations,
    apporter: ['la lettre de motivation guidée, imprimée ;', 'de quoi écrire.'],
    prevenir: `Prévenez dès que possible l’établissement de votre enfant : ${college.nom}, ${contactOf(college)}.`,
    contenu:
      'L’équipe du lycée y présente les formations, ce qu’elles demandent, les études et les métiers auxquels elles mènent. Votre enfant peut poser toutes ses questions.',
    bref: [
      `${nom} a un rendez-vous pour parler d’une formation.`,
      `Quand : ${dayInWords(debut.slice(0, 10))}, à ${timeInWords(debut)}.`,
      `Où : ${lycee.nom}, salle ${salle ?? ''}.`,
      'À apporter : la lettre imprimée et un stylo.',
    ],
    qr: svgOf(espace ?? ''),
  }
}

function svgOf(adresse: string): string {
  const { taille, traits } = qrOf(adresse)
  const path = traits.map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${taille} ${taille}" width="54" height="54"><path d="${path}"/></svg>`
}
