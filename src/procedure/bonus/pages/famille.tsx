import { renderConvocations } from '#src/documents/convocations.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import { recordConfirmations } from '#src/procedure/bonus/acts/confirmations.ts'
import { attenteDeFamille } from '#src/procedure/bonus/pages/famille-attente.ts'
import { adresseDe, decisionField } from '#src/procedure/bonus/pages/famille-fiche.tsx'
import { Enfants, Fiche } from '#src/procedure/bonus/pages/famille-vue.tsx'
import {
  readEnfants,
  readFicheDeFamille,
  readMoi,
  type FicheDeFamille,
} from '#src/procedure/bonus/reads/famille.ts'
import { readFiches } from '#src/procedure/bonus/reads/fiches.ts'
import { sentenceBonus } from '#src/procedure/bonus/texts.ts'
import { readConvocations, readProvisoires, type EntretienConvoque } from '#src/procedure/entretiens/api.ts'
import { langueOf } from '#src/web/components/langue.tsx'
import { freshForm, typedOf, withError } from '#src/web/form.ts'
import {
  file,
  html,
  Introuvable,
  page,
  redirect,
  type Attente,
  type Reply,
  type Requete,
} from '#src/web/page.ts'

/** What a guardian sees of his children, and what a pupil sees of himself, once the fiches are issued. */
export const famille = [
  page({
    method: 'GET',
    path: '/famille',
    droit: 'fiche.lire_responsable',
    menu: { libelle: 'Mes enfants', ordre: 10 },
    attente: async (requete) => {
      const enfants = await readEnfants(requete.tx, requete.campagne.id)
      const found: Attente[] = []
      for (const { eleveId } of enfants) found.push(...(await attenteDeFamille(requete, eleveId)))
      return found
    },
    handler: async ({ tx, campagne }) => {
      const enfants = await readEnfants(tx, campagne.id)
      const [seul, ...autres] = enfants
      if (seul && autres.length === 0) return redirect(`/famille/${seul.eleveId}`)
      return html(<Enfants enfants={enfants} />)
    },
  }),
  page({
    method: 'GET',
    path: '/famille/:id',
    droit: 'fiche.lire_responsable',
    handler: (requete) => show(requete, requete.id('id')),
  }),
  page({
    method: 'POST',
    path: '/famille/:id',
    droit: 'confirmation.donner_responsable',
    handler: (requete) => answer(requete, requete.id('id')),
  }),
  page({
    method: 'GET',
    path: '/famille/:id/fiche.pdf',
    droit: 'fiche.lire_responsable',
    handler: (requete) => print(requete, requete.id('id')),
  }),
  page({
    method: 'GET',
    path: '/famille/:id/convocation.pdf',
    droit: 'fiche.lire_responsable',
    handler: async (requete) => {
      const found = await rendezVousOf(requete, requete.id('id'))
      if (found.length === 0) throw new Introuvable()
      const { pdf, refus } = await renderConvocations(found.map((one) => one.convocation))
      if (refus.length > 0) throw new Error(`convocation impossible à composer : ${refus[0]?.raison ?? ''}`)
      return file(pdf, { name: 'convocation.pdf', type: 'application/pdf' })
    },
  }),
  page({
    method: 'GET',
    path: '/mon-espace/fiche',
    droit: 'fiche.lire_eleve',
    attente: async (requete) => {
      const moi = await readMoi(requete.tx, requete.campagne.id)
      return moi ? attenteDeFamille(requete, moi.id) : []
    },
    handler: async (requete) => show(requete, await monId(requete)),
  }),
  page({
    method: 'POST',
    path: '/mon-espace/fiche',
    droit: 'confirmation.donner_eleve',
    handler: async (requete) => answer(requete, await monId(requete)),
  }),
  page({
    method: 'GET',
    path: '/mon-espace/fiche.pdf',
    droit: 'fiche.lire_eleve',
    handler: async (requete) => print(requete, await monId(requete)),
  }),
]

