import { renderGuides } from '#src/documents/guides.ts'
import { LANGUES } from '#src/documents/langues/catalogue.ts'
import { echeanceOf, loadCampagne } from '#src/procedure/campagnes/api.ts'
import { allows, type Tx } from '#src/procedure/comptes/api.ts'
import { porteeDeLEleve, readEleve } from '#src/procedure/eleves/api.ts'
import { readConvocations } from '#src/procedure/entretiens/reads/convocations.ts'
import { file, Introuvable, page, type Reply, type Requete } from '#src/web/page.ts'

/** The guide of one family in its language, its interviews in it: for itself, and for the collège that prints it. */
export const guideDUnEleve = [
  page({
    method: 'GET',
    path: '/eleves/:id/guide/:nom',
    droit: 'guide.imprimer',
    handler: (requete) => print(requete),
  }),
]

async function print({ tx, campagne, origine: service, id, param }: Requete): Promise<Reply> {
  const langue = LANGUES.find((one) => `${one}.pdf` === param('nom'))
  if (!langue) throw new Introuvable()
  const eleveId = id('id')
  const found = await readConvocations(tx, {
    ...(await scopeOf(tx, { campagneId: campagne.id, eleveId })),
    service,
  })
  const coming = found.filter((one) => one.rangee.fin > tx.now)
  const rendezVous = coming.map((one) => one.convocation)
  const [first] = found
  const echeance = 'finConfirmations' as const
  const finConfirmations = first
    ? echeanceOf(await loadCampagne(tx.trx, campagne.id), { echeance, eleveId, uai: first.rangee.uaiOrigine })
    : null
  const { pdf, refus } = await renderGuides([{ langue, rendezVous, finConfirmations }])
  if (refus.length > 0) throw new Error(`guide impossible à composer : ${refus[0]?.raison ?? ''}`)
  return file(pdf, { name: `guide-${langue}.pdf`, type: 'application/pdf' })
}

/** A pupil and his guardians read what is theirs; the others, what is of their school. */
async function scopeOf(
  tx: Tx,
  { campagneId, eleveId }: { campagneId: number; eleveId: number },
): Promise<{ campagneId: number; eleveId: number; origine?: string }> {
  if (allows(tx.acteur, 'fiche.lire_en_famille', await porteeDeLEleve(tx, eleveId)))
    return { campagneId, eleveId }
  const dossier = await readEleve(tx, { campagneId, eleveId })
  if (!dossier) throw new Introuvable()
  return { campagneId, eleveId, origine: dossier.eleve.uai }
}
