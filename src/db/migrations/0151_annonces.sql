-- What was told of a held interview: its lycée beside its week, and since when. Until its first night it may go elsewhere
-- without a word.
alter table entretien add column annonce_le timestamptz;
alter table entretien add column uai_avant text;

-- Row security holds the owner too, who may be no superuser: he steps out of it while he writes in every académie.
alter table entretien no force row level security;
alter table creneau no force row level security;
alter table campagne no force row level security;
alter table comparaison no force row level security;

update entretien set annonce_le = now();
update entretien n set uai_avant = k.uai from creneau k where k.id = n.creneau_id and n.semaine_avant is not null;
-- One more price in the settings of an académie: telling a family another lycée or another week.
update campagne set reglages = reglages || '{"annonce": 60}' where reglages is not null;
update comparaison set
  choix = (select jsonb_agg(jsonb_set(c, '{reglages,annonce}', '60')) from jsonb_array_elements(choix) c),
  resultat = (select jsonb_agg(jsonb_set(r, '{indicateurs,annonces}', '0')) from jsonb_array_elements(resultat) r);

alter table entretien force row level security;
alter table creneau force row level security;
alter table campagne force row level security;
alter table comparaison force row level security;

alter table entretien drop constraint entretien_semaine_avant_datee;
alter table entretien add constraint entretien_avant_date
  check (num_nulls(semaine_avant, uai_avant, semaine_changee_le) in (0, 3));
