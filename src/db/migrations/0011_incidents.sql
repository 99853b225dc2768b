-- What happens to a plan that stands, and what was decided: declared with its reason, mended or not.
create table incident (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  -- The lycée whose interviews it touches.
  uai text not null,
  genre text not null constraint incident_connu check (genre in
    ('intervenant_absent', 'lieu_ferme', 'salle_fermee', 'eleve_indisponible', 'retrait', 'absence')),
  intervenant_id bigint,
  salle_id bigint,
  eleve_id bigint,
  domaine text,
  debut timestamptz not null,
  fin timestamptz not null,
  motif text not null constraint incident_motive check (btrim(motif) <> ''),
  auteur text not null,
  le timestamptz not null,
  decision text constraint incident_decision_connue check (decision in ('acceptee', 'refusee')),
  decide_par text,
  decide_le timestamptz,
  constraint incident_dans_l_ordre check (debut < fin),
  constraint incident_decide_par_quelqu_un check ((decision is null) = (decide_par is null) and (decision is null) = (decide_le is null)),
  constraint incident_vise_quelque_chose check (case genre
    when 'intervenant_absent' then intervenant_id is not null when 'salle_fermee' then salle_id is not null
    when 'lieu_ferme' then true else eleve_id is not null and domaine is not null end),
  constraint incident_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint incident_d_un_referent foreign key (academie, uai) references etablissement (academie, uai),
  constraint incident_sur_un_intervenant foreign key (academie, intervenant_id) references intervenant (academie, id),
  constraint incident_sur_une_salle foreign key (academie, salle_id) references salle (academie, id),
  constraint incident_sur_un_eleve foreign key (academie, eleve_id) references eleve (academie, id)
);
create index incident_par_lycee on incident (campagne_id, uai, id);
alter table incident enable row level security;
alter table incident force row level security;
create policy academie_de_la_transaction on incident to passpro_app
  using (academie = current_setting('passpro.academie', true));

-- An interview that is taken back leaves its convocations behind: what a family was told is kept.
alter table convocation add column eleve_id bigint, add column domaine text;
update convocation c set eleve_id = n.eleve_id, domaine = n.domaine from entretien n where n.id = c.entretien_id;
alter table convocation
  alter column eleve_id set not null, alter column domaine set not null, alter column entretien_id drop not null,
  drop constraint convocation_a_un_entretien,
  add constraint convocation_a_un_entretien foreign key (academie, entretien_id)
    references entretien (academie, id) on delete set null (entretien_id),
  add constraint convocation_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id);
