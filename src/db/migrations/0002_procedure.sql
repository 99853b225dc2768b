-- The procedure. State is records: each step is a row with author and instant.

create table reglement (
  id bigint generated always as identity primary key,
  academie text not null constraint reglement_d_une_academie references academie,
  nom text not null,
  version int not null,
  contenu jsonb not null,
  empreinte text not null,
  redacteur_id bigint not null,
  redige_le timestamptz not null,
  constraint reglement_cle unique (academie, id),
  constraint une_version_par_reglement unique (academie, nom, version),
  constraint reglement_redige_par foreign key (academie, redacteur_id) references compte (academie, id)
);
-- Four eyes: a second person approves.
create table reglement_approbation (
  academie text not null,
  reglement_id bigint primary key,
  approbateur_id bigint not null,
  le timestamptz not null,
  constraint approbation_d_un_reglement foreign key (academie, reglement_id) references reglement (academie, id),
  constraint approbation_par foreign key (academie, approbateur_id) references compte (academie, id)
);
create function reglement_immuable() returns trigger language plpgsql as $$
begin
  raise exception 'une version de règlement ne se modifie pas : on en écrit une autre' using errcode = 'insufficient_privilege';
end $$;
create trigger reglement_sans_retouche before update or delete on reglement
  for each row execute function reglement_immuable();

create table campagne (
  id bigint generated always as identity primary key,
  academie text not null constraint campagne_d_une_academie references academie,
  annee text not null constraint campagne_annee_forme check (annee ~ '^[0-9]{4}-[0-9]{4}$'),
  dispositif text not null,
  reglement_id bigint not null,
  ouverture date not null,
  fin_inscriptions date not null,
  fin_avis_origine date not null,
  debut_entretiens date not null,
  fin_entretiens date not null,
  fin_avis_referent date not null,
  fin_confirmations date not null,
  contraintes jsonb not null default '{}',
  graine int not null default 1,
  -- The clock of a rehearsal or of a demonstration; null = the clock of the database.
  horloge timestamptz,
  repetition boolean not null default false,
  constraint campagne_cle unique (academie, id),
  constraint une_campagne_par_annee_et_dispositif unique (academie, annee, dispositif),
  constraint campagne_a_un_reglement foreign key (academie, reglement_id) references reglement (academie, id)
);
create table campagne_ouverture (
  academie text not null,
  campagne_id bigint primary key,
  compte_id bigint not null,
  le timestamptz not null,
  constraint ouverture_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint ouverture_par foreign key (academie, compte_id) references compte (academie, id)
);
-- The reglement is frozen at opening, whoever asks.
create function campagne_reglement_fige() returns trigger language plpgsql as $$
begin
  if new.reglement_id <> old.reglement_id
     and exists (select from campagne_ouverture o where o.campagne_id = old.id) then
    raise exception 'le règlement est figé à l''ouverture de la campagne' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger campagne_reglement_fige before update on campagne
  for each row execute function campagne_reglement_fige();

