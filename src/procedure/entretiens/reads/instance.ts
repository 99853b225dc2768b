import { asApplication } from '#src/db/transaction.ts'
import { addDays, dayOf, instantOf, localMinuteOf } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import type { Disponibilite, Instance, Interval, Minute, Placement, Requete } from '#src/planning/model.ts'
import { listDomaines, listReferents, type Campagne } from '#src/procedure/campagnes/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { listEtablissements, servedBy, type Etablissement } from '#src/procedure/etablissements/api.ts'
import { contraintesOf, dayNumber } from '#src/procedure/entretiens/rules/contraintes.ts'
import { dureeOf } from '#src/procedure/entretiens/rules.ts'
import { selectReglages } from '#src/procedure/entretiens/sql/reglages.ts'
import { listMoyens } from '#src/procedure/entretiens/sql/moyens.ts'
import { listInterdits } from '#src/procedure/entretiens/sql/deplacements.ts'
import {
  listDisponibilites,
  listIndisponibilites,
  listPlaces,
  listRequetesDesInscriptions,
  selectPortee,
  type OffreDeReferent,
  type PorteeLue,
  type Portee,
  type RangeeDisponibilite,
  type RangeeEnAttente,
  type RangeeIndisponibilite,
  type RangeePlace,
  type RangeeRequete,
} from '#src/procedure/entretiens/sql/planning.ts'

/** Minutes since 1970-01-01T00:00 in local time, as the planner counts. */
export const toMinute = (instant: Date, zone: string): Minute =>
  Date.parse(`${localMinuteOf(instant, zone)}:00Z`) / 60_000

export const fromMinute = (minute: Minute, zone: string): Date =>
  instantOf(new Date(minute * 60_000).toISOString().slice(0, 16), zone)

export interface Loaded {
  instance: Instance
  requetes: Map<string, RangeeRequete>
  disponibilites: Map<string, RangeeDisponibilite>
  /** The interviews that stand, by request. */
  places: Map<string, RangeePlace>
}

export const requeteId = (eleveId: number, domaine: string): string => `${eleveId}/${domaine}`

/**
 * The campaign as the planner reads it: what is to place, where, and what is placed already. In a `portee`, only what
 * bears on those lycées, collèges and pupils. Read as the application's own work: what stands elsewhere bears on it too, and
 * whoever shows it reads again, under his own eyes, whose it is.
 */
export const loadInstance = (tx: Tx, campagne: Campagne, portee?: Portee): Promise<Loaded> =>
  asApplication(tx, () => load(tx, campagne, portee))

async function load(tx: Tx, campagne: Campagne, portee?: Portee): Promise<Loaded> {
  const alentours = portee && (await selectPortee(tx.trx, campagne.id, portee))
  const standing = portee?.domaines !== undefined
  const rows = await listRequetesDesInscriptions(tx.trx, campagne.id, alentours)
  const places = await listPlaces(tx.trx, campagne.id, alentours)
  const disponibilites = await listDisponibilites(tx.trx, campagne.id, alentours)
  const closed = await listIndisponibilites(tx.trx, campagne.id, alentours)
  const etablissements = await listEtablissements(
    tx.trx,
    portee &&
      distinct([
        ...portee.lycees,
        ...places.map((one) => one.origine),
        ...[...rows, ...disponibilites].map((one) => one.uai),
      ]),
  )
  const toRequete = await requeteBuilder(tx, {
    campagne,
    closed,
    etablissements,
    domaines: portee?.domaines ?? distinct(rows.map((row) => row.domaine)),
    offres: portee?.offres,
    alentours,
  })
  const requetes = indexBy(rows, (row) => requeteId(row.eleveId, row.domaine))
  const placed = indexBy(places, (place) => requeteId(place.eleveId, place.domaine))
  const fixes = [...placed].flatMap(([id, place]) => {
    const placement = placementOf(place, tx.zone)
    if (standing) return [{ requete: standingRequete(place, placement), placement }]
    const row = requetes.get(id)
    return row ? [{ requete: toRequete(row), placement }] : []
  })
  const reglages = await selectReglages(tx.trx, campagne.id)
  const origines = distinct([...rows.map((row) => row.uai), ...places.map((one) => one.origine)])
  const lycees = disponibilites.map((one) => one.uai)
  const moyens = await listMoyens(tx.trx, campagne.id, distinct([...origines, ...lycees]))
  const instance: Instance = {
    lieux: etablissements.map(({ uai, latitude, longitude }) => ({ id: uai, latitude, longitude })),
    disponibilites: withinInterviews(disponibilites, campagne, tx.zone),
    indisponibilites: ofPeopleAndRooms(closed, tx.zone),
    requetes: rows.filter((row) => !placed.has(requeteId(row.eleveId, row.domaine))).map(toRequete),
    contraintes: contraintesOf(campagne.contraintes, { origines, moyens }),
    fixes,
    ...(reglages ? { reglages } : {}),
  }
  return {
    instance,
    requetes,
    disponibilites: indexBy(disponibilites, (row) => String(row.id)),
    places: placed,
  }
}

