import { createHash } from 'node:crypto'
import { getDocumentProxy } from 'unpdf'
import { afterAll, describe, expect, test } from 'vitest'
import { renderBordereau } from '#src/documents/bordereau.ts'
import { renderConvocations } from '#src/documents/convocations.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import { bordereau, campagne, college, convocation, fiche, formation } from '#src/documents/examples.ts'
import { renderFiches } from '#src/documents/fiches.ts'
import type { AvisImprime, Fiche } from '#src/documents/model.ts'
import { compressedObjects, readPdf } from '#src/documents/pdf-reading.ts'
import { MARQUE_REPETITION, mentionLegale } from '#src/documents/texts.ts'
import { typo } from '#src/documents/wording.ts'

afterAll(closeDocuments)

/** Line breaks and spaces of the layout do not count. */
const flat = (text: string): string => text.replace(/\s+/g, ' ')
const squeezed = (text: string): string => text.replace(/\s+/g, '')
const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const avis = (commentaire: string): AvisImprime => ({
  libelle: 'favorable',
  commentaire,
  signataire: null,
  fonction: 'principale du collège',
  signeLe: '2027-02-26',
})

const ficheWith = (commentaire: string): Fiche => ({
  ...fiche,
  formations: [{ ...formation, avisOrigine: avis(commentaire) }],
})

