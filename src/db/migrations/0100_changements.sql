-- An offer copied from the campagne before, which no file of this year has named yet.
alter table offre add column reprise boolean not null default false;

-- What the académie decided of each thing that is not as the year before; `etat` is what stood when it decided.
create table decision_changement (
  academie text not null,
  campagne_id bigint not null,
  genre text not null,
  cle text not null,
  decision text not null constraint decision_changement_connue check (decision in ('garder', 'ecarter')),
  etat text,
  auteur text not null,
  le timestamptz not null,
  primary key (campagne_id, genre, cle),
  constraint decision_d_une_campagne foreign key (academie, campagne_id) references campagne (academie, id)
);
alter table decision_changement enable row level security;
alter table decision_changement force row level security;
create policy academie_de_la_transaction on decision_changement to passpro_app
  using (academie = current_setting('passpro.academie', true));
