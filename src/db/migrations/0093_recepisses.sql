-- What a head signed at one time for his school, under a number that he can quote.
create table recepisse (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  numero int not null,
  -- Origin avis, in the order in which they were signed.
  avis bigint[] not null,
  signataire text not null,
  le timestamptz not null,
  constraint un_recepisse_par_numero unique (campagne_id, uai, numero),
  constraint recepisse_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint recepisse_d_un_etablissement foreign key (academie, uai) references etablissement (academie, uai)
);
alter table recepisse enable row level security;
alter table recepisse force row level security;
create policy academie_de_la_transaction on recepisse to passpro_app
  using (academie = current_setting('passpro.academie', true));
