import { counted } from '#src/kit/counted.ts'
import type { SuiviCampagne } from '#src/procedure/campagnes/model.ts'
import { readSuivi } from '#src/procedure/campagnes/reads/suivi.ts'
import { derniereEcheance } from '#src/procedure/campagnes/rules/calendrier.ts'
import type { Attente, Requete } from '#src/web/page.ts'

/** What is late, or hinders the campaign as it stands. */
export async function attenteDeLAcademie({ tx, campagne: { id } }: Requete): Promise<Attente[]> {
  const { campagne, suivi } = await readSuivi(tx, id)
  if (!campagne.ouverte)
    return [
      {
        texte: 'Préparer et ouvrir la campagne',
        jusquAu: campagne.calendrier.ouverture,
        href: '/campagne/ouverture',
      },
    ]
  const total = (list: SuiviCampagne['avisOrigineManquants']): number =>
    list.reduce((sum, one) => sum + one.nombre, 0)
  const origine = total(suivi.avisOrigineManquants)
  const referent = total(suivi.avisReferentManquants)
  const places = suivi.nonPlaces.reduce((sum, one) => sum + one.nombre, 0)
  return [
    ...(places > 0
      ? [{ texte: `Trouver une place d’entretien pour ${counted(places, 'élève')}`, href: '/sans-place' }]
      : []),
    ...(origine > 0
      ? [
          {
            texte: `Relancer les collèges : ${origine} avis d’origine manquent`,
            jusquAu: derniereEcheance(campagne, { echeance: 'finAvisOrigine' }),
          },
        ]
      : []),
    ...(referent > 0
      ? [
          {
            texte: `Relancer les lycées : ${referent} avis manquent après l’entretien`,
            jusquAu: derniereEcheance(campagne, { echeance: 'finAvisReferent' }),
          },
        ]
      : []),
  ]
}
