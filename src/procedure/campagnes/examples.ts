import type { LigneDomaine, LigneFormation, LigneOffre, LigneReferent } from '#src/exchange/model.ts'
import type { Calendrier, Campagne, Reglement } from '#src/procedure/campagnes/model.ts'
import { REGLEMENTS_LIVRES } from '#src/procedure/campagnes/rules/reglements-livres.ts'

/** A shipped reglement, some of it changed. */
export function aReglement(nom = 'exemple-gradue', over: Partial<Reglement> = {}): Reglement {
  const livre = REGLEMENTS_LIVRES[nom]
  if (!livre) throw new Error(`règlement non livré : ${nom}`)
  return { ...structuredClone(livre.contenu), ...over }
}

/** The spring of a campaign; the change to summer time falls among its interviews. */
export const aCalendrier = (over: Partial<Calendrier> = {}): Calendrier => ({
  ouverture: '2027-01-11',
  finInscriptions: '2027-02-26',
  finAvisOrigine: '2027-03-19',
  debutEntretiens: '2027-03-01',
  finEntretiens: '2027-04-23',
  finAvisReferent: '2027-04-30',
  finConfirmations: '2027-05-21',
  ...over,
})

/** An open campaign, as the rules see it. */
export const aCampagne = (over: Partial<Campagne> = {}): Campagne => ({
  id: 1,
  academie: '01',
  academieNom: 'Académie fictive',
  annee: '2026-2027',
  dispositif: 'PASSPRO',
  reglementId: 1,
  reglementNom: 'exemple-gradue',
  reglementVersion: 1,
  reglement: aReglement(),
  calendrier: aCalendrier(),
  prolongations: [],
  contraintes: {},
  graine: 1,
  joursConvocation: 5,
  ouverte: true,
  repetition: false,
  ...over,
})

const fichier = (nom: string) => ({ fichier: nom, ligne: 0 })

export const DOMAINES: readonly LigneDomaine[] = [
  { ...fichier('domaines.csv'), code: 'bois', libelle: 'Métiers du bois (fictif)', dureeMinutes: 20 },
  { ...fichier('domaines.csv'), code: 'cuisine', libelle: 'Cuisine et service (fictif)', dureeMinutes: 30 },
]

const formation = (mef: string, libelle: string, domaine: string): LigneFormation => ({
  ...fichier('formations.csv'),
  mef,
  libelle,
  domaine,
})

/** Two formations in each domaine. */
export const FORMATIONS: readonly LigneFormation[] = [
  formation('2472340121', 'Menuiserie (fictive)', 'bois'),
  formation('2472340221', 'Charpente (fictive)', 'bois'),
  formation('2473340321', 'Cuisine (fictive)', 'cuisine'),
  formation('2473340421', 'Service en salle (fictif)', 'cuisine'),
]

/** One offer per formation, and one, `AA000009`, that serves both formations of wood. */
export const offresFictives = (academie: string, uai: string): LigneOffre[] => {
  const offre = (codeOffre: string, mef: string): LigneOffre => ({
    ...fichier('offres.csv'),
    academie,
    codeOffre,
    uai,
    codeMef: `${mef}0`,
    libelleEtablissement: null,
    libelleFormation: null,
    capacite: 24,
  })
  const [menuiserie, charpente] = FORMATIONS
  return [
    ...FORMATIONS.map(({ mef }, i) => offre(`AA00000${i + 1}`, mef)),
    ...[menuiserie, charpente].flatMap((one) => (one ? [offre('AA000009', one.mef)] : [])),
  ]
}

/** Each of these lycées is referent for every domaine, for every school. */
export const referentsFictifs = (lycees: readonly string[]): LigneReferent[] =>
  lycees.flatMap((uai) =>
    DOMAINES.map(({ code }) => ({ ...fichier('referents.csv'), uai, domaine: code, secteur: [] })),
  )
