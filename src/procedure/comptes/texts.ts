import type { RefusCompte } from '#src/procedure/comptes/model.ts'

const PHRASES: Record<RefusCompte['code'], string> = {
  inconnu: 'Cette personne n’est plus dans la liste.',
  ecole_inconnue: 'Aucun établissement de l’académie n’a ce numéro (UAI).',
  ecole_de_trop: 'Un droit de l’académie ne porte sur aucun établissement.',
  jours_inverses: 'Le dernier jour vient avant le premier.',
  departement_absent:
    'Une DSDEN lit un département : écrivez les trois premiers signes des UAI de ses établissements.',
  classe_absente: 'Un professeur principal lit une classe : écrivez-la comme dans SIECLE.',
  interim_sans_fin: 'Un intérim a un dernier jour : indiquez-le.',
  au_dessus: 'L’assistance ne voit ni les écrans de l’académie ni ceux d’un auditeur.',
  sans_motif: 'Écrivez pourquoi vous voyez cet écran : la demande reçue, en quelques mots.',
  adresse_commune:
    'Cette adresse est celle de l’établissement : un compte est à une personne, avec son adresse à elle, ou sans adresse.',
  ferme: 'Ce compte est fermé : ouvrez-en un nouveau.',
}

export const phraseDuRefus = ({ code }: RefusCompte): string => PHRASES[code]
