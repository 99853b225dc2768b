-- The address of an account is proven by a code that is sent to it. Its code is drawn when the message leaves, and only
-- its hash is kept; of an account one code lives at a time, for ten minutes.
alter table compte add column courriel_verifie_le timestamptz;

create table code_adresse (
  academie text not null,
  compte_id bigint primary key,
  adresse text not null,
  empreinte text,
  expire_le timestamptz,
  le timestamptz not null,
  constraint code_adresse_d_un_compte foreign key (academie, compte_id) references compte (academie, id) on delete cascade
);
alter table code_adresse enable row level security;
alter table code_adresse force row level security;
create policy academie_de_la_transaction on code_adresse to passpro_app
  using (academie = current_setting('passpro.academie', true));

alter table envoi drop constraint envoi_genre_connu;
alter table envoi add constraint envoi_genre_connu check (genre in
  ('convocation', 'changement', 'annulation', 'absence', 'rappel_entretien', 'fiche', 'accuse_confirmation',
   'rappel_confirmation', 'reponse', 'recapitulatif', 'adresse'));
