-- A pupil belongs to one campaign: what is written about him is judged by the dates and the reglement of that one. A
-- request that names another campaign of the same académie is refused by the base, whatever the act.
alter table eleve add constraint eleve_d_une_seule_campagne unique (campagne_id, id);
alter table inscription add constraint inscription_d_une_seule_campagne unique (campagne_id, id);
alter table inscription add constraint inscription_d_un_eleve_de_la_campagne
  foreign key (campagne_id, eleve_id) references eleve (campagne_id, id);
alter table avis_origine add constraint avis_origine_d_un_eleve_de_la_campagne
  foreign key (campagne_id, eleve_id) references eleve (campagne_id, id);
alter table avis_referent add constraint avis_referent_d_une_inscription_de_la_campagne
  foreign key (campagne_id, inscription_id) references inscription (campagne_id, id);
alter table confirmation add constraint confirmation_d_une_inscription_de_la_campagne
  foreign key (campagne_id, inscription_id) references inscription (campagne_id, id);
