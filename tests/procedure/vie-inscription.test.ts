import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { computeAvisFinaux, recordConfirmations } from '#src/procedure/bonus/api.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  at,
  eleveAt,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { recordPresences, signAvisReferent, writeComptesRendus } from '#src/procedure/entretiens/api.ts'
import { anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine } from '#src/procedure/inscriptions/examples.ts'

/**
 * The life of a registration against a model of it, on the real base: acts in any order and at any time, each accepted
 * or refused as the model says, and what the base holds is what the model holds. Source: domain.md rules 2, 3, 4, 5, 8, 9.
 */
const VIES = 300

let base: Awaited<ReturnType<typeof testDb>>
let campagne: CampagneFictive
let eleveId: number
let debut: Date
beforeAll(async () => {
  base = await testDb()
  campagne = await fictionalCampagne(base.db)
  eleveId = eleveAt(campagne, 0).id
  await playInscriptions(campagne, [aParcours({ eleveId })])
  debut = await at(campagne, '2027-03-01', async ({ trx }) => {
    const { plage } = await trx.selectFrom('entretien').select('plage').executeTakeFirstOrThrow()
    return new Date(/"([^"]+)"/.exec(plage)?.[1] ?? '')
  })
})
afterAll(() => base.close())

/** What should be true of the registration. */
interface Vie {
  now: Date
  origine: boolean
  presence: 'present' | 'absent' | null
  compteRendu: boolean
  referent: boolean
  /** The last word of the pupil. */
  decision: 'oui' | 'non' | null
  /** As it was last computed. */
  final: { etat: string; points: number } | null
}
/** What is: the open transaction, in which the clock is moved. */
interface Base {
  tx: Tx
}

const at235959 = (day: string): Date => instantOf(`${day}T23:59`, ZONE)
const MINUTE = 60_000

type Pas = fc.AsyncCommand<Vie, Base>

/** A step that the model accepts or refuses, and that the act must judge alike. */
const pas = (
  nom: string,
  {
    permis,
    fait,
    act,
  }: { permis: (v: Vie) => boolean; fait: (v: Vie) => void; act: (tx: Tx) => Promise<boolean> },
): Pas => ({
  check: () => true,
  toString: () => nom,
  run: async (vie, { tx }) => {
    const expected = permis(vie)
    expect({ nom, accepte: await act({ ...tx, now: vie.now }) }).toEqual({ nom, accepte: expected })
    if (expected) fait(vie)
    expect(await stored(tx)).toEqual({
      origine: vie.origine,
      presence: vie.presence,
      compteRendu: vie.compteRendu,
      referent: vie.referent,
      decision: vie.decision,
      final: vie.final,
    })
  },
})

async function stored({ trx }: Tx): Promise<Omit<Vie, 'now'>> {
  const presence = await trx.selectFrom('presence').select('etat').executeTakeFirst()
  const said = trx.selectFrom('confirmation').select('decision').orderBy('id', 'desc')
  const decision = (await said.executeTakeFirst())?.decision
  const final = await trx.selectFrom('avis_final').select(['etat', 'points']).executeTakeFirst()
  const counted = await trx
    .selectNoFrom((eb) => [
      eb.exists(eb.selectFrom('avis_origine').select('id')).as('origine'),
      eb.exists(eb.selectFrom('compte_rendu').select('entretien_id')).as('compteRendu'),
      eb.exists(eb.selectFrom('avis_referent').select('inscription_id')).as('referent'),
    ])
    .executeTakeFirstOrThrow()
  return {
    origine: Boolean(counted.origine),
    compteRendu: Boolean(counted.compteRendu),
    referent: Boolean(counted.referent),
    presence: presence?.etat === 'present' || presence?.etat === 'absent' ? presence.etat : null,
    decision: decision === 'oui' || decision === 'non' ? decision : null,
    final: final ?? null,
  }
}

const campagneId = (): number => campagne.campagneId
const first = async (results: Promise<{ ok: boolean }[]>): Promise<boolean> => (await results)[0]?.ok ?? false

const signerOrigine = (commentaire: string): Pas =>
  pas(`avis d’origine « ${commentaire} »`, {
    permis: (v) =>
      !v.origine && commentaire.trim() !== '' && v.now <= at235959('2027-03-19') && v.now <= debut,
    fait: (v) => void (v.origine = true),
    act: (tx) =>
      first(
        signAvisOrigine(tx, { campagneId: campagneId(), items: [anAvisOrigine({ eleveId, commentaire })] }),
      ),
  })

const noterPresence = (etat: 'present' | 'absent'): Pas =>
  pas(`présence : ${etat}`, {
    // The day of the interview for who came; half an hour after its time before anybody is said absent.
    permis: (v) =>
      !v.referent &&
      (etat === 'present' ? v.now >= JOUR_J() : v.now.getTime() >= debut.getTime() + 30 * MINUTE),
    fait: (v) => void (v.presence = etat),
    act: (tx) =>
      first(recordPresences(tx, { campagneId: campagneId(), items: [{ eleveId, domaine: 'bois', etat }] })),
  })

