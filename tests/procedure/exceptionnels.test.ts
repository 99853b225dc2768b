import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerConfig } from '#src/db/connection.ts'
import { firstBrokenLink } from '#src/db/journal.ts'
import { testDb } from '#src/db/testing.ts'
import {
  approveActeExceptionnel,
  askActeExceptionnel,
  cleDeRepetition,
  computeAvisFinaux,
  emitFiches,
  exportBonus,
  rapprochementOf,
  recordConfirmations,
  sentenceExceptionnel,
  type NouvelActeExceptionnel,
} from '#src/procedure/bonus/api.ts'
import {
  acteurWith,
  at,
  codeOf,
  eleveByCle,
  fictionalCampagne,
  legauxOf,
  must,
  type CampagneFictive,
  type OptionsCampagne,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, parolesOf, playParcours, type Parcours } from '#src/procedure/bonus/examples/parcours.ts'
import { Interdit, type Acteur } from '#src/procedure/comptes/api.ts'
import { addResponsable, importEleves, listResponsables } from '#src/procedure/eleves/api.ts'
import { aClasse } from '#src/procedure/eleves/examples.ts'
import { together } from '../races/together.ts'

let base: Awaited<ReturnType<typeof testDb>>
beforeAll(async () => {
  base = await testDb()
})
afterAll(() => base.close())

let serial = 0
async function played(
  cles: Record<number, Partial<Parcours>>,
  options: OptionsCampagne = {},
): Promise<CampagneFictive> {
  const campagne = await fictionalCampagne(base.db, { dispositif: `EXCEPTION-${++serial}`, ...options })
  await playParcours(
    campagne,
    Object.entries(cles).map(([cle, over]) =>
      aParcours({ eleveId: eleveByCle(campagne, Number(cle)).id, ...over }),
    ),
  )
  return campagne
}

const MOTIF = 'Erreur de saisie constatée par l’établissement'
const acteOn = (eleveId: number, over: Partial<NouvelActeExceptionnel> = {}): NouvelActeExceptionnel => ({
  genre: 'avis_origine_corrige',
  eleveId,
  mef: '2472340121',
  responsableId: null,
  avis: 'réservé',
  commentaire: 'Commentaire corrigé (fictif).',
  motif: MOTIF,
  ...over,
})

const ask = (campagne: CampagneFictive, acte: NouvelActeExceptionnel, acteur: Acteur = campagne.acteur) =>
  at({ db: base.db, acteur }, '2027-05-12', (tx) =>
    askActeExceptionnel(tx, { campagneId: campagne.campagneId, acte }),
  )
const approve = (campagne: CampagneFictive, id: number, acteur: Acteur = campagne.approbateur) =>
  at({ db: base.db, acteur }, '2027-05-13', (tx) => approveActeExceptionnel(tx, id))

async function done(campagne: CampagneFictive, acte: NouvelActeExceptionnel): Promise<void> {
  must(await approve(campagne, must(await ask(campagne, acte))))
}

const finalOf = async (campagne: CampagneFictive, cle: number) => {
  const { campagneId } = campagne
  await at(campagne, '2027-05-14', (tx) => computeAvisFinaux(tx, campagneId))
  const { etats } = await at(campagne, '2027-05-23', (tx) => rapprochementOf(tx, campagneId))
  const { id } = eleveByCle(campagne, cle)
  const found = etats.find((one) => one.dossier.eleveId === id)
  return { sens: found?.dossier.sens, points: found?.dossier.points, etat: found?.etat }
}

const exported = (campagne: CampagneFictive) =>
  at(campagne, '2027-05-23', (tx) =>
    exportBonus(tx, {
      campagneId: campagne.campagneId,
      approbateurId: campagne.approbateur.compteId ?? 0,
      cle: cleDeRepetition(1),
    }),
  )