export const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

const placementOf = (place: RangeePlace, zone: string): Placement => ({
  requete: requeteId(place.eleveId, place.domaine),
  disponibilite: String(place.disponibiliteId),
  place: place.place,
  debut: toMinute(place.debut, zone),
  fin: toMinute(place.fin, zone),
})

/** What is asked for by an interview that does not move: where it is. */
const standingRequete = (
  { uai, eleveId, origine, domaine, mode }: RangeePlace,
  { requete, debut, fin }: Placement,
): Requete => ({
  id: requete,
  eleve: String(eleveId),
  origine,
  domaine,
  duree: fin - debut,
  mode,
  lieux: [uai],
  souhait: null,
  accessible: false,
  auPlusTot: null,
  indisponibilites: [],
})

/** The same, where nothing new starts before this minute. */
export const startingFrom = (instance: Instance, depuis: Minute): Instance => ({
  ...instance,
  requetes: instance.requetes.map((requete) => ({
    ...requete,
    auPlusTot: Math.max(requete.auPlusTot ?? depuis, depuis),
  })),
})

/** Availabilities cut to the days of interviews of the calendar. */
export function withinInterviews(
  rows: readonly RangeeDisponibilite[],
  campagne: Campagne,
  zone: string,
): Disponibilite[] {
  const first = dayNumber(campagne.calendrier.debutEntretiens) * 1440
  const last = dayNumber(addDays(campagne.calendrier.finEntretiens, 1)) * 1440
  return rows
    .map((row) => ({
      id: String(row.id),
      lieu: row.uai,
      intervenants: row.intervenants.map((id) => `intervenant:${id}`),
      domaines: row.domaines,
      salle: row.salleId === null ? null : `salle:${row.salleId}`,
      mode: row.mode,
      capacite: row.capacite,
      seance: row.seance && { commune: row.seance.communes, individuelle: row.seance.individuelles },
      accessible: row.accessible,
      debut: Math.max(first, toMinute(row.debut, zone)),
      fin: Math.min(last, toMinute(row.fin, zone)),
    }))
    .filter((one) => one.debut < one.fin)
}

const intervalOf = (row: { debut: Date; fin: Date }, zone: string): Interval => ({
  debut: toMinute(row.debut, zone),
  fin: toMinute(row.fin, zone),
})

function ofPeopleAndRooms(rows: readonly RangeeIndisponibilite[], zone: string): Map<string, Interval[]> {
  const keyed = rows.flatMap((row) => {
    const interval = intervalOf(row, zone)
    if (row.intervenantId !== null) return [{ key: `intervenant:${row.intervenantId}`, interval }]
    return row.salleId === null ? [] : [{ key: `salle:${row.salleId}`, interval }]
  })
  const groups = groupBy(keyed, (one) => one.key)
  return new Map([...groups].map(([key, group]) => [key, group.map((one) => one.interval)]))
}

