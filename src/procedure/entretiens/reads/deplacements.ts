import { addDays, dayOf, instantOf, type Day, type LocalMinute } from '#src/kit/day.ts'
import { mondayOf } from '#src/kit/school-days.ts'
import { minutesAt } from '#src/planning/seance.ts'
import type { Disponibilite, Minute, Placement } from '#src/planning/model.ts'
import { indexBy } from '#src/kit/group.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { essayer, type Essai } from '#src/procedure/entretiens/reads/essai.ts'
import {
  fromMinute,
  loadInstance,
  requeteId,
  toMinute,
  type Loaded,
} from '#src/procedure/entretiens/reads/instance.ts'
import { listJurys, type Jury } from '#src/procedure/entretiens/sql/deplacements.ts'
import { listInterditsDeLEleve, type InterditDuLycee } from '#src/procedure/entretiens/sql/interdits.ts'
import {
  listEntretiensDuLycee,
  selectEntretienDuLycee,
  type EntretienDuJour,
} from '#src/procedure/entretiens/sql/lycee.ts'
import { consequencesInWords } from '#src/procedure/entretiens/texts/planning.ts'
import type { RangeePlace } from '#src/procedure/entretiens/sql/planning.ts'

const READ = 'deplacement.preparer'

/** An interview, and the plan in which another place is looked for. */
export interface Recherche {
  entretien: EntretienDuJour
  place: RangeePlace
  loaded: Loaded
  requete: string
}

/** An interview that a planner holds in his hand, with all that bears on where it may go. */
export interface EnMain extends Recherche {
  interdits: InterditDuLycee[]
}

/** Undefined when the campaign has no such interview. */
export async function readEnMain(
  tx: Tx,
  asked: { campagneId: number; entretienId: number },
): Promise<EnMain | undefined> {
  const entretien = await selectEntretienDuLycee(tx, asked)
  if (!entretien) return undefined
  const { uai, eleveId, domaine } = entretien
  demand(tx.acteur, READ, [{ uai }])
  const [eleve] = await selectEleves(tx.trx, [eleveId])
  const campagne = await loadCampagne(tx.trx, asked.campagneId)
  const loaded = await loadInstance(tx, campagne, {
    lycees: [uai],
    colleges: eleve ? [eleve.uai] : [],
    eleves: [eleveId],
  })
  const requete = requeteId(eleveId, domaine)
  const place = loaded.places.get(requete)
  if (!place) return undefined
  const interdits = await listInterditsDeLEleve(tx.trx, { campagneId: asked.campagneId, eleveId, domaine })
  return { entretien, place, loaded, requete, interdits }
}

/** A place where an interview may go. */
export interface PlaceLibre extends Jury {
  debut: Date
}

/** Days on which the lycée receives for this interview, from now on. */
export function joursPossibles(tx: Tx, enMain: Recherche): Day[] {
  const now = toMinute(tx.now, tx.zone)
  const days = offersFor(enMain).flatMap((one) =>
    one.fin > now ? [dayOf(fromMinute(Math.max(one.debut, now), tx.zone), tx.zone)] : [],
  )
  return [...new Set(days)].toSorted()
}

const offersFor = ({ loaded, entretien }: Recherche): Disponibilite[] =>
  loaded.instance.disponibilites.filter(
    (one) =>
      one.lieu === entretien.uai && one.domaines.includes(entretien.domaine) && one.mode === entretien.mode,
  )

/** The free places of a day, and the interviews with which this one may change places. */
export async function readChoix(
  tx: Tx,
  { enMain, campagneId, jour }: { enMain: Recherche; campagneId: number; jour: Day },
): Promise<{ libres: PlaceLibre[]; echanges: EntretienDuJour[] }> {
  const { uai } = enMain.entretien
  const [debut, fin] = [instantOf(jour, tx.zone), instantOf(addDays(jour, 1), tx.zone)]
  const libres = freeStarts(enMain, {
    from: Math.max(toMinute(debut, tx.zone), toMinute(tx.now, tx.zone) + 1),
    until: toMinute(fin, tx.zone),
  })
  const jurys = indexBy(
    await listJurys(tx.trx, [...new Set(libres.map((one) => Number(one.disponibilite)))]),
    (one) => one.disponibiliteId,
  )
  const interviews = await listEntretiensDuLycee(tx, { campagneId, uai, debut, fin })
  return {
    libres: libres.flatMap((one) => {
      const jury = jurys.get(Number(one.disponibilite))
      return jury ? [{ ...jury, debut: fromMinute(one.debut, tx.zone) }] : []
    }),
    echanges: interviews.filter((one) => mayChange(enMain, one) && one.debut > tx.now),
  }
}

const mayChange = ({ entretien, loaded }: Recherche, other: EntretienDuJour): boolean =>
  other.id !== entretien.id &&
  other.domaine === entretien.domaine &&
  other.mode === entretien.mode &&
  other.presence === null &&
  loaded.places.has(requeteId(other.eleveId, other.domaine))

