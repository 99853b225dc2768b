-- Group sessions: what is told to all first, then each pupil alone, one after the other, in the order of their places. A
-- slot of a session lasts until its last place, whoever comes.
alter table disponibilite add column minutes_communes int, add column minutes_individuelles int,
  add constraint disponibilite_seance_entiere check (num_nonnulls(minutes_communes, minutes_individuelles) in (0, 2)),
  add constraint disponibilite_seance_plausible check (minutes_individuelles is null
    or capacite > 1 and minutes_communes between 0 and 240 and minutes_individuelles between 5 and 120);

-- When a pupil of a session is received alone; null outside of one.
alter table entretien add column individuel tstzrange;
alter table convocation add column individuel tstzrange;

create function passpro_individuel() returns trigger language plpgsql as $$
begin
  new.individuel := (
    select tstzrange(lower(new.plage) + make_interval(mins => d.minutes_communes + (new.place - 1) * d.minutes_individuelles),
      lower(new.plage) + make_interval(mins => d.minutes_communes + new.place * d.minutes_individuelles))
    from creneau k join disponibilite d on d.id = k.disponibilite_id
    where k.id = new.creneau_id and d.minutes_individuelles is not null
      and upper(new.plage) - lower(new.plage)
        = make_interval(mins => d.minutes_communes + d.capacite * d.minutes_individuelles));
  return new;
end $$;
create trigger heure_individuelle before insert or update of creneau_id, place, plage on entretien
  for each row execute function passpro_individuel();
