-- What an act says of persons can be erased, and the chain still verifies: it covers a commitment (HMAC under a key of
-- the row's own) in place of the words. Erasing takes the words and the key away; the commitment, the act, its object,
-- its instant and its rank stay.
alter table journal add column sel text;
alter table journal add column engagement text;

create or replace function journal_intouchable() returns trigger language plpgsql as $$
declare
  mots constant text[] := array['sel', 'auteur', 'pour_le_compte_de', 'objet_id', 'avant', 'apres'];
begin
  if tg_op = 'UPDATE' then
    if old.engagement is not null and new.sel is null and new.auteur = '' and new.objet_id = ''
       and new.pour_le_compte_de is null and new.avant is null and new.apres is null
       and to_jsonb(new) - mots = to_jsonb(old) - mots then
      return new;
    end if;
  end if;
  raise exception 'le journal ne se modifie ni ne s''efface' using errcode = 'insufficient_privilege';
end $$;
grant update (sel, auteur, pour_le_compte_de, objet_id, avant, apres) on journal to passpro_app;
create index journal_par_date on journal (academie, le) where sel is not null;
