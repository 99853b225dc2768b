import { appendJournal } from '#src/db/journal.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { listDomaines } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import type { NouvelleDisponibilite, NouvelleIndisponibilite } from '#src/procedure/entretiens/model.ts'
import { judgeSeance } from '#src/procedure/entretiens/rules/seances.ts'
import {
  ensureNamed,
  insertDisponibilites,
  insertIndisponibilites,
  insertJurys,
  selectNamed,
} from '#src/procedure/entretiens/sql/disponibilites.ts'
import type { RefusDisponibilite } from '#src/procedure/entretiens/texts.ts'

const DECLARER = 'disponibilite.declarer'
const EMPECHER = 'indisponibilite.declarer'

interface Batch<T> {
  campagneId: number
  items: readonly T[]
}

/** Declares when juries of lycées receive pupils; people and rooms are created by name. One result per item. */
export async function declareDisponibilites(
  tx: Tx,
  { campagneId, items }: Batch<NouvelleDisponibilite>,
): Promise<Result<null, RefusDisponibilite>[]> {
  demand(tx.acteur, DECLARER, items)
  const known = new Set(
    (await listEtablissements(tx.trx, [...new Set(items.map((item) => item.uai))])).map((e) => e.uai),
  )
  const domaines = new Map(
    (await listDomaines(tx.trx, campagneId)).map((one) => [one.code, one.dureeMinutes]),
  )
  const longest = (codes: readonly string[]) => Math.max(0, ...codes.map((code) => domaines.get(code) ?? 0))
  const results = items.map((item): Result<null, RefusDisponibilite> => {
    if (!known.has(item.uai)) return refuse('etablissement_inconnu', { uai: item.uai })
    const unknown = item.domaines.find((domaine) => !domaines.has(domaine))
    if (unknown !== undefined) return refuse('domaine_inconnu', { domaine: unknown })
    if (item.debut >= item.fin) return refuse('intervalle_inverse')
    return judgeSeance(item, { dureeMinutes: longest(item.domaines) })
  })
  const kept = items.filter((_, i) => results[i]?.ok)
  await save(tx, campagneId, kept)
  const byLycee = groupBy(kept, (item) => item.uai)
  await appendJournal(
    tx,
    [...byLycee].map(([uai, group]) => ({
      chaine: uai,
      acte: DECLARER,
      objet: 'etablissement',
      objetId: uai,
      apres: { nombre: group.length },
    })),
  )
  return results
}

async function save(tx: Tx, campagneId: number, items: readonly NouvelleDisponibilite[]): Promise<void> {
  const scope = { academie: tx.acteur.academie, campagneId }
  const people = items.flatMap((item) => item.intervenants.map((nom) => ({ uai: item.uai, nom })))
  const rooms = items.flatMap((item) => (item.salle === null ? [] : [{ uai: item.uai, nom: item.salle }]))
  const intervenants = await ensureNamed(tx.trx, 'intervenant', { ...scope, named: people })
  const salles = await ensureNamed(tx.trx, 'salle', { ...scope, named: rooms })
  const ids = await insertDisponibilites(
    tx.trx,
    items.map((item) => ({
      academie: scope.academie,
      campagne_id: campagneId,
      uai: item.uai,
      domaines: item.domaines,
      debut: item.debut,
      fin: item.fin,
      salle_id: item.salle === null ? null : (salles.get(`${item.uai}/${item.salle}`) ?? null),
      mode: item.mode,
      capacite: item.capacite,
      minutes_communes: item.seance?.communes ?? null,
      minutes_individuelles: item.seance?.individuelles ?? null,
      accessible: item.accessible,
    })),
  )
  const jurys = items.flatMap((item, i) =>
    item.intervenants.map((nom) => ({
      academie: scope.academie,
      disponibilite_id: ids[i] ?? null,
      intervenant_id: intervenants.get(`${item.uai}/${nom}`) ?? null,
    })),
  )
  await insertJurys(tx.trx, jurys)
}

/** Declares when a pupil, a class, a school, a person or a room cannot. One result per item. */
export async function declareIndisponibilites(
  tx: Tx,
  { campagneId, items }: Batch<NouvelleIndisponibilite>,
): Promise<Result<null, RefusDisponibilite>[]> {
  const eleveIds = items.flatMap((item) => (item.eleveId === undefined ? [] : [item.eleveId]))
  const eleves = indexBy(await selectEleves(tx.trx, eleveIds), (eleve) => eleve.id)
  // The school of a pupil comes from his file, never from the request.
  const uaiOf = (item: NouvelleIndisponibilite): string =>
    item.eleveId === undefined
      ? (item.uai ?? item.intervenant?.uai ?? item.salle?.uai ?? '')
      : (eleves.get(item.eleveId)?.uai ?? '')
  demand(
    tx.acteur,
    EMPECHER,
    items.map((item) => ({ uai: uaiOf(item) })),
  )
  const intervenants = await selectNamed(tx.trx, 'intervenant', campagneId)
  const salles = await selectNamed(tx.trx, 'salle', campagneId)
  const rows = items.map((item) => ({
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    eleve_id: item.eleveId ?? null,
    uai: item.intervenant || item.salle || item.eleveId !== undefined ? null : (item.uai ?? null),
    classe: item.classe ?? null,
    intervenant_id: item.intervenant
      ? (intervenants.get(`${item.intervenant.uai}/${item.intervenant.nom}`) ?? null)
      : null,
    salle_id: item.salle ? (salles.get(`${item.salle.uai}/${item.salle.nom}`) ?? null) : null,
    debut: item.debut,
    fin: item.fin,
    motif: item.motif,
  }))
  const results = rows.map((row): Result<null, RefusDisponibilite> => {
    const target = row.eleve_id ?? row.uai ?? row.intervenant_id ?? row.salle_id
    if (target === null) return refuse('cible_inconnue')
    return row.debut < row.fin ? ok(null) : refuse('intervalle_inverse')
  })
  await insertIndisponibilites(
    tx.trx,
    rows.filter((_, i) => results[i]?.ok),
  )
  const kept = groupBy(
    items.filter((_, i) => results[i]?.ok),
    uaiOf,
  )
  await appendJournal(
    tx,
    [...kept].map(([uai, group]) => ({
      chaine: uai || 'academie',
      acte: EMPECHER,
      objet: 'campagne',
      objetId: campagneId,
      apres: { nombre: group.length },
    })),
  )
  return results
}
