// A work under way: its zone is drawn again from the server while it lasts, and the whole page once it has ended, but
// where the zone itself says that it has: what one types around it stays.
const PAUSE_MS = 2000

if (document.querySelector('[data-suivi]:not([data-fini])')) setTimeout(() => void follow(), PAUSE_MS)

async function follow() {
  const response = await fetch(location.href).catch(() => undefined)
  const page = response?.ok && new DOMParser().parseFromString(await response.text(), 'text/html')
  const zone = page && page.querySelector('[data-suivi]')
  if (page && !zone) return location.reload()
  if (zone) document.querySelector('[data-suivi]').replaceChildren(...zone.childNodes)
  if (zone?.hasAttribute('data-fini')) return
  setTimeout(() => void follow(), PAUSE_MS)
}
