import { basename } from 'node:path'
import { fichierRefuse } from '#src/exchange/anomalies.ts'
import { Cellules, type Cadre } from '#src/exchange/csv-cellules.ts'
import { facultative, requise, situer, type Colonnes } from '#src/exchange/csv-entete.ts'
import type { Lecture, LigneResultat } from '#src/exchange/model.ts'
import { signalerInterdits } from '#src/exchange/csv.ts'
import { nettoyer } from '#src/exchange/texte.ts'
import { lireXlsx } from '#src/exchange/xlsx.ts'

type C = 'ine' | 'nom' | 'prenom' | 'formation' | 'rang'

const COLONNES: Colonnes<C> = {
  ine: requise('INE'),
  nom: requise('Nom'),
  prenom: requise('Prénom 1'),
  formation: requise('Libellé formation'),
  rang: facultative('Rang'),
}

const lire = (c: Cellules<C>): LigneResultat => ({
  ...c.ou,
  ine: c.cleEleveRequise('ine'),
  nom: c.requis('nom'),
  prenom: c.requis('prenom'),
  libelleFormation: c.requis('formation'),
  rang: c.entierOuNull('rang', 1),
})

/**
 * Reads the admissions of a host lycée (`affectesEtablissementAccueil_*.xlsx`): first sheet, its first filled row being
 * the header. `ligne` is the row of the sheet. Throws FichierRefuse. Source: formats.md, « Results for a host lycée ».
 */
export async function readResultats(path: string): Promise<Lecture<LigneResultat>> {
  const lecture: Lecture<LigneResultat> = { lignes: [], anomalies: [] }
  let cadre: Cadre<C> | undefined
  for await (const { ligne, cellules } of lireXlsx(path)) {
    const valeurs = cellules.map((cell) => nettoyer(cell ?? '')).map((cell) => (cell === '-' ? '' : cell))
    if (valeurs.every((valeur) => valeur === '')) continue
    if (cadre) readRow({ cadre, lecture }, { ligne, valeurs })
    else cadre = frame(path, valeurs)
  }
  if (cadre) return lecture
  throw fichierRefuse({
    fichier: path,
    message: 'Cette feuille est vide : il lui faut au moins une ligne d’en-tête.',
  })
}

function frame(path: string, valeurs: string[]): Cadre<C> {
  const entete = situer(valeurs, { fichier: path, colonnes: COLONNES, autres: 'ignorees', finDeLigne: '\n' })
  return { fichier: basename(path), colonnes: COLONNES, entete }
}

function readRow(
  { cadre, lecture }: { cadre: Cadre<C>; lecture: Lecture<LigneResultat> },
  lue: { ligne: number; valeurs: string[] },
): void {
  const c = new Cellules(cadre, lue)
  signalerInterdits(c, cadre)
  const row = lire(c)
  lecture.anomalies.push(...c.anomalies)
  if (!c.refusee) lecture.lignes.push(row)
}