create table domaine (
  academie text not null,
  campagne_id bigint not null,
  code text not null,
  libelle text not null,
  duree_minutes int not null constraint domaine_duree_positive check (duree_minutes between 5 and 240),
  primary key (campagne_id, code),
  constraint domaine_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
create table formation (
  academie text not null,
  campagne_id bigint not null,
  mef text not null constraint formation_mef_sur_dix check (mef ~ '^[0-9A-Z]{10}$'),
  libelle text not null,
  domaine text not null,
  primary key (campagne_id, mef),
  constraint formation_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint formation_d_un_domaine foreign key (campagne_id, domaine) references domaine (campagne_id, code)
);
-- One offer may serve several formations, one formation several offers.
create table offre (
  academie text not null,
  campagne_id bigint not null,
  academie_offre text not null,
  code text not null,
  mef text not null,
  uai text not null,
  libelle_etablissement text,
  libelle_formation text,
  capacite int,
  primary key (campagne_id, academie_offre, code, mef),
  constraint offre_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
create index offre_par_mef on offre (campagne_id, mef);
create table referent (
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  domaine text not null,
  secteur text[] not null default '{}',
  primary key (campagne_id, domaine, uai),
  constraint referent_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint referent_est_un_etablissement foreign key (academie, uai) references etablissement (academie, uai),
  constraint referent_d_un_domaine foreign key (campagne_id, domaine) references domaine (campagne_id, code)
);

create table eleve (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  cle_siecle text not null,
  ine text constraint eleve_ine_forme check (ine ~ '^([0-9]{9}[A-Z]{2}|[0-9]{10}[A-Z]|[0-9]{4}A[0-9]{5}[A-Z])$'),
  nom text not null,
  nom_usage text,
  prenom text not null,
  date_naissance date not null,
  sexe text,
  code_mef text,
  classe text,
  courriel text,
  telephone text,
  adresse jsonb,
  constraint eleve_cle unique (academie, id),
  constraint un_eleve_par_cle_siecle unique (campagne_id, uai, cle_siecle),
  constraint eleve_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint eleve_d_un_etablissement foreign key (academie, uai) references etablissement (academie, uai)
);
create unique index un_eleve_par_ine on eleve (campagne_id, ine) where ine is not null;

create table responsable (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  cle_siecle text not null,
  civilite text,
  nom text not null,
  prenom text not null,
  courriel text,
  telephone text,
  accepte_sms boolean not null default false,
  communication_adresse boolean not null default false,
  adresse jsonb,
  constraint responsable_cle unique (academie, id),
  constraint un_responsable_par_cle_siecle unique (campagne_id, uai, cle_siecle),
  constraint responsable_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
create table eleve_responsable (
  academie text not null,
  eleve_id bigint not null,
  responsable_id bigint not null,
  niveau int not null,
  parente text,
  prioritaire boolean not null default false,
  primary key (eleve_id, responsable_id),
  constraint lien_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint lien_d_un_responsable foreign key (academie, responsable_id) references responsable (academie, id) on delete cascade
);
create index eleve_responsable_par_responsable on eleve_responsable (responsable_id);

create table habilitation (
  id bigint generated always as identity primary key,
  academie text not null,
  compte_id bigint not null,
  role text not null,
  uai text,
  eleve_id bigint,
  responsable_id bigint,
  debut date not null,
  fin date,
  constraint habilitation_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade,
  constraint habilitation_dans_un_etablissement foreign key (academie, uai) references etablissement (academie, uai),
  constraint habilitation_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint habilitation_d_un_responsable foreign key (academie, responsable_id) references responsable (academie, id) on delete cascade
);
create index habilitation_par_compte on habilitation (compte_id);

-- The latest row is the adulte référent of the pupil.
create table adulte_referent (
  id bigint generated always as identity primary key,
  academie text not null,
  eleve_id bigint not null,
  nom text not null,
  compte_id bigint,
  nomme_par text not null,
  le timestamptz not null,
  constraint adulte_referent_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint adulte_referent_compte foreign key (academie, compte_id) references compte (academie, id)
);
create index adulte_referent_par_eleve on adulte_referent (eleve_id, id desc);

create table demande (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  mef text not null,
  le timestamptz not null,
  constraint une_demande_par_formation unique (eleve_id, mef),
  constraint demande_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint demande_pour_une_formation foreign key (campagne_id, mef) references formation (campagne_id, mef)
);

create table inscription (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  mef text not null,
  domaine text not null,
  mode text not null constraint inscription_mode_connu check (mode in ('presentiel', 'distanciel')),
  uai_souhaite text,
  derogation_secteur boolean not null default false,
  amenagements text[] not null default '{}',
  auteur text not null,
  inscrit_le timestamptz not null,
  constraint inscription_cle unique (academie, id),
  constraint une_inscription_par_formation unique (eleve_id, mef),
  constraint inscription_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id),
  constraint inscription_pour_une_formation foreign key (campagne_id, mef) references formation (campagne_id, mef)
);
create index inscription_par_campagne on inscription (campagne_id, domaine);

create table avis_origine (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  -- null: one avis for the pupil, whatever the formation (reglement `par_eleve`).
  inscription_id bigint constraint un_avis_origine_par_inscription unique,
  sens text not null,
  commentaire text not null constraint avis_origine_commente check (btrim(commentaire) <> ''),
  signataire text not null,
  signe_le timestamptz not null,
  constraint avis_origine_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id),
  constraint avis_origine_d_une_inscription foreign key (academie, inscription_id) references inscription (academie, id)
);
create unique index un_avis_origine_par_eleve on avis_origine (eleve_id) where inscription_id is null;
create index avis_origine_par_campagne on avis_origine (campagne_id, eleve_id);

create table intervenant (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  nom text not null,
  compte_id bigint,
  constraint intervenant_cle unique (academie, id),
  constraint un_intervenant_par_nom unique (campagne_id, uai, nom),
  constraint intervenant_d_un_referent foreign key (academie, uai) references etablissement (academie, uai),
  constraint intervenant_compte foreign key (academie, compte_id) references compte (academie, id)
);
create table salle (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  nom text not null,
  constraint salle_cle unique (academie, id),
  constraint une_salle_par_nom unique (campagne_id, uai, nom),
  constraint salle_d_un_referent foreign key (academie, uai) references etablissement (academie, uai)
);
create table disponibilite (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  domaines text[] not null,
  debut timestamptz not null,
  fin timestamptz not null,
  salle_id bigint,
  mode text not null constraint disponibilite_mode_connu check (mode in ('presentiel', 'distanciel')),
  capacite int not null constraint disponibilite_capacite_positive check (capacite >= 1),
  accessible boolean not null default false,
  constraint disponibilite_cle unique (academie, id),
  constraint disponibilite_dans_l_ordre check (debut < fin),
  constraint disponibilite_d_un_referent foreign key (academie, uai) references etablissement (academie, uai),
  constraint disponibilite_dans_une_salle foreign key (academie, salle_id) references salle (academie, id)
);
create index disponibilite_par_campagne on disponibilite (campagne_id, uai);
create table disponibilite_intervenant (
  academie text not null,
  disponibilite_id bigint not null,
  intervenant_id bigint not null,
  primary key (disponibilite_id, intervenant_id),
  constraint jury_d_une_disponibilite foreign key (academie, disponibilite_id) references disponibilite (academie, id) on delete cascade,
  constraint membre_du_jury foreign key (academie, intervenant_id) references intervenant (academie, id)
);
create table indisponibilite (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint,
  uai text,
  classe text,
  intervenant_id bigint,
  salle_id bigint,
  debut timestamptz not null,
  fin timestamptz not null,
  motif text,
  constraint indisponibilite_dans_l_ordre check (debut < fin),
  constraint indisponibilite_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);

-- A slot of one jury, shared by the pupils of a group session. Nobody and no room is in two slots at once.
create table creneau (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  disponibilite_id bigint not null,
  uai text not null,
  domaine text not null,
  salle_id bigint,
  mode text not null,
  plage tstzrange not null constraint creneau_borne check (not isempty(plage) and lower_inc(plage) and not upper_inc(plage)),
  constraint creneau_cle unique (academie, id),
  constraint un_creneau_par_disponibilite_et_plage unique (disponibilite_id, plage),
  constraint creneau_d_une_disponibilite foreign key (academie, disponibilite_id) references disponibilite (academie, id),
  constraint salle_sans_chevauchement exclude using gist (salle_id with =, plage with &&) where (salle_id is not null)
);
create table creneau_intervenant (
  academie text not null,
  creneau_id bigint not null,
  intervenant_id bigint not null,
  plage tstzrange not null,
  primary key (creneau_id, intervenant_id),
  constraint creneau_occupe_un_intervenant foreign key (academie, creneau_id) references creneau (academie, id) on delete cascade,
  constraint intervenant_sans_chevauchement exclude using gist (intervenant_id with =, plage with &&)
);
create table entretien (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  creneau_id bigint not null,
  place int not null,
  plage tstzrange not null,
  place_le timestamptz not null,
  constraint entretien_cle unique (academie, id),
  constraint un_entretien_par_eleve_et_domaine unique (eleve_id, domaine),
  constraint une_place_du_creneau unique (creneau_id, place),
  constraint entretien_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id),
  constraint entretien_dans_un_creneau foreign key (academie, creneau_id) references creneau (academie, id),
  constraint eleve_sans_chevauchement exclude using gist (eleve_id with =, plage with &&)
);
create index entretien_par_campagne on entretien (campagne_id);
create table non_placement (
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  raison text not null,
  explication text not null,
  le timestamptz not null,
  primary key (eleve_id, domaine),
  constraint non_placement_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade
);
create table convocation (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  entretien_id bigint not null,
  version int not null,
  plage tstzrange not null,
  auteur text not null,
  emise_le timestamptz not null,
  constraint une_convocation_par_version unique (entretien_id, version),
  constraint convocation_a_un_entretien foreign key (academie, entretien_id) references entretien (academie, id)
);
create table presence (
  academie text not null,
  campagne_id bigint not null,
  entretien_id bigint primary key,
  etat text not null constraint presence_connue check (etat in ('present', 'absent', 'excuse', 'annule_par_lycee')),
  lettre_absente boolean not null default false,
  auteur text not null,
  le timestamptz not null,
  constraint presence_a_un_entretien foreign key (academie, entretien_id) references entretien (academie, id)
);
create table compte_rendu (
  academie text not null,
  campagne_id bigint not null,
  entretien_id bigint primary key,
  texte text not null constraint compte_rendu_ecrit check (btrim(texte) <> ''),
  auteur text not null,
  le timestamptz not null,
  constraint compte_rendu_d_un_entretien foreign key (academie, entretien_id) references entretien (academie, id)
);
create table avis_propose (
  academie text not null,
  campagne_id bigint not null,
  inscription_id bigint primary key,
  sens text not null,
  commentaire text,
  auteur text not null,
  le timestamptz not null,
  constraint avis_propose_pour_une_inscription foreign key (academie, inscription_id) references inscription (academie, id)
);
create table avis_referent (
  academie text not null,
  campagne_id bigint not null,
  inscription_id bigint not null constraint un_avis_referent_par_inscription primary key,
  entretien_id bigint not null,
  sens text not null,
  -- null: the compte rendu stands as comment.
  commentaire text,
  signataire text not null,
  signe_le timestamptz not null,
  constraint avis_referent_pour_une_inscription foreign key (academie, inscription_id) references inscription (academie, id),
  constraint avis_referent_apres_un_entretien foreign key (academie, entretien_id) references entretien (academie, id)
);