describe('rule 2: a frozen origin avis is corrected by two people, with a reason', () => {
  test('nothing changes before the approval; then the avis, the final, the fiche and the cover do', async () => {
    const campagne = await played({ 1: {} })
    const { id: eleveId, uai } = eleveByCle(campagne, 1)
    const id = must(await ask(campagne, acteOn(eleveId)))
    expect(await finalOf(campagne, 1)).toMatchObject({ sens: 'tres_favorable', points: 2500 })
    must(await approve(campagne, id))
    expect(codeOf(await exported(campagne))).toBe('jumeau_different')
    expect(await finalOf(campagne, 1)).toMatchObject({ sens: 'assez_favorable', points: 750 })
    expect(await at(campagne, '2027-05-14', (tx) => emitFiches(tx, campagne.campagneId))).toBe(1)
    const { bordereau } = must(await exported(campagne))
    expect(bordereau.actesExceptionnels).toEqual([
      `N° 1, approuvé le jeudi 13 mai 2027 : avis d’origine corrigé. Motif : ${MOTIF}`,
    ])
    const entree = await at(campagne, '2027-06-01', (tx) =>
      tx.trx
        .selectFrom('journal')
        .selectAll()
        .where('acte', '=', 'acte_exceptionnel.approuver')
        .where('chaine', '=', uai)
        .executeTakeFirstOrThrow(),
    )
    expect(entree.avant).toMatchObject({ sens: 'favorable' })
    expect(entree.apres).toMatchObject({ avis: 'reserve', genre: 'avis_origine_corrige' })
    expect(await at(campagne, '2027-06-01', (tx) => firstBrokenLink(tx, uai))).toBeUndefined()
  })

  test('an avis per pupil is corrected for all his formations', async () => {
    const campagne = await played({ 1: {} }, { reglement: 'paris' })
    const { id: eleveId } = eleveByCle(campagne, 1)
    await done(campagne, acteOn(eleveId, { mef: null }))
    const rows = await at(campagne, '2027-06-01', (tx) =>
      tx.trx
        .selectFrom('avis_origine')
        .select(['sens', 'inscription_id'])
        .where('eleve_id', '=', eleveId)
        .execute(),
    )
    expect(rows).toEqual([{ sens: 'reserve', inscription_id: null }])
  })
})

describe('rule 3: an avis missing by a school’s fault is entered by two people until the export', () => {
  test('the origin avis, then the referent avis', async () => {
    const campagne = await played({ 1: { origine: null }, 2: { referent: null } })
    await done(
      campagne,
      acteOn(eleveByCle(campagne, 1).id, { genre: 'avis_origine_regularise', avis: 'favorable' }),
    )
    // The compte rendu stands as comment of a referent avis.
    const referent = { genre: 'avis_referent_regularise', avis: 'favorable', commentaire: '' } as const
    await done(campagne, acteOn(eleveByCle(campagne, 2).id, referent))
    expect(await finalOf(campagne, 1)).toMatchObject({ sens: 'tres_favorable', etat: 'exporte' })
    expect(await finalOf(campagne, 2)).toMatchObject({ sens: 'tres_favorable', etat: 'exporte' })
    expect(must(await exported(campagne)).bordereau.actesExceptionnels).toHaveLength(2)
  })

  test('after the export it is too late, for the correction of an error it is not', async () => {
    const campagne = await played({ 1: {}, 2: { origine: null } })
    await at(campagne, '2027-05-14', (tx) => computeAvisFinaux(tx, campagne.campagneId))
    must(await exported(campagne))
    const late = acteOn(eleveByCle(campagne, 2).id, { genre: 'avis_origine_regularise' })
    expect(codeOf(await ask(campagne, late))).toBe('export_fait')
    must(await ask(campagne, acteOn(eleveByCle(campagne, 1).id)))
  })
})

