import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acteurWith, at, legauxOf, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import {
  aParcours,
  playAvisOrigine,
  playEntretiens,
  playFiches,
  playInscriptions,
} from '#src/procedure/bonus/examples/parcours.ts'
import { grantsOf, TABLE, type Acte } from '#src/procedure/comptes/rights/table.ts'
import { collegeSite, wordsOf, type CollegeSite } from '#src/procedure/eleves/pages/testing.ts'
import { reglerEnvois } from '#src/procedure/envois/api.ts'

/**
 * A family without a screen loses nothing: every act that a pupil or a guardian may do on line has its way on paper,
 * through his school, which holds the right to enter it. Source: domain.md, « No family loses a bonus for lack of internet ».
 */
const SUR_PAPIER: Readonly<Record<string, Acte | 'nothing is lost'>> = {
  'demande.deposer': 'inscription.enregistrer',
  'lettre.ecrire': 'lettre.joindre',
  'lettre.joindre': 'lettre.joindre',
  'confirmation.donner': 'confirmation.saisir',
  // The paper entered last stands: a signed contestation is entered as the answer that it gives.
  'confirmation.contester': 'confirmation.saisir',
  'reexamen.demander': 'reexamen.saisir',
  'demande_creneau.deposer': 'demande_creneau.saisir',
  'droit.demander': 'droit.demander',
  // Notes and ticks that only the pupil reads: the guide on paper has the same steps.
  'parcours.suivre': 'nothing is lost',
}

const isFamily = (acte: Acte): boolean => ['eleve', 'responsable'].some((role) => role in grantsOf(acte))

test('every act of a family has its way on paper, which its school may enter', () => {
  const acts = (Object.keys(TABLE) as Acte[]).filter(
    (acte) => TABLE[acte].genre === 'faire' && isFamily(acte),
  )
  expect(acts.filter((acte) => SUR_PAPIER[acte] === undefined)).toEqual([])
  for (const acte of acts) {
    const paper = SUR_PAPIER[acte]
    if (paper !== undefined && paper !== 'nothing is lost')
      expect(Object.keys(grantsOf(paper)), acte).toContain('chef_origine')
  }
})

describe('one pupil whose family has no screen', () => {
  const MEF = '2472340121'
  let site: CollegeSite
  let campagne: CampagneFictive
  let eleveId: number
  let mere: number

  beforeAll(async () => {
    site = await collegeSite('2027-02-01T10:00')
    campagne = site.campagne
    eleveId = campagne.eleves.find(({ id }) => legauxOf(campagne, id).length === 2)?.id ?? 0
    mere = legauxOf(campagne, eleveId)[0]?.id ?? 0
    // The addresses of others in the house: they are told that an answer came, and nothing else.
    await at(campagne, '2027-01-20', async (tx) => {
      await reglerEnvois(tx, { campagneId: campagne.campagneId, actif: true, joursRappel: 3 })
      for (const { id } of legauxOf(campagne, eleveId))
        await tx.trx
          .updateTable('responsable')
          .set({ courriel: `fictif-${id}@exemple.fr` })
          .where('id', '=', id)
          .execute()
    })
    await playInscriptions(campagne, [aParcours({ eleveId })])
  }, 60_000)
  afterAll(() => site?.close())

  const words = async (path: string): Promise<string> => wordsOf(await site.page(path))
  const told = async (): Promise<(number | null)[]> => {
    const rows = await at(campagne, '2027-03-01', ({ trx }) =>
      trx.selectFrom('envoi').select('responsable_id').where('genre', '=', 'reponse').orderBy('id').execute(),
    )
    return rows.map((row) => row.responsable_id).filter((id) => id !== null)
  }

  test('is on the list to print, with its letter to fill in by hand and its guide', async () => {
    await site.moveTo('2027-03-01T10:00')
    const dossier = await site.page(`/eleves/${eleveId}`)
    expect(dossier).toContain(`/eleves/${eleveId}/guide/fr.pdf`)
    expect(await site.status(`/eleves/${eleveId}/guide/fr.pdf`)).toBe(200)
    expect(dossier).toContain(`/eleves/${eleveId}/creneau/bois`)
    expect(await site.status('/papier')).toBe(200)
  })

  test('asks for another slot: entered by the school, answered by the lycée, printed from the same page', async () => {
    const path = `/eleves/${eleveId}/creneau/bois`
    expect(await words(path)).toMatch(/jusqu’au \S+ \d+ mars 2027/)
    expect((await site.send(path, [])).status).toBe(422)
    expect((await site.send(path, [['motif', 'stage']], site.chefVoisin)).status).toBe(404)
    expect((await site.send(path, [['motif', 'stage']])).status).toBe(303)
    expect((await site.send(path, [['motif', 'stage']])).status).toBe(422)
    for (const uai of campagne.lycees) {
      const planner = await site.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai }))
      const [, asked] =
        /href="(\/demandes-de-creneau\/\d+)"/.exec(await site.page('/demandes-de-creneau', planner)) ?? []
      if (!asked) continue
      const fields: [string, string][] = [
        ['suite', 'refuser'],
        ['reponse', 'Aucune autre place cette semaine.'],
      ]
      expect((await site.send(asked, fields, planner)).status).toBe(303)
    }
    expect(await words(path)).toContain('Aucune autre place cette semaine.')
    expect(await told()).toEqual(legauxOf(campagne, eleveId).map(({ id }) => id))
  })

  test('confirms, and asks for a second look, by what it signs', async () => {
    const parcours = [aParcours({ eleveId })]
    await playAvisOrigine(campagne, parcours)
    await playEntretiens(campagne, parcours)
    expect(await words(`/eleves/${eleveId}/reexamen`)).toContain('n’est pas encore émise')
    await playFiches(campagne)
    await site.moveTo('2027-05-10T10:00')
    expect(await site.status('/confirmations/papier')).toBe(200)
    const path = `/eleves/${eleveId}/reexamen`
    const fields: [string, string][] = [
      ['qui', String(mere)],
      ['mef', MEF],
      ['motif', 'L’avis parle d’un autre élève.'],
    ]
    expect((await site.send(path, fields.slice(1))).status).toBe(422)
    expect((await site.send(path, fields, site.chefVoisin)).status).toBe(404)
    expect((await site.send(path, [['qui', '999999'], ...fields.slice(1)])).status).toBe(422)
    expect((await site.send(path, fields)).status).toBe(303)
    expect((await site.send(path, fields)).status).toBe(422)
    const list = await site.page('/demandes-des-familles', site.academie)
    expect(wordsOf(list)).toMatch(/sur papier, saisi par/)
    const [, asked = ''] = /href="(\/demandes-des-familles\/\d+)"/.exec(list) ?? []
    expect((await site.send(asked, [['reponse', 'L’avis est corrigé.']], site.academie)).status).toBe(303)
    expect(await words(path)).toContain('L’avis est corrigé.')
    // The answer to the slot was for both; that of the second look is for the one who asked, never for the other.
    expect((await told()).filter((id) => id === mere)).toHaveLength(2)
    expect((await told()).filter((id) => id !== mere)).toHaveLength(1)
  })
})
