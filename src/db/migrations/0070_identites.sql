-- How a person proves who he is: an identity at a provider, or a password with a second factor; and the one-time code,
-- handed over on paper, which ties a person to the account opened for him.
create table identite (
  academie text not null,
  fournisseur text not null,
  sujet text not null,
  compte_id bigint not null,
  le timestamptz not null,
  primary key (fournisseur, sujet),
  constraint identite_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);
create index identite_par_compte on identite (compte_id);

create table mot_de_passe (
  academie text not null,
  compte_id bigint primary key,
  condense text not null,
  le timestamptz not null,
  constraint mot_de_passe_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);

-- `secret` is sealed by a key kept outside the base; `dernier_pas` is the last thirty seconds accepted: a code serves once.
create table second_facteur (
  academie text not null,
  compte_id bigint primary key,
  secret text not null,
  dernier_pas bigint not null,
  le timestamptz not null,
  constraint second_facteur_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);

create table code_acces (
  academie text not null,
  empreinte text primary key,
  compte_id bigint not null,
  remis_par text not null,
  le timestamptz not null,
  expire_le timestamptz not null,
  utilise_le timestamptz,
  constraint code_acces_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);
create index code_acces_par_compte on code_acces (compte_id);

do $$
declare t text;
begin
  foreach t in array array['identite', 'mot_de_passe', 'second_facteur', 'code_acces'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;

-- What has begun and is not yet a session: a journey to a provider, a second factor to give, a code to type. It lives ten
-- minutes and has no académie: who it is for is not known yet. Only its token, kept by the browser, finds it.
create table connexion (
  empreinte text primary key,
  etape text not null,
  contenu jsonb not null,
  expire_le timestamptz not null
);

-- Failures by account and network, under a key that names neither; no académie: the address typed may be nobody's.
create table tentative (
  cle text primary key,
  echecs int not null,
  le timestamptz not null
);

-- The provider that opened a session may end it; `jeton_identite` is sealed by the token of the browser.
alter table session add column fournisseur text;
alter table session add column sujet text;
alter table session add column sid text;
alter table session add column jeton_identite text;
alter table session add column appareil text;
create index session_par_sujet on session (fournisseur, sujet);
create index session_par_compte on session (academie, compte_id);
-- A provider ends its sessions before any académie is known.
create policy session_par_fournisseur on session for all to passpro_app
  using (fournisseur = current_setting('passpro.fournisseur', true));

alter table compte add column ferme_le timestamptz;
-- A head hands his signature to somebody for some days: « pour le chef d'établissement, par délégation ».
alter table habilitation add column delegue_par text;
-- Given by a directory at a sign-in, and ended at the next one when it no longer says so.
alter table habilitation add column de_l_annuaire boolean not null default false;
