import { inTransaction } from '#src/db/transaction.ts'
import type { LigneIncident } from '#src/exchange/model.ts'
import { dayOf, instantOf } from '#src/kit/day.ts'
import { refuse, type Result } from '#src/kit/result.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import {
  accepterReparation,
  declareIncident,
  emitConvocations,
  listNonPlacementsDesEleves,
  placeEntretiens,
  readIncident,
  readIncidents,
  recordPresences,
  selectEntretiens,
  sentenceEntretien,
  type Entretien,
  type LigneReparation,
  type NouvelIncident,
  type RefusEntretien,
} from '#src/procedure/entretiens/api.ts'
import { at, noteBloquant, startOf, type Game } from '#src/rehearsal/jouer/game.ts'

/** One interview that an incident changed: who, from where to where, and why. */
export interface ChangementJoue {
  ligne: LigneIncident
  eleveId: number
  domaine: string
  /** null: he had no place before. */
  avant: Endroit | null
  /** null: withdrawn, or left without a place. */
  apres: Endroit | null
  visible: boolean
  raison: LigneReparation['raison'] | 'place_trouvee'
}
interface Endroit {
  uai: string
  debut: Date
  /** Who receives, and the room, where the repair says it. */
  ou: string
}

/** Known pupil or none, and the interview that the line is about as it stands. */
interface Vise {
  ligne: LigneIncident
  eleveId: number | null
}

/**
 * What happens once the plan is made, each line at its own date: declared, mended by the repair that a lycée is proposed,
 * which is accepted; who has no place left is looked for one elsewhere, and convoked.
 */
export async function playIncidents(game: Game, planLe: Date): Promise<ChangementJoue[]> {
  const waiting = knownPupils(game)
  const changes: ChangementJoue[] = []
  for (let next = await earliest(game, waiting); next; next = await earliest(game, waiting)) {
    const { vise, instant, entretien } = next
    waiting.splice(waiting.indexOf(vise), 1)
    if (game.until !== null && instant > game.until) continue
    if (instant < planLe) {
      noteBloquant(game, vise.ligne, {
        colonne: 'declare_le',
        valeur: vise.ligne.declareLe ?? '',
        message: `Le plan est fait le ${dayOf(planLe, game.zone)} : ce qui est connu avant s’écrit dans indisponibilites.csv.`,
      })
      continue
    }
    if (vise.eleveId !== null && !entretien) {
      const message = sentenceEntretien({ code: 'entretien_absent' })
      noteBloquant(game, vise.ligne, { colonne: 'domaine', valeur: vise.ligne.domaine ?? '', message })
      continue
    }
    const played = await at(game, instant, (tx) => playOne(tx, { game, vise, entretien }))
    if (played.ok) changes.push(...played.value)
    else
      noteBloquant(game, vise.ligne, {
        colonne: COLUMN[played.refus.code] ?? 'cible',
        valeur: '',
        message: sentenceEntretien(played.refus),
      })
  }
  return changes
}

const COLUMN: Partial<Record<RefusEntretien['code'], string>> = {
  incident_passe: 'fin',
  intervalle_inverse: 'fin',
  motif_absent: 'motif',
}

function knownPupils(game: Game): Vise[] {
  return game.dossier.incidents.flatMap((ligne): Vise[] => {
    if (ligne.cible.genre !== 'eleve') return [{ ligne, eleveId: null }]
    const { ine } = ligne.cible
    const eleve = game.pupils.byCle.get(ine)
    if (eleve) return [{ ligne, eleveId: eleve.id }]
    noteBloquant(game, ligne, { colonne: 'cible', valeur: ine, message: 'Cet élève n’est pas connu.' })
    return []
  })
}

/** The next line by its instant, then by its rank. A repair may move the interview that another line waits for. */
async function earliest(
  { db, acteur, campagneId, zone }: Game,
  waiting: readonly Vise[],
): Promise<{ vise: Vise; instant: Date; entretien: Entretien | undefined } | undefined> {
  const eleves = waiting.flatMap(({ eleveId }) => eleveId ?? [])
  const entretiens =
    eleves.length === 0
      ? []
      : await inTransaction({ db, acteur, campagneId }, (tx) => selectEntretiens(tx.trx, eleves))
  const dated = waiting.map((vise) => {
    const { declareLe, domaine } = vise.ligne
    const entretien = entretiens.find((one) => one.eleveId === vise.eleveId && one.domaine === domaine)
    // Without an interview there is no evening to wait for: it is played, and refused, last.
    const evening = entretien ? `${dayOf(entretien.debut, zone)}T23:59` : '9999-12-31'
    return { vise, instant: startOf(declareLe ?? evening, zone), entretien }
  })
  return dated.reduce<(typeof dated)[number] | undefined>(
    (first, one) => (first && first.instant <= one.instant ? first : one),
    undefined,
  )
}

