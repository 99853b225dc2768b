-- The second wall for lycées: they see those whom they receive, in the domaine in which they receive them, and not the
-- whole campaign any more. What must look at all of it (placing, moving, mending) is the application's own work.
create index interdit_par_uai on interdit (uai);
create index incident_par_uai on incident (uai);
create index demande_creneau_par_uai on demande_creneau (uai);

-- A commune, or a sector, without case, accents nor punctuation.
create function passpro_mot(texte text) returns text language sql immutable as $$
  select btrim(regexp_replace(regexp_replace(lower(normalize(coalesce(texte, ''), NFD)), '[\u0300-\u036F]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))
$$;
-- `075` and `75` are one département.
create function passpro_departement(code text) returns text language sql immutable as $$
  select regexp_replace(code, '^0(?=\d\d$)', '')
$$;
-- Whether a sector (départements and communes; empty: all) serves a school. Said a second time, apart from the rules.
create function passpro_sert(secteur text[], uai text, code_departement text, commune text) returns boolean
language sql immutable as $$
  select cardinality(secteur) = 0 or exists (select from unnest(secteur) s
    where passpro_departement(s) = passpro_departement(coalesce(code_departement, left(uai, 3)))
      or passpro_mot(commune) <> '' and passpro_mot(s) = passpro_mot(commune))
$$;

-- Pupils without a place whom these lycées may receive, as `pupil/domaine`: a planner looks for one.
create function passpro_attendus(lycees text[]) returns setof text language sql stable as $$
  select p.eleve_id || '/' || p.domaine
  from non_placement p join referent r on (r.campagne_id, r.domaine) = (p.campagne_id, p.domaine) and r.uai = any (lycees)
    join eleve e on e.id = p.eleve_id join etablissement s on s.uai = e.uai
  where passpro_sert(r.secteur, s.uai, s.code_departement, s.commune)
    or exists (select from inscription i where (i.eleve_id, i.domaine) = (p.eleve_id, p.domaine)
      and (i.uai_souhaite = r.uai or i.derogation_secteur and i.uai_souhaite is null))
$$;

create or replace function passpro_entrer(droits jsonb) returns void language plpgsql as $$
declare
  ecoles text[] := passpro_liees(droits, 'uai', 'chef_origine', 'adulte_referent', 'psyen');
  accueils text[] := passpro_liees(droits, 'uai', 'chef_origine');
  departements text[] := passpro_liees(droits, 'departement', 'dsden');
  lycees text[] := passpro_liees(droits, 'uai', 'planificateur', 'intervenant', 'chef_referent');
  planifies text[] := passpro_liees(droits, 'uai', 'planificateur');
  moi bigint[] := passpro_liees(droits, 'eleveId', 'eleve')::bigint[];
  responsables bigint[] := passpro_liees(droits, 'responsableId', 'responsable')::bigint[];
  suivis bigint[] := moi;
  recus bigint[] := '{}';
  entretiens bigint[] := '{}';
  -- Pupil and domaine, of those received or awaited by a lycée.
  couples text[] := '{}';
  -- Of whom a lycée knows the name and no more: named in what it decided or was asked.
  nommes bigint[] := '{}';
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
    select coalesce(array_agg(n.id), '{}'), coalesce(array_agg(distinct n.eleve_id), '{}'),
      coalesce(array_agg(n.eleve_id || '/' || n.domaine), '{}') into entretiens, recus, couples
    from creneau c join entretien n on n.creneau_id = c.id where c.uai = any (lycees);
    nommes := array(select x.eleve_id from interdit x where x.uai = any (lycees)
      union select x.eleve_id from incident x where x.uai = any (lycees) and x.eleve_id is not null
      union select x.eleve_id from demande_creneau x where x.uai = any (lycees));
  end if;
  if cardinality(planifies) > 0 then
    couples := couples || array(select passpro_attendus(planifies));
    nommes := nommes || array(select distinct split_part(c, '/', 1)::bigint from unnest(couples) c);
  end if;
  if cardinality(accueils) > 0 then
    arrivants := array(select t.eleve_id from transfert t where t.arrivee_uai = any (accueils) and t.prononce_le is null);
  end if;
  perform set_config('passpro.ecoles', ecoles::text, true), set_config('passpro.lycees', lycees::text, true),
    set_config('passpro.suivis', suivis::text, true), set_config('passpro.vus', (suivis || recus)::text, true),
    set_config('passpro.connus', (suivis || recus || nommes)::text, true), set_config('passpro.couples', couples::text, true),
    set_config('passpro.entretiens', entretiens::text, true), set_config('passpro.arrivants', arrivants::text, true),
    set_config('role', 'passpro_usager', true);
end $$;

create or replace function passpro_eleve_suivi() returns trigger language plpgsql as $$
begin
  if new.uai = any (passpro_uais('passpro.ecoles')) then
    perform passpro_ajouter('passpro.suivis', new.id), passpro_ajouter('passpro.vus', new.id),
      passpro_ajouter('passpro.connus', new.id);
  end if;
  return null;
end $$;
-- A lycée moves whom it receives, and places nobody else: that is the application's own work.
drop trigger recu_par_qui_le_place on entretien;

alter policy mur_des_ecoles on eleve using (
  uai = any ((select passpro_uais('passpro.ecoles'))::text[]) or id in (select passpro_liste('passpro.connus'))
  or id in (select passpro_liste('passpro.arrivants')));

do $$
declare
  une constant text := 'alter policy mur_des_ecoles on %I using (%s)';
  dans constant text := '%s in (select passpro_liste(''passpro.%s''))';
  suivi constant text := format(dans, 'eleve_id', 'suivis');
  connu constant text := format(dans, 'eleve_id', 'connus');
  couple constant text := 'eleve_id || ''/'' || domaine in (select unnest(passpro_uais(''passpro.couples'')))';
  au_lycee constant text := 'uai = any ((select passpro_uais(''passpro.lycees''))::text[])';
  t text;
begin
  foreach t in array array['inscription', 'non_placement', 'salle_pretee', 'lycee_prefere'] loop
    execute format(une, t, format('%s or %s', suivi, couple));
  end loop;
  -- Its own, and what is said elsewhere of one whom it receives.
  foreach t in array array['interdit', 'incident', 'demande_creneau', 'convocation'] loop
    execute format(une, t, format('%s or %s or %s', suivi, au_lycee, couple));
  end loop;
  execute format(une, 'entretien', format('%s or %s', suivi, format(dans, 'id', 'entretiens')));
  foreach t in array array['restriction', 'indisponibilite', 'prolongation'] loop
    execute format(une, t, format('eleve_id is null or %s', connu));
  end loop;
  execute format(une, 'trajet', suivi);
  execute format(une, 'transfert', format('%s or %s', connu,
    'depart_uai = any ((select passpro_uais(''passpro.ecoles''))::text[]) or ' || format(dans, 'eleve_id', 'arrivants')));
end $$;