create table avis_final (
  academie text not null,
  campagne_id bigint not null,
  inscription_id bigint primary key,
  reglement_id bigint not null,
  sens_origine text,
  sens_referent text,
  sens text,
  points int not null,
  etat text not null,
  calcule_le timestamptz not null,
  constraint avis_final_d_une_inscription foreign key (academie, inscription_id) references inscription (academie, id),
  constraint points_seulement_si_complet check (etat = 'complet' or (sens is null and points = 0))
);
create index avis_final_par_campagne on avis_final (campagne_id);
create table fiche (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  version int not null,
  contenu json not null,
  empreinte text not null,
  emise_le timestamptz not null,
  constraint une_fiche_par_version unique (eleve_id, version),
  constraint fiche_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id)
);
create index fiche_par_campagne on fiche (campagne_id);
create table confirmation (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  inscription_id bigint not null,
  -- null: the pupil himself.
  responsable_id bigint,
  decision text not null constraint decision_connue check (decision in ('oui', 'non')),
  support text not null constraint support_connu check (support in ('ecran', 'papier')),
  auteur text not null,
  le timestamptz not null,
  constraint confirmation_d_une_inscription foreign key (academie, inscription_id) references inscription (academie, id),
  constraint confirmation_d_un_responsable foreign key (academie, responsable_id) references responsable (academie, id)
);
create index confirmation_par_inscription on confirmation (inscription_id);
create index confirmation_par_campagne on confirmation (campagne_id);

