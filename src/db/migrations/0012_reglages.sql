-- What the académie counts as an effort when interviews are placed; null: the ordinary prices.
alter table campagne add column reglages jsonb;

-- Two settings tried on the campaign as it stands, side by side, before one is chosen.
create table comparaison (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  -- Two of { nom, reglages }.
  choix jsonb not null,
  etat text not null default 'en_attente' constraint comparaison_etat_connu check (etat in ('en_attente', 'finie')),
  -- Hundredths done.
  faites int not null default 0,
  resultat jsonb,
  auteur text not null,
  le timestamptz not null,
  constraint comparaison_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
alter table comparaison enable row level security;
alter table comparaison force row level security;
create policy academie_de_la_transaction on comparaison to passpro_app
  using (academie = current_setting('passpro.academie', true));

select tache.create_queue('comparaison', jsonb_build_object('policy', 'standard', 'retryLimit', 3, 'retryDelay', 5,
  'retryBackoff', true, 'heartbeatSeconds', 20, 'expireInSeconds', 3600, 'deleteAfterSeconds', 604800));
