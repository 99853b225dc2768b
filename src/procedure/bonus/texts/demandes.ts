import type { Refus } from '#src/kit/result.ts'

export type RefusDemande = Refus<
  'reexamen_en_attente' | 'reexamen_inconnu' | 'reexamen_repondu' | 'formation_absente' | 'rien_a_contester'
>

const SENTENCES: Record<RefusDemande['code'], string> = {
  reexamen_en_attente: 'Vous attendez déjà une réponse pour cette formation.',
  reexamen_inconnu: 'Cette demande n’existe pas dans cette campagne.',
  reexamen_repondu: 'Quelqu’un a déjà répondu à cette demande.',
  formation_absente: 'Cette formation n’est pas sur la fiche.',
  rien_a_contester: 'Votre dernière réponse n’a pas été saisie sur papier : changez-la simplement.',
}

export const sentenceDemande = ({ code }: RefusDemande): string => SENTENCES[code]