/** Starts of that time, in order, at which the interview would break nothing. */
function freeStarts(
  enMain: Recherche,
  { from, until }: { from: Minute; until: Minute },
): { disponibilite: string; debut: Minute }[] {
  const { loaded, requete } = enMain
  return offersFor(enMain)
    .filter((one) => one.debut < until && one.fin > from)
    .flatMap((offer) => startsOf(offer, enMain).map((debut) => ({ disponibilite: offer.id, debut })))
    .filter(({ debut }) => debut >= from && debut < until)
    .filter((one) => essayer(loaded, [{ requete, ...one }])?.enfreint.length === 0)
    .toSorted((a, b) => a.debut - b.debut || Number(a.disponibilite) - Number(b.disponibilite))
}

/** One interview after another from the opening, just after each one that stands there, and with each group. */
function startsOf(offer: Disponibilite, { loaded, requete, place }: Recherche): Minute[] {
  const { fixes } = loaded.instance
  const own = fixes.find((one) => one.requete.id === requete)
  const duree = own ? minutesAt(own.requete, offer) : 0
  const starts = new Set<Minute>()
  for (let at = offer.debut; duree > 0 && at + duree <= offer.fin; at += duree) starts.add(at)
  for (const { placement } of fixes)
    if (placement.disponibilite === offer.id) {
      if (offer.capacite > 1) starts.add(placement.debut)
      if (placement.fin + duree <= offer.fin) starts.add(placement.fin)
    }
  if (String(place.disponibiliteId) === offer.id && own) starts.delete(own.placement.debut)
  return [...starts]
}

/** What a move, or an exchange of two places, would break and cost; undefined when the lycée has no such place. */
export function essayerDeplacement(enMain: EnMain, vers: Vers): Essai | undefined {
  const { loaded, requete, place } = enMain
  if ('disponibiliteId' in vers)
    return loaded.disponibilites.get(String(vers.disponibiliteId))?.uai === enMain.entretien.uai
      ? essayer(loaded, [{ requete, disponibilite: String(vers.disponibiliteId), debut: vers.debut }])
      : undefined
  const own = loaded.instance.fixes.find((one) => one.requete.id === requete)?.placement
  const other = loaded.instance.fixes.find((one) => {
    const his = loaded.places.get(one.requete.id)
    return his?.entretienId === vers.avec && his.uai === place.uai && vers.avec !== place.entretienId
  })
  if (!own || !other) return undefined
  const { disponibilite, debut } = other.placement
  return essayer(loaded, [
    { requete, disponibilite, debut },
    { requete: other.requete.id, disponibilite: own.disponibilite, debut: own.debut },
  ])
}

/** A place of the lycée, or that of another interview, which comes to this one's. */
export type Vers = { disponibiliteId: number; debut: Minute } | { avec: number }

/** A local date and time as the planner counts. */
export const minuteOf = (local: LocalMinute): Minute => Date.parse(`${local}:00Z`) / 60_000

interface Endroit {
  debut: Date
  ou: string
}

/** A move in words: who goes from where to where, and what it entails for families. */
export interface EffetLu {
  lignes: { qui: string; avant: Endroit; apres: Endroit }[]
  consequences: string[]
  versionAutre: number | null
}

export async function readEffet(
  tx: Tx,
  { enMain, essai, vers }: { enMain: EnMain; essai: Essai; vers: Vers },
): Promise<EffetLu> {
  const { loaded } = enMain
  const jurys = indexBy(
    await listJurys(tx.trx, [
      ...new Set([...essai.avant, ...essai.apres].map((one) => Number(one.disponibilite))),
    ]),
    (one) => String(one.disponibiliteId),
  )
  const touched = essai.apres.flatMap((apres) => {
    const [avant, place] = [
      essai.avant.find((one) => one.requete === apres.requete),
      loaded.places.get(apres.requete),
    ]
    return avant && place ? [{ avant, apres, place }] : []
  })
  const eleves = indexBy(
    await selectEleves(
      tx.trx,
      touched.map((one) => one.place.eleveId),
    ),
    (one) => one.id,
  )
  const endroit = ({ debut, disponibilite }: Placement): Endroit => {
    const jury = jurys.get(disponibilite)
    const ou = [jury?.intervenants.join(', '), jury?.salle].filter(Boolean).join(', ')
    return { debut: fromMinute(debut, tx.zone), ou }
  }
  const annonceOf = ({ debut, disponibilite }: Placement): string =>
    `${loaded.disponibilites.get(disponibilite)?.uai} ${mondayOf(dayOf(fromMinute(debut, tx.zone), tx.zone))}`
  return {
    lignes: touched.map(({ avant, apres, place }) => {
      const eleve = eleves.get(place.eleveId)
      return {
        qui: `${eleve?.nom ?? ''} ${eleve?.prenom ?? ''}`,
        avant: endroit(avant),
        apres: endroit(apres),
      }
    }),
    consequences: consequencesInWords({
      convoques: touched.filter((one) => one.place.convoque).length,
      aPrevenir: touched.filter(
        ({ place, avant, apres }) =>
          place.annonce && !place.convoque && annonceOf(avant) !== annonceOf(apres),
      ).length,
    }),
    versionAutre:
      'avec' in vers
        ? (touched.find((one) => one.place.entretienId === vers.avec)?.place.version ?? null)
        : null,
  }
}
