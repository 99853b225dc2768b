import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { sha256 } from './outputs.ts'

export type Files = { readonly [name: string]: string }

const CALENDRIER = {
  ouverture: '2026-10-01',
  finInscriptions: '2026-11-30',
  finAvisOrigine: '2027-01-31',
  debutEntretiens: '2027-01-04',
  finEntretiens: '2027-02-26',
  finAvisReferent: '2027-03-01',
  finConfirmations: '2027-03-20',
}

export const campaignWith = (changes: { readonly [name: string]: unknown }) =>
  JSON.stringify({
    academie: '01',
    annee: '2026-2027',
    dispositif: 'PASSPRO',
    reglement: 'exemple-gradue',
    calendrier: CALENDRIER,
    ...changes,
  })

const csv = (...lines: readonly string[]) => `${lines.join('\n')}\n`

const ELEVES = `<?xml version="1.0" encoding="ISO-8859-15"?>
<BEE_ELEVES><PARAMETRES><UAJ>0751234J</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><ELEVES>
<ELEVE ELEVE_ID="1"><ID_NATIONAL>120000001AA</ID_NATIONAL><NOM_DE_FAMILLE>FICTIF</NOM_DE_FAMILLE><PRENOM>Alix</PRENOM><DATE_NAISS>02/03/2012</DATE_NAISS></ELEVE>
<ELEVE ELEVE_ID="2"><ID_NATIONAL/><NOM_DE_FAMILLE>INVENTE</NOM_DE_FAMILLE><PRENOM>Bao</PRENOM><DATE_NAISS>04/05/2012</DATE_NAISS></ELEVE>
<ELEVE ELEVE_ID="9"><NOM_DE_FAMILLE>PARTI</NOM_DE_FAMILLE><PRENOM>Zoe</PRENOM><DATE_NAISS>04/05/2012</DATE_NAISS><DATE_SORTIE>15/09/2026</DATE_SORTIE></ELEVE>
</ELEVES><STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="1"><STRUCTURE><CODE_STRUCTURE>3A</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES></DONNEES></BEE_ELEVES>`

const RESPONSABLES = `<?xml version="1.0" encoding="ISO-8859-15"?>
<BEE_RESPONSABLES><PARAMETRES><UAJ>0751234J</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><RESPONSABLES>
<RESPONSABLE_ELEVE><ELEVE_ID>1</ELEVE_ID><PERSONNE_ID>11</PERSONNE_ID><NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>
<RESPONSABLE_ELEVE><ELEVE_ID>1</ELEVE_ID><PERSONNE_ID>19</PERSONNE_ID><NIVEAU_RESPONSABILITE>2</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>
<RESPONSABLE_ELEVE><ELEVE_ID>2</ELEVE_ID><PERSONNE_ID>12</PERSONNE_ID><NIVEAU_RESPONSABILITE>1</NIVEAU_RESPONSABILITE></RESPONSABLE_ELEVE>
</RESPONSABLES></DONNEES></BEE_RESPONSABLES>`

const PEOPLE: Files = {
  'siecle/0751234J-eleves.xml': ELEVES,
  'siecle/0751234J-responsables.xml': RESPONSABLES,
  'eleves.csv': csv(
    'uai;nom;prenom;date_naissance;ine;responsables',
    '0751234j;IMAGINE;Cléo;2012-06-07;120000003AC;31/IMAGINE/Dominique',
  ),
}

