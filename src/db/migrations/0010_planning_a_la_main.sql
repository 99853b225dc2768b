-- What a planner decides by hand, and no engine undoes: pins and forbidden places.

-- Two planners who move the same interview at once: the second is told that it has changed since he looked.
alter table entretien add column version int not null default 1;

-- This interview stays where it is.
create table epingle (
  academie text not null,
  campagne_id bigint not null,
  entretien_id bigint primary key,
  auteur text not null,
  le timestamptz not null,
  constraint epingle_d_un_entretien foreign key (academie, entretien_id) references entretien (academie, id) on delete cascade
);
-- This (pupil, domaine) is not to be received in this availability.
create table interdit (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  uai text not null,
  disponibilite_id bigint not null,
  motif text not null constraint interdit_motive check (btrim(motif) <> ''),
  auteur text not null,
  le timestamptz not null,
  constraint un_interdit_par_place unique (eleve_id, domaine, disponibilite_id),
  constraint interdit_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint interdit_d_un_referent foreign key (academie, uai) references etablissement (academie, uai),
  constraint interdit_d_une_disponibilite foreign key (academie, disponibilite_id) references disponibilite (academie, id) on delete cascade
);
do $$
declare t text;
begin
  foreach t in array array['epingle', 'interdit'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;

-- Several interviews move in one statement: they may exchange their places, their hours and their slots.
alter table entretien
  drop constraint une_place_du_creneau,
  drop constraint eleve_sans_chevauchement,
  drop constraint entretien_dans_un_creneau,
  add constraint une_place_du_creneau unique (creneau_id, place) deferrable initially immediate,
  add constraint eleve_sans_chevauchement exclude using gist (eleve_id with =, plage with &&) deferrable initially immediate,
  add constraint entretien_dans_un_creneau foreign key (academie, creneau_id) references creneau (academie, id)
    deferrable initially immediate;
create index entretien_par_creneau on entretien (creneau_id);
