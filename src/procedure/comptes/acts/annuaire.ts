import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { dayOf, type Day } from '#src/kit/day.ts'
import type { Habilitation, Tx } from '#src/procedure/comptes/model.ts'
import { demand } from '#src/procedure/comptes/rights.ts'
import { habilitationsSelonAnnuaire, type Dires } from '#src/procedure/comptes/rules/annuaire.ts'
import { insertCompte, insertHabilitation } from '#src/procedure/comptes/sql.ts'
import {
  endHabilitations,
  insertIdentite,
  selectCompteOfIdentite,
  selectCotes,
  selectElevesOfIne,
  selectHabilitationsOfAnnuaire,
} from '#src/procedure/comptes/sql/acces.ts'

const RECONNAITRE = 'compte.reconnaitre'

/** A person as a directory brings him: who he is there, and what it says of his schools. */
export interface Presente extends Dires {
  fournisseur: string
  sujet: string
  nom: string
  courriel: string | undefined
}

/**
 * The account of a person whom a directory brings, with the rights that it gives today: opened at the first sign-in,
 * brought up to date at each. Undefined when the académie does not know him and the directory gives him no right.
 */
export async function recognise(tx: Tx, presente: Presente): Promise<number | 'ferme' | undefined> {
  demand(tx.acteur, RECONNAITRE, [{}])
  const known = await selectCompteOfIdentite(tx.trx, presente)
  if (known?.ferme) return 'ferme'
  const jour = dayOf(tx.now, tx.zone)
  const given = habilitationsSelonAnnuaire(presente, {
    cotes: await selectCotes(tx.trx, [...presente.dirige, ...presente.delegations.map(({ uai }) => uai)]),
    eleves: presente.ine === undefined ? [] : await selectElevesOfIne(tx.trx, presente.ine),
    jour,
  })
  if (!known && given.length === 0) return undefined
  const compteId = known?.compteId ?? (await open(tx, presente))
  await bringUpToDate(tx, { compteId, given, jour })
  return compteId
}

async function open(tx: Tx, { fournisseur, sujet, nom, courriel }: Presente): Promise<number> {
  const { academie } = tx.acteur
  const compteId = await insertCompte(tx.trx, {
    academie,
    nom,
    courriel: courriel ?? null,
    demonstration: false,
  })
  await insertIdentite(tx.trx, { academie, fournisseur, sujet, compteId })
  return compteId
}

async function bringUpToDate(
  tx: Tx,
  { compteId, given, jour }: { compteId: number; given: readonly Habilitation[]; jour: Day },
): Promise<void> {
  const held = await selectHabilitationsOfAnnuaire(tx.trx, { compteId, jour })
  const ended = held.filter((one) => !given.some((other) => same(one, other)))
  const added = given.filter((one) => !held.some((other) => same(one, other)))
  if (ended.length === 0 && added.length === 0) return
  await endHabilitations(tx.trx, { ids: ended.map(({ id }) => id), jour })
  const { academie } = tx.acteur
  for (const habilitation of added)
    await insertHabilitation(tx.trx, { academie, compteId, deLAnnuaire: true, ...habilitation })
  await appendJournal(tx, [
    {
      chaine: CHAINE_ACADEMIE,
      acte: RECONNAITRE,
      objet: 'compte',
      objetId: compteId,
      avant: { habilitations: ended },
      apres: { habilitations: added },
    },
  ])
}

const same = (a: Habilitation, b: Habilitation): boolean =>
  a.role === b.role &&
  a.uai === b.uai &&
  a.eleveId === b.eleveId &&
  (a.delegueePar ?? null) === (b.delegueePar ?? null)