create table voeu (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  ine text not null,
  eleve_id bigint,
  rang int not null,
  academie_offre text not null,
  code_offre text not null,
  code_mef text not null,
  libelle_formation text,
  uai_accueil text,
  constraint voeu_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint voeu_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id)
);
create index voeu_par_eleve on voeu (campagne_id, eleve_id);

create table lot (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  numero int not null,
  reglement_id bigint not null,
  etabli_par bigint not null,
  approuve_par bigint not null constraint lot_a_quatre_yeux check (approuve_par <> etabli_par),
  etabli_le timestamptz not null,
  sha256 text not null,
  bordereau json not null,
  constraint lot_cle unique (academie, id),
  constraint un_lot_par_numero unique (campagne_id, numero),
  constraint lot_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint lot_etabli_par_un_compte foreign key (academie, etabli_par) references compte (academie, id),
  constraint lot_approuve_par_un_compte foreign key (academie, approuve_par) references compte (academie, id)
);
create table lot_ligne (
  academie text not null,
  campagne_id bigint not null,
  lot_id bigint not null,
  eleve_id bigint not null,
  academie_offre text not null,
  code_offre text not null,
  code_mef text not null,
  mef text not null,
  libelle_formation text not null,
  sens text not null,
  points int not null,
  operation text not null constraint operation_connue check (operation in ('ajout', 'modification', 'retrait')),
  -- The row that stands for this (pupil, offer); at most one (rule 6).
  vivante boolean not null,
  primary key (lot_id, eleve_id, academie_offre, code_offre),
  constraint ligne_d_un_lot foreign key (academie, lot_id) references lot (academie, id),
  constraint ligne_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id)
);
create unique index une_ligne_vivante_par_eleve_et_offre on lot_ligne (campagne_id, eleve_id, academie_offre, code_offre)
  where vivante;

-- An import as the screens follow it: progress, counters, report.
create table importation (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint,
  genre text not null,
  uai text,
  fichier text not null,
  a_blanc boolean not null,
  etat text not null constraint importation_etat_connu check (etat in ('en_attente', 'en_cours', 'finie', 'refusee')),
  faites int not null default 0,
  compteurs jsonb not null default '{}',
  anomalies jsonb not null default '[]',
  auteur text not null,
  compte_id bigint,
  le timestamptz not null,
  constraint importation_d_une_academie foreign key (academie) references academie (code)
);
create index importation_par_academie on importation (academie, id desc);
