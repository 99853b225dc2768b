import { describe, expect, test } from 'vitest'
import { aCampagne } from '#src/procedure/campagnes/examples.ts'
import {
  GENRES,
  judgeActeExceptionnel,
  type FaitsExceptionnels,
  type NouvelActeExceptionnel,
} from '#src/procedure/bonus/rules/exceptionnels.ts'

const signed = { id: 3, sens: 'favorable', commentaire: 'Avis signé (fictif).' }
const FAITS: FaitsExceptionnels = {
  inscrit: true,
  avisOrigine: null,
  avisReferent: false,
  entretien: { presence: 'present', compteRendu: false },
  legal: true,
  aDitNon: false,
  exporte: false,
  limite: false,
  noms: ['Exemple-Fictif', 'Zoé', 'de La'],
}
const ACTE: NouvelActeExceptionnel = {
  genre: 'avis_origine_regularise',
  eleveId: 1,
  mef: '2472340121',
  responsableId: null,
  avis: 'Réservé',
  commentaire: 'Commentaire fictif.',
  motif: 'Erreur de saisie de l’établissement',
}
const judge = (acte: Partial<NouvelActeExceptionnel>, faits: Partial<FaitsExceptionnels> = {}) => {
  const verdict = judgeActeExceptionnel(
    { ...ACTE, ...acte },
    { campagne: aCampagne(), faits: { ...FAITS, ...faits } },
  )
  return verdict.ok ? verdict.value : verdict.refus.code
}

describe('the reason', () => {
  test('is written, and names neither the pupil nor his guardians, whatever the case and the accents', () => {
    expect(judge({ motif: ' \n' })).toBe('motif_absent')
    for (const motif of ['Faute pour zoe.', 'ZOÉ était là', 'Cas « fictif », repris', 'exemple', 'Zoé-Line'])
      expect(judge({ motif }), motif).toBe('motif_nominatif')
    expect(
      judgeActeExceptionnel({ ...ACTE, motif: 'de la part de Zoé' }, { campagne: aCampagne(), faits: FAITS }),
    ).toEqual({ ok: false, refus: { code: 'motif_nominatif', details: { nom: 'Zoé' } } })
  })
  test('may hold a word that only contains a name, or two letters of one', () => {
    expect(judge({ motif: 'Exemplaire unique, de la part du lycée' })).toBe('reserve')
  })
  test('is asked for a guardian too', () => {
    expect(judge({ genre: 'responsable_injoignable', motif: '' })).toBe('motif_absent')
  })
})

test('nothing is asked nor approved of a pupil whose data are limited, whatever it is', () => {
  for (const genre of GENRES)
    expect(judge({ genre, motif: '' }, { limite: true, avisOrigine: signed }), genre).toBe('dossier_limite')
})

describe('a guardian out of reach', () => {
  const genre = 'responsable_injoignable'
  test('is a legal one, who has not said no; no avis, no registration, no level are asked', () => {
    expect(judge({ genre, avis: '', commentaire: '' }, { inscrit: false, exporte: true })).toBeNull()
    expect(judge({ genre }, { legal: false })).toBe('personne_etrangere')
    expect(judge({ genre }, { aDitNon: true })).toBe('responsable_a_refuse')
    expect(judge({ genre }, { legal: false, aDitNon: true })).toBe('personne_etrangere')
  })
})

describe('an origin avis', () => {
  test('is corrected when there is one, even after the export', () => {
    const genre = 'avis_origine_corrige'
    expect(judge({ genre }, { avisOrigine: signed })).toBe('reserve')
    expect(judge({ genre }, { avisOrigine: signed, exporte: true })).toBe('reserve')
    expect(judge({ genre })).toBe('avis_absent')
  })
  test('is regularised when there is none, until the export', () => {
    expect(judge({})).toBe('reserve')
    expect(judge({}, { avisOrigine: signed })).toBe('avis_existant')
    expect(judge({}, { avisOrigine: signed, exporte: true })).toBe('avis_existant')
    expect(judge({}, { exporte: true })).toBe('export_fait')
  })
  test('is of a registered pupil, of a known level, with words of its own', () => {
    expect(judge({}, { inscrit: false })).toBe('inscription_absente')
    expect(judge({ avis: 'bof' })).toBe('niveau_inconnu')
    expect(judge({ commentaire: '  ' })).toBe('commentaire_absent')
    // The compte rendu stands for the comment of the lycée alone.
    expect(judge({ commentaire: '' }, { entretien: { presence: 'present', compteRendu: true } })).toBe(
      'commentaire_absent',
    )
  })
  test('is read on the scale of the collège, which the refusal tells', () => {
    const { origine } = aCampagne().reglement.echelles
    expect(judgeActeExceptionnel({ ...ACTE, avis: 'bof' }, { campagne: aCampagne(), faits: FAITS })).toEqual({
      ok: false,
      refus: { code: 'niveau_inconnu', details: { avis: 'bof', niveaux: origine.join(', ') } },
    })
  })
})

describe('an avis of the lycée', () => {
  const genre = 'avis_referent_regularise'
  test('is regularised for who was received, has none, and before the export', () => {
    expect(judge({ genre })).toBe('reserve')
    expect(judge({ genre }, { avisOrigine: signed })).toBe('reserve')
    expect(judge({ genre }, { avisReferent: true, exporte: true })).toBe('avis_existant')
    expect(judge({ genre }, { exporte: true })).toBe('export_fait')
    expect(judge({ genre }, { entretien: null, exporte: true })).toBe('eleve_non_recu')
    expect(judge({ genre }, { entretien: { presence: 'absent', compteRendu: true } })).toBe('eleve_non_recu')
  })
  test('the compte rendu stands for its comment', () => {
    const rendu = { entretien: { presence: 'present', compteRendu: true } } as const
    expect(judge({ genre, commentaire: ' ' })).toBe('commentaire_absent')
    expect(judge({ genre, commentaire: ' ' }, { entretien: null })).toBe('eleve_non_recu')
    expect(judge({ genre, commentaire: ' ' }, rendu)).toBe('reserve')
  })
  test('is read on the scale of the lycée', () => {
    const campagne = aCampagne()
    const { reglement } = campagne
    const echelles = { ...reglement.echelles, referent: ['oui'], origine: ['non'] }
    const where = { campagne: { ...campagne, reglement: { ...reglement, echelles } }, faits: FAITS }
    expect(judgeActeExceptionnel({ ...ACTE, genre, avis: 'oui' }, where)).toEqual({ ok: true, value: 'oui' })
    expect(judgeActeExceptionnel({ ...ACTE, avis: 'oui' }, where).ok).toBe(false)
  })
})
