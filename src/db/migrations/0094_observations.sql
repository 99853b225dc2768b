-- What was seen and spoken of in an interview, in words: no level, no score, no total. The lycée reads it, and a family
-- that asks for it.
create table observation (
  academie text not null,
  campagne_id bigint not null,
  entretien_id bigint primary key,
  -- Topics as the sheets of the formations asked for that day, and those that were dealt with.
  sujets text[] not null default '{}',
  abordes text[] not null default '{}',
  implication text not null default '',
  motivation text not null default '',
  reussite text not null default '',
  demarche text not null default '',
  connaissance text not null default '',
  auteur text not null,
  le timestamptz not null,
  constraint observation_d_un_entretien foreign key (academie, entretien_id) references entretien (academie, id),
  constraint sujets_abordes_parmi_les_sujets check (abordes <@ sujets)
);
alter table observation enable row level security;
alter table observation force row level security;
create policy academie_de_la_transaction on observation to passpro_app
  using (academie = current_setting('passpro.academie', true));
