import { noterLecture } from '#src/procedure/eleves/reads/college.ts'
import { allows, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleveDeCampagne } from '#src/procedure/eleves/sql/dossier.ts'
import { listCoordonnees, type CoordonneesConnues } from '#src/procedure/eleves/sql/responsables.ts'
import { selectEleves } from '#src/procedure/eleves/sql.ts'

export interface Coordonnees extends CoordonneesConnues {
  /** Kept back from this reader: nothing but the name is given. */
  cachees: boolean
}

export interface CoordonneesDeFamille {
  eleve: { id: number; nom: string; prenom: string; uai: string }
  responsables: Coordonnees[]
  mayProtect: boolean
}

/**
 * How the guardians of a pupil are reached; undefined when he is no pupil of the actor's schools. Protected ones are
 * for the head of the school alone. Guardians never come here: none sees the contact data of another.
 * Source: domain.md rule 11.
 */
export async function readCoordonnees(
  tx: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<CoordonneesDeFamille | undefined> {
  const found = await selectEleveDeCampagne(tx.trx, { campagneId, eleveId })
  if (!found || !allows(tx.acteur, 'coordonnees.lire', { uai: found.uai })) return undefined
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  if (!eleve) return undefined
  await noterLecture(tx, { eleve, acte: 'coordonnees.lues' })
  const mayProtect = allows(tx.acteur, 'coordonnees.protegees', { uai: eleve.uai })
  const known = await listCoordonnees(tx.trx, eleveId)
  return {
    eleve: { id: eleve.id, nom: eleve.nom, prenom: eleve.prenom, uai: eleve.uai },
    responsables: known.map((one) =>
      one.protegee && !mayProtect
        ? { ...one, courriel: null, telephone: null, adresse: null, cachees: true }
        : { ...one, cachees: false },
    ),
    mayProtect,
  }
}
