import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDb } from '#src/db/testing.ts'
import { dayOf, instantOf, localMinuteOf } from '#src/kit/day.ts'
import {
  acteurWith,
  at,
  eleveAt,
  fictionalCampagne,
  ZONE,
  type CampagneFictive,
} from '#src/procedure/bonus/examples/campagne.ts'
import { aParcours, playAvisOrigine, playInscriptions } from '#src/procedure/bonus/examples/parcours.ts'
import { aReglement } from '#src/procedure/campagnes/examples.ts'
import { moveHorloge } from '#src/procedure/campagnes/api.ts'
import { readConvocations } from '#src/procedure/entretiens/api.ts'
import { readEntretien } from '#src/procedure/entretiens/reads/lycee.ts'
import { registerInscriptions } from '#src/procedure/inscriptions/api.ts'
import { anInscription } from '#src/procedure/inscriptions/examples.ts'
import { appOver, get, post } from '#src/web/testing.ts'

const COMMENTAIRE = 'Projet mûri avec soin (commentaire fictif).'
const CHARPENTE = '2472340221'
const CONSEIL = 'Conseil fictif : visiter l’atelier de menuiserie et demander les horaires.'
const PROPRE = 'Commentaire fictif : la charpente se pratique dehors, menuiserie en atelier ; il le sait.'

interface Lycee {
  campagne: CampagneFictive
  uai: string
  /** An interview there, its pupil, and his two registrations in its domaine. */
  entretienId: number
  eleveId: number
  inscriptions: readonly [number, number]
  debut: Date
  planificateur: string
  intervenant: string
  chef: string
}

let app: Hono
let close: () => Promise<void>
let lycee: Lycee
let scelle: Lycee
let commentaire: Lycee

beforeAll(async () => {
  const base = await testDb()
  close = base.close
  const over = appOver(base.db)
  app = over.app
  const open = async (
    academie: string,
    visibiliteAvisOrigine: 'complet' | 'commentaire_seul' | 'scelle_jusqu_au_brouillon',
  ): Promise<Lycee> => {
    const reglement = aReglement('exemple-gradue', { visibiliteAvisOrigine })
    const horloge = instantOf('2027-03-01T10:00', ZONE)
    const campagne = await fictionalCampagne(base.db, { academie, reglement, horloge, elevesParCollege: 3 })
    const { id: eleveId } = eleveAt(campagne, 0)
    const parcours = [aParcours({ eleveId }), aParcours({ eleveId, mef: CHARPENTE })]
    await playInscriptions(campagne, parcours)
    await playAvisOrigine(campagne, parcours)
    const found = await at(campagne, '2027-03-01', async (tx) => {
      const [one] = await readConvocations(tx, { campagneId: campagne.campagneId })
      if (!one) throw new Error('aucun entretien placé')
      return one.rangee
    })
    await clock(campagne, `${dayOf(found.debut, ZONE)}T18:00`)
    const { uai } = found
    const entretienId = found.entretienId ?? 0
    const intervenant = await acteurWith(campagne, { role: 'intervenant', uai })
    const lu = await at({ db: base.db, acteur: intervenant }, '2027-03-01', (tx) =>
      readEntretien(tx, { campagneId: campagne.campagneId, entretienId }),
    )
    const [first, second] = lu?.formations.map((one) => one.inscriptionId) ?? []
    if (first === undefined || second === undefined) throw new Error('deux formations attendues')
    return {
      campagne,
      uai,
      entretienId,
      eleveId,
      inscriptions: [first, second],
      debut: found.debut,
      planificateur: await over.cookieFor(await acteurWith(campagne, { role: 'planificateur', uai })),
      intervenant: await over.cookieFor(intervenant),
      chef: await over.cookieFor(await acteurWith(campagne, { role: 'chef_referent', uai })),
    }
  }
  lycee = await open('01', 'complet')
  commentaire = await open('24', 'commentaire_seul')
  scelle = await open('25', 'scelle_jusqu_au_brouillon')
}, 120_000)
afterAll(() => close())

const clock = (campagne: CampagneFictive, local: string) =>
  at(campagne, local, (tx) =>
    moveHorloge(tx, { campagneId: campagne.campagneId, instant: instantOf(local, ZONE) }),
  )
const text = async (path: string, cookie: string): Promise<string> => (await get(app, path, cookie)).text()
const send = (path: string, cookie: string, fields: Record<string, string>) =>
  post(app, path, { cookie, fields })
