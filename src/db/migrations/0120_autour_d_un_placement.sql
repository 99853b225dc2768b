-- A placement reads what surrounds one pupil: who shares a person or a room with his availabilities, and who is away.
create index disponibilite_par_intervenant on disponibilite_intervenant (intervenant_id);
create index disponibilite_par_salle on disponibilite (salle_id) where salle_id is not null;
create index indisponibilite_par_eleve on indisponibilite (eleve_id) where eleve_id is not null;
create index indisponibilite_par_etablissement on indisponibilite (uai) where uai is not null;
create index indisponibilite_par_intervenant on indisponibilite (intervenant_id) where intervenant_id is not null;
create index indisponibilite_par_salle on indisponibilite (salle_id) where salle_id is not null;
