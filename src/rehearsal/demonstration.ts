import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { mef10, nomAcademie } from '#src/exchange/identifiants.ts'
import { instantOf } from '#src/kit/day.ts'
import {
  createCompte,
  installAcademie,
  listComptesDemonstration,
  type Acteur,
  type Habilitation,
  type Role,
  type Tx,
} from '#src/procedure/comptes/api.ts'
import { listEleves, nommerAdultesReferents } from '#src/procedure/eleves/api.ts'
import {
  chooseLiberation,
  declareIncident,
  proposeAvisReferent,
  readVaguesDeCampagne,
} from '#src/procedure/entretiens/api.ts'
import { annoncerConvocations, annoncerFiches, reglerEnvois } from '#src/procedure/envois/api.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { writeFichesFictives } from '#src/rehearsal/demonstration-fiches.ts'
import { openGame, playCampaign } from '#src/rehearsal/jouer/campaign.ts'
import { readDossier } from '#src/rehearsal/jouer/folder.ts'
import { releaseDue } from '#src/rehearsal/jouer/waves.ts'
import { at, endOf, type Game } from '#src/rehearsal/jouer/game.ts'

/** No real académie has this code: nobody takes the demonstration for real data. */
export const ACADEMIE_FICTIVE = { code: '90', nom: nomAcademie('90') }

const PUPILS = 240
const ZONE = 'Europe/Paris'

/**
 * Campaigns of the same fictional schools: while pupils register, while families confirm, and, the one first shown, in
 * the middle of the interviews.
 */
const CAMPAGNES = [
  { reglement: 'paris', dispositif: 'PASS-AGRI', until: '2027-01-27T10:00' },
  { reglement: 'exemple-gradue', dispositif: 'PASS-CCD', until: '2027-05-12T10:00' },
  { reglement: 'paris', dispositif: 'PASSPRO', until: '2027-02-25T10:00' },
] as const

/**
 * Fills an empty base with a fictional académie in the middle of its campaigns, through the acts of the screens, with one
 * account per role. Does nothing when there is any académie already. Says what it does through `say`.
 */
export async function loadDemonstration(db: Db, say: (line: string) => void): Promise<void> {
  const known = await db.selectFrom('academie').select('code').executeTakeFirst()
  if (known) return refuseInterrupted(db)
  say('Chargement d’une académie fictive…')
  const [acteur, approbateur] = await installAcademie(db, {
    ...ACADEMIE_FICTIVE,
    demonstration: true,
    gestionnaires: ['Armelle Fictive (académie)', 'Yvon Fictif (académie, seconde personne)'],
  })
  if (!acteur || !approbateur) throw new Error('académie sans gestionnaire')
  const games: Game[] = []
  for (const campagne of CAMPAGNES) games.push(await playOne(db, { acteur, approbateur, campagne }))
  const lycee = await inTransaction({ db, acteur }, (tx) =>
    openAccounts(
      tx,
      games.map((game) => game.campagneId),
    ),
  )
  for (const game of games)
    await at(game, game.until ?? new Date(Number.NaN), (tx) => writeFichesFictives(tx, game.campagneId))
  for (const game of games) await writeFrom(game)
  for (const game of games) {
    await releaseElsewhere(game, lycee)
    await declareAbsence(game, lycee)
  }
}

/** From here on its people are written to, in the sandbox, beginning with what was last told them. */
async function writeFrom(game: Game): Promise<void> {
  const { campagneId } = game
  const until = game.until ?? new Date(Number.NaN)
  await at(game, until, async (tx) => {
    await reglerEnvois(tx, { campagneId, actif: true, joursRappel: 3 })
    const depuis = new Date(until.getTime() - 10 * 86_400_000)
    await annoncerConvocations(tx, { campagneId, depuis })
    await annoncerFiches(tx, { campagneId, depuis })
  })
}

/** The waves that have just come due: that of the lycée with accounts waits for its planner, some leave by themselves. */
async function releaseElsewhere(game: Game, lycee: string): Promise<void> {
  await at(game, game.until ?? new Date(Number.NaN), async (tx) => {
    const { lycees } = await readVaguesDeCampagne(tx, game.campagneId)
    const others = lycees.filter(({ uai }) => uai !== lycee)
    for (const { uai } of others.filter((_, rank) => rank % 3 === 0))
      await chooseLiberation(tx, { campagneId: game.campagneId, uai, mode: 'automatique' })
    await releaseDue(tx, { game, but: [lycee] })
  })
}

