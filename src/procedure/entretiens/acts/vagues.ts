import { appendJournal } from '#src/db/journal.ts'
import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { ok, type Result } from '#src/kit/result.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { convoquer } from '#src/procedure/entretiens/acts/convocations.ts'
import { annoncerConvocations } from '#src/procedure/envois/api.ts'
import {
  etatOf,
  judgeLiberation,
  reglesDeVague,
  type RefusVague,
} from '#src/procedure/entretiens/rules/vagues.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import {
  listLyceesAutomatiques,
  listSemaines,
  upsertLiberation,
  type ModeLiberation,
} from '#src/procedure/entretiens/sql/vagues.ts'

const CONVOQUER = 'convocation.emettre'
const LIBERER = 'vague.liberer'
const CHOISIR = 'liberation.choisir'

interface Vague {
  campagneId: number
  uai: string
  /** Monday of its week. */
  semaine: Day
}

type Emises = Awaited<ReturnType<typeof convoquer>>

async function journalEmises(
  tx: Tx,
  {
    emises,
    acte,
    campagneId,
    semaine,
  }: {
    emises: Emises
    acte: string
    campagneId: number
    semaine?: Day
  },
): Promise<number> {
  const entrees = emises.map(({ uai, nombre }) => {
    const apres = { nombre, ...(semaine === undefined ? {} : { semaine }) }
    return { chaine: uai, acte, objet: 'campagne', objetId: campagneId, apres }
  })
  await appendJournal(tx, entrees)
  await annoncerConvocations(tx, { campagneId })
  return emises.reduce((sum, one) => sum + one.nombre, 0)
}

/**
 * Releases every wave of every lycée at once: gives its convocation to each interview that has none for its present time
 * and place. For rehearsals, and for the académie where waves are not wanted. Returns how many.
 */
export async function emitConvocations(tx: Tx, campagneId: number): Promise<number> {
  demand(tx.acteur, CONVOQUER, [{}])
  await lockPlanning(tx.trx, campagneId)
  const emises = await convoquer(tx, { campagneId })
  return journalEmises(tx, { emises, acte: CONVOQUER, campagneId })
}

async function release(tx: Tx, { campagneId, uai, semaine }: Vague): Promise<number> {
  const monday = instantOf(semaine, tx.zone)
  // What was forgotten and has passed is no longer convoked: it has to be placed again.
  const debut = monday > tx.now ? monday : tx.now
  const entre = { uai, debut, fin: instantOf(addDays(semaine, 7), tx.zone) }
  const emises = await convoquer(tx, { campagneId, entre })
  const acteur = actingFor(tx.acteur, uai)
  return journalEmises({ ...tx, acteur }, { emises, acte: LIBERER, campagneId, semaine })
}

/** Releases the wave of one week of a lycée, once it is due: its interviews are convoked, and move no more. */
export async function liberateVague(tx: Tx, vague: Vague): Promise<Result<number, RefusVague>> {
  const { campagneId, uai } = vague
  demand(tx.acteur, LIBERER, [{ uai }])
  await lockPlanning(tx.trx, campagneId)
  const regles = reglesDeVague(await loadCampagne(tx.trx, campagneId))
  const semaines = await listSemaines(tx.trx, { campagneId, uai, zone: tx.zone, now: tx.now })
  const found = semaines.find((one) => one.semaine === vague.semaine)
  const judged = judgeLiberation(found, { today: dayOf(tx.now, tx.zone), regles })
  return judged.ok ? ok(await release(tx, vague)) : judged
}

/** Releases what is due in the lycées that let their waves go by themselves. Done twice, the second time does nothing. */
export async function liberateAutomatiques(tx: Tx, campagneId: number): Promise<number> {
  demand(tx.acteur, CONVOQUER, [{}])
  await lockPlanning(tx.trx, campagneId)
  const today = dayOf(tx.now, tx.zone)
  const regles = reglesDeVague(await loadCampagne(tx.trx, campagneId))
  const semaines = await listSemaines(tx.trx, { campagneId, zone: tx.zone, now: tx.now })
  const byLycee = groupBy(semaines, (one) => one.uai)
  let emises = 0
  for (const uai of await listLyceesAutomatiques(tx.trx, campagneId))
    for (const one of byLycee.get(uai) ?? [])
      if (one.provisoires > 0 && etatOf(one, { today, regles }) === 'a_liberer')
        emises += await release(tx, { campagneId, uai, semaine: one.semaine })
  return emises
}

/** Whether a lycée releases its waves itself. */
export async function chooseLiberation(
  tx: Tx,
  { campagneId, uai, mode }: { campagneId: number; uai: string; mode: ModeLiberation },
): Promise<void> {
  demand(tx.acteur, CHOISIR, [{ uai }])
  const { academie, nom } = tx.acteur
  const avant = (await listLyceesAutomatiques(tx.trx, campagneId)).includes(uai) ? 'automatique' : 'manuelle'
  await upsertLiberation(tx.trx, { academie, campagne_id: campagneId, uai, mode, auteur: nom, le: tx.now })
  const change = { objet: 'etablissement', objetId: uai, avant: { mode: avant }, apres: { mode } }
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    { chaine: uai, acte: CHOISIR, ...change },
  ])
}
