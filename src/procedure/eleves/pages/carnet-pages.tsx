import type { ReactElement } from 'react'
import { cocherEtapes } from '#src/procedure/eleves/acts/parcours.ts'
import type { EtapeDuParcours, RubriqueDuCarnet } from '#src/procedure/eleves/model/parcours.ts'
import {
  keepNotes,
  notesOf,
  readNotes,
  stateOfNotes,
  type Notes,
} from '#src/procedure/eleves/pages/carnet.tsx'
import { etapesCochees } from '#src/procedure/eleves/pages/parcours.tsx'
import { readParcours, type Parcours } from '#src/procedure/eleves/reads/parcours.ts'
import type { FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Page, type Requete } from '#src/web/page.ts'

/** A page of the notebook as it is drawn: what the pupil has done and written so far. */
export interface CarnetOuvert {
  parcours: Parcours
  notes: Notes
  state: FormState
}

/** A page where a pupil writes for himself and ticks what he has done: shown, then kept, and nothing typed is lost. */
export function carnetPages(made: {
  path: `/${string}`
  menu: { libelle: string; ordre: number }
  rubriques: readonly RubriqueDuCarnet[]
  etapes: readonly EtapeDuParcours[]
  draw: (requete: Requete, carnet: CarnetOuvert) => Promise<ReactElement> | ReactElement
}): Page[] {
  const { path, menu, rubriques, etapes, draw } = made
  const droit = 'parcours.suivre'
  const shown = async (requete: Requete, parcours: Parcours, typed?: FormState) => {
    const notes = await notesOf(requete, parcours, rubriques)
    const kept = stateOfNotes(parcours, notes)
    const fresh = { ...kept, values: { ...kept.values, etapes: [...parcours.etapes] } }
    return draw(requete, { parcours, notes, state: typed ?? fresh })
  }
  return [
    page({
      method: 'GET',
      path,
      droit,
      menu,
      handler: async (requete) => html(await shown(requete, await load(requete))),
    }),
    page({
      method: 'POST',
      path,
      droit,
      handler: async (requete) => {
        const parcours = await load(requete)
        const read = readNotes(requete.form, rubriques)
        if (!read.ok) return html(await shown(requete, parcours, read.state), 422)
        const moi = { campagneId: requete.campagne.id, eleveId: parcours.eleveId }
        await keepNotes(requete, parcours, read.value, rubriques)
        if (etapes.length > 0)
          await cocherEtapes(requete.tx, moi, { parmi: etapes, faites: etapesCochees(requete.form, etapes) })
        return redirect(path, 'C’est enregistré. Vous pouvez continuer plus tard.')
      },
    }),
  ]
}

async function load({ tx, campagne }: Requete): Promise<Parcours> {
  const parcours = await readParcours(tx, campagne.id)
  if (!parcours) throw new Introuvable()
  return parcours
}