/** The accounts come last: without them a loading was cut short, and what it left is no demonstration. */
async function refuseInterrupted(db: Db): Promise<void> {
  const { code } = ACADEMIE_FICTIVE
  const begun = await db.selectFrom('academie').select('code').where('code', '=', code).executeTakeFirst()
  const nobody = { academie: code, compteId: null, nom: '', pourLeCompteDe: null }
  const comptes = await inTransaction({ db, acteur: nobody }, ({ trx }) => listComptesDemonstration(trx))
  if (begun && !comptes.some(({ role }) => role === 'chef_origine'))
    throw new Error(
      'Le chargement de l’académie fictive a été interrompu. Effacez le dossier des données (celui de PASSPRO_DATA, sinon celui du projet), puis relancez.',
    )
}

/** Somebody who receives next week in the lycée with accounts is absent: the repair waits for its planner. */
async function declareAbsence(game: Game, lycee: string): Promise<void> {
  await at(game, game.until ?? new Date(Number.NaN), async (tx) => {
    const { rows } = await sql<{ id: number; jour: string }>`
      select c.intervenant_id as id, to_char(lower(k.plage) at time zone ${ZONE}, 'YYYY-MM-DD') as jour
      from entretien n join creneau k on k.id = n.creneau_id join creneau_intervenant c on c.creneau_id = k.id
      where n.campagne_id = ${game.campagneId} and k.uai = ${lycee} and lower(k.plage) > ${tx.now}::timestamptz + interval '1 day'
      group by 1, 2 order by count(*) desc, 2, 1 limit 1`.execute(tx.trx)
    const [found] = rows
    if (!found) return
    const { id: intervenantId, jour } = found
    await declareIncident(tx, {
      campagneId: game.campagneId,
      incident: {
        uai: lycee,
        genre: 'intervenant_absent',
        intervenantId,
        salleId: null,
        eleve: null,
        debut: instantOf(`${jour}T00:00`, ZONE),
        fin: instantOf(`${jour}T23:59`, ZONE),
        motif: 'Arrêt de travail (fictif)',
      },
    })
  })
}

