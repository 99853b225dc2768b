import { groupBy } from '#src/kit/group.ts'
import type { AvisAttendu } from '#src/procedure/inscriptions/model.ts'
import { brouillonDuNiveau, brouillonDuTexte } from '#src/procedure/inscriptions/pages/avis-saisie.ts'
import { readAvisASigner } from '#src/procedure/inscriptions/reads/avis-attendus.ts'
import { readBrouillons, type Brouillon } from '#src/web/drafts.ts'
import type { Requete } from '#src/web/page.ts'

/** The avis awaited for one pupil: one, or one for each of his formations. */
export interface EleveEnSerie {
  eleveId: number
  avis: AvisAttendu[]
  /** Level and comment are there for every avis. */
  rempli: boolean
}

export interface SerieLue {
  eleves: EleveEnSerie[]
  courant: EleveEnSerie | undefined
  rang: number
  niveaux: readonly string[]
  brouillons: ReadonlyMap<string, Brouillon>
  choices: { classe: string | null; etablissement: string | null }
  classes: string[]
  zone: string
  /** The pupil whose entry may be undone. */
  defaire: number | null
}

export async function loadSerie({ tx, campagne, query }: Requete): Promise<SerieLue> {
  const choices = { classe: query('classe') || null, etablissement: query('etablissement') || null }
  const found = await readAvisASigner(tx, { campagneId: campagne.id, uai: choices.etablissement })
  const kept = found.attendus.filter((one) => choices.classe === null || one.classe === choices.classe)
  const brouillons = await readBrouillons(
    tx,
    kept.flatMap(({ cle }) => [brouillonDuTexte(cle), brouillonDuNiveau(cle)]),
  )
  const has = (cle: string): boolean => (brouillons.get(cle)?.texte ?? '').trim() !== ''
  const eleves = [...groupBy(kept, (one) => one.eleveId)].map(([eleveId, avis]) => ({
    eleveId,
    avis,
    rempli: avis.every(({ cle }) => has(brouillonDuTexte(cle)) && has(brouillonDuNiveau(cle))),
  }))
  const asked = Number(query('eleve') ?? 0)
  const rang = Math.max(
    0,
    asked > 0 ? eleves.findIndex((one) => one.eleveId === asked) : eleves.findIndex((one) => !one.rempli),
  )
  const classes = [...new Set(found.attendus.flatMap(({ classe }) => (classe === null ? [] : [classe])))]
  const defaire = Number(query('defaire') ?? 0) || null
  return {
    eleves,
    courant: eleves[rang],
    rang,
    niveaux: found.niveaux,
    brouillons,
    choices,
    classes,
    zone: tx.zone,
    defaire,
  }
}