describe('convocations', () => {
  test('one page says when, where, what to bring and whom to warn', async () => {
    const { pdf, refus } = await renderConvocations([convocation])
    const { pages } = await readPdf(pdf)
    const text = flat(pages.join(' '))
    expect(refus).toEqual([])
    expect(pages).toHaveLength(1)
    for (const fact of [
      'Aux responsables légaux de Éloïse DÉMONSTRATION',
      'Classe 3B',
      'Convocation à un entretien d’information',
      'jeudi 4 mars 2027',
      '8 h 05 – durée : 20 minutes',
      'Lycée professionnel Exemple-des-Fontaines',
      '12 rue de la Démonstration, 75000 Paris',
      'B12',
      'Entrée par la grille bleue',
      'professeur de l',
      'Voir le lycée sur une carte',
      'Votre page personnelle',
      '« Métiers du bois et de la construction durable »',
      'CAP menuisier fabricant',
      'lettre de motivation guidée, imprimée (sans elle, votre enfant est reçu tout de même)',
      'de quoi écrire',
      '01 99 00 00 02',
      'L’entretien informe et conseille : ce n’est pas un examen ni une sélection.',
      'En bref',
    ])
      expect(text).toContain(flat(fact))
    expect(text).not.toMatch(/\bINE\b|\d{9}[A-Z]{2}|\d{10}[A-Z]|\bavis\b|points|RÉPÉTITION/i)
  })

  test('a group session says when all come, and when the pupil is received alone', async () => {
    const seance = { fin: '2027-03-04T09:00', individuel: '2027-03-04T08:45' }
    const { pdf, refus } = await renderConvocations([{ ...convocation, ...seance }])
    const { pages } = await readPdf(pdf)
    const text = flat(pages.join(' '))
    expect([refus, pages.length]).toEqual([[], 1])
    for (const fact of [
      '8 h 05 – information commune',
      'Entretien individuel 8 h 45 – durée : 15 minutes',
      'Tous les élèves arrivent à cette heure. Entretien seul à 8 h 45.',
    ])
      expect(text).toContain(flat(fact))
  })

  test('a remote interview is at the collège, which provides the equipment', async () => {
    const { pdf } = await renderConvocations([{ ...convocation, mode: 'distanciel' }])
    const text = flat((await readPdf(pdf)).pages.join(' '))
    expect(text).toContain('à distance, par visioconférence')
    expect(text).toContain('Collège Modèle-du-Parc, qui fournit une salle calme et le matériel')
    for (const fact of ['CDI, avec CPE', 'https://visio.exemple.invalid/salon-7', 'au 01 99 00 00 03'])
      expect(text).toContain(fact)
    expect(text).not.toContain('B12')
  })

  test('by post it bears one address, at the place of the window of an envelope', async () => {
    const adresse = { destinataire: 'Mme Alix EXEMPLE', lignes: ['9 rue du Modèle', '75000 Paris'] }
    const { pdf } = await renderConvocations([{ ...convocation, adresse }])
    const [page] = (await readPdf(pdf)).pages
    expect(flat(page ?? '')).toContain('Mme Alix EXEMPLE 9 rue du Modèle 75000 Paris')
    expect(page).not.toContain('Aux responsables légaux')
    const { items } = await (
      await (await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 })).getPage(1)
    ).getTextContent()
    const name = items.find((item) => 'str' in item && item.str.includes('Alix EXEMPLE'))
    const [x = 0, y = 0] =
      name && 'transform' in name ? [Number(name.transform[4]), Number(name.transform[5])] : []
    const mm = (points: number): number => (points / 72) * 25.4
    expect(mm(x)).toBeGreaterThan(100)
    expect(mm(841.89 - y)).toBeGreaterThan(43)
    expect(mm(841.89 - y)).toBeLessThan(60)
  })

  test.each([
    ['changement', /Changement d’un entretien.*annoncé pour le lundi 1er mars 2027 à 9 h 00, a changé/],
    ['apres_absence', /Nouvelle convocation après une absence.*L’absence de .* a été constatée/],
    ['annulation', /Annulation d’un entretien par le lycée.*ne compte pas comme une absence/],
  ] as const)('%s says what it is', async (objet, sentence) => {
    const { pdf } = await renderConvocations([{ ...convocation, objet, precedent: '2027-03-01T09:00' }])
    const { pages } = await readPdf(pdf)
    const text = flat(pages.join(' '))
    expect(pages).toHaveLength(1)
    expect(text).toMatch(sentence)
    expect(/annul/i.test(text)).toBe(objet === 'annulation')
    expect(/À apporter/.test(text)).toBe(objet !== 'annulation')
    expect(text).not.toMatch(/\bINE\b|\bavis\b|points/i)
  })

  test('the slips come behind each: authorisation to travel, attestation of presence', async () => {
    const distanciel = { ...convocation, mode: 'distanciel' as const }
    const { pdf } = await renderConvocations(
      [convocation, distanciel].map((one) => ({ ...one, formulaires: true })),
    )
    const { pages, untagged } = await readPdf(pdf)
    expect([pages.length, untagged]).toEqual([4, 0])
    expect(flat(pages[1] ?? '')).toMatch(
      /Autorisation de se déplacer.*seul, à l’aller.*accompagné.*Attestation de présence/,
    )
    expect(pages[3]).not.toContain('Autorisation de se déplacer')
  })

  test('stays on one page with the longest names and directions', async () => {
    const { pdf } = await renderConvocations([
      {
        ...convocation,
        eleve: { prenom: 'Łukasz İbrahim', nom: 'EXEMPLE-'.repeat(12), classe: '3PM1' },
        formations: Array.from({ length: 6 }, () => formation.libelle),
        acces: 'Suivre la rue, entrer par la grille du fond. '.repeat(30),
      },
    ])
    expect((await readPdf(pdf)).pages).toHaveLength(1)
  })

  test('stays on one page at every length around the one where it has to be measured', async () => {
    const { pdf } = await renderConvocations(
      [0, 3, 6, 9, 12, 15, 18].flatMap((lines) =>
        (['presentiel', 'distanciel'] as const).map((mode) => ({
          ...convocation,
          mode,
          campagne: { ...campagne, repetition: true },
          acces: 'Monter WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW.\n'.repeat(lines),
        })),
      ),
    )
    expect((await readPdf(pdf)).pages).toHaveLength(14)
  })

  test('a rehearsal is marked, and so is each page', async () => {
    const repetition = { ...convocation, campagne: { ...campagne, repetition: true } }
    const { pages } = await readPdf((await renderConvocations([repetition, repetition])).pdf)
    expect(pages).toHaveLength(2)
    for (const page of pages) expect(page).toContain(typo(MARQUE_REPETITION))
  })

  test('an empty batch is one page that says so', async () => {
    const { pdf, refus } = await renderConvocations([])
    expect(refus).toEqual([])
    expect(flat((await readPdf(pdf)).pages.join('|'))).toContain('Il n’y a aucune convocation à remettre.')
  })

  test('keeps names of any Latin or Arabic script, and refuses only the letter it cannot set', async () => {
    const names = ['Nguyễn', 'Yıldız', 'Łukasz', 'Œuvre', 'Дарина', '張', 'ليلى', 'Zoé 🙂', 'Ana']
    const { pdf, refus } = await renderConvocations(
      names.map((prenom) => ({ ...convocation, eleve: { prenom, nom: 'EXEMPLE', classe: null } })),
    )
    expect(refus.map((each) => each.index)).toEqual([5, 7])
    expect(refus[1]?.raison).toBe(
      'Le caractère « 🙂 » (U+1F642) ne peut pas être imprimé avec les polices livrées.',
    )
    const { pages } = await readPdf(pdf)
    expect(pages).toHaveLength(7)
    for (const [page, name] of ['Nguyễn', 'Yıldız', 'Łukasz', 'Œuvre', 'Дарина', 'ليلى', 'Ana'].entries())
      expect(pages[page]?.normalize('NFKC')).toContain(name)
  })

  test('500 in one batch: in order, all bookmarked, and tags under common roots', async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({
      ...convocation,
      eleve: { prenom: 'Ana', nom: `EXEMPLE-${i}-FIN`, classe: '3A' },
    }))
    const { pdf, refus } = await renderConvocations(many)
    const { pages, bookmarks, marked, untagged } = await readPdf(pdf, [0, 99, 100, 499])
    expect(refus).toEqual([])
    expect(bookmarks).toEqual(many.map(({ eleve }) => expect.stringContaining(eleve.nom)))
    expect(pages).toHaveLength(500)
    for (const i of [0, 99, 100, 499]) expect(pages[i]).toContain(`EXEMPLE-${i}-FIN`)
    expect([marked, untagged]).toEqual([true, 0])
  })
})

