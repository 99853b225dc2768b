import { renderPartie, type Lot } from '#src/documents/batch.ts'
import { lotDeConvocations } from '#src/documents/convocations.ts'
import { lotDeFiches, renderFiches } from '#src/documents/fiches.ts'
import { lotDeLettres } from '#src/documents/lettres.ts'
import type { Convocation } from '#src/documents/model.ts'
import { dayOf } from '#src/kit/day.ts'
import { indexBy } from '#src/kit/group.ts'
import { zipOf, type EntreeZip } from '#src/kit/zip-out.ts'
import {
  MODELE_PAR_DEFAUT,
  nomDeFichier,
  readFichesAvecMots,
  type FicheLue,
} from '#src/procedure/bonus/api.ts'
import type { Tx } from '#src/procedure/comptes/api.ts'
import { readAdresses } from '#src/procedure/eleves/api.ts'
import type {
  DocumentEdition,
  Edition,
  PartieComposee,
  PartieEdition,
  RefusEdition,
} from '#src/procedure/editions/model.ts'
import { ADRESSE_RESERVEE, DOCUMENT_RETIRE, SANS_ADRESSE } from '#src/procedure/editions/texts.ts'
import { readConvocations, type EntretienConvoque } from '#src/procedure/entretiens/api.ts'
import { readLettres, readLettresImprimees } from '#src/procedure/lettres/api.ts'

interface Travail {
  edition: Edition
  partie: PartieEdition
}

/** Sets the documents of one part, with the rights of whoever asked, in the order of its list. */
export function composePartie(tx: Tx, travail: Travail): Promise<PartieComposee> {
  switch (travail.edition.genre) {
    case 'convocations':
      return composeConvocations(tx, travail)
    case 'convocations_postees':
      return composeConvocationsPostees(tx, travail)
    case 'fiches':
      return composeFiches(tx, travail)
    case 'fiches_ent':
      return composeFichesEnt(tx, travail)
    case 'lettres':
      return composeLettres(tx, travail)
  }
}

/** What is to be set, and for whom. */
interface Piece<T> {
  qui: string
  document: DocumentEdition | null
  source: T
}

/** Sets them together; a document that cannot be set is left out, and said. */
async function compose<T>(
  pieces: readonly Piece<T>[],
  { lotOf, refus }: { lotOf: (sources: T[]) => Lot; refus: readonly RefusEdition[] },
): Promise<PartieComposee> {
  const { pdf, refus: left } = await renderPartie(lotOf(pieces.map(({ source }) => source)))
  const out = new Set(left.map(({ index }) => index))
  const printed = pieces.flatMap(({ document }, index) => (document && !out.has(index) ? [document] : []))
  return {
    contenu: pdf,
    documents: [...new Map(printed.map((one) => [`${one.genre}/${one.id}`, one])).values()],
    refus: [...refus, ...left.map(({ index, raison }) => ({ qui: pieces[index]?.qui ?? '', raison }))],
    lignes: [],
  }
}

/** The things of the list that still are, and those that are no more. */
function still<T>(
  { objets }: PartieEdition,
  known: ReadonlyMap<string, T>,
): { found: T[]; refus: RefusEdition[] } {
  const all = objets.map(({ id, domaine }) => known.get(domaine === undefined ? `${id}` : `${id}/${domaine}`))
  const found = all.flatMap((one) => (one === undefined ? [] : [one]))
  const lost = all.length - found.length
  return { found, refus: Array.from({ length: lost }, () => ({ qui: 'Un élève', raison: DOCUMENT_RETIRE })) }
}

async function convoques(tx: Tx, { edition, partie }: Travail) {
  const { campagneId, origine, demandeeLe } = edition
  const list = await readConvocations(tx, {
    campagneId,
    origine: partie.uai,
    convocationIds: partie.objets.map(({ id }) => id),
    ...(origine === null ? {} : { service: origine }),
  })
  const emiseLe = dayOf(demandeeLe, tx.zone)
  const known = indexBy(list, ({ rangee }) => `${rangee.convocationId}`)
  return { ...still(partie, known), emiseLe }
}

const nomOf = ({ rangee }: EntretienConvoque): string => `${rangee.prenom} ${rangee.nom}`

const documentOf = ({ rangee: { convocationId } }: EntretienConvoque): DocumentEdition | null =>
  convocationId === null ? null : { genre: 'convocation', id: convocationId }

/** Handed over in class: no address, and the slips behind each. */
async function composeConvocations(tx: Tx, travail: Travail): Promise<PartieComposee> {
  const { found, refus, emiseLe } = await convoques(tx, travail)
  const pieces = found.map((one): Piece<Convocation> => ({
    qui: nomOf(one),
    document: documentOf(one),
    source: { ...one.convocation, emiseLe, formulaires: true },
  }))
  return compose(pieces, { lotOf: lotDeConvocations, refus })
}