const other = (one: Lycee): string => one.campagne.lycees.find((uai) => uai !== one.uai) ?? ''

describe('availabilities', () => {
  const declared = {
    jour: '2027-03-15',
    de: '14:00',
    a: '16:00',
    domaines: 'bois',
    autres: 'M. Exemple (fictif)\nMme Autre (fictive)',
    salle: 'Atelier 2',
    mode: 'presentiel',
    capacite: '1',
    accessible: 'oui',
  }

  test('one each week until a day, holidays passed over; the list shows them', async () => {
    const sent = { ...declared, jour: '2027-03-22', jusquAu: '2027-04-12' }
    const answer = await send('/disponibilites', lycee.planificateur, sent)
    expect(answer.status).toBe(303)
    // Easter Monday, 29 March 2027, is a holiday.
    expect(decodeURIComponent(answer.headers.get('Set-Cookie') ?? '')).toContain(
      '3 disponibilités ajoutées. Sans lundi 29 mars 2027',
    )
    const page = await text('/disponibilites', lycee.planificateur)
    for (const day of ['lundi 22 mars 2027', 'lundi 5 avril 2027', 'lundi 12 avril 2027'])
      expect(page).toContain(day)
    expect(page).toContain('Atelier 2, accessible en fauteuil')
    expect(page).toContain('14 h 00 – 16 h 00')
  })

  test.each([
    [{ jour: '' }, 'Écrivez le jour.'],
    [{ jour: '2027-06-15' }, 'Les entretiens ont lieu du lundi 1er mars 2027 au vendredi 23 avril 2027.'],
    [{ jour: '2027-03-29' }, 'Le lundi 29 mars 2027 est un jour férié ou fermé.'],
    [{ a: '13:00' }, 'La fin doit venir après le début.'],
    [{ de: '25:00' }, 'Écrivez l’heure de début.'],
    [{ jusquAu: '2027-03-08' }, 'La répétition doit finir après le premier jour.'],
    [{ domaines: 'inconnu' }, 'Votre lycée n’est pas référent pour l’un de ces domaines.'],
    [{ autres: ' ' }, 'Indiquez au moins une personne qui reçoit.'],
    [{ capacite: '0' }, 'Il faut au moins un élève à la fois.'],
    [{ mode: 'autre' }, 'Choisissez si les entretiens sont sur place ou à distance.'],
  ])('refused with what was typed: %o', async (change, sentence) => {
    const answer = await send('/disponibilites', lycee.planificateur, { ...declared, ...change })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain(sentence)
    expect(page).toContain('value="Atelier 2"')
  })

  test('another lycée is not mine to fill, and an interviewer declares nothing', async () => {
    expect((await send(`/disponibilites?lycee=${other(lycee)}`, lycee.planificateur, declared)).status).toBe(
      404,
    )
    expect((await get(app, '/disponibilites', lycee.intervenant)).status).toBe(403)
  })
})

describe('the day list', () => {
  test('shows the interviews of the day of the campaign, and the neighbours of another day', async () => {
    const page = await text('/entretiens', lycee.intervenant)
    expect(page).toContain(`href="/entretiens/${lycee.entretienId}"`)
    expect(page).toContain('À recevoir')
    const before = await text('/entretiens?jour=2027-03-01', lycee.intervenant)
    expect(before).toContain('Aucun entretien ce jour-là.')
    expect(before).toContain(`/entretiens?jour=${dayOf(lycee.debut, ZONE)}`)
  })

  test('only the planner places; new places are in the future, and those without one are told why', async () => {
    const { campagne } = lycee
    await at(campagne, '2027-02-20', (tx) =>
      registerInscriptions(tx, {
        campagneId: campagne.campagneId,
        items: [
          anInscription({ eleveId: eleveAt(campagne, 1).id }),
          anInscription({ eleveId: eleveAt(campagne, 2).id, mode: 'distanciel' }),
        ],
      }),
    )
    expect((await send('/entretiens/placer', lycee.intervenant, {})).status).toBe(403)
    const answer = await send('/entretiens/placer', lycee.planificateur, {})
    expect(decodeURIComponent(answer.headers.get('Set-Cookie') ?? '')).toContain(
      'Parmi les élèves que votre lycée peut recevoir : 1 entretien placé, 1 élève sans place.',
    )
    const all = await at(campagne, '2027-03-20', (tx) =>
      readConvocations(tx, { campagneId: campagne.campagneId }),
    )
    const mine = all.find((one) => one.rangee.eleveId === eleveAt(campagne, 1).id)
    expect(localMinuteOf(mine?.rangee.debut ?? new Date(0), ZONE) > `${dayOf(lycee.debut, ZONE)}T18:00`).toBe(
      true,
    )
    expect(await text('/entretiens', lycee.planificateur)).toContain(
      'Un entretien attendu est encore sans place',
    )
    expect(await text('/sans-place', lycee.planificateur)).toContain('toutes en présence')
    expect(await text('/entretiens', lycee.intervenant)).not.toContain('toutes en présence')
  })
})

