-- What two people do with a reason, outside the ordinary course (rules 2, 3 and 5). One asks, another approves; the
-- effect comes with the approval. Every one of them is shown on the cover of the exports.
create table acte_exceptionnel (
  id bigint generated always as identity primary key,
  academie text not null,
  campagne_id bigint not null,
  genre text not null constraint acte_exceptionnel_connu check (genre in
    ('avis_origine_corrige', 'avis_origine_regularise', 'avis_referent_regularise', 'responsable_injoignable')),
  eleve_id bigint not null,
  inscription_id bigint,
  responsable_id bigint,
  -- What is asked; at the approval, what stood before.
  contenu json not null,
  motif text not null constraint acte_exceptionnel_motive check (btrim(motif) <> ''),
  demandeur_id bigint not null,
  demande_le timestamptz not null,
  approbateur_id bigint constraint acte_exceptionnel_a_quatre_yeux check (approbateur_id <> demandeur_id),
  approuve_le timestamptz,
  constraint acte_exceptionnel_approuve_par_quelqu_un check ((approbateur_id is null) = (approuve_le is null)),
  constraint acte_exceptionnel_sur_un_responsable check
    ((genre = 'responsable_injoignable') = (responsable_id is not null)),
  constraint acte_exceptionnel_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint acte_exceptionnel_d_un_eleve foreign key (academie, eleve_id) references eleve (academie, id),
  constraint acte_exceptionnel_d_une_inscription foreign key (academie, inscription_id)
    references inscription (academie, id),
  constraint acte_exceptionnel_d_un_responsable foreign key (academie, responsable_id)
    references responsable (academie, id),
  constraint acte_exceptionnel_demande_par foreign key (academie, demandeur_id) references compte (academie, id),
  constraint acte_exceptionnel_approuve_par foreign key (academie, approbateur_id) references compte (academie, id)
);
create index acte_exceptionnel_par_campagne on acte_exceptionnel (campagne_id, id);
create unique index un_responsable_injoignable_par_eleve on acte_exceptionnel (eleve_id, responsable_id)
  where genre = 'responsable_injoignable';
create function acte_exceptionnel_intouchable() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.approuve_le is not null or (new.genre, new.eleve_id, new.inscription_id,
      new.responsable_id, new.motif, new.demandeur_id, new.demande_le) is distinct from (old.genre, old.eleve_id,
      old.inscription_id, old.responsable_id, old.motif, old.demandeur_id, old.demande_le) then
    raise exception 'un acte exceptionnel ne se modifie ni ne s''efface' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger acte_exceptionnel_sans_retouche before update or delete on acte_exceptionnel
  for each row execute function acte_exceptionnel_intouchable();

alter table acte_exceptionnel enable row level security;
alter table acte_exceptionnel force row level security;
create policy academie_de_la_transaction on acte_exceptionnel to passpro_app
  using (academie = current_setting('passpro.academie', true));

-- A guardian entered by the collège for a pupil who had none, with the nature of the proof; a file does not remove him.
alter table responsable add column justificatif text
  constraint responsable_justifie check (justificatif is null or btrim(justificatif) <> '');
