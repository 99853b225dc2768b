import { indexBy } from '#src/kit/group.ts'
import { listDomaines, listReferents } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import type {
  CommuneConnue,
  EtapeDuParcours,
  LyceeVu,
  RubriqueDuCarnet,
  Trajet,
} from '#src/procedure/eleves/model/parcours.ts'
import { selectEleveDeCampagne, selectIdsDeCampagne } from '#src/procedure/eleves/sql/dossier.ts'
import {
  listCarnet,
  listCommunes,
  listEtapes,
  listPreferences,
  listTrajets,
} from '#src/procedure/eleves/sql/parcours.ts'
import {
  distanceKm,
  isServed,
  listEtablissements,
  type Etablissement,
} from '#src/procedure/etablissements/api.ts'

/** The pupil behind the account in this campaign, with his school; undefined when he takes no part in it. */
export async function monDossier(
  tx: Tx,
  campagneId: number,
): Promise<
  ({ eleveId: number } & NonNullable<Awaited<ReturnType<typeof selectEleveDeCampagne>>>) | undefined
> {
  const mine = tx.acteur.habilitations.flatMap((h) => (h.role === 'eleve' ? (h.eleveId ?? []) : []))
  demand(
    tx.acteur,
    'parcours.suivre',
    mine.map((eleveId) => ({ eleveId })),
  )
  const [eleveId] = await selectIdsDeCampagne(tx.trx, { campagneId, eleveIds: mine })
  if (eleveId === undefined) return undefined
  const eleve = await selectEleveDeCampagne(tx.trx, { campagneId, eleveId })
  return eleve && { eleveId, ...eleve }
}

/** What a pupil did and wrote by himself. */
export interface Parcours {
  eleveId: number
  etapes: ReadonlySet<EtapeDuParcours>
  carnet: ReadonlyMap<RubriqueDuCarnet, string>
  trajets: (Trajet & { lycee: string })[]
}

export async function readParcours(tx: Tx, campagneId: number): Promise<Parcours | undefined> {
  const moi = await monDossier(tx, campagneId)
  return moi && readParcoursDe(tx, moi)
}

/** The same of a pupil who was found already: himself and nobody else. */
export async function readParcoursDe(tx: Tx, { eleveId }: { eleveId: number }): Promise<Parcours> {
  demand(tx.acteur, 'parcours.suivre', [{ eleveId }])
  return {
    eleveId,
    etapes: new Set(await listEtapes(tx.trx, eleveId)),
    carnet: await listCarnet(tx.trx, eleveId),
    trajets: await listTrajets(tx.trx, eleveId),
  }
}

/** The lycées that receive pupils, the nearest to the collège first. */
export interface LyceesVus {
  eleveId: number
  college: Etablissement
  lycees: LyceeVu[]
  communes: CommuneConnue[]
}

export async function readLyceesVus(tx: Tx, campagneId: number): Promise<LyceesVus | undefined> {
  const moi = await monDossier(tx, campagneId)
  const [college] = moi ? await listEtablissements(tx.trx, [moi.uai]) : []
  if (!moi || !college) return undefined
  const { latitude, longitude } = college
  const known = latitude !== null && longitude !== null
  return {
    eleveId: moi.eleveId,
    college,
    lycees: await lyceesOf(tx, { campagneId, eleveId: moi.eleveId, college }),
    communes: known ? await listCommunes(tx.trx, { latitude, longitude }) : [],
  }
}

async function lyceesOf(
  { trx }: Tx,
  { campagneId, eleveId, college }: { campagneId: number; eleveId: number; college: Etablissement },
): Promise<LyceeVu[]> {
  const referents = await listReferents(trx, campagneId)
  const libelles = indexBy(await listDomaines(trx, campagneId), (one) => one.code)
  const trajets = indexBy(await listTrajets(trx, eleveId), (one) => one.uai)
  const preferes = new Set((await listPreferences(trx, eleveId)).map((one) => `${one.uai}/${one.domaine}`))
  const lycees = await listEtablissements(trx, [...new Set(referents.map((one) => one.uai))])
  return lycees
    .map((lycee) => ({
      ...lycee,
      km: distanceKm(college, lycee),
      trajet: trajets.get(lycee.uai),
      domaines: referents
        .filter(({ uai }) => uai === lycee.uai)
        .map(({ domaine, secteur }) => ({
          code: domaine,
          libelle: libelles.get(domaine)?.libelle ?? domaine,
          dansLeSecteur: isServed(college, secteur),
          prefere: preferes.has(`${lycee.uai}/${domaine}`),
        })),
    }))
    .toSorted((a, b) => (a.km ?? Infinity) - (b.km ?? Infinity) || a.nom.localeCompare(b.nom, 'fr'))
}
