import type { Fiche } from '#src/documents/model.ts'
import { dayOf } from '#src/kit/day.ts'
import { groupBy } from '#src/kit/group.ts'
import { demand, type Portee, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve } from '#src/procedure/eleves/api.ts'
import {
  listElevesAvecFiche,
  listFichesEmises,
  listMotsDesInscriptions,
  type FicheEmise,
  type Mot,
} from '#src/procedure/bonus/sql/fiches.ts'

const READ = 'fiches.lire'

interface Perimetre {
  campagneId: number
  uai?: string
  eleveId?: number
  /** Of the school, these alone. */
  eleveIds?: readonly number[]
  /** Public address of the service: with it a fiche leads to its verification. */
  origine?: string
}

/** A fiche with the last words of the family, formation by formation in the order of the fiche. */
export interface FicheLue {
  fiche: Fiche
  emise: FicheEmise
  mots: Mot[][]
}

/**
 * The last fiche issued of each pupil of the campaign, of one school or of one pupil, with who has confirmed since; in
 * the order of school, class, name, date. A guardian reads that of his own child, without the name of another guardian
 * (rule 11).
 */
export async function readFiches(tx: Tx, scope: Perimetre): Promise<Fiche[]> {
  return (await readFichesAvecMots(tx, scope)).map((one) => one.fiche)
}

export async function readFichesAvecMots(tx: Tx, scope: Perimetre): Promise<FicheLue[]> {
  const portee = await porteeOf(tx, scope)
  demand(tx.acteur, READ, [portee])
  const fiches = await listFichesEmises(tx.trx, scope)
  const eleveIds = fiches.map((fiche) => fiche.eleveId)
  const mots = groupBy(
    await listMotsDesInscriptions(tx.trx, { campagneId: scope.campagneId, eleveIds }),
    (mot) => `${mot.eleveId}/${mot.mef}`,
  )
  return fiches.map((emise) => {
    const said = emise.contenu.formations.map(({ mef }) =>
      (mots.get(`${emise.eleveId}/${mef}`) ?? []).map((mot) => nomme(mot, portee.responsableId)),
    )
    const fiche = ficheOf(emise, { zone: tx.zone, lecteur: portee.responsableId, origine: scope.origine })
    return { emise, mots: said, fiche }
  })
}

/** Pupils of a school (null: of the académie) who have a fiche, in the order in which they are printed. */
export async function readFichesAPreparer(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<{ uai: string; eleveId: number }[]> {
  demand(tx.acteur, READ, [uai === null ? {} : { uai }])
  return listElevesAvecFiche(tx.trx, { campagneId, uai })
}

/** A pupil alone is read as his family is entitled to; with a school, as that school is. */
async function porteeOf(tx: Tx, { uai, eleveId }: Perimetre): Promise<Portee> {
  if (uai !== undefined) return { uai }
  return eleveId === undefined ? {} : porteeDeLEleve(tx, eleveId)
}

const AUTRE = 'un autre responsable légal'

/** To a guardian another guardian has no name. */
const nomme = (mot: Mot, lecteur: number | undefined): Mot =>
  lecteur === undefined || mot.responsableId === null || mot.responsableId === lecteur
    ? mot
    : { ...mot, qui: AUTRE, auteur: null }

/** Digits of the hash in the address of verification: nobody finds another sheet by trying. */
const CHIFFRES = 32

/** A fiche as it was issued; to a guardian another guardian has no name. `origine`: public address of the service. */
export function ficheOf(
  {
    contenu,
    version,
    empreinte,
    emiseLe,
    academie,
  }: Pick<FicheEmise, 'contenu' | 'version' | 'empreinte' | 'emiseLe' | 'academie'>,
  { zone, lecteur, origine }: { zone: string; lecteur?: number | undefined; origine?: string | undefined },
): Fiche {
  const { personnes, ...reste } = contenu
  return {
    ...reste,
    personnes: personnes.map(({ responsableId, nom }) =>
      lecteur === undefined || responsableId === null || responsableId === lecteur ? nom : AUTRE,
    ),
    version,
    empreinte: empreinte.slice(0, 12),
    verification: origine ? `${origine}/verification/${academie}/${empreinte.slice(0, CHIFFRES)}` : null,
    emiseLe: dayOf(emiseLe, zone),
  }
}
