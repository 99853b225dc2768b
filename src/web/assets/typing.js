// All the JavaScript of the pages. Everything works without it.
const PAUSE_MS = 1500

document.getElementById('erreurs')?.focus()

/** Whether a text has been typed that nothing has kept yet. */
const pending = new Set()

for (const area of document.querySelectorAll('textarea[data-brouillon]')) keepAsTyped(area)

for (const area of document.querySelectorAll('textarea[data-limite]')) countAsTyped(area)

// Browsers give back what was typed when one comes back to a form, in a page drawn with a new key: with the key under
// which it was sent, the same thing sent again is not done again.
const keyOf = (form) => form?.querySelector('input[name="cle"]')
for (const form of document.forms)
  form.addEventListener('submit', (event) => {
    if (isUnsure(form)) {
      event.preventDefault()
      void sendWhenReachable(form, event.submitter)
      return
    }
    pending.clear()
    const key = keyOf(form)
    if (key)
      history.replaceState({ ...history.state, rang: [...document.forms].indexOf(form), cle: key.value }, '')
  })
const back = keyOf(document.forms[history.state?.rang])
if (back) back.value = history.state.cle

window.addEventListener('beforeunload', (event) => {
  if (pending.size > 0) event.preventDefault()
})

// Sent without a network, a form leaves its page for an error of the browser, and what was typed goes with it: once in
// doubt, a form with a text leaves only when the service has answered.
let silent = false
const reached = new WeakSet()
const asking = new WeakSet()
const ANSWER_MS = 10_000

function isUnsure(form) {
  if (reached.delete(form) || !(silent || navigator.onLine === false)) return false
  return Boolean(
    form.method === 'post' && form.querySelector('textarea') && window.fetch && form.requestSubmit,
  )
}

async function sendWhenReachable(form, submitter) {
  if (asking.has(form)) return
  asking.add(form)
  const answered = await isAnswered()
  asking.delete(form)
  silent = !answered
  form.querySelector('[data-sans-reseau]')?.remove()
  if (!answered) return tellUnsent(form)
  reached.add(form)
  form.requestSubmit(submitter ?? undefined)
  // Refused by the browser for a field, it did not leave: the next time is asked again.
  reached.delete(form)
}

// Whatever the answer, somebody is there; what goes wrong further on is told by a page that gives the text back.
async function isAnswered() {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ANSWER_MS)
  const answer = await fetch('/sante', { method: 'HEAD', cache: 'no-store', signal: stop.signal }).catch(
    () => undefined,
  )
  clearTimeout(timer)
  return answer !== undefined
}

function tellUnsent(form) {
  const said = document.createElement('p')
  said.dataset.sansReseau = ''
  said.className = 'fr-error-text'
  said.setAttribute('role', 'alert')
  form.append(said)
  said.textContent =
    'Le réseau ne répond pas : rien n’est envoyé. Ce que vous avez écrit reste ici ; gardez cette page ouverte et recommencez quand le réseau est revenu.'
}

function keepAsTyped(area) {
  const state = document.querySelector(`[data-etat-brouillon="${CSS.escape(area.name)}"]`)
  let timer
  area.addEventListener('input', () => {
    pending.add(area)
    clearTimeout(timer)
    timer = setTimeout(() => void keep(area, state), PAUSE_MS)
  })
}

// Said a moment after the last key, so that a screen reader does not read every number.
function countAsTyped(area) {
  const state = document.querySelector(`[data-compteur="${CSS.escape(area.name)}"]`)
  let timer
  const count = () => {
    const left = Number(area.dataset.limite) - [...area.value.normalize('NFC')].length
    const sentence =
      left >= 0
        ? `Il reste ${left} ${left > 1 ? 'caractères' : 'caractère'}.`
        : `${-left} ${left < -1 ? 'caractères' : 'caractère'} de trop : raccourcissez avant d’enregistrer.`
    tell(state, sentence)
    state?.classList.toggle('passpro-trop', left < 0)
  }
  area.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(count, 400)
  })
  if (area.value !== '') count()
}

async function keep(area, state) {
  const texte = area.value
  const body = new URLSearchParams({ brouillon: area.dataset.brouillon, texte })
  const jeton = area.form?.elements.namedItem('jeton')
  if (jeton) body.set('jeton', jeton.value)
  const response = await window.fetch?.('/brouillons', { method: 'POST', body }).catch(() => undefined)
  silent = response === undefined
  if (response?.ok) {
    const { heure } = await response.json()
    if (area.value === texte) pending.delete(area)
    tell(state, `Brouillon enregistré à ${heure}. Il n’est pas encore envoyé.`)
  } else tell(state, sentenceOf(response))
}

function sentenceOf(response) {
  if (response?.status === 401)
    return 'Votre session est terminée : le texte reste dans cette page. Reconnectez-vous dans un autre onglet avant d’envoyer.'
  if (response?.status === 422) return 'Ce texte est trop long pour être gardé en brouillon.'
  return 'Le brouillon n’a pas pu être enregistré : le texte reste dans cette page.'
}

function tell(state, sentence) {
  if (state) state.textContent = sentence
}
