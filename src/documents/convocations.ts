import { renderBatch, type Lot, type Rendu } from '#src/documents/batch.ts'
import type { Convocation } from '#src/documents/model.ts'
import { annonceOf, TITRES_CONVOCATION } from '#src/documents/convocation-annonce.ts'
import { formulairesOf, textesFormulaires } from '#src/documents/convocation-formulaires.ts'
import { qrOf } from '#src/documents/qr.ts'
import { ENTRETIEN_INFORME, MARQUE_REPETITION, TITRE_CONVOCATION } from '#src/documents/texts.ts'
import { adresseOf, contactOf, nomComplet, phrase, typo } from '#src/documents/wording.ts'
import { dayInWords, timeInWords } from '#src/kit/day.ts'

const minuteOf = (local: string): number => Date.parse(`${local}:00Z`) / 60_000

interface Ligne {
  libelle: string
  valeur: string
  /** A sentence, set in regular weight. */
  courant?: true
}

function quand({ debut, fin, individuel }: Convocation): Ligne[] {
  const jour = { libelle: 'Date', valeur: dayInWords(debut.slice(0, 10)) }
  if (individuel !== null)
    return [
      jour,
      { libelle: 'Heure', valeur: phrase`${timeInWords(debut)} – information commune` },
      {
        libelle: 'Entretien individuel',
        valeur: phrase`${timeInWords(individuel)} – durée : ${minuteOf(fin) - minuteOf(individuel)} minutes`,
      },
    ]
  return [
    jour,
    {
      libelle: 'Heure',
      valeur: `${timeInWords(debut)} – durée : ${minuteOf(fin) - minuteOf(debut)} minutes`,
    },
  ]
}

const precision = (libelle: string, valeur: string | null): Ligne[] =>
  valeur ? [{ libelle, valeur, courant: true }] : []

const avecQui = ({ interlocuteur }: Convocation): Ligne[] => precision('Avec', interlocuteur)

function surPlace(convocation: Convocation): Ligne[] {
  const { lycee, salle, acces } = convocation
  return [
    { libelle: 'Lieu', valeur: [lycee.nom, adresseOf(lycee)].filter(Boolean).join('\n') },
    { libelle: 'Salle', valeur: salle ?? typo("indiquée à l'accueil du lycée") },
    ...avecQui(convocation),
    ...precision('Pour venir', acces),
  ]
}

function aDistance(convocation: Convocation): Ligne[] {
  const { lycee, college, lien, secours, salleCollege, adulteCollege } = convocation
  return [
    { libelle: 'Lieu', valeur: phrase`à distance, par visioconférence avec ${lycee.nom}` },
    {
      libelle: 'Sur place',
      valeur: phrase`Votre enfant se présente à son établissement, ${college.nom}, qui fournit une salle calme et le matériel : ordinateur, connexion, caméra et micro.`,
      courant: true,
    },
    ...precision(
      'Salle',
      [salleCollege, adulteCollege && `avec ${adulteCollege}`].filter(Boolean).join(', '),
    ),
    ...avecQui(convocation),
    ...precision('Lien', lien),
    ...precision('Si le lien ne marche pas', secours && `appeler le lycée au ${secours}`),
  ]
}

const avecSalle = (salle: string | null): string =>
  salle ? `, salle ${salle.replace(/^salle\s+/i, '')}` : ''

function enBref(convocation: Convocation, eleve: string): string[] {
  const { debut, individuel, mode, lycee, college, salle, objet } = convocation
  if (objet === 'annulation')
    return [
      phrase`Le rendez-vous de ${eleve} n'a pas lieu.`,
      typo("Ce n'est pas de votre faute. Une autre date viendra."),
    ]
  const appel = [college.nom, college.telephone ?? college.courriel].filter(Boolean).join(', ')
  return [
    phrase`${eleve} a un rendez-vous pour parler d'une formation.`,
    phrase`Quand : ${dayInWords(debut.slice(0, 10))}, à ${timeInWords(debut)}.`,
    ...(individuel === null
      ? []
      : [phrase`Tous les élèves arrivent à cette heure. Entretien seul à ${timeInWords(individuel)}.`]),
    mode === 'presentiel'
      ? phrase`Où : ${lycee.nom}${avecSalle(salle)}.`
      : phrase`Où : à distance, depuis ${college.nom}.`,
    phrase`À apporter : la lettre imprimée et un stylo.`,
    phrase`Empêchement : prévenez ${appel}.`,
  ]
}

/** Lines that a text takes when all its letters are the widest ones. */
const linesOf = (text: string, perLine: number): number =>
  text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0)

/** Beyond this many lines (seen by tests) a letter might not hold on its page at the usual size. */
const LIGNES_MAX = 24

