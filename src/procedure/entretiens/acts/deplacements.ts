import { appendJournal } from '#src/db/journal.ts'
import { ok, refuse, type Result } from '#src/kit/result.ts'
import type { Placement } from '#src/planning/model.ts'
import { actingFor, demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectElevesLimites } from '#src/procedure/eleves/api.ts'
import {
  essayerDeplacement,
  readEnMain,
  type EnMain,
  type Vers,
} from '#src/procedure/entretiens/reads/deplacements.ts'
import { fromMinute, toMinute } from '#src/procedure/entretiens/reads/instance.ts'
import {
  deleteEpingle,
  deleteInterdit,
  insertInterdit,
  moveEntretiens,
  upsertEpingles,
  type Deplace,
} from '#src/procedure/entretiens/sql/deplacements.ts'
import { annoncerConvocations, annoncerSemaines } from '#src/procedure/envois/api.ts'
import { lockPlanning } from '#src/procedure/entretiens/sql/verrou.ts'
import { convoquer } from '#src/procedure/entretiens/acts/convocations.ts'
import type { RefusDeplacement } from '#src/procedure/entretiens/texts.ts'
import { reglesInWords } from '#src/procedure/entretiens/texts/planning.ts'

const DEPLACER = 'entretien.deplacer'
const EPINGLER = 'entretien.epingler'
const INTERDIRE = 'entretien.interdire'

interface Vise {
  campagneId: number
  entretienId: number
}

/** As the planner saw it when he decided: the version of each interview that he moves. */
export interface NouveauDeplacement extends Vise {
  version: number
  vers: Vers
  /** Version of the other interview, when two change places. */
  versionAutre?: number
}

/**
 * Moves an interview by hand, or makes two change places. It stays there: no engine undoes it. Who was convoked gets a new
 * convocation, and the old one is kept. Returns how many convocations it makes.
 */
export async function deplacerEntretien(
  tx: Tx,
  deplacement: NouveauDeplacement,
): Promise<Result<number, RefusDeplacement>> {
  const { campagneId, vers } = deplacement
  await lockPlanning(tx.trx, campagneId)
  const enMain = await readEnMain(tx, deplacement)
  if (!enMain) return refuse('place_inconnue')
  demand(tx.acteur, DEPLACER, [{ uai: enMain.entretien.uai }])
  const wrong = judgeEnMain(tx, { enMain, deplacement })
  if (wrong) return wrong
  if (await hasLimite(tx, { enMain, vers })) return refuse('dossier_limite')
  const essai = essayerDeplacement(enMain, vers)
  if (!essai) return refuse('place_inconnue')
  if (essai.apres.some((one) => one.debut <= toMinute(tx.now, tx.zone))) return refuse('place_passee')
  if (essai.enfreint.length > 0) return refuse('place_refusee', { raisons: reglesInWords(essai.enfreint) })
  return ok(await applyPlacements(tx, { campagneId, enMain, apres: essai.apres }))
}

/** Whether the data of this pupil, or of the one who would change places with him, are limited. */
async function hasLimite(tx: Tx, { enMain, vers }: { enMain: EnMain; vers: Vers }): Promise<boolean> {
  const moved = [...enMain.loaded.places.values()].filter(
    ({ entretienId }) => entretienId === enMain.entretien.id || ('avec' in vers && entretienId === vers.avec),
  )
  const limites = await selectElevesLimites(
    tx.trx,
    moved.map(({ eleveId }) => eleveId),
  )
  return limites.size > 0
}

function judgeEnMain(
  tx: Tx,
  { enMain, deplacement }: { enMain: EnMain; deplacement: NouveauDeplacement },
): Result<never, RefusDeplacement> | undefined {
  const { entretien, place, loaded } = enMain
  const { vers, version, versionAutre } = deplacement
  if (place.version !== version) return refuse('entretien_modifie')
  if (entretien.presence !== null || entretien.debut <= tx.now) return refuse('entretien_commence')
  if ('avec' in vers) {
    const other = [...loaded.places.values()].find((one) => one.entretienId === vers.avec)
    if (other?.uai !== entretien.uai) return refuse('place_inconnue')
    if (other.version !== versionAutre) return refuse('entretien_modifie')
    return other.debut <= tx.now ? refuse('entretien_commence') : undefined
  }
  const same = place.disponibiliteId === vers.disponibiliteId && toMinute(place.debut, tx.zone) === vers.debut
  return same ? refuse('place_identique') : undefined
}

