import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { documentsPeakRss } from '#src/documents/engine.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'
import { jouer } from '#src/rehearsal/jouer/jouer.ts'
import { withFolder } from './tools/base.ts'
import { median, RAPIDE } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

const [GRAND, PETIT] = RAPIDE ? [2000, 200] : [20_000, 2000]
/** Under this a step is too short for its growth to be more than noise. */
const LONG = 1

interface Step {
  nom: string
  secondes: number
  /** Highest resident memory of Node seen during the step, in MB. */
  memoire: number
}

interface Play {
  etapes: Step[]
  /** Highest resident memory of the process that sets documents, in MB. */
  documents: number
}

const MB = 1024 * 1024

/** Plays a folder in this process, looking at time and memory step by step. */
async function play(dossier: string): Promise<Play> {
  const etapes: Step[] = []
  let start = performance.now()
  const close = (): void => {
    const last = etapes.at(-1)
    if (last) {
      last.secondes = (performance.now() - start) / 1000
      process.stderr.write(`  ${last.nom} : ${Math.round(last.secondes)} s\n`)
    }
    start = performance.now()
  }
  const look = (): void => {
    const last = etapes.at(-1)
    if (last) last.memoire = Math.max(last.memoire, process.memoryUsage.rss() / MB)
  }
  const timer = setInterval(look, 50)
  const { ok } = await jouer({ entree: dossier, sortie: `${dossier}-sorties` }, (nom) => {
    look()
    close()
    etapes.push({ nom, secondes: 0, memoire: 0 })
  })
  look()
  close()
  clearInterval(timer)
  if (!ok) throw new Error('la campagne de mesure est refusée')
  return { etapes, documents: documentsPeakRss() / MB }
}

/** Plays a folder in a process of its own. */
function played(dossier: string): Play {
  const script = process.argv[1] ?? ''
  return JSON.parse(
    execFileSync(process.execPath, [script, '--dossier', dossier], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  ) as Play
}

const total = ({ etapes }: Play): number => etapes.reduce((sum, { secondes }) => sum + secondes, 0)

function secondsOf(plays: readonly Play[], nom: string): number {
  return median(plays.map(({ etapes }) => etapes.find((one) => one.nom === nom)?.secondes ?? 0))
}

function report(grand: Play, petits: readonly Play[]): void {
  const growth = GRAND / PETIT
  printTable(`jouer : une campagne de ${GRAND} inscriptions en un processus, secondes par étape`, [
    ...grand.etapes.map(({ nom, secondes }) => ({ quoi: nom, valeur: secondes, unite: 's' })),
    { quoi: 'en tout', valeur: total(grand), unite: 's' },
  ])
  printTable('jouer : mémoire de Node au plus haut, par étape', [
    ...grand.etapes.map(({ nom, memoire }) => ({ quoi: nom, valeur: memoire, unite: 'Mo' })),
    { quoi: 'processus des documents', valeur: grand.documents, unite: 'Mo' },
  ])
  printTable(
    `jouer : croissance de ${PETIT} à ${GRAND}, temps par inscription (étapes de plus de ${LONG} s)`,
    [
      ...grand.etapes
        .filter(({ secondes }) => secondes >= LONG)
        .map(({ nom, secondes }) => ({
          quoi: nom,
          valeur: secondes / secondsOf(petits, nom) / growth,
          unite: '×',
          barre: 1.3,
        })),
      { quoi: 'en tout', valeur: total(grand) / median(petits.map(total)) / growth, unite: '×', barre: 1.3 },
    ],
  )
}

const option = process.argv.indexOf('--dossier')
if (option === -1)
  await withFolder(async (folder) => {
    const [grand, petit] = [path.join(folder, 'grand'), path.join(folder, 'petit')]
    // Nine registrations for ten pupils, as `fabriquer` does unless told otherwise.
    await fabriquer(grand, { eleves: Math.round(GRAND / 0.9), graine: 1 })
    await fabriquer(petit, { eleves: Math.round(PETIT / 0.9), graine: 1 })
    const before = played(petit)
    const large = played(grand)
    report(large, [before, played(petit)])
  })
else process.stdout.write(JSON.stringify(await play(process.argv[option + 1] ?? '')))
