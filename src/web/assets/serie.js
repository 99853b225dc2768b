// Avis in series: a digit chooses a level, Ctrl + Enter goes on, with Shift it reuses the comment. The pages work without it.
for (const zone of document.querySelectorAll('[data-serie]')) followKeys(zone)

function followKeys(zone) {
  const form = zone.querySelector('form')
  zone.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      if (event.shiftKey) reuseAll(zone)
      const missing = event.shiftKey ? undefined : missingAfter(zone, event.target)
      if (missing) missing.focus()
      else form.requestSubmit()
    } else if (event.target.type === 'radio' && !event.ctrlKey && !event.altKey) choose(event)
  })
  for (const niveau of zone.querySelectorAll('[data-niveau]'))
    niveau.addEventListener('change', ({ target }) => void keep(form, niveau, target.value))
  for (const box of zone.querySelectorAll('[data-reprendre] input'))
    box.addEventListener('change', () => reuse(zone, box))
}

const areaOf = (card) => card.querySelector('textarea')
const isEmpty = (card) => areaOf(card).value.trim() === ''

// From a comment, the first that is still empty after it: one goes on to the next pupil when none is left behind.
function missingAfter(zone, from) {
  if (from.tagName !== 'TEXTAREA' || from.value.trim() === '') return undefined
  const cards = [...zone.querySelectorAll('[data-avis]')]
  const after = cards.slice(cards.indexOf(from.closest('[data-avis]')) + 1)
  const card = after.find((one) => isEmpty(one) && !one.querySelector('[data-reprendre] input')?.checked)
  return card && areaOf(card)
}

// Only while the level has the focus: elsewhere a digit is a digit. By its place on the keyboard, for a French one writes
// digits with Shift.
function choose(event) {
  const card = event.target.closest('[data-avis]')
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? event.key
  const radio = card.querySelectorAll('input[type=radio]')[Number(digit) - 1]
  if (!radio) return
  event.preventDefault()
  radio.checked = true
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  nextOf(card).focus()
}

// The levels one after the other, then the first comment.
function nextOf(card) {
  const cards = [...card.closest('form').querySelectorAll('[data-avis]')]
  const next = cards[cards.indexOf(card) + 1]
  return next
    ? next.querySelector('input[type=radio]:checked, input[type=radio]')
    : areaOf(cards.find(isEmpty) ?? card)
}

function reuseAll(zone) {
  for (const box of zone.querySelectorAll('[data-reprendre] input')) {
    box.checked = isEmpty(box.closest('[data-avis]'))
    reuse(zone, box)
  }
}

function reuse(zone, box) {
  const card = box.closest('[data-avis]')
  const from = zone.querySelector(
    `[data-avis="${box.closest('[data-reprendre]').dataset.reprendre}"] textarea`,
  )
  const area = card.querySelector('textarea')
  if (!box.checked || area.value.trim() !== '') return
  area.value = from.value
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

async function keep(form, niveau, texte) {
  const state = niveau.querySelector('output')
  const body = new URLSearchParams({ brouillon: niveau.dataset.niveau, texte })
  const jeton = form.elements.namedItem('jeton')
  if (jeton) body.set('jeton', jeton.value)
  const response = await fetch('/brouillons', { method: 'POST', body }).catch(() => undefined)
  state.textContent = response?.ok
    ? `Niveau gardé à ${(await response.json()).heure}. Il n’est pas signé.`
    : 'Ce niveau n’a pas pu être gardé : il reste coché dans cette page.'
}
