import { sql, type Transaction } from 'kysely'
import type { DB } from '#src/db/types.ts'
import { DEMARCHES } from '#src/procedure/donnees/sql/export-demarches.ts'
import { SUIVI } from '#src/procedure/donnees/sql/export-suivi.ts'
import {
  day,
  mine,
  type Destinataire,
  type Partie,
  type PartieExportee,
} from '#src/procedure/donnees/sql/export-partie.ts'

type Trx = Transaction<DB>

/** Of the pupil: contacts go to himself alone, since they may be those of a parent whose address is protected. */
const IDENTITE: readonly Partie[] = [
  [
    'Élève',
    ({
      eleveId,
      responsableId,
    }) => sql`select e.nom as "Nom", e.nom_usage as "Nom d’usage", e.prenom as "Prénom",
      to_char(e.date_naissance, 'DD/MM/YYYY') as "Date de naissance", e.sexe as "Sexe", e.ine as "INE", e.classe as "Classe",
      o.nom as "Établissement", case when ${responsableId}::bigint is null then e.courriel end as "Courriel",
      case when ${responsableId}::bigint is null then e.telephone end as "Téléphone",
      case when ${responsableId}::bigint is null then e.adresse::text end as "Adresse"
      from eleve e join etablissement o on o.uai = e.uai where e.id = ${eleveId}`,
  ],
  [
    'Responsable qui demande',
    ({ eleveId, responsableId }) =>
      responsableId === null
        ? null
        : sql`select r.civilite as "Civilité", r.nom as "Nom", r.prenom as "Prénom", r.courriel as "Courriel",
        r.telephone as "Téléphone", r.adresse::text as "Adresse", l.parente as "Lien",
        case when r.adresse_protegee then 'oui' else 'non' end as "Coordonnées protégées"
        from responsable r join eleve_responsable l on l.responsable_id = r.id
        where r.id = ${responsableId} and l.eleve_id = ${eleveId}`,
  ],
  [
    'Responsables connus',
    ({ eleveId, responsableId }) =>
      responsableId !== null
        ? null
        : sql`select r.nom as "Nom", r.prenom as "Prénom", l.parente as "Lien" from responsable r
        join eleve_responsable l on l.responsable_id = r.id where l.eleve_id = ${eleveId} order by l.responsable_id`,
  ],
  [
    'Adulte référent',
    ({ eleveId, zone }) => sql`select nom as "Nom", nomme_par as "Nommé par", ${day('le', zone)} as "Le"
      from adulte_referent where eleve_id = ${eleveId} order by id`,
  ],
]

const PARCOURS: readonly Partie[] = [
  [
    'Demandes',
    ({
      eleveId,
      zone,
    }) => sql`select f.libelle as "Formation", ${day('i.le', zone)} as "Le" from demande i ${mine}
      where i.eleve_id = ${eleveId} order by i.id`,
  ],
  [
    'Inscriptions',
    ({
      eleveId,
      zone,
    }) => sql`select f.libelle as "Formation", i.mode as "Entretien", i.uai_souhaite as "Lycée préféré",
      array_to_string(i.amenagements, ', ') as "Besoins", i.auteur as "Inscrit par", ${day('i.inscrit_le', zone)} as "Le"
      from inscription i ${mine} where i.eleve_id = ${eleveId} order by i.id`,
  ],
  [
    'Lettres de motivation',
    ({ eleveId, responsableId, zone }) =>
      responsableId !== null
        ? null
        : sql`select i.domaine as "Domaine", i.reponses::text as "Réponses", ${day('i.ecrite_le', zone)} as "Écrite le"
        from lettre i where i.eleve_id = ${eleveId} order by i.id`,
  ],
  [
    'Entretiens',
    ({
      eleveId,
      communicable,
      zone,
    }) => sql`select ${day('k.debut', zone)} as "Le", o.nom as "Lycée", n.domaine as "Domaine",
      p.etat as "Présence", case when ${communicable} then r.texte end as "Compte rendu",
      case when ${communicable} then r.auteur end as "Compte rendu par"
      from entretien n join lateral (select lower(n.plage) as debut) k on true join creneau c on c.id = n.creneau_id
      join etablissement o on o.uai = c.uai left join presence p on p.entretien_id = n.id
      left join compte_rendu r on r.entretien_id = n.id where n.eleve_id = ${eleveId} order by n.id`,
  ],
  [
    'Vœux dans Affelnet',
    ({ eleveId }) => sql`select rang::text as "Rang", libelle_formation as "Formation", code_offre as "Offre",
      uai_accueil as "Lycée demandé" from voeu where eleve_id = ${eleveId} order by rang`,
  ],
  [
    'Prolongations',
    ({
      eleveId,
      zone,
    }) => sql`select echeance as "Échéance", to_char(jusqu_au, 'DD/MM/YYYY') as "Jusqu’au", motif as "Motif",
      ${day('le', zone)} as "Le" from prolongation where eleve_id = ${eleveId} order by id`,
  ],
]

