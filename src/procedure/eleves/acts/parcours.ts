import { appendJournal } from '#src/db/journal.ts'
import { dayOf } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import { listReferents } from '#src/procedure/campagnes/api.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import type {
  EtapeDuParcours,
  Information,
  RubriqueDuCarnet,
  Trajet,
} from '#src/procedure/eleves/model/parcours.ts'
import { selectIdsDeCampagne } from '#src/procedure/eleves/sql/dossier.ts'
import { selectEleves } from '#src/procedure/eleves/sql.ts'
import {
  insertInformations,
  replaceEtapes,
  replacePreferences,
  upsertTrajet,
  writeCarnet,
} from '#src/procedure/eleves/sql/parcours.ts'
import type { RefusParcours } from '#src/procedure/eleves/texts/parcours.ts'

interface Moi {
  campagneId: number
  eleveId: number
}

const cleOf = (tx: Tx, moi: Moi) => ({ academie: tx.acteur.academie, ...moi })

/** The pupil ticks steps: among `parmi`, exactly `faites` are done. */
export async function cocherEtapes(
  tx: Tx,
  moi: Moi,
  { parmi, faites }: { parmi: readonly EtapeDuParcours[]; faites: readonly EtapeDuParcours[] },
): Promise<void> {
  demand(tx.acteur, 'parcours.suivre', [{ eleveId: moi.eleveId }])
  const kept = faites.filter((etape) => parmi.includes(etape))
  if (await replaceEtapes(tx.trx, cleOf(tx, moi), { parmi, faites: kept, le: tx.now }))
    await told(tx, moi, { acte: 'parcours.cocher', apres: { faites: kept } })
}

/** Keeps what a pupil writes for himself. The journal tells that he wrote, never what. */
export async function ecrireCarnet(
  tx: Tx,
  moi: Moi,
  textes: ReadonlyMap<RubriqueDuCarnet, string>,
): Promise<void> {
  demand(tx.acteur, 'parcours.suivre', [{ eleveId: moi.eleveId }])
  await writeCarnet(tx.trx, cleOf(tx, moi), { textes, le: tx.now })
  await told(tx, moi, { acte: 'carnet.ecrire', apres: { rubriques: [...textes.keys()] } })
}

/** Says whether he can go to a lycée every day, and for which of its domaines he would rather be received there. */
export async function direTrajet(
  tx: Tx,
  moi: Moi,
  { preferes, ...trajet }: Trajet & { preferes: readonly string[] },
): Promise<Result<null, RefusParcours>> {
  demand(tx.acteur, 'parcours.suivre', [{ eleveId: moi.eleveId }])
  const offered = (await listReferents(tx.trx, moi.campagneId)).filter(({ uai }) => uai === trajet.uai)
  const own = (domaine: string): boolean => offered.some((one) => one.domaine === domaine)
  if (offered.length === 0 || !preferes.every(own)) return refuse('lycee_etranger')
  await upsertTrajet(tx.trx, cleOf(tx, moi), { ...trajet, le: tx.now })
  await replacePreferences(tx.trx, cleOf(tx, moi), { uai: trajet.uai, preferes, le: tx.now })
  await told(tx, moi, { acte: 'trajet.dire', apres: { ...trajet, preferes } })
  return ok(null)
}

async function told(tx: Tx, { eleveId }: Moi, fait: { acte: string; apres: object }): Promise<void> {
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  await appendJournal(tx, [{ chaine: eleve?.uai ?? '', objet: 'eleve', objetId: eleveId, ...fait }])
}

/**
 * Notes that families were told: how, whom, which day. Noted twice it is noted once. Gives how many are new.
 * Source: domain.md, « informs them (evidence: who was reached, how, when) ».
 */
export async function noterInformations(
  tx: Tx,
  {
    campagneId,
    eleveIds,
    ...faite
  }: Omit<Information, 'auteur'> & { campagneId: number; eleveIds: readonly number[] },
): Promise<Result<number, RefusParcours>> {
  const eleves = await selectEleves(tx.trx, await selectIdsDeCampagne(tx.trx, { campagneId, eleveIds }))
  demand(tx.acteur, 'famille.informer', eleves)
  if (eleves.length < new Set(eleveIds).size) return refuse('eleve_inconnu')
  if (faite.jour > dayOf(tx.now, tx.zone)) return refuse('jour_a_venir')
  const { academie, nom: auteur } = tx.acteur
  const added = await insertInformations(
    tx.trx,
    eleves.map(({ id }) => ({
      academie,
      campagne_id: campagneId,
      eleve_id: id,
      ...faite,
      auteur,
      le: tx.now,
    })),
  )
  for (const [uai, group] of groupBy(eleves, (one) => one.uai))
    await appendJournal(
      { ...tx, acteur: actingFor(tx.acteur, uai) },
      group.map(({ id }) => ({
        chaine: uai,
        acte: 'famille.informer',
        objet: 'eleve',
        objetId: id,
        apres: faite,
      })),
    )
  return ok(added)
}
