-- Admissions as the host lycées know them, for the bilan: who was admitted where, by INE. Nothing more of them is kept.
create table resultat (
  academie text not null,
  campagne_id bigint not null,
  ine text not null,
  libelle_formation text not null,
  rang int,
  primary key (campagne_id, ine, libelle_formation),
  constraint resultat_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
alter table resultat enable row level security;
alter table resultat force row level security;
create policy academie_de_la_transaction on resultat to passpro_app
  using (academie = current_setting('passpro.academie', true));
