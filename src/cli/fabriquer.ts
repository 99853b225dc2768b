import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { throughStage } from '#src/cli/staged-folder.ts'
import { fabriquer } from '#src/rehearsal/fabriquer.ts'

export const FABRIQUER: Definition = {
  positions: [{ nom: 'sortie', aide: 'dossier à écrire ; une campagne fabriquée avant est remplacée' }],
  options: [
    { nom: 'eleves', valeur: 'N', aide: 'nombre d’élèves (1000 par défaut)' },
    { nom: 'graine', valeur: 'N', aide: 'graine du hasard : mêmes options, mêmes octets (1 par défaut)' },
    { nom: 'reglement', valeur: 'nom', aide: 'paris (par défaut) ou exemple-gradue' },
    { nom: 'inscriptions', valeur: 'N', aide: 'nombre d’inscriptions voulu, environ' },
    { nom: 'propre', aide: 'sans aucune ligne fautive' },
    {
      nom: 'incidents',
      aide: 'avec incidents.csv : absences, lycées fermés, retraits, élèves qui ne viennent pas',
    },
  ],
  run: make,
}

async function make(given: Given, terminal: Terminal): Promise<ExitCode> {
  const out = given.position(0)
  const reglement = given.oneOf('reglement', ['paris', 'exemple-gradue'])
  const inscriptions = given.whole('inscriptions', 0)
  const options = {
    eleves: given.whole('eleves', 1) ?? 1000,
    graine: given.whole('graine', 0) ?? 1,
    ...(reglement && { reglement }),
    ...(inscriptions !== undefined && { inscriptions }),
    ...(given.has('propre') && { propre: true }),
    ...(given.has('incidents') && { incidents: true }),
  }
  const resume = await throughStage(
    out,
    (stage) => fabriquer(stage, options),
    () => removeFormer(out),
  )
  const { eleves, etablissements, fautes, octets } = resume
  terminal.out(
    `Campagne fabriquée : ${eleves} élèves, ${resume.inscriptions} inscriptions, ${etablissements} établissements, ${fautes.length} fautes voulues, ${Math.ceil(octets / 1e6)} Mo.\n`,
  )
  return 0
}

/** SIECLE files and incidents of an earlier campaign would be read as part of this one. */
function removeFormer(out: string): void {
  if (!existsSync(path.join(out, 'campagne.json'))) return
  for (const name of ['siecle', 'incidents.csv'])
    rmSync(path.join(out, name), { recursive: true, force: true })
}