describe('fiches', () => {
  test('carry both avis, the crossing, the result, what remains to do and the rights', async () => {
    const { pdf, refus } = await renderFiches([fiche])
    const { pages } = await readPdf(pdf)
    const text = flat(pages.join(' '))
    expect(refus).toEqual([])
    for (const fact of [
      'Éloïse DÉMONSTRATION',
      '01/04/2012',
      formation.avisOrigine?.commentaire,
      formation.avisReferent?.commentaire,
      'Signé le vendredi 26 février 2027 par Mme Principale-Exemple, principale du collège',
      formation.compteRendu?.texte,
      'Écrit le jeudi 4 mars 2027 par M. Intervenant-Exemple, équipe du Lycée professionnel Exemple-des-Fontaines',
      typo(formation.croisement),
      'Avis final : très favorable',
      '2500 points',
      'Pas d’avis final',
      '0 point',
      'ce qui n’est pas un avis réservé',
      typo(formation.resteAFaire[1] ?? ''),
      'Camille DÉMONSTRATION',
      'médiateur de l’éducation nationale',
      'tribunal administratif',
      'https://passpro.exemple.invalid/verification/75/7f3a91c20b5e40d2a4c1',
      'Vous pouvez demander qu’une personne réexamine ce résultat.',
      'exemple-gradue, version 1',
      'empreinte 7f3a91c20b5e',
      'Coupon-réponse',
      'Je confirme cette formation',
      'Signature',
      ...mentionLegale({ academie: 'Paris', etablissement: college }).map(typo),
    ])
      expect(squeezed(text)).toContain(squeezed(fact ?? '?'))
  })

  test('a reissued one says first what changed, and a QR code with its text leads to the verification', async () => {
    const changements = ["L'avis du lycée référent a été donné : favorable."]
    const { pdf } = await renderFiches([
      { ...fiche, version: 2, changements },
      { ...fiche, verification: null },
    ])
    const { pages, roles } = await readPdf(pdf)
    const text = flat(pages.join(' '))
    expect(text).toContain('Ce qui a changé depuis la version 1')
    expect(text).toContain('– L’avis du lycée référent a été donné')
    expect(roles.filter((role) => role === 'Figure')).toHaveLength(1)
    expect(roles).toContain('Link')
  })

  test('each pupil starts a page and is numbered alone', async () => {
    const { pages } = await readPdf((await renderFiches([fiche, ficheWith('Court.'), fiche])).pdf)
    const starts = pages.flatMap((page, i) => (page.includes('Fiche récapitulative') ? [i] : []))
    expect(starts).toHaveLength(3)
    expect(starts[0]).toBe(0)
    expect(pages[0]).toContain('page 1 / 2')
    expect(pages[1]).toContain('page 2 / 2')
    expect(flat(pages[starts[2] ?? -1] ?? '')).toContain('page 1 / 2')
  })

  test('what people typed is text: Typst code, HTML, control and direction characters', async () => {
    const hostile = '#panic("x") *gras* $x^2$ <b>html</b> &amp; \\u{41} @ref <label> // fin'
    const { pdf, refus } = await renderFiches([ficheWith(`${hostile} \u202ecaché\u0007\u0000\ud83d`)])
    expect(refus).toEqual([])
    const text = flat((await readPdf(pdf)).pages.join(' '))
    expect(text).toContain(hostile)
    expect(text).toContain('caché')
    expect(text).not.toContain('\u202e')
  })

  test.each([
    ['2,000 characters', 'Élève curieuse et régulière. '.repeat(69)],
    ['50,000 characters', 'Élève curieuse et régulière. '.repeat(1724)],
    ['50,000 characters without a space', 'Régularité_'.repeat(4545)],
  ])('nothing of a comment of %s is lost', async (_, commentaire) => {
    const { pdf, refus } = await renderFiches([ficheWith(commentaire)])
    expect(refus).toEqual([])
    const { pages } = await readPdf(pdf)
    const footers = pages.map((page) =>
      page.replace(/Éloïse DÉMONSTRATION · Version[^]*?page \d+ \/ \d+/, ''),
    )
    expect(squeezed(footers.join(''))).toContain(squeezed(commentaire))
  })

  test('an empty comment, no confirmation asked and no formation still make a sheet', async () => {
    const bare = { ...formation, avisOrigine: avis(''), resteAFaire: [] }
    const { pdf, refus } = await renderFiches([
      { ...fiche, formations: [bare], personnes: [] },
      { ...fiche, formations: [] },
    ])
    expect(refus).toEqual([])
    const text = flat((await readPdf(pdf)).pages.join(' '))
    expect(text).toContain('Aucun commentaire.')
    expect(text).toContain('Aucune inscription n’est enregistrée pour cet élève.')
    expect(text).not.toContain('Coupon-réponse')
  })
})

