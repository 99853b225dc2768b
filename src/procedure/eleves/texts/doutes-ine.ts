import type { RefusDoute, SuiteDoute } from '#src/procedure/eleves/model/doutes-ine.ts'
import { PHRASE_TRANSFERT } from '#src/procedure/eleves/texts/transferts.ts'

export const PHRASE_DOUTE: Record<RefusDoute['code'], string> = {
  ...PHRASE_TRANSFERT,
  doute_inconnu: 'Quelqu’un vient déjà de répondre, ou un nouveau fichier a répondu.',
}

export const PHRASE_SUITE: Record<SuiteDoute, string> = {
  prononce: 'C’est le même élève : son dossier est dans l’établissement du fichier.',
  en_attente: 'C’est le même élève : le nouvel établissement doit encore l’accueillir.',
  sans_ine:
    'Ce n’est pas le même élève : il est dans la liste sans INE. Corrigez son INE dans SIECLE : le prochain fichier le donnera, avec ses responsables.',
}
