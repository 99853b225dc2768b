import {
  derniereEcheance,
  isBefore,
  loadCampagne,
  type Campagne,
  type Sens,
} from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { perimetreOf, type Perimetre } from '#src/procedure/eleves/api.ts'
import { traceOf, type Trace } from '#src/procedure/inscriptions/rules/relecture.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import {
  listAvisAttendus,
  listCommentaires,
  type QuelsAvis,
} from '#src/procedure/inscriptions/sql/avis-attendus.ts'

const READ = 'avis_origine.preparer'

export interface AvisASigner {
  /** Those that can be signed now. */
  attendus: AvisAttendu[]
  /** Those that came too late. */
  figes: AvisAttendu[]
  niveaux: Sens[]
  unite: 'par_eleve' | 'par_formation'
  finAvisOrigine: string
  /** The interview freezes the avis. */
  avantEntretien: boolean
  ouverts: boolean
}

/** The origin avis awaited from the schools that the actor heads, or from one of them. */
export async function readAvisASigner(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<AvisASigner> {
  const perimetre = perimetreFor(tx, uai)
  const campagne = await loadCampagne(tx.trx, campagneId)
  const rows = await listAvisAttendus(tx.trx, quels(tx, campagne, perimetre))
  const { reglement } = campagne
  const finAvisOrigine = derniereEcheance(campagne, {
    echeance: 'finAvisOrigine',
    ...(uai === null ? {} : { uai }),
  })
  const ouverts = isBefore(tx.now, { jour: finAvisOrigine, zone: tx.zone })
  return {
    attendus: rows.filter((row) => ouverts && !row.fige),
    figes: rows.filter((row) => !ouverts || row.fige),
    niveaux: reglement.echelles.origine,
    unite: reglement.avisOrigine,
    finAvisOrigine,
    avantEntretien: reglement.avisOrigineAvantEntretien,
    ouverts,
  }
}

/** What these keys stand for, signed meanwhile or not: what was typed must find its pupil again. */
export async function readAvisParCles(
  tx: Tx,
  { campagneId, cles }: { campagneId: number; cles: readonly string[] },
): Promise<AvisAttendu[]> {
  const campagne = await loadCampagne(tx.trx, campagneId)
  return listAvisAttendus(tx.trx, { ...quels(tx, campagne, perimetreFor(tx, null)), cles })
}

/** Comments already signed in these schools, as they are compared with a new one. */
export async function readCommentaires(
  tx: Tx,
  { campagneId, uais }: { campagneId: number; uais: readonly string[] },
): Promise<(Trace & { uai: string })[]> {
  demand(
    tx.acteur,
    READ,
    uais.map((uai) => ({ uai })),
  )
  const written = await listCommentaires(tx.trx, { campagneId, uais })
  return written.map((one) => ({ ...traceOf(one), uai: one.uai }))
}

function perimetreFor({ acteur }: Tx, uai: string | null): Perimetre {
  if (uai === null) return perimetreOf(acteur, READ)
  demand(acteur, READ, [{ uai }])
  return [{ uai }]
}

const quels = (tx: Tx, { id, reglement }: Campagne, perimetre: Perimetre): QuelsAvis => ({
  campagneId: id,
  unite: reglement.avisOrigine,
  perimetre,
  figeA: reglement.avisOrigineAvantEntretien ? tx.now : null,
})
