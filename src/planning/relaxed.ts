import type { Contraintes, Disponibilite, Instance, Interval, Requete } from '#src/planning/model.ts'
import type { Leve } from '#src/planning/outcomes.ts'

export interface Asked {
  instance: Instance
  requete: Requete
}

const withRules = ({ instance, requete }: Asked, changes: Partial<Contraintes>): Asked => ({
  instance: { ...instance, contraintes: { ...instance.contraintes, ...changes } },
  requete,
})

const withOffer = (
  { instance, requete }: Asked,
  { id, changes }: { id: string; changes: Partial<Disponibilite> },
): Asked => ({
  instance: {
    ...instance,
    disponibilites: instance.disponibilites.map((d) => (d.id === id ? { ...d, ...changes } : d)),
  },
  requete,
})

const without = (intervals: readonly Interval[], gone: Interval): Interval[] =>
  intervals.filter((one) => one.debut !== gone.debut || one.fin !== gone.fin)

const moreOf = (
  caps: ReadonlyMap<string, number> | undefined,
  key: string,
  value: number,
): Map<string, number> => new Map([...(caps ?? []), [key, value]])

type Lift<S extends Leve['sorte']> = (asked: Asked, leve: Extract<Leve, { sorte: S }>) => Asked

const onRequete =
  (change: (requete: Requete) => Partial<Requete>) =>
  ({ instance, requete }: Asked): Asked => ({ instance, requete: { ...requete, ...change(requete) } })

/** How each relaxation changes the campaign or the request. */
const LIFTS: { [S in Leve['sorte']]: Lift<S> } = {
  deplacer: ({ instance, requete }, { vers }) => ({
    instance: {
      ...instance,
      fixes: instance.fixes.map((fixe) =>
        fixe.requete.id === vers.requete ? { ...fixe, placement: vers } : fixe,
      ),
      tenus: instance.tenus?.map((held) => (held.requete === vers.requete ? vers : held)) ?? [],
    },
    requete,
  }),
  eleve_disponible: (asked, { intervalle }) =>
    onRequete((r) => ({ indisponibilites: without(r.indisponibilites, intervalle) }))(asked),
  intervenant_present: ({ instance, requete }, { cle, intervalle }) => ({
    instance: {
      ...instance,
      indisponibilites: new Map(
        [...instance.indisponibilites].map(([key, list]) => [
          key,
          key === cle ? without(list, intervalle) : list,
        ]),
      ),
    },
    requete,
  }),
  jour_ouvert: (asked, { jour }) => {
    const joursFermes = new Set(asked.instance.contraintes.joursFermes)
    joursFermes.delete(jour)
    return withRules(asked, { joursFermes })
  },
  preavis: (asked, { debut }) => onRequete(() => ({ auPlusTot: debut }))(asked),
  trajet: (asked, { minutes }) => withRules(asked, { trajetMaxMinutes: minutes }),
  horaires_trajet: (asked) => withRules(asked, { fenetreTrajet: null }),
  salle_accessible: (asked, { disponibilite }) =>
    withOffer(asked, { id: disponibilite, changes: { accessible: true } }),
  interdit: (asked, { cle }) =>
    onRequete((r) => ({ interdits: (r.interdits ?? []).filter((key) => key !== cle) }))(asked),
  mode: (asked, { disponibilite }) => withOffer(asked, { id: disponibilite, changes: { mode: 'mixte' } }),
  par_jour: (asked, { entretiens }) => withRules(asked, { entretiensParJour: entretiens }),
  salles: (asked, { lieu, salles }) =>
    withRules(asked, { sallesParLieu: moreOf(asked.instance.contraintes.sallesParLieu, lieu, salles) }),
  poste_distanciel: (asked, { origine, postes }) =>
    withRules(asked, {
      postesDistanciel: moreOf(asked.instance.contraintes.postesDistanciel, origine, postes),
    }),
  par_college: (asked, { maximum }) => withRules(asked, { maxParCollege: maximum }),
  accompagnes: (asked, { maximum }) => withRules(asked, { accompagnes: maximum }),
  intervenant_charge: (asked, { jour, semaine }) =>
    withRules(asked, { parIntervenantJour: jour, parIntervenantSemaine: semaine }),
  duree: (asked, { minutes }) => onRequete(() => ({ duree: minutes }))(asked),
}

/** The same campaign and request once one thing is lifted. */
export function lift(asked: Asked, leve: Leve): Asked {
  const apply: (asked: Asked, leve: never) => Asked = LIFTS[leve.sorte]
  return (apply as (asked: Asked, leve: Leve) => Asked)(asked, leve)
}
