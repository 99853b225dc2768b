-- A request waits for each statement that it sends, and on a busy machine each wait is a turn of the processor: what a
-- transaction begins with, a session and the turn to plan are asked for at once. Rights are exactly those of before.

-- Scope, then clock and zone as the application sees them, then whose pupils are whose; the role says which of both it is.
create function passpro_ouvrir(academie_ouverte text, droits jsonb, compte bigint, campagne_jugee bigint)
returns table (maintenant timestamptz, zone text, sous text) language plpgsql as $$
begin
  perform set_config('passpro.academie', academie_ouverte, true), set_config('role', 'passpro_app', true);
  maintenant := coalesce((select c.horloge from campagne c where c.id = campagne_jugee), now());
  zone := (select a.fuseau from academie a where a.code = academie_ouverte);
  perform passpro_entrer(droits, compte);
  sous := current_setting('role');
  return next;
end $$;

-- The session of a cookie, found by a hash that cannot be guessed; its académie rules from then on.
create function passpro_session(hache text) returns setof session language plpgsql as $$
declare
  trouvee session;
begin
  perform set_config('passpro.session', hache, true);
  select s.* into trouvee from session s where s.empreinte = hache;
  if found then
    perform set_config('passpro.academie', trouvee.academie, true);
    return next trouvee;
  end if;
end $$;

-- One planning at a time per campaign, for whoever cannot wait for long: fails when another is still under way a second later.
create function passpro_tour_de_planning(campagne int) returns void language sql set lock_timeout = '1s' as $$
  select pg_advisory_xact_lock(727002, campagne)
$$;
