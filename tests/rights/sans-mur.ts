/** Not walled inside an académie, with the reason: a new table is walled or comes here. */
export const SANS_MUR: Readonly<Record<string, string>> = {
  academie: 'reference of the académie',
  acte_cle: 'found by a key that nobody guesses, drawn with the form',
  campagne: 'reference of the académie',
  campagne_ouverture: 'which manager opened a campaign, shown to nobody else',
  comparaison: 'settings compared, and figures',
  connexion: 'no académie yet: found by a token that nobody guesses',
  consigne: 'what a school says to all its families',
  creneau: 'hours of a lycée, without anybody',
  creneau_intervenant: 'the same, by ids',
  decision_changement: 'what changes from one year to the next',
  destruction: 'that the files of a campaign were destroyed, and how many',
  disponibilite: 'hours of a lycée, without anybody',
  disponibilite_intervenant: 'the same, by ids',
  domaine: 'reference of the académie',
  emission_reglage: 'a setting',
  envoi_reglage: 'a setting',
  epingle: 'that an interview does not move; nothing of anybody',
  etablissement: 'reference of the académie',
  fiche_formation: 'what a lycée publishes on a formation',
  formation: 'reference of the académie',
  journal_tete: 'rank and hash of a chain, which every act moves',
  liberation: 'a setting of a lycée',
  moyen_etablissement: 'how many rooms and posts a school has',
  offre: 'reference of the académie',
  referent: 'reference of the académie',
  reglement: 'published rules',
  reglement_approbation: 'which managers approved them',
  salle: 'rooms of a lycée',
  schema_migration: 'versions of the base',
  tentative: 'failures to sign in, under a key that names nobody',
}

/** By which column a row is about a pupil. */
export const LIENS = {
  eleve_id: 'select id, id as eleve from eleve',
  inscription_id: 'select id, eleve_id as eleve from inscription',
  entretien_id: 'select id, eleve_id as eleve from entretien',
  confirmation_id:
    'select c.id, i.eleve_id as eleve from confirmation c join inscription i on i.id = c.inscription_id',
  lettre_id: 'select id, eleve_id as eleve from lettre',
} as const
export type Lien = keyof typeof LIENS
export const ORDRE: readonly Lien[] = [
  'eleve_id',
  'inscription_id',
  'entretien_id',
  'confirmation_id',
  'lettre_id',
]
