import type { Convocation, ObjetConvocation } from '#src/documents/model.ts'
import type { RendezVous } from '#src/documents/convocation-ics.ts'
import { dayOf, localMinuteOf } from '#src/kit/day.ts'
import { indexBy } from '#src/kit/group.ts'
import { loadCampagne, type Campagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve } from '#src/procedure/eleves/api.ts'
import {
  CONSIGNE_VIDE,
  listEtablissements,
  mapConsignes,
  type Consigne,
  type Etablissement,
} from '#src/procedure/etablissements/api.ts'
import type { SallePretee } from '#src/procedure/entretiens/model/demandes.ts'
import { mapSallesPretees } from '#src/procedure/entretiens/sql/demandes.ts'
import {
  listAnnulationsSeules,
  listConvoques,
  listEntretiensDesEleves,
  type RangeeEntretien,
} from '#src/procedure/entretiens/sql/convocations.ts'

const READ = 'convocations.lire'

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
  scope: {
    campagneId: number
    lycee?: string
    origine?: string
    eleveId?: number
    /** Of a school, these letters alone, cancellations of interviews that are no more included. */
    convocationIds?: readonly number[]
    service?: string
  },
): Promise<EntretienConvoque[]> {
  // Judged on one narrowing, the school first: the query keeps to it, so that nobody passes for a pupil of elsewhere.
  const { eleveId, lycee, origine } = scope
  const uai = lycee ?? origine
  const portee = uai !== undefined ? { uai } : eleveId === undefined ? {} : porteeDeLEleve(tx, eleveId)
  demand(tx.acteur, READ, [await portee])
  const campagne = await loadCampagne(tx.trx, scope.campagneId)
  const etablissements = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  const find = (code: string): Etablissement => {
    const found = etablissements.get(code)
    if (!found) throw new Error(`établissement absent : ${code}`)
    return found
  }
  const said = await consignesDites(tx, scope)
  const { convocationIds } = scope
  const all = await listEntretiensDesEleves(tx.trx, scope)
  if (convocationIds && origine !== undefined)
    all.push(...(await listAnnulationsSeules(tx.trx, { origine, convocationIds })))
  const untold = eleveId === undefined && origine === undefined
  const rangees = untold ? all : all.filter((rangee) => rangee.convoque)
  return rangees.map((rangee) => {
    const schools = { lycee: find(rangee.uai), college: find(rangee.uaiOrigine) }
    const times = {
      debut: localMinuteOf(rangee.debut, tx.zone),
      fin: localMinuteOf(rangee.fin, tx.zone),
      individuel: rangee.individuel && localMinuteOf(rangee.individuel, tx.zone),
    }
    const convocation = convocationOf(rangee, {
      campagne,
      ...schools,
      ...times,
      consignes: said(rangee),
      precedent: rangee.precedent && localMinuteOf(rangee.precedent, tx.zone),
      espace: scope.service ? `${scope.service}/mon-espace` : null,
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

/** What both schools say of an interview: the room lent to it comes before the one that the collège says for all. */
async function consignesDites(
  { trx }: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId?: number },
): Promise<(rangee: RangeeEntretien) => Lieu['consignes']> {
  const consignes = await mapConsignes(trx, campagneId)
  const pretees = await mapSallesPretees(trx, { campagneId, ...(eleveId === undefined ? {} : { eleveId }) })
  const said = (code: string): Consigne => consignes.get(code) ?? CONSIGNE_VIDE
  return (rangee) => ({
    lycee: said(rangee.uai),
    college: { ...said(rangee.uaiOrigine), ...lent(pretees.get(`${rangee.eleveId}/${rangee.domaine}`)) },
  })
}

const lent = (pretee: SallePretee | undefined): Partial<Consigne> =>
  pretee ? { salle: pretee.salle, ...(pretee.adulte === null ? {} : { adulte: pretee.adulte }) } : {}

/** Last letters about the interviews of pupils of a school (null: of the académie), in printing order. */
export async function readConvoques(
  tx: Tx,
  { campagneId, uai }: { campagneId: number; uai: string | null },
): Promise<{ uai: string; convocationId: number }[]> {
  demand(tx.acteur, READ, [uai === null ? {} : { uai }])
  return listConvoques(tx.trx, { campagneId, uai })
}

/** A map of the lycée; nothing of the family is in the address. */
const itineraireOf = ({ latitude, longitude }: Etablissement): string | null =>
  latitude === null || longitude === null
    ? null
    : `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`

/** What the act said, else what the versions show. An absence is never said here to be a cancellation. */
function objetOf({ objet, annule, precedent, debut }: RangeeEntretien): ObjetConvocation {
  if (annule) return 'annulation'
  // A cancellation that was corrected after its letter was handed over.
  if (objet !== null && objet !== 'annulation') return objet
  return precedent !== null && precedent.getTime() !== debut.getTime() ? 'changement' : 'premiere'
}

interface Lieu extends Pick<
  Convocation,
  'debut' | 'fin' | 'individuel' | 'emiseLe' | 'precedent' | 'espace'
> {
  campagne: Campagne
  lycee: Etablissement
  college: Etablissement
  consignes: { lycee: Consigne; college: Consigne }
}

function convocationOf(rangee: RangeeEntretien, { consignes, ...at }: Lieu): Convocation {
  const { annee, dispositif, repetition, academieNom } = at.campagne
  return {
    ...at,
    campagne: { academie: academieNom, annee, dispositif, repetition },
    eleve: { nom: rangee.nom, prenom: rangee.prenom, classe: rangee.classe },
    objet: objetOf(rangee),
    domaine: rangee.domaineLibelle,
    formations: rangee.formations,
    mode: rangee.mode,
    salle: rangee.salle,
    acces: consignes.lycee.acces,
    itineraire: itineraireOf(at.lycee),
    interlocuteur: consignes.lycee.interlocuteur,
    lien: consignes.lycee.lien,
    secours: consignes.lycee.secours,
    salleCollege: consignes.college.salle,
    adulteCollege: consignes.college.adulte,
    adresse: null,
    formulaires: false,
  }
}
