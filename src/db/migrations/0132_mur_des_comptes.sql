-- What was held by académie only: the journal, drafts, accounts and what opens them, editions, imports, addresses refused,
-- and the batches sent to Affelnet.
create index habilitation_par_uai on habilitation (uai) where uai is not null;
create index habilitation_par_eleve on habilitation (eleve_id) where eleve_id is not null;
create index habilitation_par_responsable on habilitation (responsable_id) where responsable_id is not null;
create index responsable_par_courriel on responsable (lower(btrim(courriel))) where courriel is not null;
create index eleve_par_courriel on eleve (lower(btrim(courriel))) where courriel is not null;

create function passpro_moi() returns bigint language sql stable parallel safe as $$
  select nullif(current_setting('passpro.compte', true), '')::bigint
$$;
create function passpro_mes_etablissements() returns text[] language sql stable parallel safe as $$
  select passpro_uais('passpro.ecoles') || passpro_uais('passpro.lycees')
$$;

-- Accounts of the schools of the actor, and his own; looked up with the pupils. Classes have none to keep.
create function passpro_entrer(droits jsonb, compte bigint) returns void language plpgsql as $$
declare
  uais text[] := passpro_liees(droits, 'uai', 'chef_origine', 'adulte_referent', 'psyen', 'planificateur', 'intervenant', 'chef_referent');
begin
  if droits is not null then
    perform set_config('passpro.compte', coalesce(compte::text, ''), true), set_config('passpro.comptes',
      (array(select h.compte_id from habilitation h where h.uai = any (uais) union select compte where compte is not null))::text, true);
  end if;
  perform passpro_entrer(droits);
end $$;

-- An account opened by the actor: his to hand over, in the same transaction.
create function passpro_compte_ouvert() returns trigger language plpgsql as $$
begin
  perform passpro_ajouter('passpro.comptes', new.id);
  return new;
end $$;
create trigger tenu_par_qui_l_ouvre before insert on compte for each row
  when (current_user = 'passpro_usager') execute function passpro_compte_ouvert();

-- Whole accounts of his schools, and of families the rights on pupils whom he follows.
create policy mur_des_ecoles on habilitation as restrictive to passpro_usager using (
  compte_id in (select passpro_liste('passpro.comptes')) or eleve_id in (select passpro_liste('passpro.suivis'))
  or exists (select from eleve_responsable l where l.responsable_id = habilitation.responsable_id
    and l.eleve_id in (select passpro_liste('passpro.suivis'))));
create policy mur_des_ecoles on compte as restrictive to passpro_usager using (
  id in (select passpro_liste('passpro.comptes')) or exists (select from habilitation h where h.compte_id = compte.id));
do $$
declare t text;
begin
  foreach t in array array['session', 'identite', 'mot_de_passe', 'second_facteur', 'code_acces', 'code_adresse'] loop
    execute format('create policy mur_des_ecoles on %I as restrictive to passpro_usager using (
      exists (select from compte c where c.id = %I.compte_id))', t, t);
  end loop;
  -- Of whoever wrote it or asked for it, and of nobody else.
  foreach t in array array['brouillon', 'edition'] loop
    execute format('create policy mur_des_ecoles on %I as restrictive to passpro_usager using (
      compte_id = (select passpro_moi()))', t);
  end loop;
  foreach t in array array['edition_volume', 'edition_partie'] loop
    execute format('create policy mur_des_ecoles on %I as restrictive to passpro_usager using (
      exists (select from edition d where d.id = %I.edition_id))', t, t);
  end loop;
  -- Files of the académie.
  foreach t in array array['lot', 'demande_export'] loop
    execute format('create policy mur_des_ecoles on %I as restrictive to passpro_usager using (false)', t);
  end loop;
  foreach t in array array['importation', 'abonnement'] loop
    execute format('create policy mur_des_ecoles on %I as restrictive to passpro_usager using (
      uai = any ((select passpro_mes_etablissements())::text[]))', t);
  end loop;
end $$;
-- Families and their schools read who receives them; a lycée, its own team alone.
create policy mur_des_ecoles on intervenant as restrictive to passpro_usager using (
  uai = any ((select passpro_uais('passpro.lycees'))::text[]) or exists (select from passpro_liste('passpro.suivis')));
alter policy mur_des_ecoles on envoi using (
  case when eleve_id is null then compte_id in (select passpro_liste('passpro.comptes'))
    else eleve_id in (select passpro_liste('passpro.vus')) end);
create policy mur_des_ecoles on adresse_rejetee as restrictive to passpro_usager using (
  exists (select from responsable r where lower(btrim(r.courriel)) = adresse_rejetee.adresse)
  or exists (select from eleve e where lower(btrim(e.courriel)) = adresse_rejetee.adresse));

-- Written by every act, whatever it is about, so that the chain holds; read about those whom he follows, what was done in
-- his schools and what he did. Erased by the académie alone. `journal_tete` says nothing of anybody: ranks and hashes.
create policy mur_des_ecoles on journal as restrictive for select to passpro_usager using (
  chaine = any ((select passpro_mes_etablissements())::text[]) or compte_id = (select passpro_moi())
  or objet = 'eleve' and objet_id in (select passpro_liste('passpro.suivis')::text)
  or objet = 'inscription' and exists (select from inscription i where i.eleve_id in (select passpro_liste('passpro.suivis'))
    and i.id = case when journal.objet_id ~ '^[0-9]+$' then journal.objet_id::bigint end)
  or objet = 'entretien' and exists (select from entretien n where n.eleve_id in (select passpro_liste('passpro.suivis'))
    and n.id = case when journal.objet_id ~ '^[0-9]+$' then journal.objet_id::bigint end));
create policy mur_des_ecoles_effacement on journal as restrictive for update to passpro_usager using (false);
