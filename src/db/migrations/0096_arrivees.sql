-- Each arrival is placed at once: the last registrations are found without reading the others.
create index inscription_par_arrivee on inscription (campagne_id, inscrit_le);
