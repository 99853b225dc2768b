import { renderBatch, type Rendu } from '#src/documents/batch.ts'
import { phrase, typo } from '#src/documents/wording.ts'
import type { Day } from '#src/kit/day.ts'

/** A copy of the data kept about a pupil, as it is handed over. */
export interface CopieImprimee {
  academie: string
  campagne: string
  etablieLe: Day
  introduction: readonly string[]
  parties: readonly { titre: string; lignes: readonly Readonly<Record<string, string | null>>[] }[]
}

const textes = {
  titre: typo('Copie des données personnelles'),
  rien: typo('Rien n’est enregistré ici.'),
}

/** The copy as one PDF/UA-1: a table per kind of data, label and value, nothing that is empty. Source: GDPR, article 15. */
export function renderDonnees(copie: CopieImprimee): Promise<Rendu> {
  const parties = copie.parties.map(({ titre, lignes }) => ({
    titre: typo(titre),
    lignes: lignes.map((ligne) =>
      Object.entries(ligne).flatMap(([libelle, valeur]) =>
        valeur === null || valeur === '' ? [] : [{ libelle: typo(libelle), valeur, courant: true }],
      ),
    ),
  }))
  const lettre = {
    academie: phrase`Académie : ${copie.academie}`,
    campagne: copie.campagne,
    introduction: copie.introduction.map(typo),
    parties,
  }
  return renderBatch({
    modele: 'donnees',
    parPartie: 1,
    entete: { textes, date: copie.etablieLe },
    lettres: [lettre],
  })
}
