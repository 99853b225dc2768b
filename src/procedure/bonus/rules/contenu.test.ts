import { describe, expect, test } from 'vitest'
import type { RangeeFiche } from '#src/procedure/bonus/model.ts'
import { contenuOf } from '#src/procedure/bonus/rules/contenu.ts'
import { aContenu } from '#src/procedure/bonus/examples/contenus.ts'
import { RAISON_SANS_AVIS } from '#src/procedure/bonus/texts.ts'
import { aCampagne, aReglement } from '#src/procedure/campagnes/examples.ts'

const zone = 'Europe/Paris'
const { college, personnes } = aContenu()
const RANGEE: RangeeFiche = {
  inscriptionId: 1,
  eleveId: 1,
  uai: '0759901V',
  nom: 'EXEMPLE',
  prenom: 'Zoé',
  dateNaissance: '2012-04-01',
  classe: '3B',
  mef: '2472340121',
  libelle: 'Menuiserie (fictive)',
  domaine: 'Bois (fictif)',
  avisOrigine: {
    sens: 'favorable',
    commentaire: 'Motivé (fictif).',
    signataire: 'Cheffe fictive',
    signeLe: '2027-03-01T23:30:00Z',
  },
  avisReferent: {
    sens: 'tres_favorable',
    commentaire: null,
    signataire: 'Chef fictif',
    signeLe: '2027-04-01T10:00:00Z',
  },
  compteRendu: { texte: 'Conseil fictif.', auteur: 'Personne fictive', le: '2027-03-08T23:30:00Z' },
  lycee: 'Lycée fictif',
  etat: 'complet',
  sensOrigine: 'favorable',
  sensReferent: 'tres_favorable',
  sens: 'tres_favorable',
  points: 2500,
}
const printed = (over: Partial<RangeeFiche> = {}, campagne = aCampagne()) => {
  const [formation] = contenuOf([{ ...RANGEE, ...over }], { campagne, zone, college, personnes }).formations
  if (!formation) throw new Error('fiche sans formation')
  return formation
}

test('a fiche says whose it is, of which campaign, under which reglement, and who confirms until when', () => {
  const contenu = contenuOf([RANGEE, { ...RANGEE, mef: '9', libelle: 'Charpente (fictive)' }], {
    campagne: aCampagne(),
    zone,
    college: { ...college, uai: '0759901V' } as typeof college,
    personnes,
  })
  expect({ ...contenu, formations: contenu.formations.map(({ mef, libelle }) => [mef, libelle]) }).toEqual({
    campagne: {
      academie: 'Académie fictive',
      annee: '2026-2027',
      dispositif: 'PASSPRO',
      repetition: false,
    },
    reglement: 'exemple-gradue, version 1',
    college,
    eleve: { nom: 'EXEMPLE', prenom: 'Zoé', dateNaissance: '2012-04-01', classe: '3B' },
    formations: [
      ['2472340121', 'Menuiserie (fictive)'],
      ['9', 'Charpente (fictive)'],
    ],
    personnes,
    finConfirmations: '2027-05-21',
    changements: [],
  })
})

describe('a formation', () => {
  test('is printed with both avis, their words, who signed, on the day of the académie', () => {
    const { croisement, resteAFaire: _, ...rest } = printed()
    expect(croisement).not.toBe('')
    expect(rest).toEqual({
      mef: '2472340121',
      libelle: 'Menuiserie (fictive)',
      domaine: 'Bois (fictif)',
      avisOrigine: {
        libelle: 'favorable',
        commentaire: 'Motivé (fictif).',
        signataire: 'Cheffe fictive',
        fonction: 'direction de l’établissement d’origine (Collège fictif)',
        signeLe: '2027-03-02',
      },
      avisReferent: {
        libelle: 'très favorable',
        commentaire: 'Conseil fictif.',
        signataire: 'Chef fictif',
        fonction: 'direction de l’établissement référent (Lycée fictif)',
        signeLe: '2027-04-01',
      },
      compteRendu: {
        texte: 'Conseil fictif.',
        auteur: 'Personne fictive',
        fonction: 'équipe de l’établissement référent (Lycée fictif)',
        ecritLe: '2027-03-09',
      },
      avisFinal: 'très favorable',
      points: 2500,
      raisonSansAvis: null,
    })
  })

  test('the words of the lycée are its own, else the compte rendu, else none', () => {
    const avis = {
      sens: 'favorable',
      commentaire: 'Le sien.',
      signataire: 'x',
      signeLe: '2027-04-01T10:00:00Z',
    }
    expect(printed({ avisReferent: avis }).avisReferent?.commentaire).toBe('Le sien.')
    expect(printed({ compteRendu: null }).avisReferent?.commentaire).toBe('')
    expect(printed({ avisOrigine: { ...avis, commentaire: null } }).avisOrigine?.commentaire).toBe('')
    expect(printed({ compteRendu: null }).compteRendu).toBeNull()
  })

  test('a lycée that is not known is said so', () => {
    const { avisReferent, compteRendu } = printed({ lycee: null })
    expect(avisReferent?.fonction).toBe('direction de l’établissement référent (lycée)')
    expect(compteRendu?.fonction).toBe('équipe de l’établissement référent (lycée)')
  })

  test('without avis final: the reason, and that it may be asked for without bonus', () => {
    const none = { avisReferent: null, sensReferent: null, sens: null, points: 0 }
    const formation = printed({ ...none, etat: 'avis_referent_manquant' })
    expect(formation).toMatchObject({
      avisReferent: null,
      avisFinal: null,
      points: 0,
      raisonSansAvis: RAISON_SANS_AVIS.avis_referent_manquant,
      resteAFaire: ['Vous pouvez demander cette formation dans Affelnet ; aucun bonus ne s’y ajoute.'],
    })
  })

  test.each([
    ['un', '(l’élève et au moins un responsable légal) '],
    ['tous', '(l’élève et tous ses responsables légaux) '],
    ['aucun', null],
  ] as const)('what remains to do, where %s of the guardians confirms', (confirmationResponsables, who) => {
    const campagne = aCampagne({ reglement: aReglement('exemple-gradue', { confirmationResponsables }) })
    const wish =
      'Saisir au moins un vœu pour cette formation dans Affelnet, au rang et dans le lycée que vous voulez, avant la fermeture de la saisie des vœux : l’établissement d’origine en donne la date.'
    expect(printed({}, campagne).resteAFaire).toEqual(
      who === null
        ? [wish]
        : [`Confirmer le choix de cette formation ${who}avant le vendredi 21 mai 2027 à 23 h 59.`, wish],
    )
  })
})
