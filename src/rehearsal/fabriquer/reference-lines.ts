import type { Campagne } from '#src/rehearsal/fabriquer/campaign.ts'
import { courriel } from '#src/rehearsal/fabriquer/people.ts'
import type { EtablissementFictif, OffreFictive } from '#src/rehearsal/fabriquer/schools.ts'
import { DOMAINES, FORMATIONS } from '#src/rehearsal/fabriquer/tables.ts'
import { wrongKey } from '#src/rehearsal/fabriquer/uai.ts'

export interface Carte {
  etablissements: readonly EtablissementFictif[]
  offres: readonly OffreFictive[]
}

/** Schools, domaines, formations, referents and offers. */
export function writeReferenceTables({ dossier, academie, referents }: Campagne, carte: Carte): void {
  for (const ecole of carte.etablissements) dossier.etablissements.add(etablissement(ecole))
  for (const { code, libelle, dureeMinutes } of DOMAINES) {
    dossier.domaines.add({ code, libelle, duree_minutes: String(dureeMinutes) })
  }
  for (const { mef, libelle, domaine } of FORMATIONS) dossier.formations.add({ mef, libelle, domaine })
  for (const { uai, domaine, secteur } of [...referents.values()].flat()) {
    dossier.referents.add({ uai, domaine, secteur: secteur.join(',') })
  }
  for (const offre of carte.offres) {
    for (const ligne of lignesDe(offre)) dossier.offres.add({ ACADEMIE: academie.code, ...ligne })
  }
}

const etablissement = ({ uai, nom, nature, commune, latitude, longitude }: EtablissementFictif) => ({
  uai,
  nom,
  nature,
  code_postal: commune.codePostal,
  commune: commune.nom,
  latitude,
  longitude,
  courriel: courriel('ce', uai).replace('famille', 'ecole'),
})

/** One line per formation that the offer serves. */
const lignesDe = ({ codeOffre, lycee, formations, segpa }: OffreFictive) =>
  formations.map((formation) => ({
    CODE_OFFRE: codeOffre,
    UAI: lycee.uai,
    LIBELLE_ETABLISSEMENT: lycee.nom,
    CODE_MEF: `${formation.mef}0`,
    MNEMONIQUE: formation.mnemonique,
    LIBELLE_FORMATION: segpa ? `${formation.libelle} (code prioritaire)` : formation.libelle,
    CODE_DISTRICT: `${lycee.commune.departement}${1 + (lycee.rang % 4)}`,
    SAISIE_POSSIBLE_3EME: segpa ? 'N' : 'O',
    SAISIE_RESREVEE_SEGPA: segpa ? 'O' : 'N',
    CAPACITE_AFFECTATION: String(lycee.rang % 6 === 5 ? 0 : 12 + 12 * (lycee.rang % 3)),
  }))

/** A school under a UAI whose letter is wrong: refused. Gives its line. */
export const writeWrongUai = ({ dossier }: Campagne, ecole: EtablissementFictif): number =>
  dossier.etablissements.add({
    ...etablissement(ecole),
    uai: wrongKey(ecole.uai),
    nom: 'Collège fictif de la Faute de Frappe',
  })
