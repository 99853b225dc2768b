import type { NouvelAvisOrigine, NouvelleInscription } from '#src/procedure/inscriptions/model.ts'

export const anInscription = (
  over: Partial<NouvelleInscription> & { eleveId: number },
): NouvelleInscription => ({
  mef: '2472340121',
  mode: 'presentiel',
  uaiSouhaite: null,
  derogationSecteur: false,
  amenagements: [],
  ...over,
})

export const anAvisOrigine = (over: Partial<NouvelAvisOrigine> & { eleveId: number }): NouvelAvisOrigine => ({
  mef: '2472340121',
  avis: 'favorable',
  commentaire: 'Projet mûri avec soin (commentaire fictif).',
  ...over,
})