const WORLD: Files = {
  'campagne.json': campaignWith({}),
  'etablissements.csv': csv(
    'uai;nom;nature;code_postal;commune;latitude;longitude',
    '0751234J;Collège Fictif;college;75011;Paris;48.86;2.38',
    '0932119Y;Lycée Inventé;lycee_pro;93100;Montreuil;48.86;2.44',
    '0010856A;Lycée Imaginaire;lycee_pro;75020;Paris;48.86;2.40',
  ),
  'domaines.csv': csv('code;libelle;duree_minutes', 'NUM;Numérique;20', 'BOIS;Bois;30'),
  'formations.csv': csv(
    'mef;libelle;domaine',
    '24731201331;Réseaux;NUM',
    '24731202331;Logiciels;NUM',
    '24723401331;Menuiserie;BOIS',
  ),
  'offres.csv': csv(
    'ACADEMIE;CODE_OFFRE;UAI;CODE_MEF;CAPACITE_AFFECTATION',
    'Paris;OFFRE001;0932119Y;24731201331;24',
    '1;OFFRE002;0932119Y;24731202331;24',
  ),
  'referents.csv': csv('uai;domaine;secteur', '0932119Y;NUM;75,Montreuil', '0010856A;BOIS;'),
  'disponibilites.csv': csv(
    'uai;intervenant;domaines;debut;fin;salle;mode;capacite',
    '0932119Y;Mme Exemple+M. Modele;NUM;2027-01-11T09:00;2027-01-11T12:00;B1;presentiel;1',
    '0010856A;Mme Fictive;BOIS;2027-01-11T09:00;2027-01-11T12:00;C1;presentiel;1',
  ),
  'voeux-affelnet.csv': csv(
    '"Académie possédant le dossier élève";"INE";"Rang du vœu";"Code offre de formation (vœu)";"Code MEF";"Libellé formation"',
    '"PARIS";"120000001AA";"1";"OFFRE001";"24731201331";"Réseaux"',
    '"PARIS";"120000001AA";"2";"OFFRE002";"24731202331";"Logiciels"',
    '"-";"sans-ine:0751234J/2";"1";"OFFRE001";"24731201331";"-"',
  ),
}

const ACTS: Files = {
  'inscriptions.csv': csv(
    'ine;nom;prenom;date_naissance;mef;inscrit_le',
    '120000001AA;;;;24731201331;2026-11-10',
    '120000001AA;;;;24731202331;2026-11-10',
    ';Inventé;bao;2012-05-04;24731201331;2026-11-10',
    '120000003AC;;;;2473120133;2026-11-11',
    '120000003AC;;;;24731201331;2026-11-12',
    '999999999ZZ;;;;24731201331;2026-11-12',
  ),
  'avis-origine.csv': csv(
    'ine;mef;avis;commentaire;signe_le',
    '120000001AA;24731201331;Favorable;Motivation claire.;2026-12-01',
    '120000001AA;24731202331;ASSEZ FAVORABLE;Projet à mûrir.;2027-01-11',
    'sans-ine:0751234J/2;24731201331;favorable;Projet solide.;2026-12-01',
    '120000003AC;24731201331;favorable;Trop tard.;2027-01-12',
  ),
  'entretiens.csv': csv(
    'ine;domaine;presence;compte_rendu',
    '120000001AA;NUM;present;Un échange utile.',
    'sans-ine:0751234J/2;NUM;présent;Un échange utile.',
    '120000003AC;NUM;present;Un échange utile.',
  ),
  'avis-referent.csv': csv(
    'ine;mef;avis;commentaire;signe_le',
    '120000001AA;24731201331;favorable;;2027-01-11',
    '120000001AA;24731202331;favorable;;2027-01-12',
    'sans-ine:0751234J/2;24731201331;favorable;Bien préparé.;2027-01-12',
    '120000003AC;24731201331;favorable;;2027-01-12',
  ),
  'confirmations.csv': csv(
    'ine;mef;qui;decision;le',
    '120000001AA;24731201331;eleve;oui;2027-03-05',
    '120000001AA;24731201331;responsable:11;non;2027-03-05',
    '120000001AA;24731201331;responsable:11;oui;2027-03-05',
    '120000001AA;24731202331;eleve;oui;2027-03-05',
    '120000001AA;24731202331;responsable:11;oui;2027-03-05',
    'sans-ine:0751234J/2;24731201331;eleve;oui;2027-03-05',
    'sans-ine:0751234J/2;24731201331;responsable:12;oui;2027-03-05',
  ),
}

