import type { Convocation } from '#src/documents/model.ts'
import type { RendezVous } from '#src/documents/convocation-ics.ts'
import { dayOf, localMinuteOf } from '#src/kit/day.ts'
import { indexBy } from '#src/kit/group.ts'
import { loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve } from '#src/procedure/eleves/api.ts'
import { listEtablissements, type Etablissement } from '#src/procedure/etablissements/api.ts'
import { listEntretiensDesEleves, type RangeeEntretien } from '#src/procedure/entretiens/sql/convocations.ts'

const READ = {
  acte: 'convocations.lire',
  grants: {
    academie: 'academie',
    chef_origine: 'etablissement',
    adulte_referent: 'etablissement',
    planificateur: 'etablissement',
    intervenant: 'etablissement',
    chef_referent: 'etablissement',
    eleve: 'eleve',
    responsable: 'responsable',
  },
} as const

/** An interview with its letter and its calendar event. */
export interface EntretienConvoque {
  rangee: RangeeEntretien
  convocation: Convocation
  rendezVous: RendezVous
}

/**
 * Convocations of the campaign, of one lycée, of one school or of one pupil, in the order of school, class, name, date.
 * A school, a pupil and his legal guardians read only what was sent: what is held may still move.
 */
export async function readConvocations(
  tx: Tx,
  scope: { campagneId: number; lycee?: string; origine?: string; eleveId?: number },
): Promise<EntretienConvoque[]> {
  // Judged on one narrowing: with the school besides, a person of that school would pass for any pupil.
  const { eleveId, lycee, origine } = scope
  const uai = lycee ?? origine
  const portee = eleveId === undefined ? (uai === undefined ? {} : { uai }) : porteeDeLEleve(tx, eleveId)
  demand(tx.acteur, READ, [await portee])
  const campagne = await loadCampagne(tx.trx, scope.campagneId)
  const etablissements = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  const find = (code: string): Etablissement => {
    const found = etablissements.get(code)
    if (!found) throw new Error(`établissement absent : ${code}`)
    return found
  }
  const all = await listEntretiensDesEleves(tx.trx, scope)
  const untold = eleveId === undefined && origine === undefined
  const rangees = untold ? all : all.filter((rangee) => rangee.convoque)
  return rangees.map((rangee) => {
    const schools = { lycee: find(rangee.uai), college: find(rangee.uaiOrigine) }
    const times = { debut: localMinuteOf(rangee.debut, tx.zone), fin: localMinuteOf(rangee.fin, tx.zone) }
    const convocation = convocationOf(rangee, {
      campagne,
      ...schools,
      ...times,
      emiseLe: dayOf(tx.now, tx.zone),
    })
    const cle = `${campagne.academie}/${campagne.annee}/${campagne.dispositif}/${rangee.uaiOrigine}/${rangee.cleSiecle}/${rangee.domaine}`
    const event = {
      cle,
      ...times,
      zone: tx.zone,
      lycee: schools.lycee,
      sequence: rangee.sequence,
      etabliLe: tx.now,
    }
    return { rangee, convocation, rendezVous: event }
  })
}

function convocationOf(
  rangee: RangeeEntretien,
  at: Pick<Convocation, 'lycee' | 'college' | 'debut' | 'fin' | 'emiseLe'> & { campagne: Campagne },
): Convocation {
  const { annee, dispositif, repetition, academieNom } = at.campagne
  return {
    ...at,
    campagne: { academie: academieNom, annee, dispositif, repetition },
    eleve: { nom: rangee.nom, prenom: rangee.prenom, classe: rangee.classe },
    domaine: rangee.domaineLibelle,
    formations: rangee.formations,
    mode: rangee.mode,
    salle: rangee.salle,
    acces: null,
  }
}