describe('what an interviewer sees of the origin avis', () => {
  const seen = (one: Lycee) => text(`/entretiens/${one.entretienId}`, one.intervenant)

  test('complet: level and comment', async () => {
    const page = await seen(lycee)
    expect(page).toContain('Avis d’origine : <strong>favorable</strong>')
    expect(page).toContain(COMMENTAIRE)
  })

  test('commentaire_seul: never the level', async () => {
    const page = await seen(commentaire)
    expect(page).not.toContain('Avis d’origine : <strong>')
    expect(page).toContain(COMMENTAIRE)
  })

  test('scelle_jusqu_au_brouillon: nothing until the compte rendu is written', async () => {
    const page = await seen(scelle)
    expect(page).toContain('s’ouvrira une fois votre compte rendu enregistré')
    expect(page).not.toContain(COMMENTAIRE)
    const fields = {
      presence: 'present',
      compteRendu: 'Conseil fictif : revoir le cintrage et les horaires de la menuiserie avec un artisan.',
    }
    const answer = await send(`/entretiens/${scelle.entretienId}`, scelle.intervenant, fields)
    expect(answer.headers.get('Location')).toBe(`/entretiens/${scelle.entretienId}`)
    expect(await seen(scelle)).toContain('Avis d’origine : <strong>favorable</strong>')
  })

  test('the planner sees none, and no text of the interview', async () => {
    const page = await text(`/entretiens/${lycee.entretienId}`, lycee.planificateur)
    expect(page).toContain('L’élève est-il venu ?')
    for (const hidden of [COMMENTAIRE, 'Compte rendu de l’entretien', 'Avis proposé'])
      expect(page).not.toContain(hidden)
  })

  test('A21: of another lycée or académie: refused', async () => {
    const path = `/entretiens/${lycee.entretienId}`
    expect((await get(app, path, scelle.intervenant)).status).toBe(404)
    const { db, acteur } = lycee.campagne
    const stranger = await acteurWith({ db, acteur }, { role: 'intervenant', uai: other(lycee) })
    const cookie = await appOver(db).cookieFor(stranger)
    expect((await get(app, path, cookie)).status).toBe(404)
    expect((await send(path, cookie, { presence: 'present' })).status).toBe(404)
    expect((await get(app, '/entretiens/999999', lycee.intervenant)).status).toBe(404)
  })
})

