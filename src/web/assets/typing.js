// All the JavaScript of the pages. Everything works without it.
const PAUSE_MS = 1500

document.getElementById('erreurs')?.focus()

/** Whether a text has been typed that nothing has kept yet. */
const pending = new Set()

for (const area of document.querySelectorAll('textarea[data-brouillon]')) keepAsTyped(area)

for (const area of document.querySelectorAll('textarea[data-limite]')) countAsTyped(area)

for (const form of document.querySelectorAll('form')) form.addEventListener('submit', () => pending.clear())

window.addEventListener('beforeunload', (event) => {
  if (pending.size > 0) event.preventDefault()
})

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
  const response = await fetch('/brouillons', { method: 'POST', body }).catch(() => undefined)
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
