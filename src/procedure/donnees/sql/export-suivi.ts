import { sql } from 'kysely'
import { day, mine, type Partie } from '#src/procedure/donnees/sql/export-partie.ts'

/** What the schools and the académie did about the pupil, besides the avis. */
export const SUIVI: readonly Partie[] = [
  [
    'Convocations',
    ({
      eleveId,
      zone,
    }) => sql`select c.version::text as "Version", to_char(lower(c.plage) at time zone ${zone},
      'DD/MM/YYYY HH24:MI') as "Entretien le", o.nom as "Lycée", c.domaine as "Domaine", c.mode as "Forme",
      c.objet as "Objet", ${day('c.emise_le', zone)} as "Émise le" from convocation c
      join etablissement o on o.uai = c.uai where c.eleve_id = ${eleveId} order by c.id`,
  ],
  [
    'Sans place, et pourquoi',
    ({
      eleveId,
      zone,
    }) => sql`select domaine as "Domaine", explication as "Explication", ${day('le', zone)} as "Le"
      from non_placement where eleve_id = ${eleveId} order by domaine`,
  ],
  [
    'Indisponibilités',
    ({
      eleveId,
      zone,
    }) => sql`select ${day('debut', zone)} as "Du", ${day('fin', zone)} as "Au", motif as "Raison"
      from indisponibilite where eleve_id = ${eleveId} order by debut, id`,
  ],
  [
    'Places écartées',
    ({
      eleveId,
      zone,
    }) => sql`select domaine as "Domaine", motif as "Raison", auteur as "Par", ${day('le', zone)} as "Le"
      from interdit where eleve_id = ${eleveId} order by id`,
  ],
  [
    'Remarques sur la lettre',
    ({ eleveId, responsableId, zone }) =>
      responsableId !== null
        ? null
        : sql`select l.domaine as "Domaine", a.section as "Partie", a.texte as "Remarque", a.auteur as "Par",
        ${day('a.le', zone)} as "Le" from annotation a join lettre l on l.id = a.lettre_id
        where l.eleve_id = ${eleveId} order by a.id`,
  ],
  [
    'Lettres manuscrites jointes',
    ({ eleveId, responsableId, zone }) =>
      responsableId !== null
        ? null
        : sql`select domaine as "Domaine", nom as "Fichier", auteur as "Jointe par", ${day('le', zone)} as "Le"
        from lettre_jointe where eleve_id = ${eleveId} order by id`,
  ],
  [
    'Avis proposés pendant l’entretien',
    ({ eleveId, communicable, zone }) =>
      communicable
        ? sql`select f.libelle as "Formation", p.sens as "Avis proposé", p.commentaire as "Commentaire",
        p.auteur as "Par", ${day('p.le', zone)} as "Le" from avis_propose p
        join inscription i on i.id = p.inscription_id ${mine} where i.eleve_id = ${eleveId} order by i.id`
        : null,
  ],
  [
    'Changements d’établissement',
    ({
      eleveId,
      zone,
    }) => sql`select d.nom as "De", a.nom as "À", t.motif as "Raison", t.demande_par as "Demandé par",
      ${day('t.demande_le', zone)} as "Le", ${day('t.prononce_le', zone)} as "Prononcé le" from transfert t
      join etablissement d on d.uai = t.depart_uai join etablissement a on a.uai = t.arrivee_uai
      where t.eleve_id = ${eleveId} order by t.id`,
  ],
  [
    'INE donné aussi par un autre fichier',
    ({
      eleveId,
      zone,
    }) => sql`select a.nom as "Fichier de", ${day('d.le', zone)} as "Le", d.decision as "Réponse", d.decide_par as "Par",
      ${day('d.decide_le', zone)} as "Répondu le" from doute_ine d join etablissement a on a.uai = d.uai
      where d.eleve_id = ${eleveId} order by d.id`,
  ],
  [
    'Actes exceptionnels',
    ({ eleveId, communicable, zone }) =>
      communicable
        ? sql`select genre as "Acte", motif as "Motif", ${day('demande_le', zone)} as "Demandé le",
        ${day('approuve_le', zone)} as "Approuvé le" from acte_exceptionnel where eleve_id = ${eleveId} order by id`
        : null,
  ],
  [
    'Affectation',
    ({
      eleveId,
    }) => sql`select r.libelle_formation as "Formation", r.rang::text as "Rang du vœu" from resultat r
      join eleve e on (e.campagne_id, e.ine) = (r.campagne_id, r.ine) where e.id = ${eleveId} order by r.rang`,
  ],
]
