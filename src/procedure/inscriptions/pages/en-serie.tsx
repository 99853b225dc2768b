import { counted } from '#src/kit/counted.ts'
import { groupBy } from '#src/kit/group.ts'
import { actingFor } from '#src/procedure/comptes/api.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { placeArrivees } from '#src/procedure/entretiens/api.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/acts.ts'
import type { EleveEtInscriptions, NouvelleInscription } from '#src/procedure/inscriptions/model.ts'
import { EnSerie, type Montre } from '#src/procedure/inscriptions/pages/en-serie-vue.tsx'
import { readListeInscriptions } from '#src/procedure/inscriptions/reads/a-inscrire.ts'
import { readTouches } from '#src/procedure/inscriptions/rules/touches.ts'
import { sentenceInscription } from '#src/procedure/inscriptions/texts.ts'
import { sliceOf } from '#src/web/components/pagination.tsx'
import { freshForm, typedOf, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/eleves/inscriptions'
const fieldOf = (eleve: EleveEtInscriptions): string => `touches-${eleve.id}`

async function load({ tx, campagne, query }: Requete): Promise<Montre> {
  const choices = { classe: query('classe') || null, etablissement: query('etablissement') || null }
  const slice = sliceOf(query('page'))
  const asked = { campagneId: campagne.id, uai: choices.etablissement, classe: choices.classe }
  return {
    ...(await readListeInscriptions(tx, { ...asked, ...slice })),
    choices,
    slice,
    schools: await readEtablissementsSuivis(tx, campagne.id),
  }
}

/** The keys of what a pupil asked for are there beforehand. */
const fresh = ({ eleves, touches }: Montre): FormState =>
  freshForm(
    Object.fromEntries(
      eleves.map((eleve) => {
        const wanted = eleve.demandees.filter((mef) => !eleve.inscrites.includes(mef))
        const keys = [...touches].flatMap(([touche, { mef }]) => (wanted.includes(mef) ? [touche] : []))
        return [fieldOf(eleve), keys.join('')]
      }),
    ),
  )

export const inscriptionsEnSerie = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'inscription.preparer',
    handler: async (requete) => {
      const montre = await load(requete)
      return html(<EnSerie montre={montre} state={fresh(montre)} fieldOf={fieldOf} />)
    },
  }),
  page({
    method: 'POST',
    path: PATH,
    droit: 'inscription.enregistrer',
    handler: async (requete) => {
      const montre = await load(requete)
      const { items, state } = readSerie(requete.form, montre)
      const again = (wrong: FormState) =>
        html(<EnSerie montre={montre} state={wrong} fieldOf={fieldOf} />, 422)
      if (Object.keys(state.errors).length > 0) return again(state)
      if (items.length === 0) return again(withError(state, '', NOTHING))
      const { inscrits, refus } = await register(requete, { montre, items })
      if (inscrits.length === 0) return again(withError(state, '', refus.join(' ')))
      await placeArrivees(requete.tx, { campagneId: requete.campagne.id, eleves: [...new Set(inscrits)] })
      const told = `${counted(inscrits.length, 'inscription enregistrée', 'inscriptions enregistrées')} pour ${counted(new Set(inscrits).size, 'élève')}.`
      return redirect(nextOf(montre), [told, ...refus].join(' '))
    },
  }),
]

const NOTHING = 'Écrivez la touche d’une formation au moins, en face d’un élève qui n’y est pas inscrit.'

/** What the boxes say, pupil by pupil; a formation that he has already is nothing to do. */
function readSerie(
  form: FormData,
  { eleves, touches }: Montre,
): { items: NouvelleInscription[]; state: FormState } {
  let state = typedOf(form)
  const items = eleves.flatMap((eleve) => {
    const typed = state.values[fieldOf(eleve)]?.[0] ?? ''
    const read = readTouches(typed, touches)
    if (!read.ok) {
      const touche = String(read.refus.details?.['touche'] ?? '')
      const sentence = `${eleve.prenom} ${eleve.nom} : la touche « ${touche} » ne désigne aucune formation.`
      state = withError(state, fieldOf(eleve), sentence)
      return []
    }
    return read.value
      .filter(({ mef }) => !eleve.inscrites.includes(mef))
      .map(({ mef }) => ({ ...AU_LYCEE, eleveId: eleve.id, mef }))
  })
  return { items, state }
}

const AU_LYCEE = {
  mode: 'presentiel',
  uaiSouhaite: null,
  derogationSecteur: false,
  amenagements: [],
} as const

async function register(
  { tx, campagne }: Requete,
  { montre: { eleves, touches }, items }: { montre: Montre; items: readonly NouvelleInscription[] },
): Promise<{ inscrits: number[]; refus: string[] }> {
  const byId = new Map(eleves.map((eleve) => [eleve.id, eleve]))
  const libelles = new Map([...touches.values()].map(({ mef, libelle }) => [mef, libelle]))
  const inscrits: number[] = []
  const refus: string[] = []
  for (const [uai, group] of groupBy(items, ({ eleveId }) => byId.get(eleveId)?.uai ?? '')) {
    const acteur = actingFor(tx.acteur, uai)
    const results = await registerInscriptions({ ...tx, acteur }, { campagneId: campagne.id, items: group })
    for (const [rank, { eleveId, mef }] of group.entries()) {
      const result = results[rank]
      if (result?.ok) inscrits.push(eleveId)
      else if (result) {
        const { prenom = '', nom = '' } = byId.get(eleveId) ?? {}
        refus.push(`${prenom} ${nom}, ${libelles.get(mef) ?? mef} : ${sentenceInscription(result.refus)}`)
      }
    }
  }
  return { inscrits, refus }
}

/** The next page of pupils, then their list. */
function nextOf({ total, slice, choices }: Montre): string {
  const more = slice.offset + slice.limit < total
  return more ? addressOf(PATH, { ...choices, page: slice.page + 1 }) : addressOf('/eleves', choices)
}
