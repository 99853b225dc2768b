import { sql } from 'kysely'
import { day, mine, type Partie } from '#src/procedure/donnees/sql/export-partie.ts'

/** What the pupil and his family did on their own, before and after the interview. */
export const DEMARCHES: readonly Partie[] = [
  [
    'Étapes cochées',
    ({ eleveId, zone }) => sql`select etape as "Étape", ${day('le', zone)} as "Le" from etape_faite
      where eleve_id = ${eleveId} order by le, etape`,
  ],
  [
    'Carnet',
    // He alone reads what he writes there.
    ({ eleveId, responsableId, zone }) =>
      responsableId !== null
        ? null
        : sql`select rubrique as "Rubrique", texte as "Texte", ${day('le', zone)} as "Le" from carnet
        where eleve_id = ${eleveId} order by rubrique`,
  ],
  [
    'Trajets',
    ({ eleveId }) => sql`select o.nom as "Lycée", t.faisabilite as "Trajet", t.minutes::text as "Minutes"
      from trajet t join etablissement o on o.uai = t.uai where t.eleve_id = ${eleveId} order by o.nom`,
  ],
  [
    'Lycées préférés pour l’entretien',
    ({ eleveId }) => sql`select p.domaine as "Domaine", o.nom as "Lycée" from lycee_prefere p
      join etablissement o on o.uai = p.uai where p.eleve_id = ${eleveId} order by p.domaine`,
  ],
  [
    'Information de la famille',
    ({
      eleveId,
    }) => sql`select to_char(jour, 'DD/MM/YYYY') as "Le", moyen as "Comment", destinataire as "Qui",
      auteur as "Noté par" from information where eleve_id = ${eleveId} order by jour, id`,
  ],
  [
    'Autres créneaux demandés',
    ({ eleveId, zone }) => sql`select domaine as "Domaine", motif as "Raison", precision as "Précision",
      auteur as "Demandé par", ${day('le', zone)} as "Le", reponse as "Réponse" from demande_creneau
      where eleve_id = ${eleveId} order by id`,
  ],
  [
    'Salles des entretiens à distance',
    ({
      eleveId,
    }) => sql`select domaine as "Domaine", salle as "Salle", array_to_string(materiel, ', ') as "Matériel",
      adulte as "Adulte" from salle_pretee where eleve_id = ${eleveId} order by domaine`,
  ],
  [
    'Observations pendant l’entretien',
    ({ eleveId, communicable, zone }) =>
      communicable
        ? sql`select n.domaine as "Domaine", array_to_string(v.sujets, ', ') as "Sujets prévus",
        array_to_string(v.abordes, ', ') as "Sujets abordés", v.implication as "Implication", v.motivation as "Motivation",
        v.reussite as "Chances de réussir", v.demarche as "Démarche d’information",
        v.connaissance as "Connaissance du métier", v.auteur as "Par", ${day('v.le', zone)} as "Le"
        from observation v join entretien n on n.id = v.entretien_id where n.eleve_id = ${eleveId} order by n.id`
        : null,
  ],
  [
    'Réexamens demandés',
    ({ eleveId, responsableId, zone }) => sql`select f.libelle as "Formation", x.motif as "Motif",
      ${day('x.le', zone)} as "Le", x.reponse as "Réponse" from reexamen x join inscription i on i.id = x.inscription_id ${mine}
      where i.eleve_id = ${eleveId} and (x.responsable_id is null or x.responsable_id is not distinct from ${responsableId}::bigint)
      order by x.id`,
  ],
  [
    'Réponses contestées',
    ({ eleveId, responsableId, zone }) => sql`select f.libelle as "Formation", x.motif as "Motif",
      ${day('x.le', zone)} as "Le" from contestation x join confirmation c on c.id = x.confirmation_id
      join inscription i on i.id = c.inscription_id ${mine}
      where i.eleve_id = ${eleveId} and c.responsable_id is not distinct from ${responsableId}::bigint order by x.le`,
  ],
]
