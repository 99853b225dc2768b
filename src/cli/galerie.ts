import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { GALERIE } from '#src/documents/galerie.ts'

export const GALERIE_COMMANDE: Definition = {
  positions: [{ nom: 'sortie', aide: 'dossier où écrire un PDF par document et index.html' }],
  options: [],
  notes: [
    'Données fictives seulement ; aucune base n’est ouverte. À regarder avant une campagne, page par page.',
  ],
  run: draw,
}

async function draw(given: Given, terminal: Terminal): Promise<ExitCode> {
  const out = given.position(0)
  await mkdir(out, { recursive: true })
  const lines: string[] = []
  try {
    for (const [i, { nom, titre, rendre }] of GALERIE.entries()) {
      const { pdf, refus } = await rendre()
      await writeFile(path.join(out, `${nom}.pdf`), pdf)
      const left = refus.map(({ raison }) => `<br>laissé de côté : ${raison}`).join('')
      lines.push(`<li><a href="${nom}.pdf">${titre}</a>${left}</li>`)
      terminal.say(`${i + 1}/${GALERIE.length} ${nom}.pdf`)
    }
  } finally {
    await closeDocuments()
  }
  const page = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Galerie des documents</title><h1>Galerie des documents</h1><ul>${lines.join('')}</ul>\n`
  await writeFile(path.join(out, 'index.html'), page)
  terminal.out(`${GALERIE.length} documents et leur sommaire, dans ${out}.\n`)
  return 0
}
