-- Second wall: a row is seen and written only under its académie, set for the transaction. No scope = no row.
do $$
declare t text;
begin
  for t in
    select c.relname from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'academie' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;
-- The cookie of a session is looked up before its académie is known; it is an unguessable hash.
create policy session_par_empreinte on session for select to passpro_app
  using (empreinte = current_setting('passpro.session', true));
