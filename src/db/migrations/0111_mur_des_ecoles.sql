-- The second wall inside an académie: who is not of the académie works under `passpro_usager`, to whom row security shows
-- the pupils of his schools, of his département, his own or his children's, and those whom his lycée receives. The
-- académie and the application's own work stay under `passpro_app`. A connection is opened by `passpro_connexion`, which
-- may become either and inherits neither.
do $$
begin
  if not exists (select from pg_roles where rolname = 'passpro_usager') then
    create role passpro_usager nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'passpro_connexion') then
    create role passpro_connexion login noinherit nosuperuser nobypassrls;
  end if;
  grant passpro_app to passpro_usager;
  grant passpro_app, passpro_usager to passpro_connexion;
  -- Who made a role may give it, and may not become it without being given it (PostgreSQL 16).
  execute format('grant passpro_app, passpro_usager to %I', current_user);
end $$;

create index eleve_par_uai on eleve (uai);
create index creneau_par_uai on creneau (uai);

-- Values of one field of the rights of these roles.
create function passpro_liees(droits jsonb, champ text, variadic roles text[]) returns text[] language sql immutable as $$
  select coalesce(array_agg(h ->> champ), '{}') from jsonb_array_elements(droits) h
  where h ->> 'role' = any (roles) and h ->> champ is not null
$$;

-- Under which role a transaction goes on, and what it is shown: looked up once, and kept for the transaction as lists of
-- keys, so that policies cost a look in a list. Empty rights (`null`): the application's own work.
create function passpro_entrer(droits jsonb) returns void language plpgsql as $$
declare
  ecoles text[] := passpro_liees(droits, 'uai', 'chef_origine', 'adulte_referent', 'psyen');
  accueils text[] := passpro_liees(droits, 'uai', 'chef_origine');
  departements text[] := passpro_liees(droits, 'departement', 'dsden');
  lycees text[] := passpro_liees(droits, 'uai', 'planificateur', 'intervenant', 'chef_referent');
  moi bigint[] := passpro_liees(droits, 'eleveId', 'eleve')::bigint[];
  responsables bigint[] := passpro_liees(droits, 'responsableId', 'responsable')::bigint[];
  suivis bigint[] := moi;
  recus bigint[] := '{}';
  entretiens bigint[] := '{}';
  arrivants bigint[] := '{}';
begin
  if droits is null or cardinality(passpro_liees(droits, 'role', 'academie', 'academie_lecture', 'auditeur', 'assistance')) > 0 then
    perform set_config('role', 'passpro_app', true);
    return;
  end if;
  if cardinality(ecoles) > 0 then
    suivis := suivis || array(select e.id from eleve e where e.uai = any (ecoles));
  end if;
  if cardinality(departements) > 0 then
    suivis := suivis || array(select e.id from etablissement s join eleve e on e.uai = s.uai where left(s.uai, 3) = any (departements));
  end if;
  if droits @> '[{"role": "professeur_principal"}]' then
    suivis := suivis || array(select e.id from jsonb_array_elements(droits) h join eleve e on e.uai = h ->> 'uai'
      where h ->> 'role' = 'professeur_principal' and e.classe = h ->> 'classe');
  end if;
  if cardinality(responsables) > 0 then
    suivis := suivis || array(select l.eleve_id from eleve_responsable l where l.responsable_id = any (responsables));
  end if;
  if cardinality(lycees) > 0 then
    select coalesce(array_agg(n.id), '{}'), coalesce(array_agg(distinct n.eleve_id), '{}') into entretiens, recus
    from creneau c join entretien n on n.creneau_id = c.id where c.uai = any (lycees);
  end if;
  if cardinality(accueils) > 0 then
    arrivants := array(select t.eleve_id from transfert t where t.arrivee_uai = any (accueils) and t.prononce_le is null);
  end if;
  perform set_config('passpro.ecoles', ecoles::text, true), set_config('passpro.lycees', lycees::text, true),
    set_config('passpro.suivis', suivis::text, true), set_config('passpro.vus', (suivis || recus)::text, true),
    set_config('passpro.entretiens', entretiens::text, true), set_config('passpro.arrivants', arrivants::text, true),
    set_config('role', 'passpro_usager', true);
end $$;

-- Keys of a list of the transaction; none where it was not set.
create function passpro_liste(nom text) returns setof bigint language sql stable parallel safe rows 300 as $$
  select unnest(coalesce(nullif(current_setting(nom, true), ''), '{}')::bigint[])
$$;
create function passpro_uais(nom text) returns text[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting(nom, true), ''), '{}')::text[]
$$;
create function passpro_ajouter(nom text, cle bigint) returns void language sql as $$
  select set_config(nom, (coalesce(nullif(current_setting(nom, true), ''), '{}')::bigint[] || cle)::text, true)
$$;

-- A pupil entered or taken by the actor, an interview that he places: his from now on, in the same transaction.
create function passpro_eleve_suivi() returns trigger language plpgsql as $$
begin
  if new.uai = any (passpro_uais('passpro.ecoles')) then
    perform passpro_ajouter('passpro.suivis', new.id), passpro_ajouter('passpro.vus', new.id);
  end if;
  return null;
