import { renderDonnees } from '#src/documents/donnees.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { readCopie, type CopieDonnees } from '#src/procedure/donnees/reads/export.ts'
import { libelleCampagne } from '#src/web/campagne.ts'
import { file, Introuvable, type Reply, type Requete } from '#src/web/page.ts'

/** The copy as a file to read (PDF) or to take elsewhere (JSON); its name holds nothing of a person. */
export async function copieOf(
  { tx, campagne }: Requete,
  { format, ...whose }: { eleveId: number; responsableId: number | null; format: string },
): Promise<Reply> {
  const copie = await readCopie(tx, whose)
  if (!copie) throw new Introuvable()
  if (format === 'json')
    return file(Buffer.from(`${JSON.stringify(copie, null, 2)}\n`), {
      name: 'donnees-personnelles.json',
      type: 'application/json; charset=utf-8',
    })
  if (format !== 'pdf') throw new Introuvable()
  const etablieLe = dayOf(new Date(copie.etablieLe), tx.zone)
  const { pdf, refus } = await renderDonnees({
    academie: tx.acteur.academie,
    campagne: libelleCampagne(campagne),
    etablieLe,
    introduction: introductionOf(copie, etablieLe),
    parties: copie.parties,
  })
  if (refus[0]) throw new Error(refus[0].raison)
  return file(pdf, { name: 'donnees-personnelles.pdf', type: 'application/pdf' })
}

const introductionOf = ({ pour, avisCompris }: CopieDonnees, jour: string): string[] => [
  `Copie établie le ${dayInWords(jour)}, à la demande ${pour === 'eleve' ? 'de l’élève' : 'd’un responsable légal'} (règlement général sur la protection des données, articles 15 et 20).`,
  ...(pour === 'responsable'
    ? [
        'Elle ne contient rien de l’autre responsable, ni les coordonnées de l’élève, qui peuvent être les siennes, ni sa lettre, que l’élève reçoit lui-même.',
      ]
    : ['Elle ne contient pas les coordonnées des responsables, que chacun reçoit pour lui-même.']),
  ...(avisCompris
    ? []
    : [
        'Les avis et les commentaires n’y sont pas encore : ils se lisent à partir de l’émission de la fiche.',
      ]),
]