interface Lue {
  campagne: Campagne
  closed: readonly RangeeIndisponibilite[]
  etablissements: readonly Etablissement[]
  /** Those of the requests. */
  domaines: readonly string[]
  /** Offers of these domaines, when they are read already. */
  offres?: readonly OffreDeReferent[] | undefined
  alentours?: PorteeLue | undefined
}

/** Turns registrations of a (pupil, domaine) into a request: where he may go, how long, when he cannot. */
export async function requeteBuilder(
  tx: Tx,
  { campagne, closed, etablissements, domaines, offres: lues, alentours }: Lue,
): Promise<(row: RangeeRequete) => Requete> {
  const durees = new Map((await listDomaines(tx.trx, campagne.id)).map((one) => [one.code, one.dureeMinutes]))
  const offres = lues ?? (await listReferents(tx.trx, campagne.id, domaines))
  const lieux = lieuxBuilder({ etablissements, offres })
  const empechements = empechementsBuilder(closed, tx.zone)
  const interdits = groupBy(await listInterdits(tx.trx, campagne.id, alentours?.eleves), (one) =>
    requeteId(one.eleveId, one.domaine),
  )
  const preavis = campagne.contraintes.preavisJours
  return (row) => ({
    id: requeteId(row.eleveId, row.domaine),
    eleve: String(row.eleveId),
    origine: row.uai,
    domaine: row.domaine,
    duree: dureeOf(durees.get(row.domaine) ?? 0, row.amenagements),
    mode: row.mode,
    lieux: lieux(row),
    souhait: row.uaiSouhaite,
    accessible: row.amenagements.includes('acces_fauteuil'),
    auPlusTot: preavis === undefined ? null : (dayNumber(dayOf(row.inscritLe, tx.zone)) + preavis) * 1440,
    indisponibilites: empechements(row),
    interdits: (interdits.get(requeteId(row.eleveId, row.domaine)) ?? []).map((one) =>
      String(one.disponibiliteId),
    ),
  })
}

/**
 * Lycées where a pupil may be received: the referents whose sector serves his school; with an exception to the sector,
 * the wished lycée alone when he names one (it must be a referent), else every referent of the domaine.
 */
export function lieuxBuilder({
  etablissements: ecoles,
  offres,
}: {
  etablissements: readonly Etablissement[]
  offres: readonly OffreDeReferent[]
}): (row: RangeeEnAttente) => string[] {
  const referents = groupBy(
    offres.map(({ uai, domaine, secteur }) => ({ uai, domaine, serves: servedBy(secteur) })),
    (one) => one.domaine,
  )
  const etablissements = indexBy(ecoles, (one) => one.uai)
  const served = new Map<string, string[]>()
  const inSector = (origine: Etablissement, domaine: string): string[] => {
    const key = `${origine.uai}/${domaine}`
    const known = served.get(key)
    if (known) return known
    const list = (referents.get(domaine) ?? []).filter((one) => one.serves(origine)).map((one) => one.uai)
    served.set(key, list)
    return list
  }
  return (row) => {
    const all = (referents.get(row.domaine) ?? []).map((one) => one.uai)
    if (row.derogationSecteur)
      return row.uaiSouhaite === null ? all : all.filter((uai) => uai === row.uaiSouhaite)
    const origine = etablissements.get(row.uai)
    return origine ? inSector(origine, row.domaine) : all
  }
}

function empechementsBuilder(
  rows: readonly RangeeIndisponibilite[],
  zone: string,
): (row: RangeeRequete) => Interval[] {
  const ofEleve = groupBy(
    rows.filter((row) => row.eleveId !== null),
    (row) => String(row.eleveId),
  )
  const ofSchool = groupBy(
    rows.filter((row) => row.uai !== null),
    (row) => `${row.uai}/${row.classe ?? ''}`,
  )
  return (row) =>
    [
      ...(ofEleve.get(String(row.eleveId)) ?? []),
      ...(ofSchool.get(`${row.uai}/`) ?? []),
      ...(row.classe ? (ofSchool.get(`${row.uai}/${row.classe}`) ?? []) : []),
    ].map((one) => intervalOf(one, zone))
}
