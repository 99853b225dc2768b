import type { EtatPresence } from '#src/exchange/model.ts'
import { groupBy } from '#src/kit/group.ts'
import type { Result } from '#src/kit/result.ts'
import type { Sens } from '#src/procedure/campagnes/api.ts'
import { FORMATIONS } from '#src/procedure/campagnes/examples.ts'
import {
  computeAvisFinaux,
  emitFiches,
  importVoeux,
  recordConfirmations,
  type NouvelleConfirmation,
} from '#src/procedure/bonus/api.ts'
import { at, legauxOf, must, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { aLigneVoeu } from '#src/procedure/bonus/examples/dossiers.ts'
import {
  emitConvocations,
  placeEntretiens,
  recordPresences,
  signAvisReferent,
  writeComptesRendus,
} from '#src/procedure/entretiens/api.ts'
import { anAvisReferent } from '#src/procedure/entretiens/examples.ts'
import { registerInscriptions, signAvisOrigine } from '#src/procedure/inscriptions/api.ts'
import { anAvisOrigine, anInscription } from '#src/procedure/inscriptions/examples.ts'

/** Who confirmed: everybody, the pupil alone, nobody, or everybody but a guardian (else the pupil) who said no. */
export type Paroles = 'tous' | 'eleve' | 'personne' | 'refus'

/** What happens to one registration, from end to end. */
export interface Parcours {
  eleveId: number
  mef: string
  origine: Sens | null
  presence: EtatPresence | null
  referent: Sens | null
  paroles: Paroles
  /** Code of the offer wished; null = none. */
  offre: string | null
}

/** A registration that ends with a bonus. */
export const aParcours = (over: Partial<Parcours> & { eleveId: number }): Parcours => ({
  mef: '2472340121',
  origine: 'favorable',
  presence: 'present',
  referent: 'favorable',
  paroles: 'tous',
  offre: 'AA000001',
  ...over,
})

const domaineOf = (mef: string): string => FORMATIONS.find((one) => one.mef === mef)?.domaine ?? ''

const all = (results: readonly Result<unknown>[]): void => results.forEach((result) => must(result))

export async function playInscriptions(
  campagne: CampagneFictive,
  parcours: readonly Parcours[],
): Promise<void> {
  const { campagneId } = campagne
  await at(campagne, '2027-02-01', async (tx) =>
    all(await registerInscriptions(tx, { campagneId, items: parcours.map((one) => anInscription(one)) })),
  )
  await at(campagne, '2027-02-27', async (tx) => {
    await placeEntretiens(tx, campagneId)
    await emitConvocations(tx, campagneId)
  })
}

/** The origin avis, per formation or the first of each pupil, as the reglement says. */
export async function playAvisOrigine(
  campagne: CampagneFictive,
  parcours: readonly Parcours[],
): Promise<void> {
  const { campagneId, reglement } = campagne
  const signed = parcours.filter((one) => one.origine !== null)
  const perEleve = [...groupBy(signed, (one) => one.eleveId).values()].flatMap((group) => group.slice(0, 1))
  const items = (reglement.avisOrigine === 'par_eleve' ? perEleve : signed).map((one) =>
    anAvisOrigine({ eleveId: one.eleveId, mef: one.mef, avis: one.origine ?? '' }),
  )
  await at(campagne, '2027-02-28', async (tx) => all(await signAvisOrigine(tx, { campagneId, items })))
}

/** Presences (the first said of each interview), comptes rendus and referent avis of those who came. */
export async function playEntretiens(
  campagne: CampagneFictive,
  parcours: readonly Parcours[],
): Promise<void> {
  const { campagneId } = campagne
  const said = parcours.flatMap((one) =>
    one.presence === null ? [] : [{ ...one, etat: one.presence, domaine: domaineOf(one.mef) }],
  )
  const first = groupBy(said, (one) => `${one.eleveId}/${one.domaine}`)
  const presences = [...first.values()].flatMap((group) => group.slice(0, 1))
  const received = presences.filter((one) => one.etat === 'present')
  const open = new Set(received.map((one) => `${one.eleveId}/${one.domaine}`))
  const avis = parcours.filter(
    (one) => one.referent !== null && open.has(`${one.eleveId}/${domaineOf(one.mef)}`),
  )
  await at(campagne, '2027-04-15T23:59', async (tx) => {
    all(await recordPresences(tx, { campagneId, items: presences }))
    const items = received.map((one) => ({ ...one, texte: 'Conseil fictif : visiter l’atelier.' }))
    all(await writeComptesRendus(tx, { campagneId, items }))
    const signed = avis.map((one) => anAvisReferent({ ...one, avis: one.referent ?? '' }))
    all(await signAvisReferent(tx, { campagneId, items: signed }))
  })
}

export async function playFiches(campagne: CampagneFictive): Promise<void> {
  await at(campagne, '2027-05-01', async (tx) => {
    await computeAvisFinaux(tx, campagne.campagneId)
    await emitFiches(tx, campagne.campagneId)
  })
}

/** The words of the pupil and his guardians on one registration, all on paper. */
export function parolesOf(campagne: CampagneFictive, one: Parcours): NouvelleConfirmation[] {
  const legaux = legauxOf(campagne, one.eleveId).map((responsable) => responsable.id)
  const people: (number | null)[] = one.paroles === 'eleve' ? [null] : [null, ...legaux]
  const last = people.at(-1) ?? null
  if (one.paroles === 'personne') return []
  return people.map((responsableId) => ({
    eleveId: one.eleveId,
    mef: one.mef,
    responsableId,
    decision: one.paroles === 'refus' && responsableId === last ? 'non' : 'oui',
    support: 'papier',
  }))
}

async function playConfirmations(campagne: CampagneFictive, parcours: readonly Parcours[]): Promise<void> {
  const { campagneId } = campagne
  const items = parcours.flatMap((one) => parolesOf(campagne, one))
  await at(campagne, '2027-05-10', async (tx) => all(await recordConfirmations(tx, { campagneId, items })))
}

/** Wishes in Affelnet, by those who have an INE. */
async function playVoeux(campagne: CampagneFictive, parcours: readonly Parcours[]): Promise<void> {
  const { campagneId, academie, eleves } = campagne
  const lignes = parcours.flatMap((one) => {
    const ine = eleves.find((eleve) => eleve.id === one.eleveId)?.ine
    if (!ine || one.offre === null) return []
    return [aLigneVoeu({ ine, academie, codeOffre: one.offre, codeMef: `${one.mef}0` })]
  })
  await at(campagne, '2027-05-22', (tx) => importVoeux(tx, { campagneId, lignes }))
}

/** A whole campaign, up to the eve of the export. */
export async function playParcours(campagne: CampagneFictive, parcours: readonly Parcours[]): Promise<void> {
  await playInscriptions(campagne, parcours)
  await playAvisOrigine(campagne, parcours)
  await playEntretiens(campagne, parcours)
  await playFiches(campagne)
  await playConfirmations(campagne, parcours)
  await playVoeux(campagne, parcours)
}
