import { renderBatch, type Rendu } from '#src/documents/batch.ts'
import type { Convocation } from '#src/documents/model.ts'
import { ENTRETIEN_INFORME, MARQUE_REPETITION, TITRE_CONVOCATION } from '#src/documents/texts.ts'
import { adresseOf, contactOf, joignable, nomComplet, typo } from '#src/documents/wording.ts'
import { dayInWords, timeInWords } from '#src/kit/day.ts'

const minuteOf = (local: string): number => Date.parse(`${local}:00Z`) / 60_000
const heure = (local: string): string => timeInWords(local).replace(/ h 00$/, ' h 00')

interface Ligne {
  libelle: string
  valeur: string
}

function quand({ debut, fin }: Convocation): Ligne[] {
  return [
    { libelle: 'Date', valeur: dayInWords(debut.slice(0, 10)) },
    { libelle: 'Heure', valeur: `${heure(debut)} – durée : ${minuteOf(fin) - minuteOf(debut)} minutes` },
  ]
}

function surPlace({ lycee, salle, acces }: Convocation): Ligne[] {
  return [
    { libelle: 'Lieu', valeur: [lycee.nom, adresseOf(lycee)].filter(Boolean).join('\n') },
    { libelle: 'Salle', valeur: salle ?? typo("indiquée à l'accueil du lycée") },
    ...(acces ? [{ libelle: 'Pour venir', valeur: acces }] : []),
  ]
}

function aDistance({ lycee, college, acces }: Convocation): Ligne[] {
  return [
    { libelle: 'Lieu', valeur: typo(`à distance, par visioconférence avec ${lycee.nom}`) },
    {
      libelle: 'Sur place',
      valeur: typo(
        `Votre enfant se présente à son établissement, ${college.nom}, qui fournit une salle calme et le matériel : ordinateur, connexion, caméra et micro.`,
      ),
    },
    ...(acces ? [{ libelle: 'Précisions', valeur: acces }] : []),
  ]
}

function enBref({ debut, mode, lycee, college, salle }: Convocation, eleve: string): string[] {
  const ou =
    mode === 'presentiel'
      ? `Où : ${lycee.nom}${salle ? `, salle ${salle.replace(/^salle\s+/i, '')}` : ''}.`
      : `Où : dans son collège ou établissement, ${college.nom}, devant un ordinateur.`
  return [
    `${eleve} a un rendez-vous pour parler d'une formation.`,
    `Quand : ${dayInWords(debut.slice(0, 10))}, à ${heure(debut)}.`,
    ou,
    'À apporter : la lettre imprimée et un stylo.',
    `Empêchement : prévenez ${joignable(college)}.`,
  ].map(typo)
}

function lettre(convocation: Convocation) {
  const { campagne, lycee, college, eleve, domaine, formations, mode } = convocation
  const nom = nomComplet(eleve)
  const classe = eleve.classe ? `, classe de ${eleve.classe}` : ''
  return {
    repetition: campagne.repetition,
    campagne: typo(`${campagne.dispositif} · Académie : ${campagne.academie} · ${campagne.annee}`),
    expediteur: { nom: lycee.nom, adresse: adresseOf(lycee), contact: contactOf(lycee) },
    destinataire: {
      ligne: 'Aux responsables légaux de',
      eleve: nom,
      classe: eleve.classe ?? '',
      college: college.nom,
    },
    emise: typo(`${lycee.commune ? `${lycee.commune}, le` : 'Le'} ${dayInWords(convocation.emiseLe)}`),
    eleve: nom,
    intro: typo(`Un entretien d'information attend ${nom}${classe}, dans le domaine « ${domaine} ».`),
    lignes: [
      ...quand(convocation),
      ...(mode === 'presentiel' ? surPlace(convocation) : aDistance(convocation)),
    ],
    formations,
    absence: typo(
      `En cas d'absence ou d'empêchement, prévenez dès que possible ${joignable(college)}, qui avertira le lycée.`,
    ),
    bref: enBref(convocation, nom),
  }
}

const textes = {
  titre: typo(TITRE_CONVOCATION),
  vide: typo("Il n'y a aucune convocation à remettre."),
  repetition: typo(MARQUE_REPETITION),
  formations: 'Formations dont on parlera',
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
  empechement: typo("En cas d'absence"),
  bref: 'En bref',
}

/**
 * Convocations in one PDF/UA-1, one page each, in the order given; an empty list gives one page that says so.
 * Carries no INE, no avis, no health word.
 */
export function renderConvocations(convocations: readonly Convocation[]): Promise<Rendu> {
  return renderBatch({
    modele: 'convocations',
    parPartie: 100,
    entete: { textes, date: convocations[0]?.emiseLe ?? null },
    lettres: convocations.map(lettre),
  })
}
