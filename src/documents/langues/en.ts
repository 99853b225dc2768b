import { isole, type Catalogue } from '#src/documents/langues/catalogue.ts'

export const en: Catalogue = {
  nom: 'English',
  code: 'en-GB',
  dir: 'ltr',
  reference: 'Only the French text is authoritative.',
  aRelire: 'This translation has not been reviewed yet.',
  convocation: {
    titre: 'The information interview',
    but: 'Your child has an appointment with a team from a lycée (upper secondary school). They present the course and answer your child’s questions. It is neither an exam nor a selection.',
    quand: (date, heure) => `When: ${date}, at ${heure}.`,
    lieu: (lycee) => `Where: ${isole(lycee)}.`,
    distance: (college) =>
      `Where: by video, from ${isole(college)}, which provides a room and the equipment.`,
    apporter:
      'To bring: the printed letter of motivation and a pen. Without the letter, your child is still received.',
    empechement: (college) =>
      `If your child cannot come, tell his or her school as soon as possible: ${isole(college)}.`,
  },
  lettre: {
    titre: 'The letter of motivation',
    texte:
      'Your child writes a letter before the interview. Questions help. It can be written online or by hand. It is not marked.',
  },
  fiche: {
    titre: 'The summary sheet',
    contenu:
      'After the interview you receive a sheet. It shows two opinions with their comments: one from your child’s school, one from the lycée.',
    avisFinal:
      'Together the two opinions give a final opinion. It can add points to the wishes in Affelnet, the system that assigns pupils to schools.',
    libre: 'Whatever the opinion, your child may ask for this course.',
    confirmer: (date) => `For the points to count, answer yes or no for each course, until ${date}.`,
    confirmerAvantLaDate:
      'For the points to count, answer yes or no for each course, before the date written on the sheet.',
    voeu: 'A wish for this course must also be entered in Affelnet, with the school.',
    droits: 'You may ask for a person to re-examine the result, and obtain the rules of calculation.',
    verifier: 'The QR code of the sheet tells whether it is authentic.',
  },
}