/** True when the letter has to be measured, and its text made smaller, to stay on one page: slow, so only then. */
function isDense({
  lignes,
  formations,
  expediteur,
  destinataire,
  absence,
  intro,
  repetition,
  itineraire,
}: Corps): boolean {
  const lines =
    lignes.reduce((sum, { valeur }) => sum + linesOf(valeur, 42), 0) +
    formations.reduce((sum, each) => sum + linesOf(each, 55), 0) +
    linesOf(expediteur.nom, 30) +
    linesOf(destinataire.eleve, 25) * 3 +
    linesOf(absence, 25) +
    linesOf(intro, 55) +
    linesOf(destinataire.classe, 35) +
    (itineraire === null ? 0 : 1) +
    (repetition ? 2 : 0)
  return lines > LIGNES_MAX
}

function lettre(convocation: Convocation) {
  const corps = corpsOf(convocation)
  return { ...corps, dense: isDense(corps) }
}

type Corps = ReturnType<typeof corpsOf>

function corpsOf(convocation: Convocation) {
  const { campagne, lycee, college, eleve, formations, mode, objet, adresse, espace, itineraire } =
    convocation
  const nom = nomComplet(eleve)
  return {
    repetition: campagne.repetition,
    campagne: phrase`${campagne.dispositif} · Académie : ${campagne.academie} · ${campagne.annee}`,
    expediteur: { nom: lycee.nom, adresse: adresseOf(lycee), contact: contactOf(lycee) },
    destinataire: adresse
      ? { ligne: '', eleve: adresse.destinataire, classe: adresse.lignes.join('\n'), college: '' }
      : {
          ligne: 'Aux responsables légaux de',
          eleve: nom,
          classe: eleve.classe ? `Classe ${eleve.classe}` : '',
          college: college.nom,
        },
    emise: phrase`${lycee.commune ? `${lycee.commune}, le` : 'Le'} ${dayInWords(convocation.emiseLe)}`,
    eleve: nom,
    titre: typo(TITRES_CONVOCATION[objet]),
    annule: objet === 'annulation',
    intro: annonceOf(convocation),
    lignes:
      objet === 'annulation'
        ? []
        : [
            ...quand(convocation),
            ...(mode === 'presentiel' ? surPlace(convocation) : aDistance(convocation)),
          ],
    itineraire: objet !== 'annulation' && mode === 'presentiel' ? itineraire : null,
    espace: espace === null ? null : { adresse: espace, qr: qrOf(espace), alt: textes.altEspace },
    formulaires: convocation.formulaires && objet !== 'annulation' ? formulairesOf(convocation) : null,
    formations,
    absence: [college.nom, college.telephone && `tél. ${college.telephone}`, college.courriel]
      .filter(Boolean)
      .join('\n'),
    bref: enBref(convocation, nom),
  }
}

const textes = {
  ...textesFormulaires,
  titre: typo(TITRE_CONVOCATION),
  carte: 'Voir le lycée sur une carte',
  espace: typo('Votre page personnelle, autres langues'),
  altEspace: typo('Code QR qui mène à votre page personnelle'),
  vide: typo("Il n'y a aucune convocation à remettre."),
  repetition: typo(MARQUE_REPETITION),
  formations: typo("Formations dont parlera l'entretien"),
  formationsAnnulees: typo('Formations dont devait parler cet entretien'),
  formationsNote: typo('Un seul entretien a lieu pour ce domaine : il compte pour toutes ces formations.'),
  informe: typo(ENTRETIEN_INFORME),
  contenu: typo(
    "L'équipe du lycée y présente les formations, ce qu'elles demandent, les études et les métiers auxquels elles mènent. Votre enfant peut poser toutes ses questions.",
  ),
  apporter: 'À apporter',
  affaires: [
    typo('la lettre de motivation guidée, imprimée (sans elle, votre enfant est reçu tout de même) ;'),
    typo('de quoi écrire.'),
  ],
  empechement: typo("En cas d'empêchement"),
  prevenir: typo("Prévenez dès que possible l'établissement de votre enfant, qui avertira le lycée :"),
  bref: 'En bref',
}

/**
 * Convocations in one PDF/UA-1, one page each, in the order given; an empty list gives one page that says so.
 * Carries no INE, no avis, no health word.
 */
export const renderConvocations = (convocations: readonly Convocation[]): Promise<Rendu> =>
  renderBatch(lotDeConvocations(convocations))

/** The same, for who sets and joins the parts himself. */
export const lotDeConvocations = (convocations: readonly Convocation[]): Lot => ({
  modele: 'convocations',
  parPartie: 100,
  entete: { textes, date: convocations[0]?.emiseLe ?? null },
  lettres: convocations.map(lettre),
})