/** Four inscriptions of three fictional pupils: two exported, one without INE, one without origin avis. */
export const INPUT: Files = { ...WORLD, ...PEOPLE, ...ACTS }

export const BONUS = [
  'INE;Nom;Prénom;Date de naissance;UAI origine;Académie;Code offre de formation (vœu);Code MEF;Libellé formation;Avis final;Points',
  '120000001AA;FICTIF;Alix;02/03/2012;0751234J;01;OFFRE001;24731201331;Réseaux;tres_favorable;2500',
  '120000001AA;FICTIF;Alix;02/03/2012;0751234J;01;OFFRE002;24731202331;Logiciels;favorable;1750',
].map((line) => `${line}\r\n`)

export const bonusOf = (lines: readonly string[]) => `\uFEFF${lines.join('')}`

export const coverOf = (bonus: string) =>
  JSON.stringify({
    marque: 'repetition',
    lignes: 2,
    parAvis: { tres_favorable: { nombre: 1, points: 2500 }, favorable: { nombre: 1, points: 1750 } },
    sha256: sha256(Buffer.from(bonus)),
  })

const event = (uid: number) => `BEGIN:VEVENT\r\nUID:${uid}\r\nEND:VEVENT\r\n`

export const OUTPUT: Files = {
  'plan.csv': csv(
    'ine;domaine;uai_referent;intervenant;salle;debut;fin;mode',
    '120000001AA;NUM;0932119Y;Mme Exemple+M. Modele;B1;2027-01-11T09:00;2027-01-11T09:20;presentiel',
    'sans-ine:0751234J/2;NUM;0932119Y;Mme Exemple+M. Modele;B1;2027-01-11T09:20;2027-01-11T09:40;presentiel',
    '120000003AC;NUM;0932119Y;Mme Exemple+M. Modele;B1;2027-01-11T09:40;2027-01-11T10:00;presentiel',
  ),
  'non-places.csv': csv('ine;domaine;raison;explication'),
  'convocations.pdf': '%PDF',
  'fiches.pdf': '%PDF',
  'convocations.ics': `BEGIN:VCALENDAR\r\n${event(1)}${event(2)}${event(3)}END:VCALENDAR\r\n`,
  'avis-finaux.csv': csv(
    'ine;mef;avis_origine;avis_referent;avis_final;points;etat',
    '120000001AA;24731201331;favorable;favorable;tres_favorable;2500;complet',
    '120000001AA;24731202331;assez_favorable;favorable;favorable;1750;complet',
    '120000003AC;24731201331;;favorable;;0;avis_origine_manquant',
    'sans-ine:0751234J/2;24731201331;favorable;favorable;tres_favorable;2500;complet',
  ),
  'rapprochement.csv': csv(
    'ine;mef;etat',
    '120000001AA;24731201331;exporte',
    '120000001AA;24731202331;exporte',
    '120000003AC;24731201331;points_nuls',
    'sans-ine:0751234J/2;24731201331;exporte',
  ),
  'bonus-affelnet.csv': bonusOf(BONUS),
  'bordereau.json': coverOf(bonusOf(BONUS)),
  'anomalies.csv': csv(
    'fichier;ligne;colonne;valeur;gravite;message',
    'inscriptions.csv;4;ine;;avertissement;Élève sans INE',
    'inscriptions.csv;6;mef;;avertissement;Inscription répétée',
    'inscriptions.csv;7;ine;999999999ZZ;bloquant;Élève inconnu',
    'avis-origine.csv;5;signe_le;2027-01-12;bloquant;Avis signé après l’entretien',
  ),
  'bilan.json': '{}',
}

/** Writes files in a new temporary folder, removed when the test ends, and returns its path. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'passpro-oracle-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}
