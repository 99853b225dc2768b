import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { dayOf } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import type { Campagne } from '#src/procedure/campagnes/model.ts'
import type { FicheDeLycee, FormationPublique } from '#src/procedure/campagnes/model/fiches.ts'
import { readReglesPubliques } from '#src/procedure/campagnes/reads/suivi.ts'
import { listDomaines, listFormations, listReferents, loadCampagne } from '#src/procedure/campagnes/sql.ts'
import { listDernieresFiches, listFichesSignees, listLieux } from '#src/procedure/campagnes/sql/fiches.ts'
import { demand, hasRole, schoolsOf, type Tx } from '#src/procedure/comptes/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'

/** The formations on which the lycées of the actor write, by domaine; for the académie those of every referent. */
export async function readFichesDesLycees(tx: Tx, campagneId: number): Promise<FicheDeLycee[]> {
  const mine = hasRole(tx.acteur, 'academie')
    ? null
    : schoolsOf(tx.acteur, ['planificateur', 'chef_referent', 'intervenant'])
  demand(
    tx.acteur,
    'fiche_formation.ecrire',
    (mine ?? []).map((uai) => ({ uai })),
  )
  const referents = (await listReferents(tx.trx, campagneId)).filter(
    ({ uai }) => mine === null || mine.includes(uai),
  )
  const noms = indexBy(
    await listEtablissements(tx.trx, [...new Set(referents.map((r) => r.uai))]),
    (e) => e.uai,
  )
  const domaines = indexBy(await listDomaines(tx.trx, campagneId), (one) => one.code)
  const formations = groupBy(await listFormations(tx.trx, campagneId), (one) => one.domaine)
  const fiches = indexBy(
    await listDernieresFiches(tx.trx, { campagneId, uais: mine }),
    (one) => `${one.uai}/${one.mef}`,
  )
  return referents.flatMap(({ uai, domaine }) =>
    (formations.get(domaine) ?? []).map((formation) => {
      const fiche = fiches.get(`${uai}/${formation.mef}`)
      return {
        ...formation,
        libelleDomaine: domaines.get(domaine)?.libelle ?? domaine,
        uai,
        lycee: noms.get(uai)?.nom ?? uai,
        fiche,
        publiee: fiche?.publiee ?? null,
      }
    }),
  )
}

/** The same while somebody may still be interviewed: afterwards nobody waits for a sheet. */
export async function readFichesUtiles(tx: Tx, campagneId: number): Promise<FicheDeLycee[]> {
  const { calendrier } = await loadCampagne(tx.trx, campagneId)
  return dayOf(tx.now, tx.zone) > calendrier.finEntretiens ? [] : readFichesDesLycees(tx, campagneId)
}

/** A campaign with what anybody may read of its formations. */
export interface FormationsPubliques {
  campagne: Campagne
  formations: FormationPublique[]
}

/**
 * The formations of every open campaign with the sheets that are signed. Anyone may read them: no right is asked for.
 * Source: domain.md, « a sheet per formation, written by the lycée, signed, public ».
 */
export async function readFormationsPubliques(
  db: Db,
  options: { repetitions: 'montrees' | 'cachees'; campagneId?: number },
): Promise<FormationsPubliques[]> {
  const campagnes = (await readReglesPubliques(db, options)).filter(
    ({ id }) => options.campagneId === undefined || id === options.campagneId,
  )
  const found: FormationsPubliques[] = []
  for (const campagne of campagnes) {
    const acteur = { academie: campagne.academie, compteId: null, nom: '', pourLeCompteDe: null }
    const formations = await inTransaction({ db, acteur }, (tx) => readFormations(tx, campagne.id))
    found.push({ campagne, formations })
  }
  return found
}

/** The same of one campaign, inside a transaction: what it reads is public. */
export async function readFormations(
  { trx }: Pick<Tx, 'trx'>,
  campagneId: number,
): Promise<FormationPublique[]> {
  const domaines = indexBy(await listDomaines(trx, campagneId), (one) => one.code)
  const fiches = groupBy(await listFichesSignees(trx, { campagneId }), (one) => one.mef)
  const lieux = groupBy(await listLieux(trx, campagneId), (one) => one.mef)
  return (await listFormations(trx, campagneId)).map((formation) => ({
    ...formation,
    libelleDomaine: domaines.get(formation.domaine)?.libelle ?? formation.domaine,
    fiches: fiches.get(formation.mef) ?? [],
    lieux: (lieux.get(formation.mef) ?? []).map(({ nom, commune }) => ({ nom, commune })),
  }))
}
