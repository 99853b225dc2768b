-- Two states of an interview: held (no convocation yet: it may move, and only its lycée and its week are told) and
-- convoked. Convocations leave by waves, one per lycée and week of interviews.

-- How many school days before the first interviews of a week their convocations are due.
alter table campagne add column jours_convocation int not null default 5
  constraint campagne_convoque_a_temps check (jours_convocation between 5 and 10);

-- What a lycée chose: to release its waves itself, or to let them go by themselves on the day they are due.
create table liberation (
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  mode text not null constraint liberation_mode_connu check (mode in ('manuelle', 'automatique')),
  auteur text not null,
  le timestamptz not null,
  primary key (campagne_id, uai),
  constraint liberation_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint liberation_d_un_referent foreign key (academie, uai) references etablissement (academie, uai)
);
alter table liberation enable row level security;
alter table liberation force row level security;
create policy academie_de_la_transaction on liberation to passpro_app
  using (academie = current_setting('passpro.academie', true));

-- What a convocation said, kept when the interview moves afterwards: the next one says otherwise.
alter table convocation add column uai text, add column salle_id bigint, add column mode text;
update convocation c set uai = k.uai, salle_id = k.salle_id, mode = k.mode
  from entretien n join creneau k on k.id = n.creneau_id where n.id = c.entretien_id;
alter table convocation alter column uai set not null, alter column mode set not null;
create index entretien_par_debut on entretien (campagne_id, lower(plage));

-- Every night, and on demand.
select tache.create_queue(name, jsonb_build_object('policy', 'short', 'retryLimit', 3, 'retryDelay', 5,
  'retryBackoff', true, 'heartbeatSeconds', 20, 'expireInSeconds', 3600, 'deleteAfterSeconds', 604800))
from (values ('nuit'), ('amelioration')) as files (name);
