import { appendJournal, CHAINE_ACADEMIE } from '#src/db/journal.ts'
import { dayOf, type Day } from '#src/kit/day.ts'
import { selectElevesLimites } from '#src/procedure/eleves/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { annoncerFiches } from '#src/procedure/envois/api.ts'
import type { ContenuFiche } from '#src/procedure/bonus/model.ts'
import { contenusDuJour } from '#src/procedure/bonus/reads/contenu.ts'
import { changementsOf } from '#src/procedure/bonus/rules/changements.ts'
import { empreinteOf, faitsOf } from '#src/procedure/bonus/rules/empreinte.ts'
import type { EmissionDue, ModeEmission } from '#src/procedure/bonus/rules/emission.ts'
import {
  listElevesComplets,
  selectReglageEmission,
  upsertReglageEmission,
} from '#src/procedure/bonus/sql/emission.ts'
import { insertFiches, listDernieresFiches, listFichesEmises } from '#src/procedure/bonus/sql/fiches.ts'

const EMETTRE = 'fiche.emettre'

interface Due {
  eleveId: number
  uai: string
  version: number
  contenu: ContenuFiche
  faits: string
}

/** Pupils whose facts differ from their last fiche, with the version to issue. */
async function dueOf(
  tx: Tx,
  { campagneId, lesquelles }: { campagneId: number; lesquelles: EmissionDue },
): Promise<Due[]> {
  const contenus = await contenusDuJour(tx, { campagneId })
  const last = await listDernieresFiches(tx.trx, campagneId)
  const complets = lesquelles === 'signees' ? await listElevesComplets(tx.trx, campagneId) : undefined
  const limites = await selectElevesLimites(tx.trx, [...contenus.keys()])
  return [...contenus].flatMap(([eleveId, { uai, contenu }]) => {
    if (limites.has(eleveId)) return []
    const faits = faitsOf(contenu)
    const before = last.get(eleveId)
    if (before?.faits === faits || (complets && !before && !complets.has(eleveId))) return []
    return [{ eleveId, uai, version: (before?.version ?? 0) + 1, contenu, faits }]
  })
}

/** The same with what each new version changes. */
async function withChangements(tx: Tx, campagneId: number, due: readonly Due[]): Promise<Due[]> {
  const eleveIds = due.flatMap(({ eleveId, version }) => (version > 1 ? [eleveId] : []))
  if (eleveIds.length === 0) return [...due]
  const anciennes = await listFichesEmises(tx.trx, { campagneId, eleveIds })
  const before = new Map(anciennes.map((one) => [one.eleveId, one.contenu]))
  return due.map((one) => {
    const ancien = before.get(one.eleveId)
    return ancien
      ? { ...one, contenu: { ...one.contenu, changements: changementsOf(ancien, one.contenu) } }
      : one
  })
}

/**
 * Issues the fiche of every pupil whose facts differ from his last one: a new version, the old one kept (rule 7).
 * Returns how many were issued.
 */
export async function emitFiches(
  tx: Tx,
  campagneId: number,
  lesquelles: EmissionDue = 'toutes',
): Promise<number> {
  demand(tx.acteur, EMETTRE, [{}])
  const due = await withChangements(tx, campagneId, await dueOf(tx, { campagneId, lesquelles }))
  const emiseLe = dayOf(tx.now, tx.zone)
  const issued = due.map((one) => ({ ...one, empreinte: empreinteOf({ ...one, emiseLe }) }))
  await insertFiches(
    tx.trx,
    issued.map(({ eleveId, version, contenu, faits, empreinte }) => ({
      academie: tx.acteur.academie,
      campagne_id: campagneId,
      eleve_id: eleveId,
      version,
      contenu,
      faits,
      empreinte,
      emise_le: tx.now,
    })),
  )
  await annoncerFiches(tx, { campagneId })
  await appendJournal(
    tx,
    issued.map(({ eleveId, uai, version, empreinte }) => ({
      chaine: uai,
      acte: EMETTRE,
      objet: 'eleve',
      objetId: eleveId,
      apres: { version, empreinte },
    })),
  )
  return issued.length
}

const CHOISIR = 'emission.choisir'

/** Chooses when the fiches of a campaign leave by themselves: at a date, as avis are signed, or never. */
export async function choisirEmission(
  tx: Tx,
  { campagneId, mode, le }: { campagneId: number; mode: ModeEmission; le: Day | null },
): Promise<void> {
  demand(tx.acteur, CHOISIR, [{}])
  const avant = await selectReglageEmission(tx.trx, campagneId)
  await upsertReglageEmission(tx.trx, {
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    mode,
    le: mode === 'date' ? le : null,
    auteur: tx.acteur.nom,
    choisi_le: tx.now,
  })
  await appendJournal(tx, [
    {
      chaine: CHAINE_ACADEMIE,
      acte: CHOISIR,
      objet: 'campagne',
      objetId: campagneId,
      avant: { mode: avant.mode, le: avant.le },
      apres: { mode, le },
    },
  ])
}
