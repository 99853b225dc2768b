import { isole, type Catalogue } from '#src/documents/langues/catalogue.ts'

export const facile: Catalogue = {
  nom: 'Français facile',
  code: 'fr',
  dir: 'ltr',
  reference: 'Le texte complet en français compte seul.',
  aRelire: 'Ce texte facile n’a pas encore été relu.',
  convocation: {
    titre: 'Le rendez-vous au lycée',
    but: 'Votre enfant va parler avec des personnes du lycée. Elles expliquent la formation. Votre enfant pose ses questions. Ce n’est pas un examen.',
    quand: (date, heure) => `Le jour : ${date}. L’heure : ${heure}.`,
    lieu: (lycee) => `L’endroit : ${isole(lycee)}.`,
    distance: (college) => `L’endroit : ${isole(college)}. Votre enfant parle au lycée par vidéo.`,
    apporter:
      'Votre enfant apporte sa lettre imprimée et un stylo. Il n’a pas la lettre ? Il vient quand même.',
    empechement: (college) =>
      `Votre enfant ne peut pas venir ? Appelez vite son établissement : ${isole(college)}.`,
  },
  lettre: {
    titre: 'La lettre',
    texte:
      'Votre enfant écrit une lettre avant le rendez-vous. Il répond à des questions. Il n’y a pas de note.',
  },
  fiche: {
    titre: 'La fiche',
    contenu:
      'Après le rendez-vous, vous recevez une fiche. Le collège donne un avis. Le lycée donne un avis. Les deux avis sont sur la fiche.',
    avisFinal: 'Les deux avis font l’avis final. L’avis final peut donner des points à votre enfant.',
    libre: 'L’avis n’est pas bon ? Votre enfant peut demander la formation quand même.',
    confirmer: (date) =>
      `Pour avoir les points, répondez oui ou non pour chaque formation. Vous avez jusqu’au ${date}.`,
    confirmerAvantLaDate:
      'Pour avoir les points, répondez oui ou non pour chaque formation. La date est sur la fiche.',
    voeu: 'Il faut aussi demander la formation dans Affelnet. Le collège vous aide.',
    droits: 'Vous n’êtes pas d’accord ? Une personne peut regarder de nouveau le résultat. Demandez-le.',
    verifier: 'Le carré noir et blanc sur la fiche montre si la fiche est vraie.',
  },
}
