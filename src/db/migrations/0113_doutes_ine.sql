-- A line of a file whose INE another pupil of the campagne holds: somebody says whether both are one person. The line is
-- kept as it was read, so that the answer can be followed at once.
create table doute_ine (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  eleve_id bigint not null,
  uai text not null,
  cle_siecle text not null,
  ligne jsonb not null,
  le timestamptz not null,
  decision text constraint doute_ine_decision_connue check (decision in ('meme_eleve', 'autre_eleve')),
  decide_par text,
  decide_le timestamptz,
  constraint doute_ine_sur_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint doute_ine_d_un_fichier foreign key (academie, uai) references etablissement (academie, uai),
  constraint doute_ine_decide_par_quelqu_un check (
    (decision is null) = (decide_par is null) and (decision is null) = (decide_le is null)),
  constraint un_doute_par_ligne unique (eleve_id, uai, cle_siecle)
);
create index doute_ine_ouvert on doute_ine (campagne_id, uai) where decision is null;
alter table doute_ine enable row level security;
alter table doute_ine force row level security;
create policy academie_de_la_transaction on doute_ine to passpro_app
  using (academie = current_setting('passpro.academie', true));
-- A line is about somebody of another school: for schools, never for the pupil who holds the INE nor his family.
create policy mur_des_ecoles on doute_ine as restrictive to passpro_usager using (
  eleve_id in (select passpro_liste('passpro.suivis')) and cardinality((select passpro_uais('passpro.ecoles'))::text[]) > 0);
