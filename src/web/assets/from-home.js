// How far the lycées are from an address typed here. The address is sent to nobody and kept nowhere: the communes are in
// the page, and the address goes into the links to another site, which the pupil opens or not.
const section = document.querySelector('[data-chez-moi]')
if (section) measureFromHome(section)

function measureFromHome(zone) {
  zone.hidden = false
  const field = zone.querySelector('[data-adresse]')
  const state = zone.querySelector('[data-depuis]')
  const communes = [...zone.querySelectorAll('[data-commune]')].map((item) => {
    const [code, ...name] = item.textContent.trim().split(' ')
    const [latitude, longitude] = item.dataset.commune.split(',').map(Number)
    return { code, name: plain(name.join(' ')), label: name.join(' '), latitude, longitude }
  })
  const places = [...document.querySelectorAll('[data-latitude]')].map((element) => ({
    element,
    said: element.textContent,
    latitude: Number(element.dataset.latitude),
    longitude: Number(element.dataset.longitude),
  }))
  let timer
  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const home = communeOf(field.value, communes)
      for (const place of places)
        place.element.textContent = home
          ? `${place.said}, ${kilometres(home, place)} depuis le centre de ${home.label}`
          : place.said
      aimLinks(field.value.trim())
      state.textContent = sentenceOf(field.value, home)
    }, 400)
  })
}

function aimLinks(address) {
  for (const link of document.querySelectorAll('[data-itineraire]')) {
    const query = new URLSearchParams({ to: link.dataset.itineraire })
    if (address) query.set('from', address)
    link.href = `https://www.openstreetmap.org/directions?${query}`
  }
}

function sentenceOf(text, home) {
  if (text.trim() === '') return ''
  if (home) return `Distances à vol d’oiseau depuis le centre de ${home.label}.`
  return 'Cette commune n’est pas dans la liste de la page : les distances restent celles du collège. L’itinéraire, lui, part de votre adresse.'
}

/** The commune that the address names: by its postal code and name, else by one of them, the longest name first. */
function communeOf(text, communes) {
  const typed = ` ${plain(text)} `
  const named = (commune) => typed.includes(` ${commune.name} `)
  const coded = (commune) => typed.includes(` ${commune.code} `)
  const longest = communes.toSorted((a, b) => b.name.length - a.name.length)
  return longest.find((one) => named(one) && coded(one)) ?? longest.find(named) ?? communes.find(coded)
}

function plain(text) {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
}

function kilometres(a, b) {
  const rad = (degrees) => (degrees * Math.PI) / 180
  const h =
    Math.sin(rad(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2
  const km = 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)))
  return `${km.toLocaleString('fr-FR', { maximumFractionDigits: 1 })} km`
}
