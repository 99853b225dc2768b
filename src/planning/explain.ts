import { enterable, isForbidden, withinReach } from '#src/planning/admissible.ts'
import { journeyHours } from '#src/planning/capacity-rules.ts'
import type { HardRule } from '#src/planning/hard-rule.ts'
import { elevePresent, HARD_RULES, juryPresent, notice, openDay } from '#src/planning/hard-rules.ts'
import type { Jury } from '#src/planning/jury.ts'
import type { NonPlace, Raison, Requete } from '#src/planning/model.ts'
import { firstPlace } from '#src/planning/search.ts'
import type { State } from '#src/planning/state.ts'

interface Condition {
  raison: Raison
  keeps: (jury: Jury) => boolean
}

/** Conditions on time, each looked at together with those before it; that on journeys only where it is set. */
function timeRules({ contraintes }: State): { raison: Raison; rules: readonly HardRule[] }[] {
  const steps: { raison: Raison; rules: HardRule[] }[] = [
    { raison: 'duree_trop_longue', rules: [] },
    { raison: 'jour_ferme', rules: [openDay] },
    { raison: 'preavis', rules: [notice] },
    ...(contraintes.fenetreTrajet ? [{ raison: 'fenetre_trajet' as const, rules: [journeyHours] }] : []),
    { raison: 'intervenant_indisponible', rules: [juryPresent] },
    { raison: 'eleve_indisponible', rules: [elevePresent] },
  ]
  const before = (step: number): HardRule[] => steps.slice(0, step + 1).flatMap((one) => one.rules)
  return [
    ...steps.map(({ raison }, step) => ({ raison, rules: before(step) })),
    { raison: 'complet', rules: HARD_RULES },
  ]
}

function conditions(state: State, requete: Requete): Condition[] {
  return [
    {
      raison: 'mode_indisponible',
      keeps: ({ disponibilite }) => [requete.mode, 'mixte'].includes(disponibilite.mode),
    },
    {
      raison: 'trajet_trop_long',
      keeps: ({ disponibilite }) => withinReach(state, { requete, lieu: disponibilite.lieu }),
    },
    { raison: 'salle_inaccessible', keeps: (jury) => enterable(requete, jury) },
    ...(requete.interdits?.length
      ? [{ raison: 'interdit' as const, keeps: (jury: Jury) => !isForbidden(requete, jury) }]
      : []),
    ...timeRules(state).map(({ raison, rules }) => ({
      raison,
      keeps: (jury: Jury) => firstPlace(state, { requete, jury, rules }) !== undefined,
    })),
  ]
}

function offered(state: State, { lieux, domaine }: Requete): Jury[] {
  const all = [...new Set(lieux)].flatMap((lieu) => [
    ...state.juries({ lieu, domaine, mode: 'presentiel' }),
    ...state.juries({ lieu, domaine, mode: 'distanciel' }),
  ])
  return [...new Set(all)]
}

/**
 * Why a request has no place in a state: the funnel down to the first condition that leaves nothing, which is the
 * reason. Its first line counts the referent lycées, the others availabilities.
 */
export function explain(state: State, requete: Requete): NonPlace {
  const entonnoir: { raison: Raison; restantes: number }[] = []
  const closes = (raison: Raison, restantes: number): boolean =>
    entonnoir.push({ raison, restantes }) > 0 && restantes === 0
  const end = (raison: Raison): NonPlace => ({ requete: requete.id, raison, entonnoir })

  if (closes('aucun_referent', new Set(requete.lieux).size)) return end('aucun_referent')
  let juries = offered(state, requete)
  if (closes('aucune_disponibilite', juries.length)) return end('aucune_disponibilite')
  for (const { raison, keeps } of conditions(state, requete)) {
    juries = juries.filter(keeps)
    if (closes(raison, juries.length)) return end(raison)
  }
  throw new Error(`request ${requete.id} has a place and needs no explanation`)
}