describe('what is refused', () => {
  test('in words, whatever the reason', async () => {
    const campagne = await played({ 1: {}, 2: { presence: 'absent' }, 6: { paroles: 'refus' } })
    const of = (cle: number) => eleveByCle(campagne, cle)
    const silent = legauxOf(campagne, of(6).id).at(-1)?.id ?? 0
    const injoignable = { genre: 'responsable_injoignable', mef: null, avis: '', commentaire: '' } as const
    const cases: [NouvelActeExceptionnel, string][] = [
      [acteOn(of(1).id, { motif: '  ' }), 'motif_absent'],
      [acteOn(of(1).id, { motif: `Erreur pour ${of(1).nom.toLowerCase()}` }), 'motif_nominatif'],
      [acteOn(of(1).id, { mef: '2473340321' }), 'inscription_absente'],
      [acteOn(of(1).id, { avis: 'parfait' }), 'niveau_inconnu'],
      [acteOn(of(1).id, { commentaire: '' }), 'commentaire_absent'],
      [acteOn(of(1).id, { genre: 'avis_origine_regularise' }), 'avis_existant'],
      [acteOn(of(1).id, { genre: 'avis_referent_regularise' }), 'avis_existant'],
      [acteOn(of(2).id, { genre: 'avis_referent_regularise' }), 'eleve_non_recu'],
      [acteOn(of(6).id, { ...injoignable, responsableId: silent }), 'responsable_a_refuse'],
      [acteOn(of(1).id, { ...injoignable, responsableId: silent }), 'personne_etrangere'],
    ]
    for (const [acte, code] of cases) {
      const result = await ask(campagne, acte)
      expect(codeOf(result)).toBe(code)
      if (!result.ok) expect(sentenceExceptionnel(result.refus)).toMatch(/^\p{Lu}.*\.$|^«/u)
    }
  })

  test('the same person twice, an act approved twice, an act that does not exist', async () => {
    const campagne = await played({ 1: {} })
    const id = must(await ask(campagne, acteOn(eleveByCle(campagne, 1).id)))
    expect(codeOf(await approve(campagne, id, campagne.acteur))).toBe('meme_personne')
    must(await approve(campagne, id))
    expect(codeOf(await approve(campagne, id))).toBe('acte_deja_approuve')
    expect(codeOf(await approve(campagne, 999_999))).toBe('acte_inconnu')
  })

  test('A13: by the base too: one person alone, a blank reason, a change afterwards', async () => {
    const owner = new pg.Client(ownerConfig(base.address))
    await owner.connect()
    const copy = (
      over: string,
    ) => `insert into acte_exceptionnel (academie, campagne_id, genre, eleve_id, contenu, motif,
      demandeur_id, demande_le, approbateur_id, approuve_le) select academie, campagne_id, genre, eleve_id, contenu,
      ${over}, now() from acte_exceptionnel where approuve_le is not null limit 1`
    await expect(owner.query(copy(`motif, demandeur_id, demande_le, demandeur_id`))).rejects.toThrow(
      /acte_exceptionnel_a_quatre_yeux/,
    )
    await expect(owner.query(copy(`' ', demandeur_id, demande_le, approbateur_id`))).rejects.toThrow(
      /acte_exceptionnel_motive/,
    )
    await expect(owner.query(`update acte_exceptionnel set motif = 'autre'`)).rejects.toThrow(/ne se modifie/)
    await expect(owner.query('delete from acte_exceptionnel')).rejects.toThrow(/ne se modifie/)
    await owner.end()
  })

  test('a school asks for its own pupils only, and approves nothing', async () => {
    const campagne = await played({ 1: {} })
    const { id: eleveId } = eleveByCle(campagne, 1)
    const [own, other] = [
      await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[0] }),
      await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[1] }),
    ]
    await expect(ask(campagne, acteOn(eleveId), other)).rejects.toThrow(Interdit)
    const referent = acteOn(eleveId, { genre: 'avis_referent_regularise' })
    await expect(ask(campagne, referent, own)).rejects.toThrow(Interdit)
    const id = must(await ask(campagne, acteOn(eleveId), own))
    await expect(approve(campagne, id, own)).rejects.toThrow(Interdit)
    must(await approve(campagne, id, campagne.acteur))
  })

  test('approved by many at once, it takes effect once', async () => {
    const campagne = await played({ 1: {} })
    const id = must(await ask(campagne, acteOn(eleveByCle(campagne, 1).id)))
    const results = await together(campagne, {
      a: '2027-05-13',
      acteur: campagne.approbateur,
      act: (tx) => approveActeExceptionnel(tx, id),
    })
    expect(results.filter((one) => one.ok)).toHaveLength(1)
  })
})