describe('from the interview to the signature', () => {
  const path = () => `/entretiens/${lycee.entretienId}`

  test('an avis without anything to read is refused, and what was typed comes back', async () => {
    const [first] = lycee.inscriptions
    const answer = await send(path(), lycee.intervenant, {
      presence: 'present',
      [`avis-${first}`]: 'favorable',
    })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Il faut un commentaire, ou un compte rendu qui en tienne lieu')
    // Undone whole: the presence too.
    expect(await text('/entretiens', lycee.intervenant)).toContain('À recevoir')
  })

  test('a compte rendu for a pupil who did not come is refused, text kept', async () => {
    const answer = await send(path(), lycee.intervenant, {
      presence: 'absent',
      compteRendu: 'Texte à garder & relire',
    })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Texte à garder &amp; relire')
  })

  test('presence, compte rendu and proposals go in together', async () => {
    const [first, second] = lycee.inscriptions
    const fields = {
      presence: 'present',
      lettreAbsente: 'oui',
      compteRendu: CONSEIL,
      [`avis-${first}`]: 'favorable',
      [`avis-${second}`]: 'assez_favorable',
      [`commentaire-${second}`]: PROPRE,
    }
    expect((await send(path(), lycee.intervenant, fields)).status).toBe(303)
    expect(await text('/entretiens', lycee.intervenant)).toContain('À signer')
  })

  test('A34: a compte rendu to read again comes back once with the reasons, and passes when kept', async () => {
    const [first, second] = lycee.inscriptions
    const typed = {
      presence: 'present',
      lettreAbsente: 'oui',
      [`avis-${first}`]: 'favorable',
      compteRendu: 'Sa dyslexie le gênera, et c’est un métier d’homme.',
      [`commentaire-${second}`]: 'Bien.',
      [`avis-${second}`]: 'assez_favorable',
    }
    const answer = await send(path(), lycee.intervenant, typed)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Texte à relire : il semble parler de santé')
    expect(page).toContain('« dyslexie »')
    expect(page).toContain('d’un métier d’hommes ou de femmes')
    expect(page).toContain('il est très court')
    expect(page).toContain('enregistrez de nouveau pour le garder ainsi')
    // Nothing was written.
    expect(await text(path(), lycee.intervenant)).toContain(CONSEIL)
    const kept = (name: string) => new RegExp(`name="relu-${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
    expect(kept('compteRendu')).toBe('sante sexe sans_formation')
    const again = {
      ...typed,
      'relu-compteRendu': kept('compteRendu'),
      [`relu-commentaire-${second}`]: kept(`commentaire-${second}`),
    }
    expect((await send(path(), lycee.intervenant, again)).status).toBe(303)
    // What is kept as it was is not read again; a text put back is.
    const back = { ...again, compteRendu: CONSEIL, [`commentaire-${second}`]: PROPRE }
    expect((await send(path(), lycee.intervenant, back)).status).toBe(303)
  })

  test('A3: nobody but the head signs, and only in his lycée', async () => {
    const [first] = lycee.inscriptions
    expect((await send('/signature', lycee.intervenant, { seul: String(first) })).status).toBe(403)
    expect(await text('/signature', scelle.chef)).toContain('Aucun avis n’attend votre signature.')
    expect((await send('/signature', scelle.chef, { seul: String(first) })).status).toBe(422)
  })

  test('nothing ticked, or an unknown level: refused, text kept', async () => {
    const [first] = lycee.inscriptions
    const fields = { [`avis-${first}`]: 'inventé', [`commentaire-${first}`]: 'Autre commentaire (fictif)' }
    const none = await send('/signature', lycee.chef, fields)
    expect(none.status).toBe(422)
    expect(await none.text()).toContain('Cochez au moins un avis à signer')
    const unknown = await send('/signature', lycee.chef, { ...fields, [`signe-${first}`]: 'oui' })
    expect(unknown.status).toBe(422)
    const page = await unknown.text()
    expect(page).toContain('n’est pas un niveau d’avis')
    expect(page).toContain('Autre commentaire (fictif)')
  })

  test('A34: the head who changes a comment is told the same, once', async () => {
    const [first] = lycee.inscriptions
    const fields = {
      [`avis-${first}`]: 'reserve',
      [`commentaire-${first}`]: 'Élève paresseux en menuiserie, sans aucun doute ici.',
    }
    const answer = await send('/signature', lycee.chef, { ...fields, seul: String(first) })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('« paresseux »')
    expect(await text('/signature', lycee.chef)).toContain(`name="signe-${first}"`)
  })

  test('one alone, changed by the head, then the others ticked', async () => {
    const [first, second] = lycee.inscriptions
    const fields = {
      [`avis-${first}`]: 'reserve',
      [`commentaire-${first}`]:
        'Changé par le chef : la charpente et la menuiserie demandent de l’assurance en hauteur (fictif).',
      [`avis-${second}`]: 'assez_favorable',
      [`commentaire-${second}`]: PROPRE,
    }
    expect((await send('/signature', lycee.chef, { ...fields, seul: String(first) })).status).toBe(303)
    const left = await text('/signature', lycee.chef)
    expect(left).not.toContain(`name="signe-${first}"`)
    expect(left).toContain(`name="signe-${second}"`)
    expect((await send('/signature', lycee.chef, { ...fields, [`signe-${second}`]: 'oui' })).status).toBe(303)
    expect(await text('/signature', lycee.chef)).toContain('Aucun avis n’attend votre signature.')
  })

  test('what is signed no longer changes', async () => {
    const [first] = lycee.inscriptions
    const page = await text(path(), lycee.intervenant)
    expect(page).toContain('Avis signé : <strong>réservé</strong>')
    expect(page).not.toContain('name="compteRendu"')
    await send(path(), lycee.intervenant, {
      presence: 'absent',
      compteRendu: 'Réécrit',
      [`avis-${first}`]: 'favorable',
    })
    const after = await text(path(), lycee.intervenant)
    expect(after).toContain(CONSEIL)
    expect(after).toContain('Avis signé : <strong>réservé</strong>')
  })
})