const rediger = (texte: string): Pas =>
  pas(`compte rendu « ${texte} »`, {
    permis: (v) => v.presence === 'present' && texte.trim() !== '' && !v.referent,
    fait: (v) => void (v.compteRendu = true),
    act: (tx) =>
      first(
        writeComptesRendus(tx, { campagneId: campagneId(), items: [{ eleveId, domaine: 'bois', texte }] }),
      ),
  })

const signerReferent = (commentaire: string): Pas =>
  pas(`avis du référent « ${commentaire} »`, {
    permis: (v) =>
      !v.referent &&
      v.presence === 'present' &&
      v.now >= debut &&
      v.now <= at235959('2027-04-30') &&
      (v.compteRendu || commentaire.trim() !== ''),
    fait: (v) => void (v.referent = true),
    act: (tx) =>
      first(
        signAvisReferent(tx, { campagneId: campagneId(), items: [anAvisReferent({ eleveId, commentaire })] }),
      ),
  })

const confirmer = (decision: 'oui' | 'non'): Pas =>
  pas(`l’élève dit ${decision}`, {
    permis: (v) => v.now <= at235959('2027-05-21'),
    fait: (v) => void (v.decision = decision),
    act: (tx) => {
      const item = { eleveId, mef: '2472340121', responsableId: null, decision, support: 'papier' } as const
      return first(recordConfirmations(tx, { campagneId: campagneId(), items: [item] }))
    },
  })

/** Rules 3 and 4, said again: the first thing that is missing, else the best of the shipped graded crossing. */
const finalOf = (v: Vie): { etat: string; points: number } => {
  if (v.presence === 'absent') return { etat: 'absent', points: 0 }
  if (!v.origine) return { etat: 'avis_origine_manquant', points: 0 }
  return v.referent ? { etat: 'complet', points: 2500 } : { etat: 'avis_referent_manquant', points: 0 }
}

const calculer: Pas = pas('calcul des avis finaux', {
  permis: () => true,
  fait: (v) => void (v.final = finalOf(v)),
  act: async (tx) => (await computeAvisFinaux(tx, campagneId())).inscriptions === 1,
})

const JOUR_J = (): Date => instantOf(`${debut.toISOString().slice(0, 10)}T00:00`, ZONE)

/** Time only goes forward, by steps that fall before, on, during and after everything that is dated. */
const avancer = (minutes: number): Pas => ({
  check: () => true,
  toString: () => `+ ${minutes} min`,
  run: (vie) => {
    vie.now = new Date(vie.now.getTime() + minutes * MINUTE)
    return Promise.resolve()
  },
})

/** How a life begins: with nothing done, some days before; or the eve, with the pupil then received. */
const debuts = fc.oneof(
  fc.record({ depart: fc.integer({ min: -6 * 24 * 60, max: 4 * 60 }), pas: fc.constant<Pas[]>([]) }),
  fc.constant({
    depart: -24 * 60,
    pas: [signerOrigine('Avis fictif.'), avancer(25 * 60), noterPresence('present')],
  }),
)

class Undo extends Error {}

test(
  `${VIES} lives: each act is judged as the model says, and the base holds what the model holds`,
  { timeout: 180_000 },
  async () => {
    const texte = fc.constantFrom('Conseil fictif.', '   ')
    const steps = fc.commands(
      [
        // Long leaps end a life: one step of time in two is short.
        fc.constantFrom(60, 60, 12 * 60, 24 * 60).map(avancer),
        fc.constantFrom(60, 24 * 60, 5 * 24 * 60, 20 * 24 * 60, 45 * 24 * 60).map(avancer),
        texte.map(signerOrigine),
        texte.map(signerOrigine),
        fc.constantFrom('present' as const, 'present' as const, 'absent' as const).map(noterPresence),
        texte.map(rediger),
        texte.map(signerReferent),
        texte.map(signerReferent),
        fc.constantFrom('oui' as const, 'non' as const).map(confirmer),
        fc.constant(calculer),
      ],
      { maxCommands: 12, size: 'max' },
    )
    const seen = { origine: 0, referent: 0, absent: 0, decision: 0, complet: 0 }
    await fc.assert(
      fc.asyncProperty(debuts, steps, async ({ depart, pas: before }, commands) => {
        const vie: Vie = {
          now: new Date(debut.getTime() + depart * MINUTE),
          origine: false,
          presence: null,
          compteRendu: false,
          referent: false,
          decision: null,
          final: null,
        }
        await at(campagne, '2027-03-01', async (tx) => {
          const life = [...before, ...commands, calculer]
          await fc.asyncModelRun(() => ({ model: vie, real: { tx } }), life)
          throw new Undo()
        }).catch((error: unknown) => {
          if (!(error instanceof Undo)) throw error
        })
        if (vie.origine) seen.origine++
        if (vie.referent) seen.referent++
        if (vie.presence === 'absent') seen.absent++
        if (vie.decision !== null) seen.decision++
        if (vie.final?.etat === 'complet') seen.complet++
      }),
      { numRuns: VIES, seed: 2027 },
    )
    // Lives that go nowhere prove little: many must reach each end.
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(VIES / 20)
  },
)