describe('bordereau', () => {
  test('carries counts, sums, seal, exceptional acts and the legal mention', async () => {
    const { pages } = await readPdf((await renderBordereau(bordereau)).pdf)
    const text = flat(pages.join(' '))
    for (const fact of ['n° 2', 'très favorable', '8120', '27 600 250', 'panne de l', 'CADA'])
      expect(text).toContain(flat(fact))
    for (const seal of [bordereau.sha256, bordereau.signature, bordereau.cle])
      expect(squeezed(text)).toContain(seal)
  })
})

describe('the file itself', () => {
  test('is tagged, titled, in French, with every font inside and PDF/UA said', async () => {
    for (const { pdf } of [
      await renderConvocations([convocation]),
      await renderFiches([fiche, fiche]),
      await renderBordereau(bordereau),
    ]) {
      const { marked, roles, untagged, unembedded } = await readPdf(pdf)
      expect({ marked, untagged, unembedded }).toEqual({ marked: true, untagged: 0, unembedded: 0 })
      expect(roles).toEqual(expect.arrayContaining(['Document', 'H1', 'H2', 'P']))
      expect(compressedObjects(pdf)).toMatch(/\/Lang \(fr-FR\)/)
      expect(compressedObjects(pdf)).toMatch(/\/StructTreeRoot \d+ 0 R/)
      expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfuaid:part>1</pdfuaid:part>')
    }
  })

  test('table headers of one pupil never point into the sheet of another', async () => {
    const many = Array.from({ length: 90 }, () => fiche)
    const objects = compressedObjects((await renderFiches(many)).pdf)
    const ids = [...objects.matchAll(/\/ID \((P\d+U\d+x\d+y\d+)\)/g)].map((m) => m[1])
    const named = [...objects.matchAll(/\((P\d+U\d+x\d+y\d+)\) \d+ 0 R/g)].map((m) => m[1])
    expect(new Set(ids).size).toBe(ids.length)
    expect(named).toHaveLength(ids.length)
    expect(named.every((id, i) => i === 0 || (named[i - 1] ?? '') < (id ?? ''))).toBe(true)
    expect(new Set(ids.map((id) => id?.slice(0, 7))).size).toBe(3)
  })

  test('same data, same bytes', async () => {
    const batch = Array.from({ length: 3 }, (_, i) => ({ ...convocation, salle: `B${i}` }))
    const first = digest((await renderConvocations(batch)).pdf)
    await renderFiches([fiche])
    await closeDocuments()
    expect(digest((await renderConvocations(batch)).pdf)).toBe(first)
    expect(digest((await renderConvocations(batch.slice(1))).pdf)).not.toBe(first)
  })

  test('one letter is light', async () => {
    expect((await renderConvocations([convocation])).pdf.length).toBeLessThan(60_000)
  })
})
