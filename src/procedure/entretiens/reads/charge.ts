import { addDays, dayOf, instantOf, type Day } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import { listDomaines, listReferents, loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { listEtablissements, type Etablissement } from '#src/procedure/etablissements/api.ts'
import { toMinute } from '#src/procedure/entretiens/reads/instance.ts'
import { minutesEntre } from '#src/procedure/entretiens/reads/trajet.ts'
import { placesParJour, type PlageOuverte } from '#src/procedure/entretiens/rules/charge.ts'
import { dureeDeSeance } from '#src/procedure/entretiens/rules/seances.ts'
import { listCharges, listSorties } from '#src/procedure/entretiens/sql/charge.ts'
import { listDisponibilitesDuLycee } from '#src/procedure/entretiens/sql/disponibilites-lycee.ts'
import { listEntretiensDuLycee } from '#src/procedure/entretiens/sql/lycee.ts'
import {
  listDisponibilites,
  listIndisponibilites,
  selectPortee,
} from '#src/procedure/entretiens/sql/planning.ts'
import { listIntervenants } from '#src/procedure/entretiens/sql/vagues.ts'

const SEMAINE = 'semaine.lire'
const CHARGE = 'charge.lire'

interface DuLycee {
  campagneId: number
  uai: string
}

/** The referent lycées of a campaign, by name. */
export async function readLyceesReferents(tx: Tx, campagneId: number): Promise<Etablissement[]> {
  demand(tx.acteur, 'charge.lire_partout', [{}])
  const uais = [...new Set((await listReferents(tx.trx, campagneId)).map((one) => one.uai))]
  if (uais.length === 0) return []
  return (await listEtablissements(tx.trx, uais)).toSorted((a, b) => a.nom.localeCompare(b.nom, 'fr'))
}

/** Mondays of the weeks of interviews. */
function semainesOf({ calendrier }: Campagne): Day[] {
  const weeks: Day[] = []
  for (let day = mondayOf(calendrier.debutEntretiens); day <= calendrier.finEntretiens; day = addDays(day, 7))
    weeks.push(day)
  return weeks
}

/** A week of a lycée: its interviews, when it receives and who receives; the coming week when none is asked for. */
export async function readSemaine(
  tx: Tx,
  { semaine: asked, ...lycee }: DuLycee & { semaine: Day | undefined },
) {
  demand(tx.acteur, SEMAINE, [lycee])
  const campagne = await loadCampagne(tx.trx, lycee.campagneId)
  const semaines = semainesOf(campagne)
  const semaine = await shownWeek(tx, { lycee, semaines, asked })
  const [debut, fin] = [instantOf(semaine, tx.zone), instantOf(addDays(semaine, 7), tx.zone)]
  const entre = { ...lycee, debut, fin }
  const all = await listDisponibilitesDuLycee(tx.trx, {
    ...lycee,
    depuis: debut,
    nom: '',
    domaine: null,
    zone: tx.zone,
    tri: null,
    limit: 100_000,
    offset: 0,
  })
  return {
    semaines,
    semaine,
    entretiens: await listEntretiensDuLycee(tx, entre),
    plages: all.rows.filter((one) => one.debut < fin),
    equipe: (await listIntervenants(tx.trx, entre)).map(({ id, nom, empeche }) => ({
      id,
      nom,
      empeche: empeche.map((one) => ({ debut: new Date(one.debut), fin: new Date(one.fin) })),
    })),
  }
}
export type SemaineLue = Awaited<ReturnType<typeof readSemaine>>

/** The week asked for, else the next one with interviews, else the last one. */
async function shownWeek(
  tx: Tx,
  { lycee, semaines, asked }: { lycee: DuLycee; semaines: readonly Day[]; asked: Day | undefined },
): Promise<Day> {
  if (asked !== undefined && semaines.includes(mondayOf(asked))) return mondayOf(asked)
  const busy = [
    ...new Set((await listCharges(tx.trx, { ...lycee, zone: tx.zone })).map((one) => mondayOf(one.jour))),
  ]
  const thisWeek = mondayOf(dayOf(tx.now, tx.zone))
  return busy.find((one) => one >= thisWeek) ?? busy.at(-1) ?? semaines[0] ?? thisWeek
}

/** How full a lycée is on a day: interviews it could hold, those held and those convoked. */
export interface ChargeDuJour {
  uai: string
  jour: Day
  places: number
  provisoires: number
  convoques: number
}

/** The load of one lycée, or of all of them, day by day; days on which nobody receives are left out. */
export async function readCharges(
  tx: Tx,
  perimetre: { campagneId: number; uai?: string },
): Promise<{ jours: ChargeDuJour[]; semaines: Day[] }> {
  const { campagneId, uai } = perimetre
  demand(tx.acteur, CHARGE, [uai === undefined ? {} : { uai }])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const places = await placesOf(tx, { campagne, ...(uai === undefined ? {} : { uai }) })
  const taken = indexBy(
    await listCharges(tx.trx, { ...perimetre, zone: tx.zone }),
    ({ uai: lycee, jour }) => `${lycee}/${jour}`,
  )
  const keys = [...new Set([...places.keys(), ...taken.keys()])]
  const jours = keys.map((key) => {
    const [lycee = '', jour = ''] = key.split('/')
    const { provisoires, convoques } = taken.get(key) ?? { provisoires: 0, convoques: 0 }
    return { uai: lycee, jour, places: places.get(key) ?? 0, provisoires, convoques }
  })
  return {
    jours: jours.toSorted((a, b) => (a.jour + a.uai < b.jour + b.uai ? -1 : 1)),
    semaines: semainesOf(campagne),
  }
}

const MINUTES_A_DAY = 1440
const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000
const dayFrom = (number: number): Day => new Date(number * 86_400_000).toISOString().slice(0, 10)

/** Interviews that may be held, by `uai/day`, each counted at the shortest length that its jury receives for. */
async function placesOf(
  tx: Tx,
  { campagne, uai }: { campagne: Campagne; uai?: string },
): Promise<Map<string, number>> {
  const { calendrier, contraintes } = campagne
  const durees = new Map((await listDomaines(tx.trx, campagne.id)).map((one) => [one.code, one.dureeMinutes]))
  const [first, last] = [dayNumber(calendrier.debutEntretiens), dayNumber(calendrier.finEntretiens)]
  const rows = await listDisponibilites(
    tx.trx,
    campagne.id,
    uai === undefined
      ? undefined
      : await selectPortee(tx.trx, campagne.id, { lycees: [uai], colleges: [], eleves: [] }),
  )
  const plages = rows
    .filter((one) => uai === undefined || one.uai === uai)
    .map((one): PlageOuverte => ({
      uai: one.uai,
      occupe: [
        ...one.intervenants.map((id) => `intervenant:${id}`),
        ...(one.salleId === null ? [] : [`salle:${one.salleId}`]),
      ],
      debut: Math.max(first * MINUTES_A_DAY, toMinute(one.debut, tx.zone)),
      fin: Math.min((last + 1) * MINUTES_A_DAY, toMinute(one.fin, tx.zone)),
      capacite: one.capacite,
      pas:
        (dureeDeSeance(one) ?? Math.min(...one.domaines.map((code) => durees.get(code) ?? 0))) +
        (contraintes.pauseMinutes ?? 0),
    }))
    .filter((one) => one.debut < one.fin)
  const found = placesParJour(plages, {
    absences: await absencesOf(tx, campagne.id),
    joursFermes: new Set((contraintes.joursFermes ?? []).map(dayNumber)),
  })
  return new Map(
    [...found].map(([key, places]) => {
      const [lycee = '', day = ''] = key.split('/')
      return [`${lycee}/${dayFrom(Number(day))}`, places]
    }),
  )
}

/** When people and rooms cannot, by the key under which they receive. */
async function absencesOf(
  tx: Tx,
  campagneId: number,
): Promise<Map<string, { debut: number; fin: number }[]>> {
  const keyed = (await listIndisponibilites(tx.trx, campagneId)).flatMap((one) => {
    const range = { debut: toMinute(one.debut, tx.zone), fin: toMinute(one.fin, tx.zone) }
    if (one.intervenantId !== null) return [{ key: `intervenant:${one.intervenantId}`, range }]
    return one.salleId === null ? [] : [{ key: `salle:${one.salleId}`, range }]
  })
  return new Map(
    [...groupBy(keyed, (one) => one.key)].map(([key, group]) => [key, group.map((one) => one.range)]),
  )
}

/** Trips of one collège to one lycée, and how long one way takes; null where a place has no coordinates. */
export interface SortieLue {
  origine: Etablissement
  lycee: Etablissement
  sorties: number
  entretiens: number
  minutes: number | null
}

export async function readSorties(
  tx: Tx,
  { semaine, ...perimetre }: { campagneId: number; uai?: string; semaine: Day | undefined },
): Promise<{ lignes: SortieLue[]; semaines: Day[] }> {
  const { campagneId, uai } = perimetre
  demand(tx.acteur, CHARGE, [uai === undefined ? {} : { uai }])
  const semaines = semainesOf(await loadCampagne(tx.trx, campagneId))
  const entre =
    semaine === undefined
      ? undefined
      : { debut: instantOf(semaine, tx.zone), fin: instantOf(addDays(semaine, 7), tx.zone) }
  const rows = await listSorties(tx.trx, { ...perimetre, zone: tx.zone, ...(entre ? { entre } : {}) })
  const schools = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  const lignes = rows.flatMap(({ origine: from, uai: to, ...counts }): SortieLue[] => {
    const [origine, lycee] = [schools.get(from), schools.get(to)]
    return origine && lycee ? [{ origine, lycee, ...counts, minutes: minutesEntre(origine, lycee) }] : []
  })
  return { lignes, semaines }
}
