import { asApplication } from '#src/db/transaction.ts'
import { allows, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { perimetreOf } from '#src/procedure/eleves/rights.ts'
import type { DouteIne } from '#src/procedure/eleves/model/doutes-ine.ts'
import { listDoutesIne } from '#src/procedure/eleves/sql/doutes-ine.ts'

const TRANCHER = 'doute_ine.trancher'

export interface Personne {
  nom: string
  naissance: string
}

/** A doubt as one of its two schools may know it: of the pupil of the other, that there is one. */
export interface DouteVu extends Pick<DouteIne, 'id' | 'nomDepart' | 'nomArrivee' | 'le'> {
  ine: string
  titulaire: Personne | null
  ligne: Personne | null
}

/** The doubts on an INE of the schools of the actor, seen from each side that is his. */
export async function readDoutesIne(tx: Tx, campagneId: number): Promise<DouteVu[]> {
  demand(tx.acteur, TRANCHER, [])
  const perimetre = perimetreOf(tx.acteur, TRANCHER)
  const uais = perimetre === 'academie' ? null : perimetre.flatMap((one) => ('uai' in one ? [one.uai] : []))
  const doutes = await asApplication(tx, () => listDoutesIne(tx.trx, { campagneId, uais }))
  const mine = (uai: string): boolean => allows(tx.acteur, TRANCHER, { uai })
  return doutes.map(({ depart, arrivee, ligne, titulaire, naissance, ...doute }) => ({
    id: doute.id,
    nomDepart: doute.nomDepart,
    nomArrivee: doute.nomArrivee,
    le: doute.le,
    ine: ligne.ine ?? '',
    titulaire: mine(depart) ? { nom: titulaire, naissance } : null,
    ligne: mine(arrivee) ? { nom: `${ligne.prenom} ${ligne.nom}`, naissance: ligne.dateNaissance } : null,
  }))
}
