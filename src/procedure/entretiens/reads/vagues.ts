import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { indexBy } from '#src/kit/group.ts'
import { listDomaines, listReferents, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve } from '#src/procedure/eleves/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import {
  echeanceOf,
  etatOf,
  reglesDeVague,
  type Intervenant,
  type EtatVague,
  type Semaine,
} from '#src/procedure/entretiens/rules/vagues.ts'
import {
  listIntervenants,
  listEntretiensDeVague,
  listLyceesAutomatiques,
  listProvisoiresDesEleves,
  listSemaines,
  type EntretienDeVague,
  type RangeeProvisoire,
} from '#src/procedure/entretiens/sql/vagues.ts'

const DU_LYCEE = 'vagues.lire'
const PROVISOIRE = 'provisoires.lire'

/** The wave of a week: what is in it, and when its convocations are due. */
export interface Vague extends Semaine {
  uai: string
  etat: EtatVague
  echeance: Day
}

/** The waves of a lycée, week by week, and whether they leave by themselves. */
export async function readVagues(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<{ vagues: Vague[]; automatique: boolean; joursConvocation: number }> {
  demand(tx.acteur, DU_LYCEE, [{ uai }])
  const { vagues, joursConvocation } = await vaguesOf(tx, { campagneId, uai })
  const automatique = (await listLyceesAutomatiques(tx.trx, campagneId)).includes(uai)
  return { vagues, automatique, joursConvocation }
}

async function vaguesOf(
  tx: Tx,
  scope: { campagneId: number; uai?: string },
): Promise<{ vagues: Vague[]; joursConvocation: number }> {
  const campagne = await loadCampagne(tx.trx, scope.campagneId)
  const regles = reglesDeVague(campagne)
  const today = dayOf(tx.now, tx.zone)
  const semaines = await listSemaines(tx.trx, { ...scope, zone: tx.zone, now: tx.now })
  const vagues = semaines.map((one) => ({
    ...one,
    etat: etatOf(one, { today, regles }),
    echeance: echeanceOf(one.semaine, regles),
  }))
  return { vagues, joursConvocation: regles.joursConvocation }
}

/** What a lycée looks at before it releases a wave: its interviews and its team, over that week. */
export interface DetailDeVague {
  entretiens: EntretienDeVague[]
  equipe: Intervenant[]
  domaines: ReadonlyMap<string, string>
}

export async function readVague(
  tx: Tx,
  { campagneId, uai, semaine }: { campagneId: number; uai: string; semaine: Day },
): Promise<DetailDeVague> {
  demand(tx.acteur, DU_LYCEE, [{ uai }])
  const [debut, fin] = [instantOf(semaine, tx.zone), instantOf(addDays(semaine, 7), tx.zone)]
  const scope = { campagneId, uai, debut, fin }
  const dated = (ranges: readonly { debut: string; fin: string }[]) =>
    ranges.map((one) => ({ debut: new Date(one.debut), fin: new Date(one.fin) }))
  const equipe = (await listIntervenants(tx.trx, scope)).map((one) => ({
    ...one,
    prises: dated(one.prises),
    empeche: dated(one.empeche),
    disponible: dated(one.disponible),
  }))
  const domaines = await listDomaines(tx.trx, campagneId)
  return {
    entretiens: await listEntretiensDeVague(tx.trx, scope),
    equipe,
    domaines: new Map(domaines.map((one) => [one.code, one.libelle])),
  }
}

/** What the académie follows: the waves of each referent lycée. */
export interface VaguesDuLycee {
  uai: string
  nom: string
  automatique: boolean
  vagues: Vague[]
}

export async function readVaguesDeCampagne(
  tx: Tx,
  campagneId: number,
): Promise<{ lycees: VaguesDuLycee[]; joursConvocation: number }> {
  demand(tx.acteur, 'vagues.lire_partout', [{}])
  const { vagues, joursConvocation } = await vaguesOf(tx, { campagneId })
  const automatiques = new Set(await listLyceesAutomatiques(tx.trx, campagneId))
  const uais = [...new Set((await listReferents(tx.trx, campagneId)).map((one) => one.uai))]
  const names = indexBy(await listEtablissements(tx.trx, uais), (one) => one.uai)
  const lycees = uais.map((uai) => ({
    uai,
    nom: names.get(uai)?.nom ?? uai,
    automatique: automatiques.has(uai),
    vagues: vagues.filter((one) => one.uai === uai),
  }))
  return { lycees: lycees.toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr')), joursConvocation }
}

/** An interview held: its lycée and its week, and the day on which its hour will be known. */
export interface Provisoire extends RangeeProvisoire {
  fixeAvant: Day
}

/** What a school, or a pupil and his legal guardians, are told of the interviews that are only held. */
export async function readProvisoires(
  tx: Tx,
  scope: { campagneId: number } & ({ origine: string; eleveId?: number } | { eleveId: number }),
): Promise<Provisoire[]> {
  const portee = 'origine' in scope ? { uai: scope.origine } : await porteeDeLEleve(tx, scope.eleveId)
  demand(tx.acteur, PROVISOIRE, [portee])
  const regles = reglesDeVague(await loadCampagne(tx.trx, scope.campagneId))
  const rows = await listProvisoiresDesEleves(tx.trx, { ...scope, zone: tx.zone, now: tx.now })
  return rows.map((row) => ({ ...row, fixeAvant: echeanceOf(row.semaine, regles) }))
}
