-- Letters and sheets of a school, or of the whole académie, prepared outside requests for whoever asked for them.
create table edition (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  -- Who asked: the work is done with the rights that he holds when it is done, and he alone downloads it.
  compte_id bigint not null,
  genre text not null constraint edition_genre_connu check (genre in
    ('convocations', 'convocations_postees', 'fiches', 'fiches_ent', 'lettres')),
  -- null: every school of the académie.
  uai text,
  jour date,
  modele text,
  -- Public address of the service, for what is printed.
  origine text,
  -- By the clock of the campaign: the day that the letters bear.
  demandee_le timestamptz not null,
  -- By the clock of the base, as all that follows: how long the work takes, and when it is thrown away.
  cree_le timestamptz not null default now(),
  -- null until its list is drawn up.
  lettres int,
  fin_le timestamptz,
  arret_le timestamptz,
  panne text,
  constraint edition_cle unique (academie, id),
  constraint edition_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint edition_par foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);
create index edition_par_compte on edition (compte_id, id desc);

-- One file per school.
create table edition_volume (
  edition_id bigint not null,
  rang int not null,
  academie text not null,
  uai text not null,
  lettres int not null,
  contenu bytea,
  pret_le timestamptz,
  primary key (edition_id, rang),
  constraint volume_d_une_edition foreign key (academie, edition_id) references edition (academie, id) on delete cascade
);
alter table edition_volume alter column contenu set storage external;

-- What is set together: its row is locked while it is, so that the death of a worker gives it back at once.
create table edition_partie (
  edition_id bigint not null,
  rang int not null,
  academie text not null,
  volume int not null,
  -- Letters of its volume that come before it.
  debut int not null,
  objets jsonb not null,
  contenu bytea,
  -- Documents printed, letters left out and why, lines of the table of an archive.
  documents jsonb not null default '[]',
  refus jsonb not null default '[]',
  lignes jsonb not null default '[]',
  faite_le timestamptz,
  primary key (edition_id, rang),
  constraint partie_d_un_volume foreign key (edition_id, volume) references edition_volume (edition_id, rang) on delete cascade
);
create index partie_a_faire on edition_partie (edition_id, rang) where faite_le is null;
alter table edition_partie alter column contenu set storage external;

do $$
declare t text;
begin
  foreach t in array array['edition', 'edition_volume', 'edition_partie'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;

select tache.create_queue('edition', jsonb_build_object('policy', 'standard', 'retryLimit', 5, 'retryDelay', 5,
  'retryBackoff', true, 'heartbeatSeconds', 20, 'expireInSeconds', 3600, 'deleteAfterSeconds', 604800));
