// Registering by keys: says beside each box which formations its letters name. The page works without it.
for (const zone of document.querySelectorAll('[data-touches]')) {
  const names = new Map(
    [...zone.querySelectorAll('[data-touche]')].map((one) => [one.dataset.touche, one.dataset.libelle]),
  )
  const width = Math.max(1, ...[...names.keys()].map((key) => key.length))
  const say = (box) => {
    const letters = box.value.toLowerCase().replace(/[\s,;.+/-]/g, '')
    const keys = letters.match(new RegExp(`.{1,${width}}`, 'gsu')) ?? []
    const said = [...new Set(keys)].map((key) => names.get(key) ?? `« ${key} » : aucune formation`)
    box.closest('li').querySelector('output').textContent = said.join(', ')
  }
  for (const box of zone.querySelectorAll('li input')) say(box)
  zone.addEventListener('input', ({ target }) => say(target))
}
