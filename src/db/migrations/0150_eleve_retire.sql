-- Whoever withdrew is asked for at each placing.
create index incident_de_l_eleve on incident (eleve_id, domaine) where genre = 'retrait' and decision = 'acceptee';
