import type { AdresseDuCompte } from '#src/procedure/comptes/api.ts'
import { demonstrationAccounts } from '#src/web/demonstration-accounts.ts'
import { addressOf, sendCode } from '#src/web/identity/address.ts'
import { deviceOf } from '#src/web/identity/device.ts'
import { comeBack, endedBy, farewell, IdentiteRefusee, leave } from '#src/web/identity/oidc.ts'
import { begin, finish, type OrigineSession } from '#src/web/identity/pending.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'
import { byPassword, byProvider, bySecondFactor, type Compte, type Echec } from '#src/web/identity/sign-in.ts'
import { freshForm, readForm, withError } from '#src/web/form.ts'
import { depart, html, Introuvable, json, page, redirect, type Reply, type Visite } from '#src/web/page.ts'
import { ChoixDeLaConnexion, RetourImpossible, SecondFacteur } from '#src/web/pages/connexion-vue.tsx'
import { motDePasseSaisi, codeSaisi } from '#src/web/pages/connexion-formulaires.ts'
import { isLocalPath } from '#src/web/reply.ts'
import { closeSession, closeSessionsOf, openSession } from '#src/web/session.ts'

const suiteOf = (text: unknown): string => (typeof text === 'string' && isLocalPath(text) ? text : '/')

const fournisseurOf = ({ fournisseurs, param }: Visite): Fournisseur => {
  const found = fournisseurs.find(({ cle }) => cle === param('fournisseur'))
  if (!found) throw new Introuvable()
  return found
}

const retourDe = (origine: string, { cle }: Fournisseur): string => `${origine}/connexion/retour/${cle}`

/** Opens the session of an account and goes on. The one before it ends: a token never passes from one person to another. */
export async function enter(visite: Visite, entree: Entree): Promise<Reply> {
  const { db, clock, browser, c, guichet } = visite
  const { academie, compteId, suite, origine } = entree
  const adresse = await addressOf(guichet, entree)
  if (adresse?.exigee) return askForAddress(visite, entree, adresse)
  const before = browser.token()
  if (before !== undefined) await closeSession(db, before)
  browser.dropPending()
  const appareil = deviceOf(c.req.header('User-Agent'))
  browser.giveToken(await openSession({ db, clock }, { academie, compteId, origine, appareil }))
  return redirect(suite)
}

interface Entree extends Compte {
  suite: string
  origine?: OrigineSession | undefined
}

/** A family that a code on paper let in shows first that it reads the address that it gave. */
async function askForAddress(
  { db, clock, browser, guichet }: Visite,
  { academie, compteId, suite, origine }: Entree,
  { courriel }: AdresseDuCompte,
): Promise<Reply> {
  if (courriel !== null) await sendCode(guichet, { academie, compteId, courriel })
  browser.givePending(await begin(db, { etape: 'adresse', academie, compteId, suite, origine }, clock()))
  return redirect('/connexion/adresse')
}

export const phraseOf = (refus: Echec, inconnu: string): string =>
  refus.echec === 'inconnu'
    ? inconnu
    : `Trop d’essais ont échoué. Attendez ${refus.secondes} secondes, puis recommencez.`

const INCONNUS = 'Cette adresse et ce mot de passe n’ouvrent aucun compte. Vérifiez l’un et l’autre.'
const CODE_FAUX = 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant et recommencez.'

async function choice(visite: Visite, state = freshForm()): Promise<Reply> {
  const { db, mode, fournisseurs, query, form } = visite
  const comptes = mode === 'demonstration' ? await demonstrationAccounts(db) : []
  const suite = suiteOf(form.get('suite') ?? query('suite'))
  const status = Object.keys(state.errors).length > 0 ? 422 : 200
  return html(<ChoixDeLaConnexion {...{ comptes, fournisseurs, suite, state }} />, status)
}

async function signIn(visite: Visite): Promise<Reply> {
  const { form, guichet, db, browser, clock } = visite
  const read = readForm(form, motDePasseSaisi)
  if (!read.ok) return choice(visite, read.state)
  const found = await byPassword(guichet, read.value)
  if ('echec' in found) return choice(visite, withError(read.state, '', phraseOf(found, INCONNUS)))
  const { academie, compteId, agent } = found
  const suite = suiteOf(form.get('suite'))
  if (!agent) return enter(visite, { academie, compteId, suite })
  browser.givePending(await begin(db, { etape: 'second_facteur', academie, compteId, suite }, clock()))
  return redirect('/connexion/second-facteur')
}

