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
import { sliceOf } from '#src/web/components/pagination.tsx'
import { readBrouillons } from '#src/web/drafts.ts'
import { freshForm, typedOf, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

async function load({ tx, campagne, query }: Requete): Promise<Omit<Shown, 'state'>> {
  const etablissement = query('etablissement') || null
  const { page: number, limit, offset } = sliceOf(query('page'))
  const found = await readAvisASigner(tx, { campagneId: campagne.id, uai: etablissement })
  const rows = found.attendus.slice(offset, offset + limit)
  return {
    ...found,
    rows,
    page: number,
    etablissement,
    schools: await readEtablissementsSuivis(tx, campagne.id),
    zone: tx.zone,
    ...(await readPrets(tx, found.attendus)),
    signesParSens: await readSensSignes(tx, { campagneId: campagne.id, uai: etablissement }),
    recepisses: await readRecepisses(tx, campagne.id),
  }
}

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
const fresh = ({ rows, brouillons }: Omit<Shown, 'state'>): FormState =>
  freshForm(
    Object.fromEntries(
      rows.map(({ cle }) => [`avis-${cle}`, brouillons.get(brouillonDuNiveau(cle))?.texte || null]),
    ),
  )

export const avisOrigine = [
  page({
    method: 'GET',
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
    handler: async (requete) => {
      const shown = await load(requete)
      return html(<AvisOrigine shown={{ ...shown, state: fresh(shown) }} />)
    },
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
  const { prets } = await load(requete)
  const bilan = await signSaisies(tx, { campagneId: campagne.id, saisies: prets })
  await keepDrafts(tx, { saisies: prets, signes: bilan.signes })
  if (bilan.refuses.length > 0) return giveBack(requete, bilan)
  return redirect(backTo(requete), await messageOf(requete, bilan, prets.length))
}

const backTo = ({ query }: Requete): string =>
  addressOf('/avis-origine', {
    etablissement: query('etablissement') ?? null,
    page: query('page') ?? null,
  })

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
  const shown = await load(requete)
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
