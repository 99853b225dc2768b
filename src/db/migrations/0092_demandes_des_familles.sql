-- What a family asks of a human: another slot, a second look at a result, or an answer that is not its own. And the room
-- that a collège lends to an interview held at a distance.

create table demande_creneau (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  -- The lycée asked, and the time that does not suit.
  uai text not null,
  plage tstzrange not null,
  motif text not null,
  precision text,
  auteur text not null,
  le timestamptz not null,
  reponse text constraint demande_creneau_reponse check (btrim(reponse) <> ''),
  accepte boolean,
  repondu_par text,
  repondu_le timestamptz,
  constraint une_demande_creneau_par_entretien unique (eleve_id, domaine),
  constraint demande_creneau_repondue_par_quelqu_un check
    ((reponse is null) = (repondu_par is null) and (reponse is null) = (repondu_le is null) and (reponse is null) = (accepte is null)),
  constraint demande_creneau_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint demande_creneau_a_un_lycee foreign key (academie, uai) references etablissement (academie, uai)
);
create index demande_creneau_par_lycee on demande_creneau (campagne_id, uai, id);

create table salle_pretee (
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  salle text not null constraint salle_pretee_nommee check (btrim(salle) <> ''),
  materiel text[] not null default '{}',
  adulte text,
  auteur text not null,
  le timestamptz not null,
  primary key (eleve_id, domaine),
  constraint salle_pretee_a_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade
);

-- Source: CRPA, and domain.md « may ask for a re-examination by a human ».
create table reexamen (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  inscription_id bigint not null,
  -- The version of the fiche that was read.
  version int not null,
  -- null: the pupil himself.
  responsable_id bigint,
  motif text not null constraint reexamen_motive check (btrim(motif) <> ''),
  auteur text not null,
  le timestamptz not null,
  reponse text constraint reexamen_reponse check (btrim(reponse) <> ''),
  repondu_par text,
  repondu_le timestamptz,
  constraint reexamen_repondu_par_quelqu_un check
    ((reponse is null) = (repondu_par is null) and (reponse is null) = (repondu_le is null)),
  constraint reexamen_d_une_inscription foreign key (academie, inscription_id) references inscription (academie, id),
  constraint reexamen_par_un_responsable foreign key (academie, responsable_id) references responsable (academie, id)
);
create unique index un_reexamen_en_attente on reexamen (inscription_id, coalesce(responsable_id, 0)) where reponse is null;

-- A confirmation entered from paper that the person says is not his own.
create table contestation (
  academie text not null,
  campagne_id bigint not null,
  confirmation_id bigint primary key,
  motif text not null constraint contestation_motivee check (btrim(motif) <> ''),
  auteur text not null,
  le timestamptz not null,
  constraint contestation_d_une_confirmation foreign key (confirmation_id) references confirmation (id)
);

do $$
declare t text;
begin
  foreach t in array array['demande_creneau', 'salle_pretee', 'reexamen', 'contestation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;
