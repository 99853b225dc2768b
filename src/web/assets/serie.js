// Avis in series: a digit chooses a level, Ctrl + Enter goes on. The pages work without it.
for (const zone of document.querySelectorAll('[data-serie]')) followKeys(zone)

function followKeys(zone) {
  const form = zone.querySelector('form')
  zone.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.requestSubmit()
    } else if (event.target.type === 'radio' && !event.ctrlKey && !event.altKey) choose(event)
  })
  for (const niveau of zone.querySelectorAll('[data-niveau]'))
    niveau.addEventListener('change', ({ target }) => void keep(form, niveau, target.value))
  for (const box of zone.querySelectorAll('[data-reprendre] input'))
    box.addEventListener('change', () => reuse(zone, box))
}

// Only while the level has the focus: elsewhere a digit is a digit.
function choose(event) {
  const card = event.target.closest('[data-avis]')
  const radio = card.querySelectorAll('input[type=radio]')[Number(event.key) - 1]
  if (!radio) return
  event.preventDefault()
  radio.checked = true
  radio.dispatchEvent(new Event('change', { bubbles: true }))
  nextOf(card).focus()
}

// The next level while one comment serves every formation, then that comment; else the comment of this level.
function nextOf(card) {
  const cards = [...card.closest('form').querySelectorAll('[data-avis]')]
  const shares = (one) => one?.querySelector('[data-reprendre] input')?.checked
  const next = cards[cards.indexOf(card) + 1]
  if (shares(next)) return next.querySelector('input[type=radio]:checked, input[type=radio]')
  return (shares(card) ? cards[0] : card).querySelector('textarea')
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
