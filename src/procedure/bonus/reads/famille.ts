import type { Day } from '#src/kit/day.ts'
import { echeanceOf, isBefore, loadCampagne, type Reglement } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve } from '#src/procedure/eleves/api.ts'
import type { Fiche, FormationImprimee } from '#src/documents/model.ts'
import { readFichesAvecMots } from '#src/procedure/bonus/reads/fiches.ts'
import {
  listEnfantsDesResponsables,
  selectEleveDeLaCampagne,
  type Enfant,
} from '#src/procedure/bonus/sql/famille.ts'
import type { Mot } from '#src/procedure/bonus/sql/fiches.ts'

const FAMILLE = 'fiche.lire_en_famille'

/** Who a person is in a family, by his habilitations: one per campaign and school. */
const idsOf = (tx: Tx, role: 'eleve' | 'responsable'): number[] =>
  tx.acteur.habilitations.flatMap((h) => (h.role === role ? (h[`${role}Id`] ?? []) : []))

/** The children of a guardian in the campaign. A person tied otherwise than as legal guardian has none here. */
export async function readEnfants(tx: Tx, campagneId: number): Promise<Enfant[]> {
  const responsableIds = idsOf(tx, 'responsable')
  demand(
    tx.acteur,
    FAMILLE,
    responsableIds.map((responsableId) => ({ responsableId })),
  )
  return listEnfantsDesResponsables(tx.trx, { campagneId, responsableIds })
}

/** The pupil behind the account in this campaign; undefined when he takes no part in it. */
export async function readMoi(
  tx: Tx,
  campagneId: number,
): Promise<{ id: number; prenom: string } | undefined> {
  const eleveIds = idsOf(tx, 'eleve')
  demand(
    tx.acteur,
    FAMILLE,
    eleveIds.map((eleveId) => ({ eleveId })),
  )
  return selectEleveDeLaCampagne(tx.trx, { campagneId, eleveIds })
}

/** One formation of a fiche with what each person said of it. */
export interface FormationAConfirmer extends FormationImprimee {
  mef: string
  mots: Mot[]
}

/** What a pupil or his guardian sees and may answer. */
export interface FicheDeFamille {
  eleveId: number
  prenom: string
  /** Who reads: null is the pupil himself. */
  moi: number | null
  /** Confirms alone (rule 5). */
  majeur: boolean
  /** Undefined until the académie issues it. */
  fiche: Fiche | undefined
  formations: FormationAConfirmer[]
  confirmationResponsables: Reglement['confirmationResponsables']
  /** Until the end of confirmations. */
  ouverte: boolean
  jusquAu: Day
}

/** The fiche of one pupil for himself or for his legal guardian; undefined when the campaign has no such pupil. */
export async function readFicheDeFamille(
  tx: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<FicheDeFamille | undefined> {
  const portee = await porteeDeLEleve(tx, eleveId)
  demand(tx.acteur, FAMILLE, [portee])
  const eleve = await selectEleveDeLaCampagne(tx.trx, { campagneId, eleveIds: [eleveId] })
  if (!eleve) return undefined
  const campagne = await loadCampagne(tx.trx, campagneId)
  const jusquAu = echeanceOf(campagne, { echeance: 'finConfirmations', eleveId, uai: eleve.uai })
  const [lue] = await readFichesAvecMots(tx, { campagneId, eleveId })
  return {
    eleveId,
    prenom: eleve.prenom,
    moi: portee.responsableId ?? null,
    majeur: eleve.majeur,
    fiche: lue?.fiche,
    formations: (lue?.emise.contenu.formations ?? []).map((formation, i) => ({
      ...formation,
      mots: lue?.mots[i] ?? [],
    })),
    confirmationResponsables: campagne.reglement.confirmationResponsables,
    ouverte: isBefore(tx.now, { jour: jusquAu, zone: tx.zone }),
    jusquAu,
  }
}
