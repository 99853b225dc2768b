import { minuteInWords } from '#src/kit/day.ts'
import { adresseDe } from '#src/procedure/bonus/pages/famille-fiche.tsx'
import { readFicheDeFamille, type FicheDeFamille } from '#src/procedure/bonus/reads/famille.ts'
import { readConvocations } from '#src/procedure/entretiens/api.ts'
import type { Attente, Requete } from '#src/web/page.ts'

/** What a family has before it, on the first screen: the interviews of a child, then the answer to his fiche. */
export async function attenteDeFamille(
  { tx, campagne, origine: service }: Requete,
  eleveId: number,
): Promise<Attente[]> {
  const lue = await readFicheDeFamille(tx, { campagneId: campagne.id, eleveId })
  if (!lue) return []
  const href = adresseDe(lue)
  if (lue.moi === null) return repondre(lue).map((one) => ({ ...one, href }))
  const convocations = await readConvocations(tx, { campagneId: campagne.id, eleveId, service })
  const coming = convocations
    .filter((one) => one.rangee.fin > tx.now)
    .map(({ convocation: { debut, lycee } }) => ({
      texte: `Entretien de ${lue.prenom} : ${minuteInWords(debut)}, ${lycee.nom}`,
    }))
  return [...coming, ...repondre(lue)].map((one) => ({ ...one, href }))
}

/** The formations that the reader has not answered, while he still may. */
function repondre({ fiche, ouverte, moi, majeur, formations, prenom, jusquAu }: FicheDeFamille): Attente[] {
  if (!fiche || !ouverte || (moi !== null && majeur)) return []
  const silent = formations.filter(
    ({ points, mots }) => points > 0 && !mots.find((mot) => mot.responsableId === moi)?.decision,
  ).length
  if (silent === 0) return []
  const whose = moi === null ? 'votre fiche' : `la fiche de ${prenom}`
  return [{ texte: `Lire ${whose} et répondre pour ${silent} formation${silent > 1 ? 's' : ''}`, jusquAu }]
}