async function playOne(
  db: Db,
  {
    acteur,
    approbateur,
    campagne,
  }: { acteur: Acteur; approbateur: Acteur; campagne: (typeof CAMPAGNES)[number] },
): Promise<Game> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'passpro-demonstration-'))
  try {
    await fabriquer(folder, { eleves: PUPILS, graine: 7, reglement: campagne.reglement })
    const dossier = await readDossier(folder)
    const lue = { ...dossier.campagne, academie: ACADEMIE_FICTIVE.code, dispositif: campagne.dispositif }
    const game = await openGame({ db, dossier: { ...dossier, campagne: lue }, acteur, approbateur })
    const until = instantOf(campagne.until, ZONE)
    game.until = until
    await playCampaign(game, () => undefined)
    // The clock stays where the campaign stands: the demonstration is the same whatever the day it is looked at.
    await at(game, until, (tx) => proposeSome(tx, game))
    return game
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const PROPOSALS = 60

/** The next avis of the folder, proposed and not signed: what waits for the head of a lycée. Those not received yet are refused. */
async function proposeSome(tx: Tx, game: Game): Promise<void> {
  const next = game.dossier.avisReferent.filter((ligne) => endOf(ligne.signeLe, game.zone) > tx.now)
  const items = next.flatMap((ligne) => {
    const eleve = game.pupils.byCle.get(ligne.ine)
    return eleve ? [{ ...ligne, eleveId: eleve.id, mef: mef10(ligne.mef) }] : []
  })
  await proposeAvisReferent(tx, { campagneId: game.campagneId, items: items.slice(0, PROPOSALS) })
}

/** One account per role, in the school and the lycée (returned) where the most happens, marked as open to anyone in a demonstration. */
async function openAccounts(tx: Tx, campagnes: readonly number[]): Promise<string> {
  const { college, lycee } = await busiest(tx, campagnes)
  const staff: readonly { nom: string; role: Role; uai: string }[] = [
    { nom: 'Bastien Fictif (principal)', role: 'chef_origine', uai: college },
    { nom: ADULTE, role: 'adulte_referent', uai: college },
    { nom: 'Paule Fictive (DDFPT)', role: 'planificateur', uai: lycee },
    { nom: 'Régis Fictif (enseignant)', role: 'intervenant', uai: lycee },
    { nom: 'Solange Fictive (proviseure)', role: 'chef_referent', uai: lycee },
  ]
  for (const { nom, role, uai } of staff) await account(tx, nom, [{ ...NOBODY, role, uai }])
  await openReaders(tx, { campagnes, college })
  for (const campagneId of campagnes) {
    await openFamily(tx, { campagneId, college })
    await nameAdulte(tx, { campagneId, college })
  }
  return lycee
}

/** Those who sign for the head, and those who only read. */
async function openReaders(
  tx: Tx,
  { campagnes, college: uai }: { campagnes: readonly number[]; college: string },
): Promise<void> {
  const { rows } = await sql<{ classe: string }>`
    select classe from eleve where uai = ${uai} and campagne_id = any (${campagnes}::bigint[]) and classe is not null
    group by classe order by count(*) desc, classe limit 1`.execute(tx.trx)
  const readers: readonly [
    nom: string,
    habilitation: Omit<Habilitation, keyof typeof NOBODY> & Partial<Habilitation>,
  ][] = [
    [
      'Denise Fictive (adjointe, par délégation)',
      { role: 'chef_origine', uai, delegueePar: 'Bastien Fictif (principal)' },
    ],
    [
      'Prosper Fictif (professeur principal)',
      { role: 'professeur_principal', uai, classe: rows[0]?.classe ?? '3A' },
    ],
    ['Psyché Fictive (psychologue EN)', { role: 'psyen', uai }],
    ['Desdémone Fictive (DSDEN)', { role: 'dsden', departement: uai.slice(0, 3) }],
    ['Lucie Fictive (académie, lecture)', { role: 'academie_lecture' }],
    ['Aude Fictive (auditrice)', { role: 'auditeur' }],
    ['Hélène Fictive (assistance)', { role: 'assistance' }],
  ]
  for (const [nom, habilitation] of readers) await account(tx, nom, [{ ...NOBODY, ...habilitation }])
}

const ADULTE = 'Odile Fictive (adulte référent)'

/** The adulte référent follows a part of the pupils of the school, some of whom asked to be registered. */
async function nameAdulte(
  tx: Tx,
  { campagneId, college: uai }: { campagneId: number; college: string },
): Promise<void> {
  const eleves = await listEleves(tx.trx, campagneId, uai)
  const mine = eleves.filter((_, rank) => rank % 4 === 0)
  await nommerAdultesReferents(
    tx,
    mine.map(({ id: eleveId }) => ({ eleveId, nom: ADULTE })),
  )
}

const NOBODY = { uai: null, eleveId: null, responsableId: null, debut: '2020-01-01', fin: null }

const account = (tx: Tx, nom: string, habilitations: readonly Habilitation[]): Promise<number> =>
  createCompte(tx, { nom, demonstration: true, habilitations })

async function busiest(tx: Tx, campagnes: readonly number[]): Promise<{ college: string; lycee: string }> {
  const { rows } = await sql<{ college: string; lycee: string }>`
    select (select e.uai from inscription i join eleve e on e.id = i.eleve_id
        where i.campagne_id = any (${campagnes}::bigint[]) group by e.uai order by count(*) desc, e.uai limit 1) as college,
      (select k.uai from entretien n join creneau k on k.id = n.creneau_id
        where n.campagne_id = any (${campagnes}::bigint[]) group by k.uai order by count(*) desc, k.uai limit 1) as lycee
  `.execute(tx.trx)
  const row = rows[0]
  if (!row) throw new Error('démonstration sans inscription')
  return row
}

/** A pupil of that school with two guardians and the most to see, and his family. */
async function openFamily(
  tx: Tx,
  { campagneId, college }: { campagneId: number; college: string },
): Promise<void> {
  const { rows } = await sql<{
    id: number
    prenom: string
    nom: string
    guardians: { id: number; prenom: string; nom: string }[]
  }>`
    select e.id, e.prenom, e.nom, (select json_agg(json_build_object('id', r.id, 'prenom', r.prenom, 'nom', r.nom) order by r.id)
        from eleve_responsable l join responsable r on r.id = l.responsable_id where l.eleve_id = e.id and l.niveau = 1) as guardians
    from eleve e
    where e.campagne_id = ${campagneId} and e.uai = ${college}
      and (select count(*) from eleve_responsable l where l.eleve_id = e.id and l.niveau = 1) >= 1
    order by (select count(*) from inscription i where i.eleve_id = e.id) desc, (select coalesce(sum(a.points), 0) from avis_final a
        join inscription i on i.id = a.inscription_id where i.eleve_id = e.id) desc, e.id
    limit 1`.execute(tx.trx)
  const pupil = rows[0]
  if (!pupil) return
  await account(tx, `${pupil.prenom} ${pupil.nom} (élève fictif)`, [
    { ...NOBODY, role: 'eleve', eleveId: pupil.id },
  ])
  for (const guardian of pupil.guardians)
    await account(tx, `${guardian.prenom} ${guardian.nom} (responsable fictif de ${pupil.prenom})`, [
      { ...NOBODY, role: 'responsable', responsableId: guardian.id },
    ])
}
