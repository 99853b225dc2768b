-- What a school says on the convocations of its interviews. A lycée: how to come in, who receives, the link and the
-- telephone of remote interviews. A collège: the room and the adult it lends to remote ones.
create table consigne (
  academie text not null,
  campagne_id bigint not null,
  uai text not null,
  acces text,
  interlocuteur text,
  lien text constraint consigne_lien_sur check (lien ~ '^https://'),
  secours text,
  salle text,
  adulte text,
  auteur text not null,
  le timestamptz not null,
  primary key (campagne_id, uai),
  constraint consigne_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id),
  constraint consigne_d_un_etablissement foreign key (academie, uai) references etablissement (academie, uai)
);
alter table consigne enable row level security;
alter table consigne force row level security;
create policy academie_de_la_transaction on consigne to passpro_app
  using (academie = current_setting('passpro.academie', true));

-- What a convocation is about; null: a first one, or a change when an earlier version said another time or place.
alter table convocation add column objet text constraint convocation_objet_connu
  check (objet in ('premiere', 'changement', 'apres_absence', 'annulation'));