async function monId({ tx, campagne }: Requete): Promise<number> {
  const moi = await readMoi(tx, campagne.id)
  if (!moi) throw new Introuvable()
  return moi.id
}

async function load({ tx, campagne }: Requete, eleveId: number): Promise<FicheDeFamille> {
  const lue = await readFicheDeFamille(tx, { campagneId: campagne.id, eleveId })
  if (!lue) throw new Introuvable()
  return lue
}

/** The interviews to come, of which a guardian has the letter too. */
const rendezVousOf = async (
  { tx, campagne, origine: service }: Requete,
  eleveId: number,
): Promise<EntretienConvoque[]> =>
  (await readConvocations(tx, { campagneId: campagne.id, eleveId, service })).filter(
    (one) => one.rangee.fin > tx.now,
  )

/** The last answer of the reader, formation by formation. */
const mine = (lue: FicheDeFamille): Map<string, 'oui' | 'non' | null> =>
  new Map(
    lue.formations.map(({ mef, mots }) => [
      mef,
      mots.find((mot) => mot.responsableId === lue.moi)?.decision ?? null,
    ]),
  )

async function show(requete: Requete, eleveId: number): Promise<Reply> {
  const lue = await load(requete, eleveId)
  const said = [...mine(lue)].map(([mef, decision]) => [decisionField(mef), decision])
  const rendezVous = lue.moi === null ? [] : await rendezVousOf(requete, eleveId)
  const langue = langueOf(requete.query('langue'))
  const scope = { campagneId: requete.campagne.id, eleveId }
  const provisoires = lue.moi === null ? [] : await readProvisoires(requete.tx, scope)
  const state = freshForm(Object.fromEntries(said))
  return html(<Fiche {...{ lue, rendezVous, provisoires, state, langue }} />)
}

async function answer(requete: Requete, eleveId: number): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lue = await load(requete, eleveId)
  const refuse = (field: string, sentence: string) =>
    html(
      <Fiche
        lue={lue}
        rendezVous={[]}
        provisoires={[]}
        state={withError(typedOf(form), field, sentence)}
        langue="fr"
      />,
      422,
    )
  if (lue.moi !== null && lue.majeur)
    return refuse('', `${lue.prenom} confirme sans ses responsables : vous n’avez pas à répondre.`)
  const before = mine(lue)
  const asked = lue.formations.filter((one) => one.points > 0)
  const given = asked.flatMap(({ mef }) => {
    const decision = form.get(decisionField(mef))
    return decision === 'oui' || decision === 'non' ? [{ mef, decision } as const] : []
  })
  const [first] = asked
  if (given.length === 0)
    return refuse(first ? decisionField(first.mef) : '', 'Répondez oui ou non pour au moins une formation.')
  const changed = given.filter(({ mef, decision }) => before.get(mef) !== decision)
  const items = changed.map((one) => ({ ...one, eleveId, responsableId: lue.moi, support: 'ecran' as const }))
  const results = await recordConfirmations(tx, { campagneId: campagne.id, items })
  const rank = results.findIndex((result) => !result.ok)
  const result = results[rank]
  if (result && !result.ok)
    return refuse(decisionField(changed[rank]?.mef ?? ''), sentenceBonus(result.refus))
  return redirect(adresseDe(lue), 'Votre réponse est enregistrée.')
}

async function print({ tx, campagne, origine }: Requete, eleveId: number): Promise<Reply> {
  const fiches = await readFiches(tx, { campagneId: campagne.id, eleveId, origine })
  if (fiches.length === 0) throw new Introuvable()
  const { pdf, refus } = await renderFiches(fiches)
  if (refus.length > 0) throw new Error(`fiche impossible à composer : ${refus[0]?.raison ?? ''}`)
  return file(pdf, { name: 'fiche-recapitulative.pdf', type: 'application/pdf' })
}
