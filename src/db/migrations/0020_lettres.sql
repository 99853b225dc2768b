-- The guided letter of a pupil for one domaine, as he last kept it. `version` counts what he kept: a page opened before
-- another kept text is told so instead of writing over it.
create table lettre (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  version int not null,
  reponses jsonb not null,
  auteur text not null,
  ecrite_le timestamptz not null,
  constraint lettre_cle unique (academie, id),
  constraint une_lettre_par_domaine unique (eleve_id, domaine),
  constraint lettre_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint lettre_d_un_eleve_de_la_campagne foreign key (campagne_id, eleve_id) references eleve (campagne_id, id) on delete cascade,
  constraint lettre_pour_un_domaine foreign key (campagne_id, domaine) references domaine (campagne_id, code)
);
-- What an adult of the collège wrote in the margin of one version; never changed, never printed.
create table annotation (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  lettre_id bigint not null,
  version int not null,
  section text not null,
  texte text not null constraint annotation_ecrite check (btrim(texte) <> ''),
  auteur text not null,
  le timestamptz not null,
  constraint annotation_d_une_lettre foreign key (academie, lettre_id) references lettre (academie, id) on delete cascade
);
create index annotation_par_lettre on annotation (lettre_id, id);
-- A photo or scan of a handwritten letter, in the base: it is backed up, and goes, with all that is known of the pupil.
create table lettre_jointe (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  domaine text not null,
  nom text not null,
  type text not null constraint lettre_jointe_type_connu check (type in ('image/jpeg', 'image/png', 'application/pdf')),
  sha256 text not null,
  contenu bytea not null constraint lettre_jointe_taille check (octet_length(contenu) between 1 and 6000000),
  auteur text not null,
  le timestamptz not null,
  retrait_le timestamptz,
  constraint une_fois_le_meme_fichier unique (eleve_id, domaine, sha256),
  constraint lettre_jointe_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint lettre_jointe_d_un_eleve_de_la_campagne foreign key (campagne_id, eleve_id) references eleve (campagne_id, id) on delete cascade,
  constraint lettre_jointe_pour_un_domaine foreign key (campagne_id, domaine) references domaine (campagne_id, code)
);
alter table lettre_jointe alter column contenu set storage external;

do $$
declare t text;
begin
  foreach t in array array['lettre', 'annotation', 'lettre_jointe'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;
