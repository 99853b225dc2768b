-- The outbox. A row is written in the transaction of its cause and holds no text: the message is drawn again from the
-- state when it leaves, so that a reminder of what is past, moved or done is never sent.
create table envoi (
  id bigint generated always as identity primary key,
  academie text not null,
  -- null: the daily digest, which is of no single campaign.
  campagne_id bigint,
  genre text not null constraint envoi_genre_connu check (genre in
    ('convocation', 'changement', 'annulation', 'absence', 'rappel_entretien', 'fiche', 'accuse_confirmation',
     'rappel_confirmation', 'recapitulatif')),
  -- What it is about: the pupil, and his interview when it is of one.
  eleve_id bigint,
  entretien_id bigint,
  -- Of the convocation or of the fiche.
  version int,
  -- To whom: this guardian, this account, else the pupil himself.
  responsable_id bigint,
  compte_id bigint,
  adresse text not null,
  -- Its cause and its address: the same thing is never said twice to the same address.
  cle text not null,
  -- Facts that the state no longer tells when it leaves: the interview cancelled, the counts of a digest.
  contenu jsonb not null default '{}',
  -- `incertain` is written before the message is handed over, and stays when nothing tells what became of it.
  etat text not null default 'a_envoyer' constraint envoi_etat_connu check (etat in
    ('a_envoyer', 'envoye', 'incertain', 'refuse', 'abandonne')),
  motif text,
  canal text constraint envoi_canal_connu check (canal in ('smtp', 'bac_a_sable')),
  essais int not null default 0,
  -- In the address that bounces come back to: nobody forges the bounce of another.
  jeton uuid not null default gen_random_uuid(),
  cree_le timestamptz not null,
  -- By the clock of the base, whatever the clock of the campaign: servers of mail live in real time.
  prochain_le timestamptz not null default now(),
  remis_le timestamptz,
  constraint envoi_cle unique (academie, id),
  constraint un_envoi_par_cause_et_adresse unique (academie, cle),
  constraint envoi_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint envoi_au_sujet_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id) on delete cascade,
  constraint envoi_au_sujet_d_un_entretien foreign key (academie, entretien_id) references entretien (academie, id)
    on delete set null (entretien_id),
  constraint envoi_a_un_responsable foreign key (academie, responsable_id) references responsable (academie, id) on delete cascade,
  constraint envoi_a_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade,
  constraint envoi_a_quelqu_un check (eleve_id is not null or compte_id is not null)
);
create index envoi_a_prendre on envoi (prochain_le, id) where etat = 'a_envoyer';
create index envoi_par_campagne on envoi (campagne_id, id desc);
create index envoi_par_eleve on envoi (eleve_id);
create index envoi_par_entretien on envoi (entretien_id);

-- Addresses that a server of mail has refused for good, until a school says that they are right after all.
create table adresse_rejetee (
  academie text not null constraint adresse_rejetee_d_une_academie references academie,
  adresse text not null,
  code text not null,
  envoi_id bigint,
  le timestamptz not null,
  primary key (academie, adresse)
);

-- Whether a campaign writes to people, and when it reminds. Without a row: it does, unless it is a rehearsal.
create table envoi_reglage (
  academie text not null,
  campagne_id bigint primary key,
  actif boolean not null,
  jours_rappel int not null default 3 constraint envoi_jours_rappel_connus check (jours_rappel between 1 and 15),
  constraint envoi_reglage_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);

-- Secret addresses of calendars: only the hash of the secret is kept, and revoking is a date.
create table abonnement (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  -- null: every interview of the lycée.
  intervenant_id bigint,
  empreinte text not null constraint une_empreinte_par_abonnement unique,
  auteur text not null,
  cree_le timestamptz not null,
  revoque_le timestamptz,
  constraint abonnement_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint abonnement_a_un_referent foreign key (academie, uai) references etablissement (academie, uai),
  constraint abonnement_a_un_intervenant foreign key (academie, intervenant_id) references intervenant (academie, id)
);
create unique index un_abonnement_vivant_par_agenda on abonnement (campagne_id, uai, coalesce(intervenant_id, 0))
  where revoque_le is null;

do $$
declare t text;
begin
  foreach t in array array['envoi', 'adresse_rejetee', 'envoi_reglage', 'abonnement'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy academie_de_la_transaction on %I to passpro_app using (academie = current_setting(''passpro.academie'', true))', t);
  end loop;
end $$;

-- Every minute what waits leaves; every hour what is due is written.
select tache.create_queue(name, jsonb_build_object('policy', 'short', 'retryLimit', 3, 'retryDelay', 5,
  'retryBackoff', true, 'heartbeatSeconds', 20, 'expireInSeconds', 3600, 'deleteAfterSeconds', 86400))
from (values ('courrier'), ('rappels')) as files (name);
