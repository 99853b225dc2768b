import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { addressOf, byAddressCode, sendCode } from '#src/web/identity/address.ts'
import { underWay, type EnCours } from '#src/web/identity/pending.ts'
import { html, page, redirect, type Reply, type Visite } from '#src/web/page.ts'
import { VerificationDeLAdresse } from '#src/web/pages/adresse-vue.tsx'
import { enter, phraseOf, TROP_TARD } from '#src/web/pages/connexion.tsx'
import { adresseSaisie, codeSaisi } from '#src/web/pages/connexion-formulaires.ts'

const CODE_PERDU =
  'Ce code n’est pas le bon, ou il a plus de dix minutes, ou il a déjà servi. Seul le dernier reçu compte : vérifiez-le signe par signe, ou demandez-en un autre.'
const ADRESSE_PRISE =
  'Cette adresse ouvre déjà un autre compte. Chaque personne a besoin de son adresse : demandez un code pour une autre.'
const CODE_PARTI =
  'Si cette adresse peut recevoir un code, il part dans la minute. Regardez aussi dans les courriers indésirables.'

type Attente = Extract<EnCours, { etape: 'adresse' }>

async function attending({ db, browser, clock }: Visite): Promise<Attente | undefined> {
  const enCours = await underWay(db, browser.pending(), clock())
  return enCours?.etape === 'adresse' ? enCours : undefined
}

async function draw(
  visite: Visite,
  attente: Attente,
  states: { code?: FormState; adresse?: FormState } = {},
): Promise<Reply> {
  const known = await addressOf(visite.guichet, attente)
  const envoyee = known?.demandee ?? null
  const adresse = states.adresse ?? freshForm({ courriel: envoyee ?? known?.courriel ?? '' })
  const code = states.code ?? freshForm()
  return html(
    <VerificationDeLAdresse {...{ envoyee, adresse, code }} />,
    states.code || states.adresse ? 422 : 200,
  )
}

async function show(visite: Visite): Promise<Reply> {
  const attente = await attending(visite)
  return attente ? draw(visite, attente) : redirect('/connexion', TROP_TARD)
}

async function ask(visite: Visite): Promise<Reply> {
  const attente = await attending(visite)
  if (!attente) return redirect('/connexion', TROP_TARD)
  const read = readForm(visite.form, adresseSaisie)
  if (!read.ok) return draw(visite, attente, { adresse: read.state })
  const { academie, compteId } = attente
  await sendCode(visite.guichet, { academie, compteId, courriel: read.value.courriel })
  return redirect('/connexion/adresse', CODE_PARTI)
}

async function verify(visite: Visite): Promise<Reply> {
  const attente = await attending(visite)
  if (!attente) return redirect('/connexion', TROP_TARD)
  const read = readForm(visite.form, codeSaisi)
  if (!read.ok) return draw(visite, attente, { code: read.state })
  const { academie, compteId, suite, origine } = attente
  const found = await byAddressCode(visite.guichet, { academie, compteId, code: read.value.code })
  const phrase =
    'echec' in found ? phraseOf(found, CODE_PERDU) : found.sort === 'prise' ? ADRESSE_PRISE : undefined
  if (phrase !== undefined) return draw(visite, attente, { code: withError(read.state, 'code', phrase) })
  return enter(visite, { academie, compteId, suite, origine })
}

export const adresse = [
  page({ method: 'GET', path: '/connexion/adresse', public: true, handler: show }),
  page({ method: 'POST', path: '/connexion/adresse', public: true, handler: verify }),
  page({ method: 'POST', path: '/connexion/adresse/envoi', public: true, handler: ask }),
]