end $$;
create trigger suivi_par_qui_l_inscrit after insert or update of uai on eleve for each row
  when (current_user = 'passpro_usager') execute function passpro_eleve_suivi();
create function passpro_entretien_recu() returns trigger language plpgsql as $$
begin
  if exists (select from creneau c where c.id = new.creneau_id and c.uai = any (passpro_uais('passpro.lycees'))) then
    perform passpro_ajouter('passpro.entretiens', new.id), passpro_ajouter('passpro.vus', new.eleve_id);
  end if;
  return null;
end $$;
create trigger recu_par_qui_le_place after insert or update of creneau_id on entretien for each row
  when (current_user = 'passpro_usager') execute function passpro_entretien_recu();

-- A lycée plans on the whole campaign: it knows who is registered, not what was said of him.
create policy mur_des_ecoles on eleve as restrictive to passpro_usager using (
  uai = any ((select passpro_uais('passpro.ecoles'))::text[]) or id in (select passpro_liste('passpro.suivis'))
  or cardinality((select passpro_uais('passpro.lycees'))::text[]) > 0 or id in (select passpro_liste('passpro.arrivants')));

do $$
declare
  une constant text := 'create policy mur_des_ecoles on %I as restrictive to passpro_usager using (%s)';
  dans constant text := '%s in (select passpro_liste(''passpro.%s''))';
  au_lycee constant text := 'cardinality((select passpro_uais(''passpro.lycees''))::text[]) > 0';
  t text;
begin
  -- What places interviews: whoever follows the pupil, and the lycées.
  foreach t in array array['inscription', 'entretien', 'convocation', 'indisponibilite', 'interdit', 'non_placement',
    'salle_pretee', 'lycee_prefere', 'trajet', 'restriction', 'incident', 'prolongation', 'demande_creneau'] loop
    execute format(une, t, format('eleve_id is null or %s or %s', au_lycee, format(dans, 'eleve_id', 'suivis')));
  end loop;
  execute format(une, 'transfert', format('%s or %s or %s', au_lycee, format(dans, 'eleve_id', 'suivis'),
    'depart_uai = any ((select passpro_uais(''passpro.ecoles''))::text[]) or ' || format(dans, 'eleve_id', 'arrivants')));
  -- What is said of a pupil and of his family: whoever follows him, and the lycée that receives him.
  foreach t in array array['avis_origine', 'fiche', 'remise', 'voeu', 'lot_ligne', 'acte_exceptionnel', 'demande_droit',
    'lettre', 'lettre_jointe', 'demande', 'carnet', 'etape_faite', 'information', 'eleve_responsable'] loop
    execute format(une, t, format(dans, 'eleve_id', 'vus'));
  end loop;
  execute format(une, 'envoi', 'eleve_id is null or ' || format(dans, 'eleve_id', 'vus'));
  -- The head who takes a pupil ends what the adult of the other school was for him.
  execute format(une, 'adulte_referent', format(dans, 'eleve_id', 'vus') || ' or ' || format(dans, 'eleve_id', 'arrivants'));
  foreach t in array array['avis_final', 'confirmation', 'reexamen'] loop
    execute format(une, t, format('exists (select from inscription i where i.id = %I.inscription_id and %s)', t,
      format(dans, 'i.eleve_id', 'vus')));
  end loop;
  -- What one lycée says is not for another that receives the same pupil.
  foreach t in array array['avis_referent', 'avis_propose'] loop
    execute format(une, t, format('exists (select from inscription i where i.id = %I.inscription_id and (%s
      or exists (select from entretien n where (n.eleve_id, n.domaine) = (i.eleve_id, i.domaine) and %s)))', t,
      format(dans, 'i.eleve_id', 'suivis'), format(dans, 'n.id', 'entretiens')));
  end loop;
  foreach t in array array['compte_rendu', 'presence', 'observation'] loop
    execute format(une, t, format('%s or exists (select from entretien e where e.id = %I.entretien_id and %s)',
      format(dans, 'entretien_id', 'entretiens'), t, format(dans, 'e.eleve_id', 'suivis')));
  end loop;
end $$;

-- What hangs from a row that is seen, or not.
create policy mur_des_ecoles on annotation as restrictive to passpro_usager using (
  exists (select from lettre l where l.id = annotation.lettre_id));
create policy mur_des_ecoles on contestation as restrictive to passpro_usager using (
  exists (select from confirmation c where c.id = contestation.confirmation_id));
create policy mur_des_ecoles on responsable as restrictive to passpro_usager using (
  uai = any ((select passpro_uais('passpro.ecoles'))::text[])
  or exists (select from eleve_responsable l where l.responsable_id = responsable.id));
-- Results of the affectation, by INE: figures for the académie alone.
create policy mur_des_ecoles on resultat as restrictive to passpro_usager using (false);
create policy mur_des_ecoles on recepisse as restrictive to passpro_usager using (
  uai = any ((select passpro_uais('passpro.ecoles'))::text[]));
