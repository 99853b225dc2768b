-- Roles that follow without writing: a class, a département (three signs that begin its UAI), a school, the académie.
alter table habilitation add column departement text;
alter table habilitation add column classe text;
-- In the place of a head who is away, for days that are known: in one's own name, unlike a delegate.
alter table habilitation add column interim boolean not null default false;
alter table habilitation add constraint habilitation_d_un_role_connu check (role in (
  'eleve', 'responsable', 'professeur_principal', 'adulte_referent', 'chef_origine', 'psyen', 'planificateur',
  'intervenant', 'chef_referent', 'dsden', 'academie_lecture', 'auditeur', 'academie'));
alter table habilitation add constraint dsden_d_un_departement check (
  (role = 'dsden') = (departement is not null) and departement ~ '^[0-9A-Z]{3}$');
alter table habilitation add constraint professeur_principal_d_une_classe check (
  (role = 'professeur_principal') = (classe is not null) and (classe is null or uai is not null));
alter table habilitation add constraint interim_borne check (not interim or (fin is not null and delegue_par is null));
