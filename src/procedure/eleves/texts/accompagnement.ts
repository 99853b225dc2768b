import type { EleveAccompagne, Reste } from '#src/procedure/eleves/model/accompagnement.ts'

const several = (count: number, one: string, many: string): string => `${count} ${count < 2 ? one : many}`

/**
 * What is still to do for a pupil, the adult's own part first. `confirmations`: answers that his fiche waits for;
 * `ouvertes`: one may still be registered.
 */
export function restesOf(
  eleve: EleveAccompagne,
  { confirmations, ouvertes, now }: { confirmations: number; ouvertes: boolean; now: Date },
): Reste[] {
  const { id, demandes, informee, entretiens, etapes } = eleve
  const coming = entretiens.filter(({ passe, debut }) => !passe && (debut === null || debut > now))
  const restes: (Reste | false)[] = [
    demandes.length > 0 && {
      phrase: `Inscrire : ${several(demandes.length, 'demande à traiter', 'demandes à traiter')}`,
      href: `/eleves/${id}/inscription`,
    },
    !informee && { phrase: 'Noter que la famille a été informée', href: `/informations?eleve=${id}` },
    ...coming
      .filter(({ distanciel, salle }) => distanciel && !salle)
      .map(({ domaine, libelle }) => ({
        phrase: `Réserver une salle et le matériel (${libelle}, à distance)`,
        href: `/eleves/${id}/salle/${encodeURIComponent(domaine)}`,
      })),
    ouvertes &&
      demandes.length === 0 &&
      entretiens.length === 0 && {
        phrase: `L’élève : découvrir et demander (${several(etapes, 'étape cochée', 'étapes cochées')})`,
        href: null,
      },
    ...coming
      .filter(({ lettre }) => !lettre)
      .map(({ libelle }) => ({ phrase: `L’élève : sa lettre (${libelle})`, href: `/lettres` })),
    confirmations > 0 && {
      phrase: `La famille : ${several(confirmations, 'réponse attendue', 'réponses attendues')}`,
      href: `/eleves/${id}`,
    },
  ]
  return restes.filter((one) => one !== false)
}
