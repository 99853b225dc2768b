import { z } from 'zod'
import { PREREGLAGES, type NomPrereglage } from '#src/planning/reglages.ts'
import type { Reglages } from '#src/planning/model.ts'
import { choisirReglages, demanderComparaison } from '#src/procedure/entretiens/acts/reglages.ts'
import { enqueueComparaison } from '#src/procedure/entretiens/jobs.ts'
import { ComparaisonVue, ReglagesVue } from '#src/procedure/entretiens/pages/reglages-vue.tsx'
import { readComparaison, readReglages } from '#src/procedure/entretiens/reads/reglages.ts'
import { LIBELLE_PREREGLAGE, LIBELLE_REGLAGE } from '#src/procedure/entretiens/texts/reglages.ts'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/planification/reglages'

const prix = z.coerce
  .number('Écrivez un nombre entier.')
  .int('Écrivez un nombre entier.')
  .min(0, 'Au moins 0.')
  .max(100_000, 'Au plus 100 000.')
const Essai = z.object({
  modele: z.enum(['equilibre', 'equipes', 'familles', 'sur_mesure'], 'Choisissez avec quoi comparer.'),
  demiJourneeIntervenant: prix,
  equilibre: prix,
  sortie: prix,
  demiJourneeEleve: prix,
  trajetMinute: prix,
  attente: prix,
  souhait: prix,
  annonce: prix,
})

export const reglages = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'reglages.lire',
    handler: async (requete) => {
      const lus = await readReglages(requete.tx, requete.campagne.id)
      return html(<ReglagesVue {...lus} state={valuesOf(lus.reglages)} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'reglages.comparer', handler: (requete) => compare(requete) }),
  page({
    method: 'GET',
    path: '/planification/comparaisons/:id',
    droit: 'reglages.lire',
    handler: async (requete) => html(<ComparaisonVue {...await load(requete)} />),
  }),
  page({
    method: 'POST',
    path: '/planification/comparaisons/:id/choix',
    droit: 'reglages.choisir',
    handler: async (requete) => {
      const { comparaison } = await load(requete)
      const chosen = comparaison.choix[requete.form.get('rang') === '1' ? 1 : 0]
      const done = await choisirReglages(requete.tx, {
        campagneId: requete.campagne.id,
        reglages: chosen.reglages,
      })
      if (!done.ok) throw new Introuvable()
      return redirect(PATH, `Réglage choisi : ${chosen.nom}. Il vaut dès le prochain travail de la nuit.`)
    },
  }),
]

const valuesOf = (given: Reglages): FormState =>
  freshForm({
    modele: 'equipes',
    ...Object.fromEntries(Object.keys(LIBELLE_REGLAGE).map((name) => [name, String(given[isPrix(name)])])),
  })

function isPrix(name: string): keyof Reglages {
  const found = (Object.keys(PREREGLAGES.equilibre) as (keyof Reglages)[]).find((one) => one === name)
  if (!found) throw new Error(`réglage inconnu : ${name}`)
  return found
}

async function load(requete: Requete) {
  const comparaisonId = requete.id('id')
  const found = await readComparaison(requete.tx, { campagneId: requete.campagne.id, comparaisonId })
  if (!found) throw new Introuvable()
  return found
}

async function compare(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lus = await readReglages(tx, campagne.id)
  const read = readForm(form, Essai)
  if (!read.ok) return html(<ReglagesVue {...lus} state={read.state} />, 422)
  const { modele, ...prices } = read.value
  const other =
    modele === 'sur_mesure'
      ? { nom: 'Sur mesure', reglages: prices }
      : { nom: nameOf(modele), reglages: PREREGLAGES[modele] }
  const choix = [{ nom: 'Réglage actuel', reglages: lus.reglages }, other] as const
  const done = await demanderComparaison(tx, { campagneId: campagne.id, choix: [...choix] })
  if (!done.ok)
    return html(
      <ReglagesVue {...lus} state={withError(read.state, 'modele', 'Ces prix ne conviennent pas.')} />,
      422,
    )
  await enqueueComparaison(tx, { campagneId: campagne.id, comparaisonId: done.value })
  return redirect(`/planification/comparaisons/${done.value}`, 'La comparaison est lancée.')
}

const nameOf = (modele: NomPrereglage): string => LIBELLE_PREREGLAGE[modele]
