-- A message that tells a family that it was answered.
alter table envoi drop constraint envoi_genre_connu;
alter table envoi add constraint envoi_genre_connu check (genre in
  ('convocation', 'changement', 'annulation', 'absence', 'rappel_entretien', 'fiche', 'accuse_confirmation',
   'rappel_confirmation', 'reponse', 'recapitulatif'));
