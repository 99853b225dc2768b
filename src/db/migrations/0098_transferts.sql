-- A pupil who changes school during the campagne: asked by the school that he leaves, taken by the one that receives
-- him, or said by the académie alone. What was signed stays signed by who signed it.
create table transfert (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  depart_uai text not null,
  arrivee_uai text not null,
  motif text not null constraint transfert_motive check (btrim(motif) <> ''),
  demande_par text not null,
  demande_le timestamptz not null,
  prononce_par text,
  prononce_le timestamptz,
  constraint transfert_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint transfert_depuis foreign key (academie, depart_uai) references etablissement (academie, uai),
  constraint transfert_vers foreign key (academie, arrivee_uai) references etablissement (academie, uai),
  constraint transfert_ailleurs check (depart_uai <> arrivee_uai),
  constraint transfert_prononce_par_quelqu_un check ((prononce_par is null) = (prononce_le is null))
);
create unique index un_transfert_en_attente_par_eleve on transfert (eleve_id) where prononce_le is null;
create index transfert_par_arrivee on transfert (campagne_id, arrivee_uai) where prononce_le is null;
alter table transfert enable row level security;
alter table transfert force row level security;
create policy academie_de_la_transaction on transfert to passpro_app
  using (academie = current_setting('passpro.academie', true));
-- His adult of before follows him no more; who it was is kept.
alter table adulte_referent add column fin timestamptz;
