import type { Fiche, FormationImprimee } from '#src/documents/model.ts'
import { dayOf } from '#src/kit/day.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Portee, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve } from '#src/procedure/eleves/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import {
  listFichesEmises,
  listMotsDesInscriptions,
  type FicheEmise,
  type Mot,
} from '#src/procedure/bonus/sql/fiches.ts'

const READ = {
  acte: 'fiches.lire',
  grants: {
    academie: 'academie',
    chef_origine: 'etablissement',
    adulte_referent: 'etablissement',
    eleve: 'eleve',
    responsable: 'responsable',
  },
} as const

interface Perimetre {
  campagneId: number
  uai?: string
  eleveId?: number
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
  const campagne = await loadCampagne(tx.trx, scope.campagneId)
  const fiches = await listFichesEmises(tx.trx, scope)
  const eleveIds = fiches.map((fiche) => fiche.eleveId)
  const mots = groupBy(
    await listMotsDesInscriptions(tx.trx, { campagneId: scope.campagneId, eleveIds }),
    (mot) => `${mot.eleveId}/${mot.mef}`,
  )
  const etablissements = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  return fiches.map((emise) => {
    const college = etablissements.get(emise.uai)
    if (!college) throw new Error(`établissement absent : ${emise.uai}`)
    const said = emise.contenu.formations.map(({ mef }) =>
      (mots.get(`${emise.eleveId}/${mef}`) ?? []).map((mot) => nomme(mot, portee.responsableId)),
    )
    return { emise, mots: said, fiche: ficheOf({ emise, mots: said, campagne, college, zone: tx.zone }) }
  })
}

/** A pupil alone is read as his family is entitled to; with a school, as that school is. */
async function porteeOf(tx: Tx, { uai, eleveId }: Perimetre): Promise<Portee> {
  if (uai !== undefined) return { uai }
  return eleveId === undefined ? {} : porteeDeLEleve(tx, eleveId)
}

/** To a guardian another guardian has no name. */
const nomme = (mot: Mot, lecteur: number | undefined): Mot =>
  lecteur === undefined || mot.responsableId === null || mot.responsableId === lecteur
    ? mot
    : { ...mot, qui: 'un autre responsable légal', auteur: null }

function ficheOf({
  emise,
  mots,
  campagne,
  college,
  zone,
}: {
  emise: FicheEmise
  mots: readonly Mot[][]
  campagne: Campagne
  college: Fiche['college']
  zone: string
}): Fiche {
  const { annee, dispositif, repetition } = campagne
  const { nom, prenom, dateNaissance, classe, version } = emise
  const formations = emise.contenu.formations.map((formation, i): FormationImprimee => ({
    ...formation,
    confirmations: (mots[i] ?? []).map(({ qui, decision, le }) => ({
      qui,
      decision,
      le: le && dayOf(le, zone),
    })),
  }))
  return {
    campagne: { academie: campagne.academieNom, annee, dispositif, repetition },
    reglement: emise.contenu.reglement,
    college,
    eleve: { nom, prenom, dateNaissance, classe },
    formations,
    finConfirmations: campagne.calendrier.finConfirmations,
    version,
    empreinte: emise.empreinte.slice(0, 12),
    emiseLe: dayOf(emise.emiseLe, zone),
  }
}
