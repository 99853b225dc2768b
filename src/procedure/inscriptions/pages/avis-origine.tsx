import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import type { Shown } from '#src/procedure/inscriptions/pages/avis-montre.ts'
import { AvisOrigine } from '#src/procedure/inscriptions/pages/avis-vue.tsx'
import {
  brouillonDuNiveau,
  brouillonDuTexte,
  keepDrafts,
  saisiesOf,
  signSaisies,
  type BilanSaisie,
} from '#src/procedure/inscriptions/pages/avis-saisie.ts'
import { readAvisASigner } from '#src/procedure/inscriptions/reads/avis-attendus.ts'
import {
  readRecepisses,
  readRecepissesDonnes,
  readSensSignes,
} from '#src/procedure/inscriptions/reads/recepisses.ts'
import { hasRole, type Tx } from '#src/procedure/comptes/api.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import { eleveFilters, eleveListColumns } from '#src/web/components/eleve-columns.tsx'
import { EVERYTHING, sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { readBrouillons } from '#src/web/drafts.ts'
import { freshForm, typedOf, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, listed, schoolFilter, type ListColumn, type ListFilter } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

type Lue = Omit<Shown, 'state'>

async function load(requete: Requete, slice: Slice): Promise<Lue> {
  const { tx, campagne, query } = requete
  const etablissement = query('etablissement') || null
  const found = await readAvisASigner(tx, { campagneId: campagne.id, uai: etablissement })
  const schools = await readEtablissementsSuivis(tx, campagne.id)
  const { brouillons, prets } = await readPrets(tx, found.attendus)
  const ready = new Set(prets.map(({ cle }) => cle))
  const list = listed(requete, {
    path: '/avis-origine',
    filters: [...eleveFilters(found.attendus), whereHeIs(ready), ...schoolFilter(schools)],
    columns: columnsIn(tx.zone, ready),
    rows: found.attendus,
    slice,
    uai: etablissement,
  })
  return {
    ...found,
    ...list,
    etablissement,
    schools,
    zone: tx.zone,
    brouillons,
    prets,
    signesParSens: await readSensSignes(tx, { campagneId: campagne.id, uai: etablissement }),
    recepisses: await readRecepisses(tx, campagne.id),
  }
}

const OU_EN_EST = ['a_remplir', 'pret'] as const
const LIBELLE_OU_EN_EST = { a_remplir: 'À remplir', pret: 'Prêt à signer' } as const
const ouEnEst = (ready: ReadonlySet<string>, { cle }: AvisAttendu): (typeof OU_EN_EST)[number] =>
  ready.has(cle) ? 'pret' : 'a_remplir'

const whereHeIs = (ready: ReadonlySet<string>): ListFilter<AvisAttendu> => ({
  name: 'etat',
  label: 'Où en est l’avis',
  choices: choicesIn(OU_EN_EST, LIBELLE_OU_EN_EST),
  keeps: (one, asked) => ouEnEst(ready, one) === asked,
})

/** Whom an avis is awaited for. What it says sorts and narrows nothing, and is in no file: it is not signed yet. */
const columnsIn = (zone: string, ready: ReadonlySet<string>): ListColumn<AvisAttendu>[] => [
  ...eleveListColumns,
  { title: 'Établissement', valeur: ({ etablissement }) => etablissement },
  { title: 'Formation', tri: 'formation', valeur: ({ formations }) => formations.join(' ; ') },
  {
    title: 'Entretien',
    tri: 'entretien',
    valeur: ({ entretien }) => entretien && minuteInWords(localMinuteOf(entretien, zone)),
    // Who has no interview yet comes after those whose avis it freezes.
    ordre: ({ entretien }) => entretien?.toISOString() ?? '9999',
  },
  {
    title: 'Où en est l’avis',
    valeur: (one) => LIBELLE_OU_EN_EST[ouEnEst(ready, one)],
  },
]

/** Drafts of every avis awaited; ready are those with a level and a comment. */
async function readPrets(tx: Tx, attendus: readonly AvisAttendu[]) {
  const brouillons = await readBrouillons(
    tx,
    attendus.flatMap(({ cle }) => [brouillonDuTexte(cle), brouillonDuNiveau(cle)]),
  )
  const textOf = (cle: string): string => brouillons.get(cle)?.texte?.trim() ?? ''
  const prets = attendus
    .map(({ cle }) => ({
      cle,
      niveau: textOf(brouillonDuNiveau(cle)),
      commentaire: textOf(brouillonDuTexte(cle)),
      relu: '',
    }))
    .filter(({ niveau, commentaire }) => niveau !== '' && commentaire !== '')
  return { brouillons, prets }
}

/** The levels chosen before and not signed are chosen again. */
const fresh = ({ rows, brouillons }: Lue): FormState =>
  freshForm(
    Object.fromEntries(
      rows.map(({ cle }) => [`avis-${cle}`, brouillons.get(brouillonDuNiveau(cle))?.texte || null]),
    ),
  )

export const avisOrigine = [
  ...listPages({
    path: '/avis-origine',
    droit: 'avis_origine.preparer',
    menu: { libelle: 'Avis d’origine', ordre: 20 },
    attente: async ({ tx, campagne }) => {
      const found = await readAvisASigner(tx, { campagneId: campagne.id, uai: null })
      const { attendus, finAvisOrigine: jusquAu } = found
      if (attendus.length === 0 || hasRole(tx.acteur, 'academie')) return []
      const before = found.avantEntretien ? ', chacun avant l’entretien' : ''
      return [{ texte: `Donner ${attendus.length} avis d’origine${before}`, jusquAu }]
    },
    nom: 'avis-attendus',
    load,
    draw: (lue) => <AvisOrigine shown={{ ...lue, state: fresh(lue) }} />,
  }),
  page({
    method: 'POST',
    path: '/avis-origine',
    droit: 'avis_origine.signer',
    handler: async (requete) => {
      const { tx, campagne, form } = requete
      const asked = form.get('signer')
      if (asked === 'prets') return signPrets(requete)
      const saisies = saisiesOf(form)
      // Without a button (the Enter key) nothing is signed: what was typed is kept.
      const wanted = saisies.filter(({ cle }) => asked === 'tous' || asked === cle)
      const bilan = await signSaisies(tx, { campagneId: campagne.id, saisies: wanted })
      await keepDrafts(tx, { saisies, signes: bilan.signes })
      if (bilan.refuses.length > 0) return giveBack(requete, bilan)
      return redirect(backTo(requete), await messageOf(requete, bilan, saisies.length))
    },
  }),
]

/** Signs every avis that is ready, on whatever page of the list it stands. */
async function signPrets(requete: Requete): Promise<Reply> {
  const { tx, campagne } = requete
  const { prets } = await load(requete, EVERYTHING)
  const bilan = await signSaisies(tx, { campagneId: campagne.id, saisies: prets })
  await keepDrafts(tx, { saisies: prets, signes: bilan.signes })
  if (bilan.refuses.length > 0) return giveBack(requete, bilan)
  return redirect(backTo(requete), await messageOf(requete, bilan, prets.length))
}

/** The list as it was narrowed and sorted, on the same page. */
const backTo = ({ query }: Requete): string =>
  addressOf(
    '/avis-origine',
    Object.fromEntries(KEPT.map((name): [string, string | null] => [name, query(name) ?? null])),
  )
const KEPT = ['etablissement', 'nom', 'classe', 'etat', 'tri', 'page'] as const

async function messageOf({ tx, campagne }: Requete, { signes }: BilanSaisie, typed: number): Promise<string> {
  const uais = [...new Set(signes.map((avis) => avis.uai))]
  const given = await readRecepissesDonnes(tx, { campagneId: campagne.id, uais })
  const numbers = given.map(({ numero }) => ` Récépissé n° ${numero}.`).join('')
  const kept =
    typed > signes.length
      ? ' Le reste de ce que vous avez écrit est gardé en brouillon, sans être signé.'
      : ''
  if (signes.length === 0)
    return typed === 0 ? 'Rien n’était rempli : rien n’est signé.' : `Rien n’est signé.${kept}`
  return `${signes.length === 1 ? 'Un avis est signé.' : `${signes.length} avis sont signés.`}${numbers}${kept}`
}

/**
 * The page again, with the lines refused and what was typed in them. When others were signed they stand: the answer is
 * then no refusal, and the form gets a new key.
 */
async function giveBack(requete: Requete, bilan: BilanSaisie): Promise<Reply> {
  const shown = await load(requete, sliceOf(requete.query('page')))
  const { cle, ...values } = typedOf(requete.form).values
  const signes = bilan.signes.length
  const drafts = Object.fromEntries(
    bilan.refuses.flatMap(({ cle: one }) => [
      [`avis-${one}`, [shown.brouillons.get(brouillonDuNiveau(one))?.texte ?? '']],
      [`commentaire-${one}`, [shown.brouillons.get(brouillonDuTexte(one))?.texte ?? '']],
    ]),
  )
  const state = {
    values: { ...drafts, ...(signes === 0 && cle ? { ...values, cle } : values) },
    errors: bilan.errors,
  }
  const refused = new Map(bilan.refuses.map((avis) => [avis.cle, avis]))
  const gone = bilan.refuses.filter((avis) => !shown.rows.some((row) => row.cle === avis.cle))
  const rows = [...gone, ...shown.rows.map((row) => refused.get(row.cle) ?? row)]
  return html(
    <AvisOrigine shown={{ ...shown, rows, state, signes, relus: bilan.relus }} />,
    signes === 0 ? 422 : 200,
  )
}
