-- What a pupil does on his own before and after his interview, and how his family was informed.

-- A step that he ticked. His adulte référent sees it.
create table etape_faite (
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  etape text not null,
  le timestamptz not null,
  primary key (eleve_id, etape),
  constraint etape_faite_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade
);
-- His own notes, which he alone reads.
create table carnet (
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  rubrique text not null,
  texte text not null constraint carnet_ecrit check (btrim(texte) <> ''),
  le timestamptz not null,
  primary key (eleve_id, rubrique),
  constraint carnet_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade
);
-- Whether he can go to a lycée every day. Where he lives is never kept.
create table trajet (
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  uai text not null,
  faisabilite text not null constraint faisabilite_connue check (faisabilite in ('faisable', 'difficile', 'impossible')),
  minutes int constraint trajet_d_une_demi_journee check (minutes between 1 and 300),
  le timestamptz not null,
  primary key (eleve_id, uai),
  constraint trajet_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint trajet_vers_un_lycee foreign key (academie, uai) references etablissement (academie, uai)
);
-- The lycée where he would rather be received, domaine by domaine.
create table lycee_prefere (
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  uai text not null,
  le timestamptz not null,
  primary key (eleve_id, domaine),
  constraint preference_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint preference_pour_un_referent foreign key (campagne_id, domaine, uai)
    references referent (campagne_id, domaine, uai) on delete cascade
);
-- That the pupil and his family were told of the procedure: who, how, which day. Source: domain.md, « evidence ».
create table information (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  moyen text not null,
  destinataire text not null,
  jour date not null,
  auteur text not null,
  le timestamptz not null,
  constraint une_information_par_jour unique (eleve_id, moyen, destinataire, jour),
  constraint information_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['etape_faite', 'carnet', 'trajet', 'lycee_prefere', 'information'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;