interface Joue {
  game: Game
  vise: Vise
  entretien: Entretien | undefined
}

async function playOne(tx: Tx, joue: Joue): Promise<Result<ChangementJoue[], RefusEntretien>> {
  const { game, vise, entretien } = joue
  const { campagneId } = game
  const { ligne, eleveId } = vise
  const incident = await incidentOf(tx, joue)
  if (!incident) return refuse('incident_sans_cible')
  if (ligne.genre === 'absence' && eleveId !== null) {
    const items = [{ eleveId, domaine: ligne.domaine ?? '', etat: 'absent' as const }]
    const [told] = await recordPresences(tx, { campagneId, items })
    if (told && !told.ok) return told
  }
  const declared = await declareIncident(tx, { campagneId, incident })
  if (!declared.ok) return declared
  const incidentId = declared.value
  const lu = await readIncident(tx, { campagneId, incidentId })
  const { empreinte = '', lignes = [] } = lu ?? {}
  const accepted = await accepterReparation(tx, { campagneId, incidentId, empreinte, gardes: [] })
  if (!accepted.ok) return accepted
  const ici = (one: LigneReparation['avant']): Endroit => ({ ...one, uai: entretien?.uai ?? incident.uai })
  const mended = lignes.map((one): ChangementJoue => {
    const { eleveId: qui, domaine, visible, raison } = one
    return {
      ligne,
      eleveId: qui,
      domaine,
      avant: ici(one.avant),
      apres: one.apres && ici(one.apres),
      visible,
      raison,
    }
  })
  return { ok: true, value: await placeOthers(tx, { game, ligne, mended }) }
}

/** Who lost his place may be received by another lycée, and a place that was freed may serve who waited. */
async function placeOthers(
  tx: Tx,
  {
    game: { campagneId, until },
    ligne,
    mended,
  }: { game: Game; ligne: LigneIncident; mended: ChangementJoue[] },
): Promise<ChangementJoue[]> {
  const before = await listNonPlacementsDesEleves(tx.trx, campagneId)
  if (before.length > 0) await placeEntretiens(tx, campagneId, { depuis: tx.now })
  // A campaign that is stopped on its way convokes by waves.
  if (until === null) await emitConvocations(tx, campagneId)
  const found = (await selectEntretiens(tx.trx, [...new Set(before.map((one) => one.eleveId))])).filter(
    (one) => before.some(({ eleveId, domaine }) => eleveId === one.eleveId && domaine === one.domaine),
  )
  const elsewhere = new Map(found.map((one) => [`${one.eleveId}/${one.domaine}`, { ...one, ou: '' }]))
  const told = mended.map((one) => {
    const apres = elsewhere.get(`${one.eleveId}/${one.domaine}`)
    elsewhere.delete(`${one.eleveId}/${one.domaine}`)
    return apres ? { ...one, apres } : one
  })
  const gained = [...elsewhere.values()].map((apres): ChangementJoue => ({
    ligne,
    eleveId: apres.eleveId,
    domaine: apres.domaine,
    avant: null,
    apres,
    visible: true,
    raison: 'place_trouvee',
  }))
  return [...told, ...gained]
}

/** What the line declares, in the words of the screen; undefined when what it is about is not there. */
async function incidentOf(tx: Tx, { game, vise, entretien }: Joue): Promise<NouvelIncident | undefined> {
  const { campagneId, zone } = game
  const { genre, cible, plage, motif, domaine } = vise.ligne
  const times = plage && { debut: instantOf(plage.debut, zone), fin: instantOf(plage.fin, zone) }
  const nobody = { genre, motif, intervenantId: null, salleId: null, eleve: null }
  if (cible.genre === 'eleve') {
    if (!entretien) return undefined
    const eleve = { eleveId: entretien.eleveId, domaine: domaine ?? '' }
    return { ...nobody, eleve, uai: entretien.uai, debut: entretien.debut, fin: entretien.fin, ...times }
  }
  if (cible.genre === 'classe' || !times) return undefined
  const here = { ...nobody, ...times, uai: cible.uai }
  if (cible.genre === 'uai') return here
  const { intervenants, salles } = await readIncidents(tx, { campagneId, uai: cible.uai })
  const named = (list: readonly { id: number; nom: string }[]): number | null =>
    list.find((one) => one.nom === cible.nom)?.id ?? null
  return cible.genre === 'salle'
    ? { ...here, salleId: named(salles) }
    : { ...here, intervenantId: named(intervenants) }
}
