-- What a lycée says of a formation to those who think of it: expectations, content, work, studies and jobs that follow.
-- A version is written until the head of the lycée signs it, and never after: the next change is another version.
create table fiche_formation (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  mef text not null,
  -- The lycée that writes it: a referent of the domaine of the formation.
  uai text not null,
  version int not null,
  attendus text not null default '',
  competences text not null default '',
  contenu text not null default '',
  journee text not null default '',
  conditions text not null default '',
  poursuites text not null default '',
  metiers text not null default '',
  -- What an interview has to speak of, in the order of the lycée.
  sujets text[] not null default '{}',
  redacteur text not null,
  redige_le timestamptz not null,
  signataire text,
  signe_le timestamptz,
  constraint fiche_formation_cle unique (academie, id),
  constraint une_fiche_formation_par_version unique (campagne_id, mef, uai, version),
  constraint fiche_formation_signee_par_quelqu_un check ((signataire is null) = (signe_le is null)),
  constraint fiche_d_une_formation foreign key (campagne_id, mef) references formation (campagne_id, mef),
  constraint fiche_formation_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint fiche_formation_d_un_lycee foreign key (academie, uai) references etablissement (academie, uai)
);
create unique index une_fiche_formation_en_cours on fiche_formation (campagne_id, mef, uai) where signe_le is null;
create function fiche_formation_signee() returns trigger language plpgsql as $$
begin
  if old.signe_le is not null then
    raise exception 'une fiche signée ne se modifie pas : on en écrit une autre version' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger fiche_formation_sans_retouche before update on fiche_formation
  for each row execute function fiche_formation_signee();
alter table fiche_formation enable row level security;
alter table fiche_formation force row level security;
create policy academie_de_la_transaction on fiche_formation to passpro_app
  using (academie = current_setting('passpro.academie', true));
