import type { EtatPresence } from '#src/exchange/model.ts'
import { dayOf } from '#src/kit/day.ts'
import { noterObservations } from '#src/procedure/entretiens/acts/observations.ts'
import { observationsOf, observationsSaisies } from '#src/procedure/entretiens/pages/observations-saisie.ts'
import { proposeAvisReferent } from '#src/procedure/entretiens/acts/avis-referents.ts'
import { recordPresences, writeComptesRendus } from '#src/procedure/entretiens/acts/entretiens.ts'
import { EntretienPage } from '#src/procedure/entretiens/pages/entretien-vue.tsx'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { relireTextes, type TexteDuLycee } from '#src/procedure/entretiens/pages/relecture.ts'
import { readEntretien, type EntretienLu } from '#src/procedure/entretiens/reads/lycee.ts'
import { LIBELLE_PRESENCE, sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { dropBrouillon, readBrouillon, type Brouillon } from '#src/web/drafts.ts'
import { freshForm, typedOf, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/entretiens/:id'

export const entretien = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'entretiens.ecran',
    handler: async (requete) => {
      const lu = await load(requete)
      const brouillons = await readBrouillons(requete, lu)
      return html(
        <EntretienPage
          lu={lu}
          brouillons={brouillons}
          zone={requete.tx.zone}
          state={stateOf(lu, brouillons)}
        />,
      )
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'entretiens.ecran', handler: (requete) => record(requete) }),
]

async function load({ tx, campagne, id }: Requete): Promise<EntretienLu> {
  const lu = await readEntretien(tx, { campagneId: campagne.id, entretienId: id('id') })
  if (!lu) throw new Introuvable()
  return lu
}

/** Names of the long texts of the page: each has its draft. */
const textesOf = (lu: EntretienLu): string[] =>
  lu.conseille ? ['compteRendu', ...lu.formations.map((one) => `commentaire-${one.inscriptionId}`)] : []

export type Brouillons = ReadonlyMap<string, Brouillon>

async function readBrouillons({ tx }: Requete, lu: EntretienLu): Promise<Brouillons> {
  const found = new Map<string, Brouillon>()
  for (const name of textesOf(lu))
    found.set(name, await readBrouillon(tx, `entretien-${lu.entretien.id}-${name}`))
  return found
}

/** What is recorded; a draft goes before it, since it is younger: it leaves with the act. */
function stateOf(lu: EntretienLu, brouillons: Brouillons): FormState {
  const { entretien: recu, formations } = lu
  const unlessDraft = (name: string, recorded: string | null) =>
    brouillons.get(name)?.texte ? null : recorded
  return freshForm({
    ...observationsSaisies(lu),
    presence: recu.presence,
    lettreAbsente: recu.lettreAbsente ? 'oui' : null,
    compteRendu: unlessDraft('compteRendu', recu.compteRendu),
    ...Object.fromEntries(
      formations.flatMap(({ inscriptionId: id, proposeSens, proposeCommentaire }) => [
        [`avis-${id}`, proposeSens],
        [`commentaire-${id}`, unlessDraft(`commentaire-${id}`, proposeCommentaire)],
      ]),
    ),
  })
}

/** Presence, compte rendu and proposals in one transaction: a refusal undoes all and gives back what was typed. */
async function record(requete: Requete): Promise<Reply> {
  const { tx, form } = requete
  const lu = await load(requete)
  const brouillons = await readBrouillons(requete, lu)
  const wrong = await saveAll(requete, lu)
  const state = wrong
    ? withError(typedOf(form), wrong.field, wrong.sentence)
    : lu.conseille && (await relire(requete, lu))
  if (state) return html(<EntretienPage lu={lu} brouillons={brouillons} zone={tx.zone} state={state} />, 422)
  for (const { cle } of brouillons.values()) await dropBrouillon(tx, cle)
  const { id, debut } = lu.entretien
  // Sealed until now: the page of the interview is where the seal has opened.
  const sealed = lu.formations.some((one) => one.origine === 'scelle')
  const next = sealed ? `/entretiens/${id}` : adresse('/entretiens', { jour: dayOf(debut, tx.zone) })
  return redirect(next, 'L’entretien est enregistré.')
}

