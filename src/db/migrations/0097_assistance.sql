-- Who helps sees the screens of somebody else for half an hour, through his own session: it ends with it.
alter table habilitation drop constraint habilitation_d_un_role_connu;
alter table habilitation add constraint habilitation_d_un_role_connu check (role in (
  'eleve', 'responsable', 'professeur_principal', 'adulte_referent', 'chef_origine', 'psyen', 'planificateur',
  'intervenant', 'chef_referent', 'dsden', 'academie_lecture', 'auditeur', 'assistance', 'academie'));
alter table session add column assistance_compte_id bigint;
alter table session add column assistance_fin timestamptz;
alter table session add constraint assistance_d_un_compte foreign key (academie, assistance_compte_id)
  references compte (academie, id) on delete cascade;
alter table session add constraint assistance_bornee check ((assistance_compte_id is null) = (assistance_fin is null));
alter table session add constraint assistance_d_un_autre check (assistance_compte_id <> compte_id);
create index session_par_assiste on session (academie, assistance_compte_id) where assistance_compte_id is not null;
