import { readFichesAPreparer } from '#src/procedure/bonus/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import type { Edition, ObjetEdition } from '#src/procedure/editions/model.ts'
import { readConvoques } from '#src/procedure/entretiens/api.ts'
import { readLettres } from '#src/procedure/lettres/api.ts'

/** All that an edition prints, school after school, as it is now. */
export async function listObjets(tx: Tx, { genre, campagneId, uai, jour }: Edition): Promise<ObjetEdition[]> {
  switch (genre) {
    case 'convocations':
    case 'convocations_postees':
      return (await readConvoques(tx, { campagneId, uai })).map((one) => ({
        uai: one.uai,
        id: one.convocationId,
      }))
    case 'fiches':
    case 'fiches_ent':
      return (await readFichesAPreparer(tx, { campagneId, uai })).map((one) => ({
        uai: one.uai,
        id: one.eleveId,
      }))
    case 'lettres':
      if (uai === null) return []
      return (await readLettres(tx, { campagneId, uai, jour })).map(({ eleveId, domaine }) => ({
        uai,
        id: eleveId,
        domaine,
      }))
  }
}
