import { groupBy } from '#src/kit/group.ts'
import type { LigneInscription } from '#src/exchange/model.ts'
import { cleFichier, type Eleve, type Responsable } from '#src/procedure/eleves/api.ts'

/** The pupils of the campaign as the files name them. */
export interface Pupils {
  byCle: ReadonlyMap<string, Eleve>
  byId: ReadonlyMap<number, Eleve>
  byName: ReadonlyMap<string, Eleve[]>
  /** Guardians of a pupil, by PERSONNE_ID. */
  responsables: ReadonlyMap<number, Responsable[]>
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const nameKey = (nom: string, prenom: string, naissance: string): string =>
  `${plain(nom)}/${plain(prenom)}/${naissance}`

export function pupilsOf(eleves: readonly Eleve[], responsables: readonly Responsable[]): Pupils {
  return {
    byCle: new Map(eleves.map((eleve) => [cleFichier(eleve), eleve])),
    byId: new Map(eleves.map((eleve) => [eleve.id, eleve])),
    byName: groupBy(eleves, (eleve) => nameKey(eleve.nom, eleve.prenom, eleve.dateNaissance)),
    responsables: groupBy(responsables, (one) => one.eleveId),
  }
}

export type Found = { eleve: Eleve } | { colonne: string; valeur: string; message: string }

/**
 * The pupil of a line of registrations: by INE (and birth date when given), else by name and birth date; doubt goes to
 * a human. Source: domain.md rule 10; formats.md, « by name and birth date with two candidates, is refused ».
 */
export function findPupil(pupils: Pupils, ligne: LigneInscription): Found {
  if (ligne.ine !== '') return byIne(pupils, ligne)
  const valeur = `${ligne.nom ?? ''} ${ligne.prenom ?? ''} ${ligne.dateNaissance ?? ''}`.trim()
  const found =
    pupils.byName.get(nameKey(ligne.nom ?? '', ligne.prenom ?? '', ligne.dateNaissance ?? '')) ?? []
  const [eleve, other] = found
  if (!eleve) return { colonne: 'nom', valeur, message: 'Aucun élève de ce nom né ce jour n’est connu.' }
  if (other)
    return {
      colonne: 'nom',
      valeur,
      message: `${found.length} élèves portent ce nom et sont nés ce jour : désignez-le par son INE.`,
    }
  return { eleve }
}

function byIne(pupils: Pupils, ligne: LigneInscription): Found {
  const eleve = pupils.byCle.get(ligne.ine)
  if (!eleve) return { colonne: 'ine', valeur: ligne.ine, message: 'Cet élève n’est pas connu.' }
  if (ligne.dateNaissance !== null && ligne.dateNaissance !== eleve.dateNaissance)
    return {
      colonne: 'date_naissance',
      valeur: ligne.dateNaissance,
      message:
        'La date de naissance n’est pas celle de l’élève qui porte cet INE : vérifiez de qui il s’agit.',
    }
  return { eleve }
}
