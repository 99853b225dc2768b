import { deficit } from '#src/planning/deficit.ts'
import type { Raison } from '#src/planning/model.ts'
import { placeOne } from '#src/planning/place-one.ts'
import { relaxations } from '#src/planning/relaxations.ts'
import { indexBy } from '#src/kit/group.ts'
import { listDomaines, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import { improvable } from '#src/procedure/entretiens/reads/amelioration.ts'
import { loadInstance, requeteId } from '#src/procedure/entretiens/reads/instance.ts'
import {
  listNonPlacementsDesEleves,
  type RangeeNonPlacement,
} from '#src/procedure/entretiens/sql/convocations.ts'

const READ = {
  acte: 'sans_place.lire',
  grants: { planificateur: 'etablissement', academie: 'academie' },
} as const

interface Perimetre {
  campagneId: number
  /** One lycée, else the whole campaign. */
  uai?: string
}

/** The campaign as an improvement sees it: what is held may make way. */
async function load(tx: Tx, { campagneId, uai }: Perimetre) {
  demand(tx.acteur, READ, [uai === undefined ? {} : { uai }])
  const campagne = await loadCampagne(tx.trx, campagneId)
  const loaded = await loadInstance(tx, campagne)
  return { loaded, instance: improvable(tx, { campagne, loaded }) }
}

/** Pupils without a place that a lycée may receive, or all of them, and what lycées lack. */
export async function readSansPlace(
  tx: Tx,
  perimetre: Perimetre,
): Promise<{ lignes: RangeeNonPlacement[]; manques: string[] }> {
  const { campagneId, uai } = perimetre
  const { loaded, instance } = await load(tx, perimetre)
  const open = new Set(
    loaded.instance.requetes
      .filter((one) => uai === undefined || one.lieux.includes(uai))
      .map((one) => one.id),
  )
  const lignes = await listNonPlacementsDesEleves(tx.trx, campagneId)
  const names = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  const domaines = indexBy(await listDomaines(tx.trx, campagneId), (one) => one.code)
  return {
    lignes: lignes.filter((one) => open.has(requeteId(one.eleveId, one.domaine))),
    manques: deficit(instance)
      .filter((one) => uai === undefined || one.lieu === uai)
      .map((one) =>
        one.phrase
          .replace(`au lycée ${one.lieu}`, `au ${names.get(one.lieu)?.nom ?? one.lieu}`)
          .replace(`« ${one.domaine} »`, `« ${domaines.get(one.domaine)?.libelle ?? one.domaine} »`),
      ),
  }
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
  const { instance } = await load(tx, perimetre)
  const { uai } = perimetre
  const requete = instance.requetes.find((one) => one.id === requeteId(eleveId, domaine))
  const held = new Set(instance.tenus?.map((one) => one.requete))
  if (!requete || held.has(requete.id) || (uai !== undefined && !requete.lieux.includes(uai)))
    return undefined
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  const found = (await listDomaines(tx.trx, perimetre.campagneId)).find((one) => one.code === domaine)
  const standing = instance.requetes.flatMap((one) => {
    const placement = instance.tenus?.find((tenu) => tenu.requete === one.id)
    return placement ? [{ requete: one, placement }] : []
  })
  const tried = placeOne({ ...instance, fixes: [...instance.fixes, ...standing], tenus: [] }, requete)
  return {
    qui: `${eleve?.prenom ?? ''} ${eleve?.nom ?? ''}`,
    domaine: found?.libelle ?? domaine,
    libre: tried.ok,
    entonnoir: tried.ok ? [] : tried.nonPlace.entonnoir,
    remedes: tried.ok ? [] : relaxations(instance, requete).map((one) => one.phrase),
  }
}
