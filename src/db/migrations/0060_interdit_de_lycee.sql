-- Without an availability the whole lycée is forbidden to this (pupil, domaine), those that it will open too.
alter table interdit alter column disponibilite_id drop not null;
create unique index un_interdit_par_lycee on interdit (eleve_id, domaine, uai) where disponibilite_id is null;
