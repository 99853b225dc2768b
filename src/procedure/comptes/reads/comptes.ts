import { dayOf } from '#src/kit/day.ts'
import type { Tx } from '#src/procedure/comptes/model.ts'
import { allows, demand, hasRole, schoolsOf } from '#src/procedure/comptes/rights.ts'
import { ROLES_SANS_ASSISTANCE } from '#src/procedure/comptes/rules/assistance.ts'
import {
  listComptes,
  listComptesAAider,
  selectCompte,
  selectCompteOfFamille,
  selectProches,
  type CompteSuivi,
  type TriCompte,
} from '#src/procedure/comptes/sql/comptes.ts'

export {
  TRIS_COMPTES,
  type CompteSuivi,
  type Droit,
  type TriCompte,
} from '#src/procedure/comptes/sql/comptes.ts'

interface ComptesCherches {
  cherche: string
  tri: { cle: TriCompte; descendant: boolean } | null
  limit: number
  offset: number
}

/** Staff accounts that the actor keeps: those of his schools, or of the whole académie. */
export function readComptes(
  tx: Tx,
  { cherche, tri, limit, offset }: ComptesCherches,
): Promise<{ total: number; comptes: CompteSuivi[] }> {
  const { academie } = tx.acteur
  const uais = hasRole(tx.acteur, 'academie')
    ? undefined
    : schoolsOf(tx.acteur, ['chef_origine', 'chef_referent'])
  demand(
    tx.acteur,
    'compte.lire',
    (uais ?? []).map((uai) => ({ uai })),
  )
  return listComptes(tx.trx, { academie, uais, cherche, tri, jour: dayOf(tx.now, tx.zone), limit, offset })
}

/** One staff account, when one of its rights is one that the actor may give; undefined otherwise. */
export async function readCompte(tx: Tx, compteId: number): Promise<CompteSuivi | undefined> {
  const { academie } = tx.acteur
  const compte = await selectCompte(tx.trx, { academie, compteId, jour: dayOf(tx.now, tx.zone) })
  const keeps = compte?.droits.some(({ role, uai }) =>
    allows(tx.acteur, `donner.${role}`, uai === null ? {} : { uai }),
  )
  return keeps || hasRole(tx.acteur, 'academie') ? compte : undefined
}

/** Who may be helped, by a part of a name or of an address: never the whole list. */
export function readComptesAAider(tx: Tx, cherche: string): Promise<CompteSuivi[]> {
  demand(tx.acteur, 'assistance.chercher', [{}])
  if (cherche.trim().length < 3) return Promise.resolve([])
  const { academie } = tx.acteur
  const jour = dayOf(tx.now, tx.zone)
  return listComptesAAider(tx.trx, { academie, cherche: cherche.trim(), jour, sans: ROLES_SANS_ASSISTANCE })
}

/** The one account that who helps is about to see through; undefined when it is none of those. */
export async function readCompteAAider(tx: Tx, compteId: number): Promise<CompteSuivi | undefined> {
  demand(tx.acteur, 'assistance.chercher', [{}])
  const { academie } = tx.acteur
  const compte = await selectCompte(tx.trx, { academie, compteId, jour: dayOf(tx.now, tx.zone) })
  const above = compte?.droits.some(({ role }) => ROLES_SANS_ASSISTANCE.includes(role))
  return compte?.ferme || above ? undefined : compte
}

/** One person of a family, and how far his access is. */
export interface AccesFamille {
  /** Null for the pupil. */
  responsableId: number | null
  nom: string
  compte: CompteSuivi | undefined
}

/** The pupil and his legal guardians; undefined when there is no such pupil, or not for this actor. */
export async function readAccesFamille(tx: Tx, eleveId: number): Promise<AccesFamille[] | undefined> {
  const proches = await selectProches(tx.trx, eleveId)
  if (!proches || !allows(tx.acteur, 'donner.eleve', { uai: proches.uai })) return undefined
  const legaux = proches.responsables.filter(({ niveau }) => niveau === NIVEAU_LEGAL)
  const persons = [{ id: null, nom: proches.nom, prenom: proches.prenom }, ...legaux]
  const acces: AccesFamille[] = []
  for (const { id, nom, prenom } of persons) {
    const compteId = await selectCompteOfFamille(tx.trx, { eleveId, responsableId: id })
    const { academie } = tx.acteur
    const jour = dayOf(tx.now, tx.zone)
    const compte =
      compteId === undefined ? undefined : await selectCompte(tx.trx, { academie, compteId, jour })
    acces.push({ responsableId: id, nom: `${prenom} ${nom}`, compte })
  }
  return acces
}

/** NIVEAU_RESPONSABILITE of a legal guardian. Source: SIECLE. */
const NIVEAU_LEGAL = 1