/** By post: one letter per guardian, at his own address; pupils for whom none can be printed are said. */
async function composeConvocationsPostees(tx: Tx, travail: Travail): Promise<PartieComposee> {
  const { found, refus, emiseLe } = await convoques(tx, travail)
  const eleveIds = [...new Set(found.map(({ rangee }) => rangee.eleveId))]
  const adresses = await readAdresses(tx, { uai: travail.partie.uai, eleveIds })
  const pieces = found.flatMap((one) =>
    (adresses.get(one.rangee.eleveId)?.adresses ?? []).map((adresse): Piece<Convocation> => ({
      qui: nomOf(one),
      document: documentOf(one),
      source: { ...one.convocation, emiseLe, adresse, formulaires: true },
    })),
  )
  const unsent = found.flatMap((one) =>
    reasonsOf(adresses.get(one.rangee.eleveId)).map((raison) => ({ qui: nomOf(one), raison })),
  )
  return compose(pieces, { lotOf: lotDeConvocations, refus: [...refus, ...unsent] })
}

type Adresses = Awaited<ReturnType<typeof readAdresses>> extends Map<number, infer A> ? A : never

function reasonsOf(known: Adresses | undefined): string[] {
  const reserved = (known?.reservees ?? 0) > 0
  const lost = (known?.sansAdresse ?? 0) > 0 || (known && known.adresses.length === 0 && !reserved)
  return [...(reserved ? [ADRESSE_RESERVEE] : []), ...(lost ? [SANS_ADRESSE] : [])]
}

async function fichesOf(
  tx: Tx,
  { edition, partie }: Travail,
): Promise<{ found: FicheLue[]; refus: RefusEdition[] }> {
  const { campagneId, origine } = edition
  const lues = await readFichesAvecMots(tx, {
    campagneId,
    uai: partie.uai,
    eleveIds: partie.objets.map(({ id }) => id),
    ...(origine === null ? {} : { origine }),
  })
  return still(
    partie,
    indexBy(lues, ({ emise }) => `${emise.eleveId}`),
  )
}

async function composeFiches(tx: Tx, travail: Travail): Promise<PartieComposee> {
  const { found, refus } = await fichesOf(tx, travail)
  const pieces = found.map(({ fiche, emise }) => ({
    qui: `${emise.prenom} ${emise.nom}`,
    document: { genre: 'fiche' as const, id: emise.ficheId },
    source: fiche,
  }))
  return compose(pieces, { lotOf: lotDeFiches, refus })
}

/** One PDF per pupil, under the names that the ENT of the school asks for. */
async function composeFichesEnt(tx: Tx, travail: Travail): Promise<PartieComposee> {
  const { found, refus } = await fichesOf(tx, travail)
  const entrees: EntreeZip[] = []
  const composee: PartieComposee = { contenu: null, documents: [], refus: [...refus], lignes: [] }
  for (const [i, lue] of found.entries()) {
    const { emise, fiche } = lue
    const { pdf, refus: left } = await renderFiches([fiche])
    const [lost] = left
    if (lost) {
      composee.refus.push({ qui: `${emise.prenom} ${emise.nom}`, raison: lost.raison })
      continue
    }
    const nom = fichierOf(lue, { ...travail, place: travail.partie.debut + i + 1 })
    entrees.push({ nom, contenu: pdf })
    composee.documents.push({ genre: 'fiche', id: emise.ficheId })
    composee.lignes.push([nom, emise.nom, emise.prenom, emise.classe, fiche.eleve.dateNaissance])
  }
  return entrees.length === 0 ? composee : { ...composee, contenu: zipOf(entrees) }
}

/** A pupil without INE is told apart by his number, when files are named by the INE. */
function fichierOf({ emise }: FicheLue, { edition, partie, place }: Travail & { place: number }): string {
  const { nom, prenom, classe, ine } = emise
  const numero = String(place).padStart(String(partie.total).length, '0')
  const modele = edition.modele ?? MODELE_PAR_DEFAUT
  const unnamed = ine === null && !modele.includes('{numero}')
  return `${nomDeFichier(modele, { numero, classe, nom, prenom, ine: unnamed ? `sans-${numero}` : ine })}.pdf`
}

async function composeLettres(tx: Tx, { edition, partie }: Travail): Promise<PartieComposee> {
  const { campagneId, jour } = edition
  const eleveIds = [...new Set(partie.objets.map(({ id }) => id))]
  const lettres = await readLettres(tx, { campagneId, uai: partie.uai, jour, eleveIds })
  const known = indexBy(lettres, ({ eleveId, domaine }) => `${eleveId}/${domaine}`)
  const { found, refus } = still(partie, known)
  const sources = await readLettresImprimees(tx, { campagneId, suivies: found })
  const pieces = sources.map((source) => ({
    qui: `${source.eleve.prenom} ${source.eleve.nom}`,
    document: null,
    source,
  }))
  return compose(pieces, { lotOf: lotDeLettres, refus })
}
