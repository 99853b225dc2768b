import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { passwordRefusal } from '#src/web/identity/passwords.ts'
import { begin, finish, underWay, type EnCours } from '#src/web/identity/pending.ts'
import {
  attach,
  byCode,
  holderOf,
  newSecondFactor,
  openLocal,
  shownSecondFactor,
  type RefusOuvertureLocale,
} from '#src/web/identity/sign-in.ts'
import { html, page, redirect, type Reply, type Visite } from '#src/web/page.ts'
import { OuvertureDuCompte, SaisieDuCode } from '#src/web/pages/acces-vue.tsx'
import { codeSaisi, ouvertureSaisie } from '#src/web/pages/connexion-formulaires.ts'
import { enter, phraseOf } from '#src/web/pages/connexion.tsx'

const CODE_INCONNU =
  'Ce code n’ouvre aucun accès : vérifiez-le lettre par lettre. S’il a déjà servi, ou s’il a plus de trente jours, demandez-en un autre à votre établissement.'

const REFUS: Record<RefusOuvertureLocale['code'], { champ: string; phrase: string }> = {
  code_perdu: { champ: '', phrase: CODE_INCONNU },
  adresse_prise: {
    champ: 'courriel',
    phrase: 'Cette adresse ouvre déjà un autre compte. Chaque personne a besoin de son adresse.',
  },
  adresse_commune: {
    champ: 'courriel',
    phrase:
      'Cette adresse est celle d’un établissement ou d’un service : donnez la vôtre, que vous lisez seul.',
  },
  identite_prise: { champ: '', phrase: 'Vous avez déjà un compte : connectez-vous, sans code.' },
  code_faux: {
    champ: 'code',
    phrase: 'Le code à six chiffres n’est pas le bon. Attendez le suivant, puis recopiez-le.',
  },
}

const now = ({ clock }: Visite): Date => clock()
const attending = (visite: Visite): Promise<EnCours | undefined> =>
  underWay(visite.db, visite.browser.pending(), now(visite))

async function askForCode(visite: Visite, state: FormState = freshForm()): Promise<Reply> {
  const enCours = await attending(visite)
  const nom = enCours?.etape === 'rattachement' ? enCours.nom : undefined
  const status = Object.keys(state.errors).length > 0 ? 422 : 200
  return html(<SaisieDuCode nom={nom} state={state} />, status)
}

async function takeTyped(visite: Visite): Promise<Reply> {
  const { form, guichet, db, browser } = visite
  const read = readForm(form, codeSaisi)
  if (!read.ok) return askForCode(visite, read.state)
  const found = await byCode(guichet, read.value.code)
  if ('echec' in found)
    return askForCode(visite, withError(read.state, 'code', phraseOf(found, CODE_INCONNU)))
  const enCours = await attending(visite)
  const { academie, compteId, empreinte } = found
  if (enCours?.etape === 'rattachement') {
    const { fournisseur, sujet, suite, session: origine } = enCours
    const attached = await attach(guichet, { academie, empreinte, fournisseur, sujet })
    if (attached.ok) return enter(visite, { academie, compteId, suite, origine })
    return askForCode(visite, withError(read.state, 'code', REFUS[attached.refus.code].phrase))
  }
  const opening = { etape: 'activation', academie, compteId, empreinte, suite: '/' } as const
  browser.givePending(await begin(db, { ...opening, scelle: newSecondFactor(guichet) }, now(visite)))
  return redirect('/acces/ouvrir')
}

type Activation = Extract<EnCours, { etape: 'activation' }>

async function showOpening(visite: Visite, state?: FormState): Promise<Reply> {
  const enCours = await attending(visite)
  if (enCours?.etape !== 'activation') return redirect('/acces')
  return openingOf(visite, enCours, state)
}

async function openingOf(visite: Visite, enCours: Activation, state?: FormState): Promise<Reply> {
  const holder = await holderOf(visite.db, enCours)
  if (!holder) return redirect('/acces')
  const { nom, agent } = holder
  const secondFacteur = agent ? shownSecondFactor(visite.guichet, { scelle: enCours.scelle, nom }) : undefined
  return html(
    <OuvertureDuCompte {...{ nom, secondFacteur }} state={state ?? freshForm()} />,
    state ? 422 : 200,
  )
}

async function open(visite: Visite): Promise<Reply> {
  const { form, guichet, db } = visite
  const enCours = await attending(visite)
  if (enCours?.etape !== 'activation') return redirect('/acces')
  const holder = await holderOf(db, enCours)
  if (!holder) return redirect('/acces')
  const read = readForm(form, ouvertureSaisie)
  if (!read.ok) return openingOf(visite, enCours, read.state)
  const { courriel, motDePasse, code } = read.value
  const weak = passwordRefusal(motDePasse, [holder.nom, courriel])
  if (weak !== undefined) return openingOf(visite, enCours, withError(read.state, 'motDePasse', weak))
  const { academie, compteId, empreinte, scelle, suite } = enCours
  const opened = await openLocal(guichet, {
    academie,
    compteId,
    empreinte,
    courriel,
    motDePasse,
    secondFacteur: holder.agent ? { scelle, code } : undefined,
  })
  if (!opened.ok) {
    const { champ, phrase } = REFUS[opened.refus.code]
    return openingOf(visite, enCours, withError(read.state, champ, phrase))
  }
  await finish(db, visite.browser.pending(), now(visite))
  return enter(visite, { academie, compteId, suite })
}

export const acces = [
  page({ method: 'GET', path: '/acces', public: true, handler: (visite) => askForCode(visite) }),
  page({ method: 'POST', path: '/acces', public: true, handler: takeTyped }),
  page({ method: 'GET', path: '/acces/ouvrir', public: true, handler: (visite) => showOpening(visite) }),
  page({ method: 'POST', path: '/acces/ouvrir', public: true, handler: open }),
]
