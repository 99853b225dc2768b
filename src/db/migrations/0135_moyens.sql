-- What a school has for interviews, said by itself: a lycée that names no room, how many it can give in one half-day; a
-- collège, how many remote interviews it can host at once. Null: not said, the setting of the campagne holds.
create table moyen_etablissement (
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  salles int constraint moyen_salles_plausible check (salles between 1 and 200),
  postes int constraint moyen_postes_plausible check (postes between 0 and 60),
  auteur text not null,
  le timestamptz not null,
  primary key (campagne_id, uai),
  constraint moyen_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint moyen_d_un_etablissement foreign key (academie, uai) references etablissement (academie, uai)
);
alter table moyen_etablissement enable row level security;
alter table moyen_etablissement force row level security;
create policy academie_de_la_transaction on moyen_etablissement to passpro_app
  using (academie = current_setting('passpro.academie', true));
