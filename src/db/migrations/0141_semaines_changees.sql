-- A held interview that goes to another week: the collège and the family had been told of the week before.
alter table entretien add column semaine_avant date;
alter table entretien add column semaine_changee_le timestamptz;
alter table entretien add constraint entretien_semaine_avant_datee
  check ((semaine_avant is null) = (semaine_changee_le is null));
create index entretien_de_semaine_changee on entretien (campagne_id, semaine_changee_le)
  where semaine_changee_le is not null;

alter table envoi drop constraint envoi_genre_connu;
alter table envoi add constraint envoi_genre_connu check (genre in
  ('convocation', 'changement', 'changement_semaine', 'annulation', 'absence', 'rappel_entretien', 'fiche',
   'accuse_confirmation', 'rappel_confirmation', 'reponse', 'recapitulatif', 'adresse'));
