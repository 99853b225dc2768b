-- A deadline given longer, for all, for one school or for one pupil. A row is never changed: a later one says more.
create table prolongation (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  echeance text not null constraint prolongation_d_une_echeance
    check (echeance in ('finInscriptions', 'finAvisOrigine', 'finAvisReferent', 'finConfirmations')),
  uai text,
  eleve_id bigint,
  jusqu_au date not null,
  motif text not null constraint prolongation_motivee check (btrim(motif) <> ''),
  auteur text not null,
  le timestamptz not null,
  constraint prolongation_pour_un_seul check (uai is null or eleve_id is null),
  constraint prolongation_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint prolongation_d_un_etablissement foreign key (academie, uai) references etablissement (academie, uai),
  constraint prolongation_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade
);
create index prolongation_par_campagne on prolongation (campagne_id, id);
alter table prolongation enable row level security;
alter table prolongation force row level security;
create policy academie_de_la_transaction on prolongation to passpro_app
  using (academie = current_setting('passpro.academie', true));
