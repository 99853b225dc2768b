import { isole, type Catalogue } from '#src/documents/langues/catalogue.ts'

export const fr: Catalogue = {
  nom: 'Français',
  code: 'fr',
  dir: 'ltr',
  reference: 'Ce texte en français fait foi.',
  aRelire: '',
  convocation: {
    titre: 'L’entretien d’information',
    but: 'Votre enfant a rendez-vous avec une équipe d’un lycée. Elle lui présente la formation et répond à ses questions. Ce n’est ni un examen ni une sélection.',
    quand: (date, heure) => `Quand : ${date}, à ${heure}.`,
    lieu: (lycee) => `Où : ${isole(lycee)}.`,
    distance: (college) => `Où : à distance, depuis ${isole(college)}, qui prête une salle et le matériel.`,
    apporter:
      'À apporter : la lettre de motivation imprimée et un stylo. Sans la lettre, votre enfant est reçu tout de même.',
    empechement: (college) =>
      `S’il ne peut pas venir, prévenez dès que possible son établissement : ${isole(college)}.`,
  },
  lettre: {
    titre: 'La lettre de motivation',
    texte:
      'Votre enfant écrit une lettre avant l’entretien. Des questions l’aident. Il peut l’écrire en ligne ou à la main. Elle n’est pas notée.',
  },
  fiche: {
    titre: 'La fiche récapitulative',
    contenu:
      'Après l’entretien, vous recevez une fiche. Elle montre deux avis, avec leurs commentaires : celui de l’établissement de votre enfant et celui du lycée.',
    avisFinal:
      'Les deux avis donnent ensemble un avis final. Il peut ajouter des points aux vœux dans Affelnet, le logiciel qui affecte les élèves.',
    libre: 'Quel que soit l’avis, votre enfant peut demander cette formation.',
    confirmer: (date) =>
      `Pour que les points comptent, répondez oui ou non pour chaque formation, jusqu’au ${date}.`,
    confirmerAvantLaDate:
      'Pour que les points comptent, répondez oui ou non pour chaque formation, avant la date écrite sur la fiche.',
    voeu: 'Il faut aussi saisir un vœu pour cette formation dans Affelnet, avec l’établissement.',
    droits: 'Vous pouvez demander qu’une personne réexamine le résultat, et obtenir les règles de calcul.',
    verifier: 'Le code QR de la fiche dit si elle est authentique.',
  },
}
