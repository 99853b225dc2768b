-- What people ask about their own data, what was answered, and what it stops.
create table demande_droit (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  -- null once the pupil is erased: that it was asked and answered stays.
  eleve_id bigint,
  -- null: the pupil himself.
  responsable_id bigint,
  droit text not null constraint demande_droit_connue check (droit in
    ('acces', 'rectification', 'limitation', 'opposition', 'effacement')),
  texte text not null default '',
  voie text not null constraint demande_droit_par_une_voie check (voie in ('ecran', 'papier')),
  auteur text not null,
  recue_le timestamptz not null,
  reponse text constraint demande_droit_repondue check (reponse in ('acceptee', 'refusee')),
  motif text,
  repondue_par text,
  repondue_le timestamptz,
  constraint reponse_entiere check (num_nonnulls(reponse, motif, repondue_par, repondue_le) in (0, 4)),
  constraint demande_droit_cle unique (academie, id),
  constraint demande_droit_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint demande_droit_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id)
    on delete set null (eleve_id),
  constraint demande_droit_d_un_responsable foreign key (academie, responsable_id) references responsable (academie, id)
    on delete set null (responsable_id)
);
create index demande_droit_par_campagne on demande_droit (campagne_id, id);
create index demande_droit_par_eleve on demande_droit (eleve_id);

-- Limitation: nothing is transmitted while it is being looked at. Opposition: the pupil takes part no longer. Neither
-- touches his wishes.
create table restriction (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  genre text not null constraint restriction_connue check (genre in ('limitation', 'opposition')),
  auteur text not null,
  le timestamptz not null,
  levee_par text,
  levee_le timestamptz,
  constraint restriction_levee_par_quelqu_un check ((levee_par is null) = (levee_le is null)),
  constraint restriction_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint restriction_dans_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
create unique index une_restriction_vivante_par_genre on restriction (eleve_id, genre) where levee_le is null;
create index restriction_par_campagne on restriction (campagne_id) where levee_le is null;

-- The visa of the archives, without which no dossier is destroyed; then what was destroyed, in numbers.
create table destruction (
  academie text not null,
  campagne_id bigint primary key,
  visa text not null constraint destruction_visee check (btrim(visa) <> ''),
  auteur text not null,
  le timestamptz not null,
  bordereau jsonb not null default '{}',
  faite_le timestamptz,
  constraint destruction_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);

do $$
declare t text;
begin
  foreach t in array array['demande_droit', 'restriction', 'destruction'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;

-- An exceptional act leaves with the dossier that it is about, and not otherwise: a campagne whose destruction has its
-- visa, or a pupil whose erasure was granted.
create or replace function acte_exceptionnel_intouchable() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from destruction d where d.campagne_id = old.campagne_id)
       or exists (select from demande_droit d where d.eleve_id = old.eleve_id and d.droit = 'effacement'
                  and d.reponse = 'acceptee') then
      return old;
    end if;
  end if;
  if tg_op = 'DELETE' or old.approuve_le is not null or (new.genre, new.eleve_id, new.inscription_id,
      new.responsable_id, new.motif, new.demandeur_id, new.demande_le) is distinct from (old.genre, old.eleve_id,
      old.inscription_id, old.responsable_id, old.motif, old.demandeur_id, old.demande_le) then
    raise exception 'un acte exceptionnel ne se modifie ni ne s''efface' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
