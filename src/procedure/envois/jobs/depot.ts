import { groupBy, indexBy } from '#src/kit/group.ts'
import type { Tx } from '#src/db/transaction.ts'
import { selectElevesLimites } from '#src/procedure/eleves/api.ts'
import type { Contenu, Evenement } from '#src/procedure/envois/model.ts'
import { readAdresse } from '#src/procedure/envois/rules/adresse.ts'
import { isReponse } from '#src/procedure/envois/rules/pertinence.ts'
import {
  listCausesAccuse,
  listCausesAnnulation,
  listCausesConvocation,
  listCausesFiche,
  listCausesPresence,
  listCausesReponse,
  listCausesSemaine,
  type Cause,
} from '#src/procedure/envois/sql/causes.ts'
import { insertEnvois, selectReglage } from '#src/procedure/envois/sql/envois.ts'
import {
  evenementFrom,
  listEvenements,
  listPersonnes,
  selectRejetees,
} from '#src/procedure/envois/sql/personnes.ts'

/** What an act has just written in its own transaction, dated by it. `depuis`: since an earlier instant. */
export interface Depot {
  campagneId: number
  depuis?: Date
}

type Lister = (trx: Tx['trx'], scope: { campagneId: number; depuis: Date }) => Promise<Cause[]>

const announcing =
  (list: Lister) =>
  async (tx: Tx, { campagneId, depuis = tx.now }: Depot): Promise<number> => {
    if (!(await selectReglage(tx.trx, campagneId)).actif) return 0
    return deposer(tx, { campagneId, causes: await list(tx.trx, { campagneId, depuis }) })
  }

/** Messages of the convocations that this transaction released: first ones and changes. */
export const annoncerConvocations = announcing(listCausesConvocation)
/** Messages of the held interviews that this transaction put in another week. */
export const annoncerSemaines = announcing(listCausesSemaine)
/** Messages of the absences and cancellations that this transaction recorded. */
export const annoncerPresences = announcing(listCausesPresence)
/** Messages of the fiches that this transaction issued. */
export const annoncerFiches = announcing(listCausesFiche)
/** What families asked of a human and that this transaction answered: another slot, a second look. */
export const annoncerReponses = announcing(listCausesReponse)
/** Receipts of the confirmations that this transaction recorded. */
export const accuserConfirmations = announcing(listCausesAccuse)

/**
 * Messages of interviews that are taken away: to be called before they are, for what they were is then lost. Who withdraws
 * himself is not told of one that was only held.
 */
export async function annoncerAnnulations(
  tx: Tx,
  {
    campagneId,
    entretienIds,
    retrait,
  }: { campagneId: number; entretienIds: readonly number[]; retrait: boolean },
): Promise<number> {
  if (!(await selectReglage(tx.trx, campagneId)).actif) return 0
  const causes = await listCausesAnnulation(tx.trx, entretienIds)
  const said = retrait ? causes.filter((one) => !one.annoncee).map((one) => ({ ...one, retrait })) : causes
  return deposer(tx, { campagneId, causes: said })
}

/**
 * Writes one message per cause and address, in the transaction of the cause: two guardians of one address are written to
 * once, a person without a usable address not at all (see the list to print). Returns how many were new.
 */
export async function deposer(
  tx: Tx,
  { campagneId, causes }: { campagneId: number; causes: readonly Cause[] },
): Promise<number> {
  if (causes.length === 0) return 0
  const eleveIds = [...new Set(causes.map((cause) => cause.eleveId))]
  const personnes = (await listPersonnes(tx.trx, { eleveIds, now: tx.now })).flatMap((one) => {
    const adresse = readAdresse(one.courriel)
    return adresse.ok ? [{ ...one, adresse: adresse.value }] : []
  })
  const rejetees = await selectRejetees(
    tx.trx,
    personnes.map((one) => one.adresse),
  )
  const byEleve = groupBy(
    personnes.filter((one) => !rejetees.has(one.adresse)),
    (one) => one.eleveId,
  )
  const evenements = await evenementsOf(tx, causes)
  const limites = await selectElevesLimites(tx.trx, eleveIds)
  const said = causes.filter((cause) => !limites.has(cause.eleveId) || isReponse(cause.genre))
  const rows = said.flatMap((cause) =>
    (byEleve.get(cause.eleveId) ?? [])
      .filter((one) => !cause.responsableIds || cause.responsableIds.includes(one.responsableId))
      .map(({ responsableId, adresse }) => ({
        academie: tx.acteur.academie,
        campagne_id: campagneId,
        genre: cause.genre,
        eleve_id: cause.eleveId,
        entretien_id: cause.entretienId,
        version: cause.version,
        responsable_id: responsableId,
        adresse,
        cle: cleOf(cause.cause, adresse),
        contenu: contenuOf(cause, evenements.get(cause)),
        cree_le: tx.now,
      })),
  )
  return insertEnvois(tx.trx, rows)
}

/** Key of a message: what is said, and to which address. */
export const cleOf = (cause: string, adresse: string): string => `${cause}/${adresse}`

const contenuOf = ({ semaine, annoncee, retrait }: Cause, evenement: Evenement | undefined): Contenu => ({
  ...(evenement ? { evenement } : {}),
  ...(semaine ? { semaine } : {}),
  ...(annoncee ? { annoncee } : {}),
  ...(retrait ? { retrait } : {}),
})

/** What convoked interviews are now, for the messages that tell of them once they are no more. */
async function evenementsOf(tx: Tx, causes: readonly Cause[]): Promise<Map<Cause, Evenement>> {
  const told = causes.filter(
    ({ genre, annoncee }) => (genre === 'annulation' && !annoncee) || genre === 'absence',
  )
  const ids = told.flatMap((cause) => cause.entretienId ?? [])
  const events = indexBy(await listEvenements(tx.trx, ids), (one) => one.entretienId)
  return new Map(
    told.flatMap((cause): [Cause, Evenement][] => {
      const one = events.get(cause.entretienId ?? 0)
      return one ? [[cause, evenementFrom({ ...one, sequence: one.sequence + 1 })]] : []
    }),
  )
}
