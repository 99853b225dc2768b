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

-- The rights of who acts, set for the transaction as a JSON list; absent for the application's own work.
create function passpro_liees(champ text, variadic roles text[]) returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(h ->> champ), '{}')
  from jsonb_array_elements(coalesce(nullif(current_setting('passpro.habilitations', true), ''), '[]')::jsonb) h
  where h ->> 'role' = any (roles) and h ->> champ is not null
$$;
create function passpro_ecoles() returns text[] language sql stable parallel safe as $$
  select passpro_liees('uai', 'chef_origine', 'adulte_referent', 'psyen')
$$;
-- Only a head is shown who is on his way to his school.
create function passpro_accueils() returns text[] language sql stable parallel safe as $$
  select passpro_liees('uai', 'chef_origine')
$$;
create function passpro_classes() returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg((h ->> 'uai') || '/' || (h ->> 'classe')), '{}')
  from jsonb_array_elements(coalesce(nullif(current_setting('passpro.habilitations', true), ''), '[]')::jsonb) h
  where h ->> 'role' = 'professeur_principal'
$$;
create function passpro_departements() returns text[] language sql stable parallel safe as $$
  select passpro_liees('departement', 'dsden')
$$;
create function passpro_lycees() returns text[] language sql stable parallel safe as $$
  select passpro_liees('uai', 'planificateur', 'intervenant', 'chef_referent')
$$;
-- The pupil himself, and the children of a guardian, looked up once at the start of the transaction.
create function passpro_enfants() returns bigint[] language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('passpro.enfants', true), ''), '{}')::bigint[]
$$;
-- Under which role the transaction goes on.
create function passpro_role() returns text language sql stable parallel safe as $$
  select case when coalesce(current_setting('passpro.habilitations', true), '') = '' or exists (
    select from jsonb_array_elements(current_setting('passpro.habilitations', true)::jsonb) h
    where h ->> 'role' in ('academie', 'academie_lecture', 'auditeur', 'assistance'))
    then 'passpro_app' else 'passpro_usager' end
$$;

-- A change of school is known by its own columns: it is what shows a pupil to the school that awaits him.
create policy mur_des_ecoles on transfert as restrictive to passpro_usager using (
  arrivee_uai = any ((select passpro_accueils())::text[]) or depart_uai = any ((select passpro_ecoles())::text[])
  or left(arrivee_uai, 3) = any ((select passpro_departements())::text[])
  or left(depart_uai, 3) = any ((select passpro_departements())::text[])
  or eleve_id = any ((select passpro_enfants())::bigint[])
  or cardinality((select passpro_lycees())::text[]) > 0);

-- A lycée plans on the whole campaign: it knows who is registered, not what was said of him.
create policy mur_des_ecoles on eleve as restrictive to passpro_usager using (
  uai = any ((select passpro_ecoles())::text[])
  or left(uai, 3) = any ((select passpro_departements())::text[])
  or uai || '/' || classe = any ((select passpro_classes())::text[])
  or id = any ((select passpro_enfants())::bigint[])
  or cardinality((select passpro_lycees())::text[]) > 0
  or exists (select from transfert t where t.eleve_id = eleve.id and t.arrivee_uai = any ((select passpro_accueils())::text[])
    and t.prononce_le is null));

do $$
declare
  -- Whoever follows the pupil where he is.
  suivi constant text := '(exists (select from eleve s where s.id = %1$s and (s.uai = any ((select passpro_ecoles())::text[])
      or left(s.uai, 3) = any ((select passpro_departements())::text[])
      or s.uai || ''/'' || s.classe = any ((select passpro_classes())::text[])))
    or %1$s = any ((select passpro_enfants())::bigint[]))';
  au_lycee constant text := 'cardinality((select passpro_lycees())::text[]) > 0';
  recu constant text := 'exists (select from entretien n join creneau c on c.id = n.creneau_id
    where %s and c.uai = any ((select passpro_lycees())::text[]))';
  une constant text := 'create policy mur_des_ecoles on %I as restrictive to passpro_usager using (%s)';
  t text;
begin
  -- What places interviews: whoever follows the pupil, and the lycées.
  foreach t in array array['inscription', 'entretien', 'convocation', 'indisponibilite', 'interdit', 'non_placement',
    'salle_pretee', 'lycee_prefere', 'trajet', 'restriction', 'incident', 'prolongation', 'demande_creneau'] loop
    execute format(une, t, format('eleve_id is null or %s or %s', au_lycee, format(suivi, 'eleve_id')));
  end loop;
  -- What is said of a pupil and of his family: whoever follows him, and the lycée that receives him.
  foreach t in array array['avis_origine', 'fiche', 'remise', 'voeu', 'lot_ligne', 'acte_exceptionnel', 'demande_droit',
    'lettre', 'lettre_jointe', 'demande', 'carnet', 'etape_faite', 'information', 'eleve_responsable'] loop
    execute format(une, t, format('%s or %s', format(suivi, 'eleve_id'), format(recu, 'n.eleve_id = ' || t || '.eleve_id')));
  end loop;
  -- The head who takes a pupil ends what the adult of the other school was for him.
  execute format(une, 'adulte_referent', format('%s or %s or %s', format(suivi, 'eleve_id'),
    format(recu, 'n.eleve_id = adulte_referent.eleve_id'),
    'exists (select from transfert t where t.eleve_id = adulte_referent.eleve_id
      and t.arrivee_uai = any ((select passpro_accueils())::text[]) and t.prononce_le is null)'));
  execute format(une, 'envoi', format('eleve_id is null or %s or %s', format(suivi, 'eleve_id'),
    format(recu, 'n.eleve_id = envoi.eleve_id')));
  foreach t in array array['avis_final', 'confirmation', 'reexamen'] loop
    execute format(une, t, format('exists (select from inscription i where i.id = %I.inscription_id and (%s or %s))', t,
      format(suivi, 'i.eleve_id'), format(recu, 'n.eleve_id = i.eleve_id')));
  end loop;
  -- What one lycée says is not for another that receives the same pupil.
  foreach t in array array['avis_referent', 'avis_propose'] loop
    execute format(une, t, format('exists (select from inscription i where i.id = %I.inscription_id and (%s or %s))', t,
      format(suivi, 'i.eleve_id'), format(recu, '(n.eleve_id, n.domaine) = (i.eleve_id, i.domaine)')));
  end loop;
  foreach t in array array['compte_rendu', 'presence', 'observation'] loop
    execute format(une, t, format('exists (select from entretien e where e.id = %I.entretien_id and (%s or %s))', t,
      format(suivi, 'e.eleve_id'), format(recu, 'n.id = e.id')));
  end loop;
end $$;

-- What hangs from a row that is seen, or not.
create policy mur_des_ecoles on annotation as restrictive to passpro_usager using (
  exists (select from lettre l where l.id = annotation.lettre_id));
create policy mur_des_ecoles on contestation as restrictive to passpro_usager using (
  exists (select from confirmation c where c.id = contestation.confirmation_id));
create policy mur_des_ecoles on responsable as restrictive to passpro_usager using (
  uai = any ((select passpro_ecoles())::text[])
  or exists (select from eleve_responsable l where l.responsable_id = responsable.id));
-- Results of the affectation, by INE: figures for the académie alone.
create policy mur_des_ecoles on resultat as restrictive to passpro_usager using (false);
create policy mur_des_ecoles on recepisse as restrictive to passpro_usager using (
  uai = any ((select passpro_ecoles())::text[]));
