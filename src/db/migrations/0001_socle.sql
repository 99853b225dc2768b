-- Identity of the base: académies, schools, people, journal. Every tenant table carries `academie`, has composite
-- keys with it (a row cannot point across académies) and a row security policy (no scope set = no row).
create extension if not exists btree_gist;

do $$
begin
  if not exists (select from pg_roles where rolname = 'passpro_app') then
    create role passpro_app login nosuperuser nobypassrls;
  end if;
  -- PostgreSQL 16+: an owner that is no superuser becomes the role at connection.
  if not pg_has_role(current_user, 'passpro_app', 'member') then
    execute format('grant passpro_app to %I', current_user);
  end if;
end $$;
grant usage on schema public to passpro_app;
alter default privileges in schema public grant select, insert, update, delete on tables to passpro_app;
alter default privileges in schema public grant usage on sequences to passpro_app;

create table academie (
  code text primary key constraint academie_code_sur_deux_chiffres check (code ~ '^[0-9]{2}$'),
  nom text not null,
  fuseau text not null default 'Europe/Paris'
);

create table etablissement (
  academie text not null constraint etablissement_d_une_academie references academie,
  uai text primary key constraint etablissement_uai_forme check (uai ~ '^[0-9]{7}[A-HJ-NPR-Z]$'),
  nom text not null,
  nature text not null,
  statut text,
  adresse text,
  code_postal text,
  commune text,
  code_departement text,
  latitude double precision,
  longitude double precision,
  telephone text,
  courriel text,
  voie_professionnelle boolean,
  constraint etablissement_cle unique (academie, uai)
);

create table compte (
  id bigint generated always as identity primary key,
  academie text not null constraint compte_d_une_academie references academie,
  nom text not null,
  courriel text,
  demonstration boolean not null default false,
  constraint compte_cle unique (academie, id)
);

create table journal_tete (
  academie text not null,
  chaine text not null,
  rang bigint not null,
  empreinte text not null,
  primary key (academie, chaine)
);

-- One row per act, in the transaction of the act. `avant` and `apres` are json, not jsonb: the hash covers their text.
create table journal (
  academie text not null,
  chaine text not null,
  rang bigint not null,
  le timestamptz not null,
  compte_id bigint,
  auteur text not null,
  pour_le_compte_de text,
  acte text not null,
  objet text not null,
  objet_id text not null,
  avant json,
  apres json,
  precedente text not null,
  empreinte text not null,
  primary key (academie, chaine, rang)
);
create index journal_par_objet on journal (academie, objet, objet_id);

create function journal_intouchable() returns trigger language plpgsql as $$
begin
  raise exception 'le journal ne se modifie ni ne s''efface' using errcode = 'insufficient_privilege';
end $$;
create trigger journal_sans_retouche before update or delete on journal
  for each row execute function journal_intouchable();
create trigger journal_sans_vidage before truncate on journal
  for each statement execute function journal_intouchable();
revoke update, delete, truncate on journal from passpro_app;

-- A key sent twice by a browser gives the first answer again.
create table acte_cle (
  academie text not null,
  cle text not null,
  le timestamptz not null default now(),
  resultat json,
  primary key (academie, cle)
);

create table session (
  empreinte text primary key,
  academie text not null,
  compte_id bigint not null,
  ouverte_le timestamptz not null,
  vue_le timestamptz not null,
  constraint session_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);

-- A text typed is never lost: drafts live beside the acts and are no act (rule 8).
create table brouillon (
  academie text not null,
  compte_id bigint not null,
  cle text not null,
  contenu jsonb not null,
  le timestamptz not null,
  primary key (academie, compte_id, cle),
  constraint brouillon_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);
