import {
  derniereEcheance,
  isBefore,
  listDomaines,
  listFormations,
  loadCampagne,
  type Formation,
} from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { perimetreOf } from '#src/procedure/eleves/api.ts'
import type { EleveEtInscriptions } from '#src/procedure/inscriptions/model.ts'
import { touchesOf } from '#src/procedure/inscriptions/rules/touches.ts'
import { countAInscrire, listAInscrire } from '#src/procedure/inscriptions/sql/a-inscrire.ts'

const READ = 'inscription.preparer'

export interface ListeInscriptions {
  eleves: EleveEtInscriptions[]
  total: number
  classes: string[]
  /** Every formation of the campaign under its key, those of a domaine together. */
  touches: ReadonlyMap<string, Formation>
  domaines: { code: string; libelle: string }[]
  finInscriptions: string
  ouvertes: boolean
  /** The campaign has not begun. */
  avantOuverture: boolean
}

interface Asked {
  campagneId: number
  uai: string | null
  classe: string | null
  limit: number
  offset: number
}

/** The pupils whom the actor may register, all of his schools or those of one of them, a page at a time. */
export async function readListeInscriptions(
  tx: Tx,
  { uai, limit, offset, ...asked }: Asked,
): Promise<ListeInscriptions> {
  const schools = uai === null ? perimetreOf(tx.acteur, READ) : [{ uai }]
  demand(tx.acteur, READ, uai === null ? [] : [{ uai }])
  const quels = { ...asked, perimetre: schools }
  const campagne = await loadCampagne(tx.trx, asked.campagneId)
  const domaines = await listDomaines(tx.trx, asked.campagneId)
  const formations = await listFormations(tx.trx, asked.campagneId)
  const finInscriptions = derniereEcheance(campagne, {
    echeance: 'finInscriptions',
    ...(uai === null ? {} : { uai }),
  })
  return {
    eleves: await listAInscrire(tx.trx, { ...quels, limit, offset }),
    ...(await countAInscrire(tx.trx, quels)),
    touches: touchesOf(domaines.flatMap(({ code }) => formations.filter(({ domaine }) => domaine === code))),
    domaines,
    finInscriptions,
    ouvertes: campagne.ouverte && isBefore(tx.now, { jour: finInscriptions, zone: tx.zone }),
    avantOuverture: !campagne.ouverte,
  }
}