/** What was just written and deserves a second reading: the head of the lycée and the family read it after. */
function relire(requete: Requete, lu: EntretienLu): Promise<FormState | undefined> {
  const { tx, form, campagne } = requete
  const { eleveId, uai, compteRendu, domaineLibelle } = lu.entretien
  const formations = [...lu.formations.map((one) => one.libelle), domaineLibelle]
  const written: (TexteDuLycee & { avant: string | null })[] = [
    {
      champ: 'compteRendu',
      texte: lu.entretien.signees > 0 ? '' : textOf(form, 'compteRendu'),
      avant: compteRendu,
      eleveId,
      formations,
    },
    ...lu.formations.map((one) => ({
      champ: `commentaire-${one.inscriptionId}`,
      texte: one.signeSens === null ? textOf(form, `commentaire-${one.inscriptionId}`) : '',
      avant: one.proposeCommentaire,
      eleveId,
      formations: [one.libelle, domaineLibelle],
    })),
  ]
  const textes = written.filter(({ texte, avant }) => texte !== (avant ?? ''))
  const suite = 'enregistrez de nouveau pour le garder ainsi'
  return relireTextes(tx, { form, campagneId: campagne.id, uai, suite, textes })
}

interface Wrong {
  field: string
  sentence: string
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name)
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
}

const isPresence = (text: string): text is EtatPresence => Object.hasOwn(LIBELLE_PRESENCE, text)

async function saveAll(requete: Requete, lu: EntretienLu): Promise<Wrong | undefined> {
  return (
    (await savePresence(requete, lu)) ??
    (lu.conseille
      ? ((await saveCompteRendu(requete, lu)) ??
        (await saveObservations(requete, lu)) ??
        (await saveAvis(requete, lu)))
      : undefined)
  )
}

const scopeOf = ({ campagne }: Requete, { entretien: recu }: EntretienLu) => ({
  campagneId: campagne.id,
  eleveId: recu.eleveId,
  domaine: recu.domaine,
})

async function savePresence(requete: Requete, lu: EntretienLu): Promise<Wrong | undefined> {
  const { tx, form } = requete
  const { campagneId, ...who } = scopeOf(requete, lu)
  if (lu.entretien.signees > 0) return undefined
  const etat = textOf(form, 'presence')
  if (!isPresence(etat)) return { field: 'presence', sentence: 'Dites si l’élève est venu.' }
  const lettreAbsente = form.get('lettreAbsente') === 'oui'
  if (etat === lu.entretien.presence && lettreAbsente === lu.entretien.lettreAbsente) return undefined
  const [result] = await recordPresences(tx, { campagneId, items: [{ ...who, etat, lettreAbsente }] })
  return result && !result.ok ? { field: 'presence', sentence: sentenceEntretien(result.refus) } : undefined
}

async function saveCompteRendu(requete: Requete, lu: EntretienLu): Promise<Wrong | undefined> {
  const { tx, form } = requete
  const { campagneId, ...who } = scopeOf(requete, lu)
  const texte = textOf(form, 'compteRendu')
  const before = lu.entretien.compteRendu ?? ''
  if (texte === before || lu.entretien.signees > 0) return undefined
  const [result] = await writeComptesRendus(tx, { campagneId, items: [{ ...who, texte }] })
  return result && !result.ok
    ? { field: 'compteRendu', sentence: sentenceEntretien(result.refus) }
    : undefined
}

async function saveObservations(requete: Requete, lu: EntretienLu): Promise<Wrong | undefined> {
  const observations = observationsOf(requete.form, lu)
  if (!observations || lu.entretien.signees > 0) return undefined
  const result = await noterObservations(requete.tx, {
    campagneId: requete.campagne.id,
    entretienId: lu.entretien.id,
    observations,
  })
  return result.ok ? undefined : { field: 'abordes', sentence: sentenceEntretien(result.refus) }
}

async function saveAvis(requete: Requete, lu: EntretienLu): Promise<Wrong | undefined> {
  const { tx, form } = requete
  const { campagneId, eleveId } = scopeOf(requete, lu)
  const given = lu.formations.flatMap((one) => {
    const avis = textOf(form, `avis-${one.inscriptionId}`)
    const commentaire = textOf(form, `commentaire-${one.inscriptionId}`)
    const same = avis === (one.proposeSens ?? '') && commentaire === (one.proposeCommentaire ?? '')
    return same || one.signeSens !== null ? [] : [{ id: one.inscriptionId, mef: one.mef, avis, commentaire }]
  })
  const mute = given.find((one) => one.avis === '')
  if (mute) return { field: `avis-${mute.id}`, sentence: 'Un commentaire va avec un avis : choisissez-le.' }
  const items = given.map(({ mef, avis, commentaire }) => ({ eleveId, mef, avis, commentaire }))
  if (items.length === 0) return undefined
  const results = await proposeAvisReferent(tx, { campagneId, items })
  const rank = results.findIndex((result) => !result.ok)
  const result = results[rank]
  if (!result || result.ok) return undefined
  const field = result.refus.code === 'commentaire_absent' ? 'compteRendu' : `avis-${given[rank]?.id ?? ''}`
  return { field, sentence: sentenceEntretien(result.refus) }
}