describe('rule 5: who is not waited for', () => {
  test('a guardian out of reach counts no more, until he says no', async () => {
    const campagne = await played({ 1: { paroles: 'personne' } })
    const { campagneId } = campagne
    const { id: eleveId } = eleveByCle(campagne, 1)
    const [first, second] = legauxOf(campagne, eleveId)
    const words = parolesOf(campagne, aParcours({ eleveId }))
    const say = (who: number | undefined, decision: 'oui' | 'non') =>
      at(campagne, '2027-05-11', (tx) =>
        recordConfirmations(tx, {
          campagneId,
          items: words
            .filter((word) => word.responsableId === (who ?? null))
            .map((word) => ({ ...word, decision })),
        }),
      )
    await say(undefined, 'oui')
    await say(first?.id, 'oui')
    expect(await finalOf(campagne, 1)).toMatchObject({ etat: 'non_confirme' })
    const injoignable = acteOn(eleveId, {
      genre: 'responsable_injoignable',
      mef: null,
      avis: '',
      commentaire: '',
      responsableId: second?.id ?? 0,
      motif: 'Deux relances et un courrier restés sans réponse',
    })
    const id = must(await ask(campagne, injoignable))
    expect(codeOf(await ask(campagne, injoignable))).toBe('acte_deja_demande')
    expect(await finalOf(campagne, 1)).toMatchObject({ etat: 'non_confirme' })
    must(await approve(campagne, id))
    expect(await finalOf(campagne, 1)).toMatchObject({ etat: 'exporte' })
    await say(second?.id, 'non')
    expect(await finalOf(campagne, 1)).toMatchObject({ etat: 'refuse' })
  })

  test('a pupil without guardian waits for one entered with a proof, whom no file removes', async () => {
    const campagne = await played({ 4: { paroles: 'eleve' } })
    const { campagneId } = campagne
    const { id: eleveId, uai } = eleveByCle(campagne, 4)
    const chef = await acteurWith(campagne, { role: 'chef_origine', uai })
    const tutor = {
      campagneId,
      eleveId,
      nom: 'TUTEUR',
      prenom: 'Fictif',
      civilite: null,
      courriel: null,
      telephone: null,
      parente: '50',
    }
    const add = (justificatif: string, over: { nom?: string; acteur?: Acteur } = {}) =>
      at({ db: base.db, acteur: over.acteur ?? chef }, '2027-05-10', (tx) =>
        addResponsable(tx, { ...tutor, nom: over.nom ?? tutor.nom, justificatif }),
      )
    expect(await finalOf(campagne, 4)).toMatchObject({ etat: 'non_confirme' })
    const elsewhere = await acteurWith(campagne, { role: 'chef_origine', uai: campagne.colleges[1] })
    await expect(add('Jugement', { acteur: elsewhere })).rejects.toThrow(Interdit)
    expect(codeOf(await add('  '))).toBe('justificatif_absent')
    expect(codeOf(await add('Jugement', { nom: ' ' }))).toBe('nom_absent')
    const responsableId = must(await add('Jugement de tutelle (fictif)'))
    expect(codeOf(await add('Jugement'))).toBe('responsable_connu')
    await at(campagne, '2027-05-11', (tx) =>
      importEleves(tx, { campagneId, uai, ...aClasse({ nombre: 6, premier: 1 }) }),
    )
    const known = await at(campagne, '2027-05-11', (tx) => listResponsables(tx.trx, [eleveId]))
    expect(known.map((one) => [one.id, one.niveau])).toEqual([[responsableId, 1]])
    await at(campagne, '2027-05-12', (tx) =>
      recordConfirmations(tx, {
        campagneId,
        items: [{ eleveId, mef: '2472340121', responsableId, decision: 'oui', support: 'papier' }],
      }),
    )
    expect(await finalOf(campagne, 4)).toMatchObject({ etat: 'exporte' })
  })

  test('two of the school at once enter one guardian', async () => {
    const campagne = await played({})
    const { id: eleveId } = eleveByCle(campagne, 4)
    const results = await together(campagne, {
      a: '2027-05-10',
      act: (tx, rank) =>
        addResponsable(tx, {
          campagneId: campagne.campagneId,
          eleveId,
          nom: `TUTEUR ${rank}`,
          prenom: 'Fictif',
          civilite: null,
          courriel: null,
          telephone: null,
          parente: null,
          justificatif: 'Jugement',
        }),
    })
    expect(results.filter((one) => one.ok)).toHaveLength(1)
  })
})