/** Value judgements: out once the fiche is, as for everybody (no reading round the embargo). */
const AVIS: readonly Partie[] = [
  [
    'Avis d’origine',
    ({ eleveId, communicable, zone }) =>
      communicable
        ? sql`select f.libelle as "Formation", a.sens as "Avis", a.commentaire as "Commentaire",
        a.signataire as "Signé par", ${day('a.signe_le', zone)} as "Le" from avis_origine a
        left join inscription i on i.id = a.inscription_id
        left join formation f on (f.campagne_id, f.mef) = (i.campagne_id, i.mef) where a.eleve_id = ${eleveId} order by a.id`
        : null,
  ],
  [
    'Avis du lycée référent',
    ({ eleveId, communicable, zone }) =>
      communicable
        ? sql`select f.libelle as "Formation", a.sens as "Avis", a.commentaire as "Commentaire",
        a.signataire as "Signé par", ${day('a.signe_le', zone)} as "Le" from avis_referent a
        join inscription i on i.id = a.inscription_id ${mine} where i.eleve_id = ${eleveId} order by i.id`
        : null,
  ],
  [
    'Avis final et points',
    ({ eleveId, communicable, zone }) =>
      communicable
        ? sql`select f.libelle as "Formation", a.sens_origine as "Avis d’origine", a.sens_referent as "Avis référent",
        a.sens as "Avis final", a.points::text as "Points", ${day('a.calcule_le', zone)} as "Calculé le" from avis_final a
        join inscription i on i.id = a.inscription_id ${mine} where i.eleve_id = ${eleveId} order by i.id`
        : null,
  ],
  [
    'Fiches émises',
    ({
      eleveId,
      zone,
    }) => sql`select version::text as "Version", empreinte as "Empreinte", ${day('emise_le', zone)} as "Émise le"
      from fiche where eleve_id = ${eleveId} order by version`,
  ],
  [
    'Bonus transmis',
    ({ eleveId, communicable }) =>
      communicable
        ? sql`select libelle_formation as "Formation", code_offre as "Offre", points::text as "Points", operation as "Opération"
        from lot_ligne where eleve_id = ${eleveId} order by lot_id, code_offre`
        : null,
  ],
]

/** What others of the family said or did is theirs: a guardian reads his own answers and those of the pupil. */
const ECHANGES: readonly Partie[] = [
  [
    'Réponses aux formations',
    ({ eleveId, responsableId, zone }) => sql`select f.libelle as "Formation", c.decision as "Réponse",
      case when c.responsable_id is null then 'élève' else 'responsable' end as "De", c.support as "Support",
      ${day('c.le', zone)} as "Le" from confirmation c join inscription i on i.id = c.inscription_id ${mine}
      where i.eleve_id = ${eleveId} and (${responsableId}::bigint is null or c.responsable_id is null
        or c.responsable_id = ${responsableId}) order by c.id`,
  ],
  [
    'Messages reçus',
    ({ eleveId, responsableId, zone }) => sql`select genre as "Objet", adresse as "Adresse", etat as "État",
      ${day('cree_le', zone)} as "Le" from envoi where eleve_id = ${eleveId} and compte_id is null
      and responsable_id is not distinct from ${responsableId} order by id`,
  ],
  [
    'Documents remis',
    ({ eleveId }) => sql`select case when fiche_id is null then 'convocation' else 'fiche' end as "Document",
      voie as "Comment", to_char(le, 'DD/MM/YYYY') as "Le", auteur as "Par" from remise where eleve_id = ${eleveId} order by id`,
  ],
  [
    'Demandes sur les données',
    ({
      eleveId,
      responsableId,
      zone,
    }) => sql`select droit as "Demande", texte as "Texte", ${day('recue_le', zone)} as "Reçue le",
      reponse as "Réponse", motif as "Motif" from demande_droit where eleve_id = ${eleveId}
      and responsable_id is not distinct from ${responsableId} order by id`,
  ],
  [
    'Suspensions',
    ({
      eleveId,
      zone,
    }) => sql`select genre as "Nature", ${day('le', zone)} as "Depuis", ${day('levee_le', zone)} as "Levée le"
      from restriction where eleve_id = ${eleveId} order by id`,
  ],
  [
    'Qui a agi sur le dossier',
    ({ eleveId, zone }) => sql`select j.acte as "Acte", ${day('j.le', zone)} as "Le",
      case when exists (select from habilitation h where h.compte_id = j.compte_id and h.role in ('eleve', 'responsable'))
        then 'la famille' else j.auteur end as "Par" from journal j
      where (j.objet = 'eleve' and j.objet_id = ${String(eleveId)})
        or (j.objet = 'inscription' and j.objet_id in (select id::text from inscription where eleve_id = ${eleveId}))
        or (j.objet = 'entretien' and j.objet_id in (select id::text from entretien where eleve_id = ${eleveId}))
      order by j.le, j.chaine, j.rang limit 1000`,
  ],
]

/** Everything that is kept about a pupil, as this person may receive it. */
export async function listParties(trx: Trx, pour: Destinataire): Promise<PartieExportee[]> {
  const parties: PartieExportee[] = []
  for (const [titre, query] of [...IDENTITE, ...PARCOURS, ...DEMARCHES, ...AVIS, ...SUIVI, ...ECHANGES]) {
    const statement = query(pour)
    if (statement) parties.push({ titre, lignes: (await statement.execute(trx)).rows })
  }
  return parties
}

/** True once a fiche of this pupil is out. */
export async function hasFiche(trx: Trx, eleveId: number): Promise<boolean> {
  const { rows } = await sql`select 1 from fiche where eleve_id = ${eleveId} limit 1`.execute(trx)
  return rows.length > 0
}
