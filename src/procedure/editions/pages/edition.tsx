import { dayOf } from '#src/kit/day.ts'
import { LIBELLE_VOIE, sentenceRemise } from '#src/procedure/bonus/api.ts'
import {
  arreterEdition,
  noterRemisesDeLEdition,
  reprendreEdition,
} from '#src/procedure/editions/acts/editions.ts'
import type { Edition, Volume } from '#src/procedure/editions/model.ts'
import { colonnesDe, Suite, type EditionLue } from '#src/procedure/editions/pages/edition-vue.tsx'
import { readEdition, readVolume, readVolumes } from '#src/procedure/editions/reads/editions.ts'
import { FormulaireRemise } from '#src/procedure/editions/schema.ts'
import { nomDuFichier, sentenceEdition } from '#src/procedure/editions/texts.ts'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter } from '#src/web/lists.ts'
import { file, html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const ARCHIVE = 'application/zip'
const PDF = 'application/pdf'
/** More than any académie has schools. */
const ALL = 10_000

/** The page of one edition: how far it is, its files, its stop. Only for who asked for it. */
export const editionDeQuelquUn = [
  ...listPages({
    path: '/editions/:id',
    droit: 'edition.documents',
    nom: 'fichiers-prepares',
    load,
    draw: (lue, requete) => <Suite lue={lue} zone={requete.tx.zone} state={fresh(requete)} />,
  }),
  page({
    method: 'GET',
    path: '/editions/:id/:volume',
    droit: 'edition.documents',
    handler: async ({ tx, id }) => {
      const found = await readVolume(tx, { editionId: id('id'), rang: id('volume') })
      if (!found) throw new Introuvable()
      const { edition, uai, contenu } = found
      const type = edition.genre === 'fiches_ent' ? ARCHIVE : PDF
      return file(contenu, { name: nomDuFichier(edition, uai), type })
    },
  }),
  page({
    method: 'POST',
    path: '/editions/:id/arret',
    droit: 'edition.documents',
    handler: async ({ tx, id }) =>
      back(await arreterEdition(tx, id('id')), 'La préparation est arrêtée ; ce qui est fait est gardé.'),
  }),
  page({
    method: 'POST',
    path: '/editions/:id/reprise',
    droit: 'edition.documents',
    handler: async ({ tx, id }) => back(await reprendreEdition(tx, id('id')), 'La préparation reprend.'),
  }),
  page({
    method: 'POST',
    path: '/editions/:id/remise',
    droit: 'remise.noter',
    handler: (requete) => noteRemises(requete),
  }),
]

const fresh = ({ tx }: Requete): FormState => freshForm({ le: dayOf(tx.now, tx.zone), voie: 'main' })

async function own({ tx, id }: Requete): Promise<Edition> {
  const edition = await readEdition(tx, id('id'))
  if (!edition) throw new Introuvable()
  return edition
}

function back(edition: Edition | undefined, message: string): Reply {
  if (!edition) throw new Introuvable()
  return redirect(`/editions/${edition.id}`, message)
}

async function load(requete: Requete, slice: Slice): Promise<EditionLue> {
  const edition = await own(requete)
  const { volumes, refus } = await readVolumes(requete.tx, { editionId: edition.id, limit: ALL, offset: 0 })
  const list = {
    path: `/editions/${edition.id}`,
    filters: [textFilter('Établissement', ({ nom, uai }: Volume) => `${nom} ${uai}`)],
    columns: colonnesDe(edition),
    rows: volumes,
    slice,
    uai: edition.uai,
  } as const
  return { ...listed(requete, list), edition, refus, fichiers: volumes.length }
}

async function noteRemises(requete: Requete): Promise<Reply> {
  const { tx, form, id } = requete
  const edition = await own(requete)
  const read = readForm(form, FormulaireRemise)
  const again = async (state: FormState) => {
    const lue = await load(requete, sliceOf(requete.query('page')))
    return html(<Suite lue={lue} zone={requete.tx.zone} state={state} />, 422)
  }
  if (!read.ok) return again(read.state)
  const { voie, le } = read.value
  const done = await noterRemisesDeLEdition(tx, { id: id('id'), voie, le })
  if (!done.ok) {
    const { refus } = done
    return refus.code === 'edition_pas_prete'
      ? again(withError(read.state, '', sentenceEdition({ code: refus.code })))
      : again(withError(read.state, 'le', sentenceRemise({ ...refus, code: refus.code })))
  }
  const told =
    done.value === 0
      ? 'Tout était déjà noté'
      : `${done.value} ${done.value > 1 ? 'documents sont notés remis' : 'document est noté remis'} ${LIBELLE_VOIE[voie]}`
  return redirect(`/editions/${edition.id}`, `${told}.`)
}
