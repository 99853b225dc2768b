// A link that only shows something (`data-apercu`: the id of a zone of this page) shows it there, without leaving the page.
for (const link of document.querySelectorAll('a[data-apercu]'))
  link.addEventListener('click', (event) => {
    const zone = document.getElementById(link.dataset.apercu)
    const another = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0
    if (!zone || another) return
    event.preventDefault()
    void show(link, zone)
  })

async function show(link, zone) {
  zone.setAttribute('aria-busy', 'true')
  const response = await fetch(link.href).catch(() => undefined)
  const page = response?.ok && new DOMParser().parseFromString(await response.text(), 'text/html')
  const found = page && page.querySelector('[data-apercu-contenu]')
  // No answer, or another page: the link does what it says.
  if (!found) return location.assign(link.href)
  zone.replaceChildren(...found.childNodes)
  zone.hidden = false
  zone.removeAttribute('aria-busy')
  zone.focus()
  zone.scrollIntoView({ block: 'nearest' })
}
