import type { Convocation } from '#src/documents/model.ts'
import { nomComplet, phrase, typo } from '#src/documents/wording.ts'
import { dayInWords, timeInWords } from '#src/kit/day.ts'

/** The two slips that go with a convocation: the family signs one for the collège, the lycée signs the other. */
export function formulairesOf({ eleve, lycee, college, debut, mode, domaine }: Convocation) {
  const nom = nomComplet(eleve)
  const classe = eleve.classe ? `, classe ${eleve.classe}` : ''
  const rendezVous = phrase`le ${dayInWords(debut.slice(0, 10))} à ${timeInWords(debut)}`
  return {
    autorisation:
      mode === 'distanciel'
        ? null
        : phrase`Je soussigné(e) ………………………………………………………………, responsable légal de ${nom}${classe}, autorise mon enfant à se rendre à l'entretien d'information prévu ${rendezVous} : ${lycee.nom}.`,
    remettre: phrase`À remettre avant l'entretien à ${college.nom}.`,
    attestation: phrase`Le chef d'établissement ou son représentant atteste que ${nom}${classe} (${college.nom}) était présent(e) à l'entretien d'information sur le domaine « ${domaine} », ${rendezVous}.`,
  }
}

export const textesFormulaires = {
  autorisation: 'Autorisation de se déplacer',
  choix: [
    typo("seul, à l'aller et au retour"),
    typo("accompagné d'un adulte que je désigne : ……………………………………"),
  ],
  signatureFamille: 'Date et signature du responsable légal',
  attestation: 'Attestation de présence',
  depart: typo("Heure d'arrivée : …………………… Heure de départ : ……………………"),
  signatureLycee: 'Date, signature et cachet du lycée',
}
