import { asApplication } from '#src/db/transaction.ts'
import { deficit } from '#src/planning/deficit.ts'
import type { Instance, Raison } from '#src/planning/model.ts'
import { placeOne } from '#src/planning/place-one.ts'
import { relaxations } from '#src/planning/relaxations.ts'
import { indexBy } from '#src/kit/group.ts'
import { listDomaines, listReferents, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { isServed, listEtablissements } from '#src/procedure/etablissements/api.ts'
import { improvable } from '#src/procedure/entretiens/reads/amelioration.ts'
import {
  loadInstance,
  requeteBuilder,
  requeteId,
  withinInterviews,
} from '#src/procedure/entretiens/reads/instance.ts'
import {
  listCollegesRecus,
  listDisponibilites,
  listIndisponibilites,
} from '#src/procedure/entretiens/sql/planning.ts'
import { listMoyens } from '#src/procedure/entretiens/sql/moyens.ts'
import { contraintesOf } from '#src/procedure/entretiens/rules/contraintes.ts'
import {
  countSansPlace,
  listRequetesSansPlace,
  listSansPlace,
  type PerimetreDuLycee,
  type TRIS_SANS_PLACE,
} from '#src/procedure/entretiens/sql/sans-place.ts'

export { TRIS_SANS_PLACE } from '#src/procedure/entretiens/sql/sans-place.ts'

const READ = 'sans_place.lire'

interface Perimetre {
  campagneId: number
  /** One lycée, else the whole campaign. */
  uai?: string
}

/**
 * What bears on one pupil, as an improvement sees it: what is held where he may go can make way. Every interview of the
 * collèges received there is read: whoever makes way must not be wanted elsewhere.
 */
async function load(tx: Tx, { campagneId, uai, eleveId }: Perimetre & { eleveId: number }) {
  demand(tx.acteur, READ, [uai === undefined ? {} : { uai }])
  return asApplication(tx, () => loadAutour(tx, { campagneId, eleveId }))
}

async function loadAutour(tx: Tx, { campagneId, eleveId }: { campagneId: number; eleveId: number }) {
  const campagne = await loadCampagne(tx.trx, campagneId)
  const own = await loadInstance(tx, campagne, { lycees: [], colleges: [], eleves: [eleveId] })
  const lycees = [...new Set(own.instance.requetes.flatMap((requete) => requete.lieux))]
  const colleges = await listCollegesRecus(tx.trx, { campagneId, lycees })
  const loaded = await loadInstance(tx, campagne, { lycees, colleges, eleves: [eleveId] })
  return improvable(tx, { campagne, loaded })
}

export interface FiltresSansPlace {
  nom: string
  domaine: string | null
  raison: Raison | null
}

interface TrancheTriee {
  tri: { cle: (typeof TRIS_SANS_PLACE)[number]; descendant: boolean } | null
  limit: number
  offset: number
}

/** Pupils without a place that a lycée may receive, or all of them: some of them, and what stops how many. */
export async function readSansPlace(
  tx: Tx,
  { uai, tri, limit, offset, ...filtres }: Perimetre & FiltresSansPlace & TrancheTriee,
) {
  demand(tx.acteur, READ, [uai === undefined ? {} : { uai }])
  const { campagneId } = filtres
  const cercle = uai === undefined ? undefined : await cercleOf(tx, { campagneId, uai })
  const raisons = await countSansPlace(tx.trx, { ...filtres, cercle })
  return {
    lignes: await listSansPlace(tx.trx, { ...filtres, cercle, tri, limit, offset }),
    total: raisons.reduce((sum, one) => sum + one.nombre, 0),
    raisons,
    domaines: await listDomaines(tx.trx, campagneId),
  }
}

/** How many pupils that this lycée may receive have no place. */
export async function countSansPlaceDuLycee(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<number> {
  demand(tx.acteur, READ, [{ uai }])
  const cercle = await cercleOf(tx, { campagneId, uai })
  const counted = await countSansPlace(tx.trx, { campagneId, cercle, nom: '', domaine: null, raison: null })
  return counted.reduce((sum, one) => sum + one.nombre, 0)
}

async function cercleOf(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string },
): Promise<PerimetreDuLycee> {
  const mine = (await listReferents(tx.trx, campagneId)).filter((one) => one.uai === uai)
  const schools = await listEtablissements(tx.trx)
  const couples = mine.flatMap(({ domaine, secteur }) =>
    schools.flatMap((school) => (isServed(school, secteur) ? [{ domaine, origine: school.uai }] : [])),
  )
  return {
    uai,
    domaines: mine.map((one) => one.domaine),
    couples: { domaines: couples.map((one) => one.domaine), origines: couples.map((one) => one.origine) },
  }
}

/** What lycées lack for those who have no place, one sentence each, the largest lack first. */
export async function readManques(tx: Tx, perimetre: Perimetre): Promise<string[]> {
  const { uai } = perimetre
  demand(tx.acteur, READ, [uai === undefined ? {} : { uai }])
  // Lycées and domaines alone come out.
  return asApplication(tx, () => manquesOf(tx, perimetre))
}

async function manquesOf(tx: Tx, { campagneId, uai }: Perimetre): Promise<string[]> {
  const campagne = await loadCampagne(tx.trx, campagneId)
  const cercle = uai === undefined ? undefined : await cercleOf(tx, { campagneId, uai })
  const all = { campagneId, cercle, nom: '', domaine: null, raison: null }
  const rows = await listRequetesSansPlace(tx.trx, all)
  if (rows.length === 0) return []
  const schools = await listEtablissements(tx.trx)
  const closed = await listIndisponibilites(tx.trx, campagneId)
  const domaines = [...new Set(rows.map((row) => row.domaine))]
  const toRequete = await requeteBuilder(tx, { campagne, closed, etablissements: schools, domaines })
  // Whoever has a place takes no part: a lack is what is asked for beyond.
  const instance: Instance = {
    lieux: schools.map(({ uai: id, latitude, longitude }) => ({ id, latitude, longitude })),
    disponibilites: withinInterviews(await listDisponibilites(tx.trx, campagneId), campagne, tx.zone),
    indisponibilites: new Map(),
    requetes: rows.map(toRequete),
    contraintes: contraintesOf(campagne.contraintes, {
      origines: rows.map((row) => row.uai),
      moyens: await listMoyens(tx.trx, campagneId),
    }),
    fixes: [],
  }
  const names = indexBy(schools, (one) => one.uai)
  const libelles = indexBy(await listDomaines(tx.trx, campagneId), (one) => one.code)
  return deficit(instance)
    .filter((one) => uai === undefined || one.lieu === uai)
    .map((one) =>
      one.phrase
        .replace(`au lycée ${one.lieu}`, `au ${names.get(one.lieu)?.nom ?? one.lieu}`)
        .replace(`« ${one.domaine} »`, `« ${libelles.get(one.domaine)?.libelle ?? one.domaine} »`),
    )
}

/** Why one pupil has no place, condition after condition, and what would give him one. */
export interface SansPlace {
  qui: string
  domaine: string
  /** He has a place now: nothing but the next placing is awaited. */
  libre: boolean
  entonnoir: readonly { raison: Raison; restantes: number }[]
  remedes: string[]
}

/** Undefined when the campaign awaits no such interview, or not in this lycée. */
export async function readUnSansPlace(
  tx: Tx,
  { eleveId, domaine, ...perimetre }: Perimetre & { eleveId: number; domaine: string },
): Promise<SansPlace | undefined> {
  const instance = await load(tx, { ...perimetre, eleveId })
  const { uai } = perimetre
  const requete = instance.requetes.find((one) => one.id === requeteId(eleveId, domaine))
  const held = new Set(instance.tenus?.map((one) => one.requete))
  if (!requete || held.has(requete.id) || (uai !== undefined && !requete.lieux.includes(uai)))
    return undefined
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  if (!eleve) return undefined
  const found = (await listDomaines(tx.trx, perimetre.campagneId)).find((one) => one.code === domaine)
  const standing = instance.requetes.flatMap((one) => {
    const placement = instance.tenus?.find((tenu) => tenu.requete === one.id)
    return placement ? [{ requete: one, placement }] : []
  })
  const tried = placeOne({ ...instance, fixes: [...instance.fixes, ...standing], tenus: [] }, requete)
  return {
    qui: `${eleve.prenom} ${eleve.nom}`,
    domaine: found?.libelle ?? domaine,
    libre: tried.ok,
    entonnoir: tried.ok ? [] : tried.nonPlace.entonnoir,
    remedes: tried.ok ? [] : relaxations(instance, requete).map((one) => one.phrase),
  }
}
