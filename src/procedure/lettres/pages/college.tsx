import { dayInWords, isDay } from '#src/kit/day.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { annotateLettre, attachLettre, withdrawLettreJointe } from '#src/procedure/lettres/acts.ts'
import { columnsIn, eleveDit, PATH, pathOf } from '#src/procedure/lettres/pages/college-colonnes.tsx'
import { Lire, Liste, type Vue } from '#src/procedure/lettres/pages/college-vue.tsx'
import { pieceOf } from '#src/procedure/lettres/pages/mes-lettres.tsx'
import {
  joursOf,
  readLettreJointe,
  readLettres,
  readLettresDUnEleve,
  type LettreLue,
} from '#src/procedure/lettres/reads/lettres.ts'
import { FormulaireAnnotation } from '#src/procedure/lettres/schema.ts'
import { sentenceLettre } from '#src/procedure/lettres/texts.ts'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { file, html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import type { Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, schoolFilter, textFilter } from '#src/web/lists.ts'
import { fileOf } from '#src/web/uploads.ts'

/** Letters of the pupils of a collège: read, annotated, attached, printed together for a day of interviews. */
export const lettresDuCollege = [
  ...listPages({
    path: PATH,
    droit: 'lettres.lire_au_college',
    menu: { libelle: 'Lettres', ordre: 35 },
    nom: 'lettres',
    load: loadList,
    draw: (vue) => <Liste vue={vue} />,
  }),
  page({
    method: 'GET',
    path: '/lettres/:id/:domaine',
    droit: 'lettres.lire_au_college',
    handler: async (requete) =>
      html(<Lire lue={await load(requete)} zone={requete.tx.zone} state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: '/lettres/:id/:domaine',
    droit: 'lettre.annoter',
    redige: ['texte'],
    handler: (requete) => annotate(requete),
  }),
  page({
    method: 'POST',
    path: '/lettres/:id/:domaine/jointe',
    droit: 'lettres.lire_au_college',
    televersement: true,
    handler: (requete) => attach(requete),
  }),
  page({
    method: 'POST',
    path: '/lettres/:id/:domaine/retrait',
    droit: 'lettres.lire_au_college',
    handler: async (requete) => {
      const lue = await load(requete)
      await withdrawLettreJointe(requete.tx, cleOf(requete, lue), pieceOf(requete.form))
      return redirect(pathOf(lue), 'Le fichier est retiré.')
    },
  }),
  page({
    method: 'GET',
    path: '/lettres/:id/:domaine/jointe/:piece',
    droit: 'lettres.lire_au_college',
    handler: async (requete) => {
      const { eleveId } = await load(requete)
      const scope = { campagneId: requete.campagne.id, eleveId, id: requete.id('piece') }
      const found = await readLettreJointe(requete.tx, scope)
      if (!found) throw new Introuvable()
      return file(found.contenu, { name: `lettre-jointe-${found.id}`, type: found.type })
    },
  }),
]

const cleOf = ({ campagne }: Requete, { eleveId, domaine }: LettreLue) => ({
  campagneId: campagne.id,
  eleveId,
  domaine,
})

async function load({ tx, campagne, id, param }: Requete): Promise<LettreLue> {
  const scope = { campagneId: campagne.id, eleveId: id('id') }
  const found = (await readLettresDUnEleve(tx, scope)).find((one) => one.domaine === param('domaine'))
  if (!found) throw new Introuvable()
  return found
}

/** What the address asks for: one school, and one day or one name when they are given. */
async function loadList(requete: Requete, slice: Slice): Promise<Vue> {
  const { tx, campagne, query } = requete
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const uai = query('etablissement') || (schools.length === 1 ? (schools[0]?.uai ?? null) : null)
  const all = uai === null ? [] : await readLettres(tx, { campagneId: campagne.id, uai })
  const asked = query('jour') ?? ''
  const ofDay =
    uai !== null && isDay(asked) ? await readLettres(tx, { campagneId: campagne.id, uai, jour: asked }) : all
  const filters = [
    ...schoolFilter(schools),
    textFilter('Nom ou prénom', eleveDit),
    {
      name: 'jour',
      label: 'Jour des entretiens',
      all: 'Tous les jours',
      choices: joursOf(all, tx.zone).map((value) => ({ value, label: dayInWords(value) })),
    },
  ]
  return listed(requete, { path: PATH, filters, columns: columnsIn(tx.zone), rows: ofDay, slice, uai })
}

async function annotate(requete: Requete): Promise<Reply> {
  const lue = await load(requete)
  const read = readForm(requete.form, FormulaireAnnotation)
  const again = (state: FormState) => html(<Lire lue={lue} zone={requete.tx.zone} state={state} />, 422)
  if (!read.ok) return again(read.state)
  const done = await annotateLettre(requete.tx, cleOf(requete, lue), read.value)
  if (!done.ok) return again(withError(read.state, '', sentenceLettre(done.refus)))
  return redirect(pathOf(lue), 'Votre annotation est enregistrée : l’élève la lit dans sa lettre.')
}

async function attach(requete: Requete): Promise<Reply> {
  const lue = await load(requete)
  const sent = fileOf(requete.form, 'fichier')
  const contenu = new Uint8Array(sent ? await sent.arrayBuffer() : [])
  const done = await attachLettre(requete.tx, cleOf(requete, lue), { nom: sent?.name ?? '', contenu })
  if (done.ok) return redirect(pathOf(lue), 'La lettre manuscrite est jointe.')
  const state = withError(freshForm(), 'fichier', sentenceLettre(done.refus))
  return html(<Lire lue={lue} zone={requete.tx.zone} state={state} />, 422)
}
