import { dayOf } from '#src/planning/calendar.ts'
import { standing } from '#src/planning/mending/event.ts'
import { itemOf, openBoard, placementAt, seatOf } from '#src/planning/mending/open-board.ts'
import { pushOne } from '#src/planning/mending/reinsert.ts'
import { Work } from '#src/planning/mending/work.ts'
import type { Disponibilite, Fixe, Instance, Interval, Placement, Requete } from '#src/planning/model.ts'
import { narrow } from '#src/planning/narrow.ts'
import type { Assouplissement, Leve } from '#src/planning/outcomes.ts'
import { lift, type Asked } from '#src/planning/relaxed.ts'
import { relaxationSentence } from '#src/planning/relaxation-texts.ts'
import { earliestPlace } from '#src/planning/search.ts'
import { State } from '#src/planning/state.ts'

const SHORTEST = 10

/** Where a request would go, everything else staying; undefined when nowhere. */
function placeIn({ instance, requete }: Asked): Placement | undefined {
  const state = new State(instance)
  const place = earliestPlace(state, requete)
  if (!place) return undefined
  state.add(place)
  return state.placementOf(requete)[0]
}

const length = ({ debut, fin }: Interval): number => fin - debut

/** Availabilities of the lycées of a request for its domaine. */
const offersOf = ({ instance, requete }: Asked): Disponibilite[] =>
  instance.disponibilites.filter(
    (d) => requete.lieux.includes(d.lieu) && d.domaines.includes(requete.domaine),
  )

/** Ways to lift the absence of a person, a room or a lycée, the shortest first. */
function presences(asked: Asked): Leve[] {
  const offers = offersOf(asked)
  const keys = new Set(
    offers.flatMap((d) => [d.id, d.lieu, ...d.intervenants, ...(d.salle === null ? [] : [d.salle])]),
  )
  const meets = (one: Interval): boolean => offers.some((d) => one.debut < d.fin && d.debut < one.fin)
  return [...keys]
    .flatMap((cle) =>
      (asked.instance.indisponibilites.get(cle) ?? [])
        .filter(meets)
        .map((intervalle) => ({ cle, intervalle })),
    )
    .sort((a, b) => length(a.intervalle) - length(b.intervalle))
    .map((one) => ({ sorte: 'intervenant_present', ...one }))
}

function closedDays(asked: Asked): Leve[] {
  const days = new Set(offersOf(asked).flatMap((d) => [dayOf(d.debut), dayOf(d.fin - 1)]))
  return [...days]
    .filter((jour) => asked.instance.contraintes.joursFermes.has(jour))
    .sort((a, b) => a - b)
    .map((jour) => ({ sorte: 'jour_ouvert', jour }))
}

/** Caps raised by one. */
function caps({ instance, requete }: Asked): Leve[][] {
  const rules = instance.contraintes
  const posts = rules.postesDistanciel?.get(requete.origine)
  const one = (leve: Leve | null): Leve[] => (leve ? [leve] : [])
  const [jour, semaine] = [rules.parIntervenantJour ?? null, rules.parIntervenantSemaine ?? null]
  return [
    [{ sorte: 'par_jour', entretiens: rules.entretiensParJour + 1 }],
    requete.lieux.flatMap((lieu) => {
      const salles = rules.sallesParLieu?.get(lieu)
      return salles === undefined ? [] : [{ sorte: 'salles' as const, lieu, salles: salles + 1 }]
    }),
    one(
      posts === undefined ? null : { sorte: 'poste_distanciel', origine: requete.origine, postes: posts + 1 },
    ),
    one(rules.maxParCollege === null ? null : { sorte: 'par_college', maximum: rules.maxParCollege + 1 }),
    one(rules.accompagnes === null ? null : { sorte: 'accompagnes', maximum: rules.accompagnes + 1 }),
    one(
      jour === null && semaine === null
        ? null
        : {
            sorte: 'intervenant_charge',
            jour: jour === null ? null : jour + 1,
            semaine: semaine === null ? null : semaine + 1,
          },
    ),
  ]
}

