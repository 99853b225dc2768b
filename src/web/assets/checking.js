// A form checked as it is filled in (`data-verifier`: the id of a zone of its page). The button « Vérifier » does the same.
const PAUSE_MS = 600

for (const form of document.querySelectorAll('form[data-verifier]')) checkAsFilled(form)

function checkAsFilled(form) {
  const zone = document.getElementById(form.dataset.verifier)
  let timer
  let asked = 0
  const check = async () => {
    const mine = ++asked
    const found = await answerTo(form)
    if (found && mine === asked) zone.replaceChildren(...found.childNodes)
  }
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void check(), PAUSE_MS)
  })
}

// Without the key of the form: that one is for the act itself.
async function answerTo(form) {
  const body = new URLSearchParams(new FormData(form))
  body.delete('cle')
  body.set('etape', 'verifier')
  const response = await fetch(form.action, { method: 'POST', body }).catch(() => undefined)
  if (response?.status !== 200 && response?.status !== 422) return undefined
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  return page.getElementById(form.dataset.verifier)
}
