import type { EtablissementImprime } from '#src/documents/model.ts'
import type { Campagne } from '#src/procedure/campagnes/api.ts'
import type { ContenuFiche, PersonneFiche, RangeeFiche } from '#src/procedure/bonus/model.ts'
import { formationImprimee } from '#src/procedure/bonus/rules/fiche.ts'

export interface MatiereFiche {
  campagne: Campagne
  zone: string
  college: EtablissementImprime
  personnes: readonly PersonneFiche[]
}

const imprime = ({ nom, adresse, codePostal, commune, telephone, courriel }: EtablissementImprime) => ({
  nom,
  adresse,
  codePostal,
  commune,
  telephone,
  courriel,
})

/**
 * All that the fiche of one pupil says, from his registrations; what changed is told by `changementsOf`.
 * Source: domain.md, « Famille »: the content of the fiche.
 */
export function contenuOf(
  rangees: readonly [RangeeFiche, ...RangeeFiche[]],
  { campagne, zone, college, personnes }: MatiereFiche,
): ContenuFiche {
  const [{ nom, prenom, dateNaissance, classe }] = rangees
  const { annee, dispositif, repetition, academieNom, reglementNom, reglementVersion } = campagne
  return {
    campagne: { academie: academieNom, annee, dispositif, repetition },
    reglement: `${reglementNom}, version ${reglementVersion}`,
    college: imprime(college),
    eleve: { nom, prenom, dateNaissance, classe },
    formations: rangees.map((rangee) => ({
      mef: rangee.mef,
      ...formationImprimee(rangee, { campagne, zone, college: college.nom }),
    })),
    personnes: [...personnes],
    finConfirmations: campagne.calendrier.finConfirmations,
    changements: [],
  }
}