/** Rules on the request itself, or on its journey: lifted whole, then only as far as the place found needs. */
function ownRules(asked: Asked): Leve[][] {
  const { instance, requete } = asked
  const { contraintes } = instance
  const placeOf = (changes: Partial<Requete>): Placement | undefined =>
    placeIn({ instance, requete: { ...requete, ...changes } })
  const early = requete.auPlusTot === null ? undefined : placeOf({ auPlusTot: null })
  const far = contraintes.trajetMaxMinutes === null ? [] : new State(instance).journeys(requete)
  const durations = Math.max(0, Math.ceil((requete.duree - SHORTEST) / 5))
  return [
    early ? [{ sorte: 'preavis', debut: early.debut }] : [],
    far
      .filter((minutes) => minutes > (contraintes.trajetMaxMinutes ?? 0))
      .sort((a, b) => a - b)
      .map((minutes) => ({ sorte: 'trajet', minutes })),
    contraintes.fenetreTrajet ? [{ sorte: 'horaires_trajet' }] : [],
    (requete.interdits ?? []).map((cle) => ({ sorte: 'interdit', cle })),
    Array.from({ length: durations }, (_, i) => ({
      sorte: 'duree' as const,
      minutes: Math.max(SHORTEST, requete.duree - 5 * (i + 1)),
    })),
  ]
}

/** Everything that could be lifted: one list per kind, the smallest first. */
function choicesOf(asked: Asked): Leve[][] {
  const { requete } = asked
  const offers = offersOf(asked)
  return [
    requete.indisponibilites
      .toSorted((a, b) => length(a) - length(b))
      .map((intervalle) => ({ sorte: 'eleve_disponible', intervalle })),
    presences(asked),
    closedDays(asked),
    ...ownRules(asked),
    requete.accessible ? offers.map(({ id }) => ({ sorte: 'salle_accessible', disponibilite: id })) : [],
    offers
      .filter((d) => d.mode !== 'mixte' && d.mode !== requete.mode)
      .map(({ id }) => ({ sorte: 'mode', disponibilite: id })),
    ...caps(asked),
  ]
}

/** Requests of the held interviews that stand where a request could go. */
function looseAround({ disponibilites, fixes }: Instance, { lieux, domaine }: Requete): Requete[] {
  const offers = new Set(
    disponibilites.filter((d) => lieux.includes(d.lieu) && d.domaines.includes(domaine)).map((d) => d.id),
  )
  return fixes.flatMap((fixe) =>
    fixe.epingle === false && offers.has(fixe.placement.disponibilite) ? [fixe.requete] : [],
  )
}

/** One other interview that makes way, where one is enough. */
function pushed({ instance, requete }: Asked): Assouplissement[] {
  const open = openBoard(
    narrow({ ...instance, requetes: [requete] }, [requete, ...looseAround(instance, requete)]),
  )
  const work = new Work(open, undefined)
  const item = itemOf(open, requete)
  work.take(item)
  if (!pushOne(work, item)) return []
  const [other] = work.concerned.filter((one) => one !== item)
  if (other === undefined) return []
  const placement = placementAt(open, item, seatOf(open, item, new Map()))
  const vers = placementAt(open, other, seatOf(open, other, new Map([[item, placement.place]])))
  const leve: Leve = { sorte: 'deplacer', requete: vers.requete, vers }
  return [{ leve, placement, phrase: relaxationSentence(leve) }]
}

/**
 * The smallest single things to lift so that a request without a place finds one: at most one of each kind, tried
 * before it is told (the placement says where). Only held interviews (`tenus`) make way; what stands otherwise stays.
 */
export function relaxations(instance: Instance, requete: Requete): Assouplissement[] {
  const held = new Set(instance.tenus?.map((placement) => placement.requete))
  const fixes: Fixe[] = standing(instance)
    .filter((fixe) => fixe.requete.id !== requete.id)
    .map((fixe) => ({ ...fixe, epingle: !held.has(fixe.requete.id) }))
  const asked = { instance: narrow({ ...instance, fixes, tenus: [] }, [requete]), requete }
  const lifted = choicesOf(asked).flatMap((kind) => {
    for (const leve of kind) {
      const placement = placeIn(lift(asked, leve))
      if (placement) return [{ leve, placement, phrase: relaxationSentence(leve) }]
    }
    return []
  })
  return [...pushed({ ...asked, instance: { ...instance, fixes, tenus: [] } }), ...lifted]
}
