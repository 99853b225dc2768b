import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { withBase } from '#src/cli/base.ts'
import { atelierOf, OPTION_ACADEMIE, OPTION_CAMPAGNE, type Atelier } from '#src/cli/campaign.ts'
import type { Definition, ExitCode, Given, Terminal } from '#src/cli/command.ts'
import { Refusal } from '#src/cli/failure.ts'
import { act } from '#src/cli/operator-act.ts'
import { throughStage } from '#src/cli/staged-folder.ts'
import { readBaseSettings } from '#src/db/base.ts'
import { renderBordereau } from '#src/documents/bordereau.ts'
import { closeDocuments } from '#src/documents/engine.ts'
import type { Bordereau as BordereauImprime } from '#src/documents/model.ts'
import { nomAcademie } from '#src/exchange/identifiants.ts'
import { dayOf } from '#src/kit/day.ts'
import { signingKey } from '#src/kit/signing-key.ts'
import { cleDeRepetition, exportBonus, sentenceBonus, type Export } from '#src/procedure/bonus/api.ts'
import { libelleSens } from '#src/procedure/campagnes/api.ts'
import { listGestionnaires, type Tx } from '#src/procedure/comptes/api.ts'

export const EXPORTER: Definition = {
  positions: [{ nom: 'sortie', aide: 'dossier où écrire bonus-affelnet.csv, bordereau.json, bordereau.pdf' }],
  options: [
    {
      nom: 'approbateur',
      valeur: 'compte',
      aide: 'seconde personne : numéro, nom ou courriel de son compte',
    },
    OPTION_CAMPAGNE,
    OPTION_ACADEMIE,
  ],
  notes: [
    'Les trois fichiers sont écrits ensemble, en entier ou pas du tout, et remplacent ceux d’un lot précédent.',
    'La clé de signature est celle de PASSPRO_CLE_SIGNATURE (fichier PEM), sinon du dossier des données, où elle est',
    'créée au premier lot ; une campagne de répétition signe avec sa propre clé, qui ne vaut rien ailleurs.',
  ],
  run: exportLot,
}

async function exportLot(given: Given, terminal: Terminal): Promise<ExitCode> {
  const sortie = given.position(0)
  given.required('approbateur')
  try {
    const { bordereau, sansIne } = await withBase(terminal, async (base) => {
      const atelier = await atelierOf(base, given)
      return throughStage(sortie, (stage) =>
        act(given, atelier, async (tx) => {
          const lot = await establish(tx, { atelier, given, terminal })
          await writeLot(stage, { lot, atelier, tx })
          return lot
        }),
      )
    })
    terminal.out(
      `Lot ${bordereau.numero} : ${bordereau.lignes} lignes, ${bordereau.points} points, SHA-256 ${bordereau.sha256}.\n`,
    )
    const left = new Set(sansIne.map((ligne) => ligne.eleveId)).size
    if (left > 0) terminal.say(`${left} élèves sans INE sont restés hors du fichier : saisissez leur INE.`)
    return 0
  } finally {
    await closeDocuments()
  }
}

async function establish(
  tx: Tx,
  { atelier, given, terminal }: { atelier: Atelier; given: Given; terminal: Terminal },
): Promise<Export> {
  const { campagne } = atelier
  const approbateurId = await approverOf(tx, given.required('approbateur'))
  const cle = campagne.repetition
    ? cleDeRepetition(campagne.graine)
    : { privee: signingKey(readBaseSettings(terminal.env).cleSignature) }
  const lot = await exportBonus(tx, { campagneId: campagne.id, approbateurId, cle })
  if (!lot.ok) throw new Refusal(sentenceBonus(lot.refus))
  return lot.value
}

async function approverOf(tx: Tx, text: string): Promise<number> {
  const jour = dayOf(tx.now, tx.zone)
  const all = await listGestionnaires(tx.trx, { academie: tx.acteur.academie, jour })
  const known = all.filter(({ id }) => id !== tx.acteur.compteId)
  const named = known.filter(({ id, nom, courriel }) =>
    [String(id), nom.toLowerCase(), courriel?.toLowerCase()].includes(text.toLowerCase()),
  )
  const [only, other] = named
  if (only && !other) return only.id
  const list = known.map(({ id, nom }) => `${id} (${nom})`).join(', ')
  throw new Refusal(
    only
      ? `Plusieurs comptes répondent à « ${text} » : donnez un numéro parmi ${list}.`
      : `Aucun compte de l’académie ne répond à « ${text} » ; ceux qui peuvent approuver : ${list}.`,
  )
}

async function writeLot(
  stage: string,
  { lot, atelier, tx }: { lot: Export; atelier: Atelier; tx: Tx },
): Promise<void> {
  const { fichier, bordereau } = lot
  const { pdf, refus } = await renderBordereau(imprime(lot, { atelier, tx }))
  if (refus[0]) throw new Error(`bordereau impossible : ${refus[0].raison}`)
  await writeFile(path.join(stage, 'bonus-affelnet.csv'), fichier)
  await writeFile(path.join(stage, 'bordereau.json'), `${JSON.stringify(bordereau, null, 2)}\n`)
  await writeFile(path.join(stage, 'bordereau.pdf'), pdf)
}

function imprime({ bordereau }: Export, { atelier, tx }: { atelier: Atelier; tx: Tx }): BordereauImprime {
  const { academie, campagne } = atelier
  const { annee, dispositif, repetition } = campagne
  const { reglement, operations, parAvis, numero, lignes, points } = bordereau
  const { sha256, signature, cle, actesExceptionnels } = bordereau
  return {
    campagne: { academie: academie.nom || nomAcademie(academie.code), annee, dispositif, repetition },
    reglement: `${reglement.nom}, version ${reglement.version}`,
    numero,
    etabliLe: dayOf(tx.now, tx.zone),
    parAvis: parAvis.map((one) => ({ ...one, avis: libelleSens(one.avis) })),
    lignes,
    points,
    ajouts: operations.ajout,
    modifications: operations.modification,
    retraits: operations.retrait,
    sha256,
    signature,
    cle,
    actesExceptionnels,
  }
}
