-- A fiche keeps all that it says, who it is for included: an import that changes a name changes no sheet already issued.
-- `faits` is the hash of what would make another version; `empreinte` covers every word of the sheet.
alter table fiche add column faits text;
create index fiche_par_empreinte on fiche (academie, empreinte text_pattern_ops);

-- A letter or a sheet given to a family: how, when, by whom. Never changed; a mistake is followed by another row.
create table remise (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  fiche_id bigint,
  convocation_id bigint,
  voie text not null constraint remise_voie_connue check (voie in ('main', 'ent', 'courrier', 'courriel')),
  le date not null,
  auteur text not null,
  saisie_le timestamptz not null,
  constraint remise_d_un_seul_document check (num_nonnulls(fiche_id, convocation_id) = 1),
  constraint remise_a_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint remise_a_un_eleve_de_la_campagne foreign key (campagne_id, eleve_id) references eleve (campagne_id, id) on delete cascade,
  constraint remise_d_une_fiche foreign key (fiche_id) references fiche (id) on delete cascade,
  constraint remise_d_une_convocation foreign key (convocation_id) references convocation (id) on delete cascade
);
create unique index une_remise_par_fiche_voie_et_jour on remise (fiche_id, voie, le) where fiche_id is not null;
create unique index une_remise_par_convocation_voie_et_jour on remise (convocation_id, voie, le) where convocation_id is not null;
alter table remise enable row level security;
alter table remise force row level security;
create policy academie_de_la_transaction on remise to passpro_app
  using (academie = current_setting('passpro.academie', true));