async function giveSecondFactor(visite: Visite): Promise<Reply> {
  const { form, guichet, db, browser, clock } = visite
  const read = readForm(form, codeSaisi)
  if (!read.ok) return html(<SecondFacteur state={read.state} />, 422)
  const token = browser.pending()
  const enCours = await finish(db, token, clock())
  if (enCours?.etape !== 'second_facteur') return redirect('/connexion', TROP_TARD)
  const found = await bySecondFactor(guichet, { ...enCours, code: read.value.code })
  if (!('echec' in found)) return enter(visite, { ...found, suite: enCours.suite })
  browser.givePending(await begin(db, enCours, clock()))
  return html(<SecondFacteur state={withError(read.state, 'code', phraseOf(found, CODE_FAUX))} />, 422)
}

export const TROP_TARD = 'Plus de dix minutes ont passé : recommencez votre connexion.'

async function goToProvider(visite: Visite): Promise<Reply> {
  const { db, browser, clock, origine, query } = visite
  const fournisseur = fournisseurOf(visite)
  const suite = suiteOf(query('suite'))
  const { adresse, aller } = await leave(fournisseur, {
    retour: retourDe(origine, fournisseur),
    indice: fournisseur.demonstration ? query('personne') : undefined,
  })
  const enCours = { etape: 'fournisseur', fournisseur: fournisseur.cle, aller, suite } as const
  browser.givePending(await begin(db, enCours, clock()))
  return depart(adresse)
}

async function comeFromProvider(visite: Visite): Promise<Reply> {
  const { c, db, browser, clock, origine, guichet } = visite
  const fournisseur = fournisseurOf(visite)
  const enCours = await finish(db, browser.pending(), clock())
  if (enCours?.etape !== 'fournisseur' || enCours.fournisseur !== fournisseur.cle)
    return html(<RetourImpossible raison="perdu" />, 422)
  // Behind a proxy the address of the request is not the public one, which the provider was given.
  const adresse = new URL(`${retourDe(origine, fournisseur)}${new URL(c.req.url).search}`)
  const retour = await comeBack(fournisseur, adresse, enCours.aller)
  const { sujet, nom } = retour.personne
  const session = {
    fournisseur: fournisseur.cle,
    sujet,
    sid: retour.sid,
    jetonIdentite: retour.jetonIdentite,
  }
  const compte = fournisseur.demonstration
    ? await demonstrationAccount(visite, sujet)
    : await byProvider(guichet, fournisseur, retour)
  if (compte === 'ferme') return html(<RetourImpossible raison="ferme" />, 422)
  const { suite } = enCours
  if (compte) return enter(visite, { ...compte, suite, origine: session })
  const waiting = { etape: 'rattachement', fournisseur: fournisseur.cle, sujet, nom, session, suite } as const
  browser.givePending(await begin(db, waiting, clock()))
  return redirect('/acces')
}

async function demonstrationAccount({ db }: Visite, sujet: string): Promise<Compte | undefined> {
  const accounts = await demonstrationAccounts(db)
  const found = accounts.find(({ academie, id }) => `${academie}-${id}` === sujet)
  return found && { academie: found.academie, compteId: found.id }
}

async function signOut({ db, browser, fournisseurs, origine }: Visite): Promise<Reply> {
  const token = browser.token()
  const ended = token === undefined ? undefined : await closeSession(db, token)
  browser.dropToken()
  const fournisseur = fournisseurs.find(({ cle }) => cle === ended?.fournisseur)
  const apres = `${origine}/`
  const adresse =
    fournisseur && ended && (await farewell(fournisseur, { jetonIdentite: ended.jetonIdentite, apres }))
  return adresse ? depart(adresse) : redirect('/', 'Vous êtes déconnecté.')
}

async function endSessions(visite: Visite): Promise<Reply> {
  const { db, form, clock } = visite
  const fournisseur = fournisseurOf(visite)
  const jeton = form.get('logout_token')
  if (typeof jeton !== 'string') throw new IdentiteRefusee('aucun jeton de déconnexion')
  const { sujet, sid } = await endedBy(fournisseur, jeton, clock())
  await closeSessionsOf(db, { fournisseur: fournisseur.cle, sujet, sid })
  return json({}, 200)
}

export const connexion = [
  page({ method: 'GET', path: '/connexion', public: true, handler: (visite) => choice(visite) }),
  page({ method: 'POST', path: '/connexion', public: true, handler: signIn }),
  page({
    method: 'GET',
    path: '/connexion/second-facteur',
    public: true,
    handler: () => html(<SecondFacteur state={freshForm()} />),
  }),
  page({ method: 'POST', path: '/connexion/second-facteur', public: true, handler: giveSecondFactor }),
  page({ method: 'GET', path: '/connexion/aller/:fournisseur', public: true, handler: goToProvider }),
  page({ method: 'GET', path: '/connexion/retour/:fournisseur', public: true, handler: comeFromProvider }),
  page({
    method: 'POST',
    path: '/connexion/fin/:fournisseur',
    public: true,
    machine: true,
    handler: endSessions,
  }),
  page({ method: 'POST', path: '/deconnexion', public: true, assistance: 'permise', handler: signOut }),
]