async function applyPlacements(
  tx: Tx,
  { campagneId, enMain, apres }: { campagneId: number; enMain: EnMain; apres: readonly Placement[] },
): Promise<number> {
  const { loaded, entretien } = enMain
  const { academie, nom: auteur } = tx.acteur
  const moves = apres.flatMap((one): (Deplace & { convoque: boolean; eleveId: number })[] => {
    const place = loaded.places.get(one.requete)
    if (!place) return []
    const { entretienId, domaine, convoque, eleveId } = place
    const times = { debut: fromMinute(one.debut, tx.zone), fin: fromMinute(one.fin, tx.zone) }
    const to = { disponibiliteId: Number(one.disponibilite), place: one.place, ...times }
    return [{ entretienId, domaine, convoque, eleveId, ...to }]
  })
  await moveEntretiens(tx.trx, { zone: tx.zone, now: tx.now, academie, campagneId, moves })
  const scope = { academie, campagne_id: campagneId, auteur, le: tx.now }
  await upsertEpingles(
    tx.trx,
    moves.map((one) => ({ ...scope, entretien_id: one.entretienId })),
  )
  await appendJournal(
    { ...tx, acteur: actingFor(tx.acteur, entretien.uai) },
    moves.map((one) => ({
      chaine: entretien.uai,
      acte: DEPLACER,
      objet: 'entretien',
      objetId: one.entretienId,
      avant: { debut: loaded.places.get(`${one.eleveId}/${one.domaine}`)?.debut },
      apres: { debut: one.debut, disponibilite: one.disponibiliteId },
    })),
  )
  const ids = moves.flatMap((one) => (one.convoque ? [one.entretienId] : []))
  const emises = await convoquer(tx, { campagneId, ids })
  await annoncerConvocations(tx, { campagneId })
  await annoncerSemaines(tx, { campagneId })
  return emises.reduce((sum, one) => sum + one.nombre, 0)
}

/** Makes an interview stay where it is, whatever the nights bring; or lets it go again. */
export async function epinglerEntretien(
  tx: Tx,
  { campagneId, entretienId, sens }: Vise & { sens: 'epingler' | 'detacher' },
): Promise<Result<null, RefusDeplacement>> {
  await lockPlanning(tx.trx, campagneId)
  const enMain = await readEnMain(tx, { campagneId, entretienId })
  if (!enMain) return refuse('place_inconnue')
  const { uai } = enMain.entretien
  demand(tx.acteur, EPINGLER, [{ uai }])
  const scope = { academie: tx.acteur.academie, campagne_id: campagneId }
  if (sens === 'epingler')
    await upsertEpingles(tx.trx, [{ ...scope, entretien_id: entretienId, auteur: tx.acteur.nom, le: tx.now }])
  else await deleteEpingle(tx.trx, entretienId)
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    { chaine: uai, acte: EPINGLER, objet: 'entretien', objetId: entretienId, apres: { sens } },
  ])
  return ok(null)
}

/** Forbids an availability to a pupil in a domaine: the engine never places him there. */
export async function interdirePlace(
  tx: Tx,
  asked: Vise & { disponibiliteId: number; motif: string },
): Promise<Result<null, RefusDeplacement>> {
  const { campagneId, disponibiliteId, motif } = asked
  await lockPlanning(tx.trx, campagneId)
  const enMain = await readEnMain(tx, asked)
  if (!enMain) return refuse('place_inconnue')
  const { uai, eleveId, domaine } = enMain.entretien
  demand(tx.acteur, INTERDIRE, [{ uai }])
  if (motif.trim() === '') return refuse('motif_absent')
  const offer = enMain.loaded.disponibilites.get(String(disponibiliteId))
  if (offer?.uai !== uai) return refuse('place_inconnue')
  if (disponibiliteId === enMain.place.disponibiliteId) return refuse('place_interdite')
  await insertInterdit(tx.trx, {
    academie: tx.acteur.academie,
    campagne_id: campagneId,
    eleve_id: eleveId,
    domaine,
    uai,
    disponibilite_id: disponibiliteId,
    motif: motif.trim(),
    auteur: tx.acteur.nom,
    le: tx.now,
  })
  await journalInterdit(tx, { uai, entretienId: asked.entretienId, apres: { disponibiliteId } })
  return ok(null)
}

/** Lifts such a prohibition. */
export async function leverInterdit(
  tx: Tx,
  { campagneId, entretienId, interditId }: Vise & { interditId: number },
): Promise<Result<null, RefusDeplacement>> {
  const enMain = await readEnMain(tx, { campagneId, entretienId })
  if (!enMain) return refuse('place_inconnue')
  const { uai } = enMain.entretien
  demand(tx.acteur, INTERDIRE, [{ uai }])
  if (!(await deleteInterdit(tx.trx, { id: interditId, uai }))) return refuse('place_inconnue')
  await journalInterdit(tx, { uai, entretienId, apres: { leve: interditId } })
  return ok(null)
}

async function journalInterdit(
  tx: Tx,
  { uai, entretienId, apres }: { uai: string; entretienId: number; apres: object },
): Promise<void> {
  await appendJournal({ ...tx, acteur: actingFor(tx.acteur, uai) }, [
    { chaine: uai, acte: INTERDIRE, objet: 'entretien', objetId: entretienId, apres },
  ])
}
