-- When the fiches of a campaign leave by themselves. Without a row: when the académie says so.
create table emission_reglage (
  academie text not null,
  campagne_id bigint primary key,
  mode text not null constraint emission_mode_connu check (mode in ('manuelle', 'date', 'signature')),
  le date,
  auteur text not null,
  choisi_le timestamptz not null,
  -- The last time that they left by themselves, by the clock of the campaign.
  faite_le timestamptz,
  constraint emission_a_une_date check ((mode = 'date') = (le is not null)),
  constraint emission_reglage_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
alter table emission_reglage enable row level security;
alter table emission_reglage force row level security;
create policy academie_de_la_transaction on emission_reglage to passpro_app
  using (academie = current_setting('passpro.academie', true));

-- Every hour what is due leaves.
select tache.create_queue('fiches', jsonb_build_object('policy', 'short', 'retryLimit', 3, 'retryDelay', 5,
  'retryBackoff', true, 'heartbeatSeconds', 20, 'expireInSeconds', 3600, 'deleteAfterSeconds', 604800));
