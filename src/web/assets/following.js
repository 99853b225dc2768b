// A work under way: its zone is drawn again from the server while it lasts, and the whole page once it has ended.
const PAUSE_MS = 2000

if (document.querySelector('[data-suivi]')) setTimeout(() => void follow(), PAUSE_MS)

async function follow() {
  const response = await fetch(location.href).catch(() => undefined)
  const page = response?.ok && new DOMParser().parseFromString(await response.text(), 'text/html')
  const zone = page && page.querySelector('[data-suivi]')
  if (page && !zone) return location.reload()
  if (zone) document.querySelector('[data-suivi]').replaceChildren(...zone.childNodes)
  setTimeout(() => void follow(), PAUSE_MS)
}
