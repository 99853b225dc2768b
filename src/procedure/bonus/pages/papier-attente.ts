import { counted } from '#src/kit/counted.ts'
import { readFichesSuivies, type FicheSuivie } from '#src/procedure/bonus/reads/confirmations.ts'
import { chosenSchool } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import type { Attente, Requete } from '#src/web/page.ts'

/** Somebody of the family has not answered yet. */
export const isAwaited = (fiche: FicheSuivie): boolean =>
  fiche.confirmations.some((one) => one.etat === 'attendue')

/** Families of one's school that have not answered, while they still may. */
export async function attenteDesConfirmations(requete: Requete): Promise<Attente[]> {
  const { tx, campagne } = requete
  const uai = chosenSchool(requete, await readEtablissementsSuivis(tx, campagne.id))
  if (uai === null) return []
  const found = await readFichesSuivies(tx, { campagneId: campagne.id, uai })
  const waiting = found.fiches.filter(isAwaited).length
  if (waiting === 0 || !found.ouvertes) return []
  const texte = `Relancer ${counted(waiting, 'famille')} : il manque une réponse, à l’écran ou sur papier`
  return [{ texte, jusquAu: found.finConfirmations }]
}
