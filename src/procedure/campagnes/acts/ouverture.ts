import { refuse, type Result } from '#src/kit/result.ts'
import { openCampagne } from '#src/procedure/campagnes/acts.ts'
import { readOuverture } from '#src/procedure/campagnes/reads/ouverture.ts'
import { LIBELLE_POINT } from '#src/procedure/campagnes/texts/ouverture.ts'
import type { RefusCampagne } from '#src/procedure/campagnes/texts.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'

/** Opens a campaign whose checklist is in order; an incomplete one is refused, and says what is missing. */
export async function openCompleteCampagne(tx: Tx, campagneId: number): Promise<Result<null, RefusCampagne>> {
  const { lignes, campagne } = await readOuverture(tx, campagneId)
  const left = lignes.filter((ligne) => !ligne.pret)
  if (!campagne.ouverte && left.length > 0)
    return refuse('ouverture_incomplete', {
      points: left.map(({ point }) => LIBELLE_POINT[point]).join(' ; '),
    })
  return openCampagne(tx, campagneId)
}
