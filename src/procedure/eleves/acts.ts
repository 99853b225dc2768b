import { appendJournal } from '#src/db/journal.ts'
import type { EleveLu, LienResponsable, ResponsableLu } from '#src/exchange/model.ts'
import { groupBy, indexBy } from '#src/kit/group.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { demand, parDelegation, signataireOf, type Tx } from '#src/procedure/comptes/api.ts'
import { deleteDoutesLeves, upsertDoutes } from '#src/procedure/eleves/sql/doutes-ine.ts'
import { isTransfere, rekeyTransferes } from '#src/procedure/eleves/sql/transferts.ts'
import {
  insertAdultesReferents,
  insertDemandes,
  replaceLiens,
  selectEleves,
  selectTitulaires,
  upsertEleves,
  upsertResponsables,
  type EleveEcrit,
} from '#src/procedure/eleves/sql.ts'

const IMPORT = 'eleves.importer'
const NOMMER = 'adulte_referent.nommer'
const DEMANDER = 'demande.deposer'

/** What the files of one school say. */
export interface Ecole {
  uai: string
  eleves: readonly EleveLu[]
  responsables: readonly ResponsableLu[]
  /** null: the guardians were not read; what is known of them stays. */
  liens: readonly LienResponsable[] | null
}

export interface BilanImport {
  crees: number
  modifies: number
  inchanges: number
  /** Pupils whose INE another pupil of the campaign holds already: doubt goes to a human (rule 10). */
  refus: { eleve: EleveLu; autreUai: string; autreCle: string; memeNaissance: boolean }[]
}

/** Pupils and guardians of one school, created or brought up to date: the same file twice changes nothing. */
export async function importEleves(
  tx: Tx,
  { campagneId, ...ecole }: Ecole & { campagneId: number },
): Promise<BilanImport> {
  const [bilan] = await importEcoles(tx, { campagneId, ecoles: [ecole] })
  if (!bilan) throw new Error('import sans bilan')
  return bilan
}

/** The same for several schools at once, in a fixed number of statements. One result per school, in order. */
export async function importEcoles(
  tx: Tx,
  { campagneId, ecoles }: { campagneId: number; ecoles: readonly Ecole[] },
): Promise<BilanImport[]> {
  demand(tx.acteur, IMPORT, ecoles)
  const scope = { academie: tx.acteur.academie, campagneId }
  const sorted = await sortEleves(tx, campagneId, ecoles)
  const ecrits = await upsertEleves(
    tx.trx,
    scope,
    sorted.flatMap(({ uai, gardes }) => gardes.map((eleve) => rowOfEleve(uai, eleve))),
  )
  await saveResponsables(tx, { scope, ecoles, eleves: ecrits })
  await followDoutes(tx, { campagneId, ecrits, sorted })
  const byUai = groupBy(ecrits, (one) => one.uai)
  const bilans = sorted.map(({ uai, refus }) => ({ ...countsOf(byUai.get(uai) ?? []), refus }))
  await appendJournal(
    tx,
    bilans.map(({ crees, modifies }, i) => {
      const uai = ecoles[i]?.uai ?? ''
      return {
        chaine: uai,
        acte: IMPORT,
        objet: 'etablissement',
        objetId: uai,
        apres: { crees, modifies },
      }
    }),
  )
  return bilans
}

function countsOf(ecrits: readonly EleveEcrit[]): Omit<BilanImport, 'refus'> {
  const count = (sort: EleveEcrit['sort']): number => ecrits.filter((one) => one.sort === sort).length
  return { crees: count('cree'), modifies: count('modifie'), inchanges: count('inchange') }
}

interface EcolesTriees {
  campagneId: number
  ecrits: readonly EleveEcrit[]
  sorted: readonly { uai: string; refus: BilanImport['refus'] }[]
}

/** A line refused for the INE of a pupil whom no page of its own school can join to it waits for somebody to say who he is. */
async function followDoutes(tx: Tx, { campagneId, ecrits, sorted }: EcolesTriees): Promise<void> {
  await deleteDoutesLeves(tx.trx, campagneId, ecrits)
  const scope = { academie: tx.acteur.academie, campagneId, le: tx.now }
  const doutes = sorted.flatMap(({ uai, refus }) =>
    refus.flatMap(({ eleve, autreUai, autreCle }) =>
      autreUai === uai && !isTransfere(autreCle)
        ? []
        : [{ uai, cle: eleve.eleveId, ine: eleve.ine, ligne: ligneOf(eleve) }],
    ),
  )
  await upsertDoutes(tx.trx, scope, doutes)
}

const ligneOf = (eleve: EleveLu): EleveLu => ({
  eleveId: eleve.eleveId,
  ine: eleve.ine,
  nom: eleve.nom,
  nomUsage: eleve.nomUsage,
  prenom: eleve.prenom,
  dateNaissance: eleve.dateNaissance,
  sexe: eleve.sexe,
  codeMef: eleve.codeMef,
  classe: eleve.classe,
  courriel: eleve.courriel,
  telephone: eleve.telephone,
  adresse: eleve.adresse,
})

/** Those who are kept and those whose INE is another's: of two pupils with one INE the first school has it. */
async function sortEleves(
  tx: Tx,
  campagneId: number,
  ecoles: readonly Ecole[],
): Promise<{ uai: string; gardes: EleveLu[]; refus: BilanImport['refus'] }[]> {
  const ines = ecoles.flatMap(({ eleves }) => eleves.flatMap(({ ine }) => (ine === null ? [] : [ine])))
  await followTransferts(tx, campagneId, ecoles)
  const holders = indexBy(await selectTitulaires(tx.trx, { campagneId, ines }), (one) => one.ine)
  return ecoles.map(({ uai, eleves }) => {
    const gardes: EleveLu[] = []
    const refus: BilanImport['refus'] = []
    for (const eleve of eleves) {
      const { ine, eleveId: cle, dateNaissance } = eleve
      const holder = ine === null ? undefined : holders.get(ine)
      if (holder?.ecartes.includes(`${uai}/${cle}`)) gardes.push({ ...eleve, ine: null })
      else if (holder && (holder.uai !== uai || holder.cle !== cle))
        refus.push({
          eleve,
          autreUai: holder.uai,
          autreCle: holder.cle,
          memeNaissance: holder.dateNaissance === dateNaissance,
        })
      else gardes.push(eleve)
      if (ine !== null && !holder) holders.set(ine, { ine, uai, cle, dateNaissance, ecartes: [] })
    }
    return { uai, gardes, refus }
  })
}

/**
 * A pupil whom a school has taken by a transfer has no number of its own yet: its first file gives him one, when both the
 * INE and the birth date are his, or when somebody has said that the line is. Anything less stays a doubt. Source: domain.md rule 10, abuse case 30.
 */
const followTransferts = (tx: Tx, campagneId: number, ecoles: readonly Ecole[]): Promise<void> =>
  rekeyTransferes(
    tx.trx,
    campagneId,
    ecoles.flatMap(({ uai, eleves }) =>
      eleves.flatMap(({ ine, eleveId: cle, dateNaissance: naissance }) =>
        ine === null ? [] : [{ uai, ine, cle, naissance }],
      ),
    ),
  )

interface WrittenEcoles {
  scope: { academie: string; campagneId: number }
  ecoles: readonly Ecole[]
  eleves: readonly EleveEcrit[]
}

async function saveResponsables(tx: Tx, { scope, ecoles, eleves }: WrittenEcoles): Promise<void> {
  const rows = ecoles.flatMap(({ uai, responsables }) =>
    responsables.map((one) => rowOfResponsable(uai, one)),
  )
  const idOf = idsByCle(await upsertResponsables(tx.trx, scope, rows))
  const eleveIdOf = idsByCle(eleves)
  const liens = ecoles.flatMap(({ uai, liens: all }) =>
    (all ?? []).flatMap(({ eleveId, personneId, niveau, parente, prioritaire }) => {
      const eleve_id = eleveIdOf(uai, eleveId)
      const responsable_id = idOf(uai, personneId)
      // A link to a pupil who is refused or has left goes with him.
      if (eleve_id === undefined || responsable_id === undefined) return []
      return [{ eleve_id, responsable_id, niveau, parente, prioritaire }]
    }),
  )
  const unread = new Set(ecoles.flatMap(({ uai, liens: all }) => (all === null ? [uai] : [])))
  const known = eleves.filter((one) => one.sort !== 'cree' && !unread.has(one.uai)).map((one) => one.id)
  await replaceLiens(tx.trx, { academie: scope.academie, liens, known })
}

function idsByCle(
  rows: readonly { uai: string; cle: string; id: number }[],
): (uai: string, cle: string) => number | undefined {
  const ids = new Map(rows.map(({ uai, cle, id }) => [`${uai}/${cle}`, id]))
  return (uai, cle) => ids.get(`${uai}/${cle}`)
}

const rowOfEleve = (uai: string, eleve: EleveLu) => ({
  uai,
  cle_siecle: eleve.eleveId,
  ine: eleve.ine,
  nom: eleve.nom,
  nom_usage: eleve.nomUsage,
  prenom: eleve.prenom,
  date_naissance: eleve.dateNaissance,
  sexe: eleve.sexe,
  code_mef: eleve.codeMef,
  classe: eleve.classe,
  courriel: eleve.courriel,
  telephone: eleve.telephone,
  adresse: eleve.adresse,
})

const rowOfResponsable = (uai: string, responsable: ResponsableLu) => ({
  uai,
  cle_siecle: responsable.personneId,
  civilite: responsable.civilite,
  nom: responsable.nom,
  prenom: responsable.prenom,
  courriel: responsable.courriel,
  telephone: responsable.telephone,
  accepte_sms: responsable.accepteSms,
  communication_adresse: responsable.communicationAdresse,
  adresse: responsable.adresse,
})

/** The principal names one adulte référent per pupil; the latest naming stands, the earlier ones are kept. */
export async function nommerAdultesReferents(
  tx: Tx,
  nominations: readonly { eleveId: number; nom: string; compteId?: number }[],
): Promise<void> {
  const eleves = await selectEleves(tx.trx, [...new Set(nominations.map((one) => one.eleveId))])
  const byId = new Map(eleves.map((eleve) => [eleve.id, eleve]))
  const uaiOf = (eleveId: number): string => byId.get(eleveId)?.uai ?? ''
  demand(
    tx.acteur,
    NOMMER,
    nominations.map((one) => ({ uai: uaiOf(one.eleveId) })),
  )
  const rows = nominations.map((one) => ({
    academie: tx.acteur.academie,
    eleve_id: one.eleveId,
    nom: one.nom,
    compte_id: one.compteId ?? null,
    nomme_par: signataireOf(tx.acteur, { acte: NOMMER, uai: uaiOf(one.eleveId) }),
    le: tx.now,
  }))
  await insertAdultesReferents(tx.trx, rows)
  await appendJournal(
    tx,
    nominations.map((one) => ({
      chaine: uaiOf(one.eleveId),
      acte: NOMMER,
      objet: 'eleve',
      objetId: one.eleveId,
      apres: { nom: one.nom, ...parDelegation(tx.acteur, { acte: NOMMER, uai: uaiOf(one.eleveId) }) },
    })),
  )
}

export type RefusDemande = Refus<'demande_existante' | 'eleve_inconnu'>

/** The pupil asks his adulte référent to be registered for a formation. Asking twice is told, and changes nothing. */
export async function deposerDemande(
  tx: Tx,
  demande: { campagneId: number; eleveId: number; mef: string },
): Promise<Result<null, RefusDemande>> {
  demand(tx.acteur, DEMANDER, [{ eleveId: demande.eleveId }])
  const [eleve] = await selectEleves(tx.trx, [demande.eleveId])
  if (!eleve) return refuse('eleve_inconnu')
  const row = {
    academie: tx.acteur.academie,
    campagne_id: demande.campagneId,
    eleve_id: demande.eleveId,
    mef: demande.mef,
    le: tx.now,
  }
  const written = await insertDemandes(tx.trx, [row])
  if (written.length === 0) return refuse('demande_existante')
  const entree = { chaine: eleve.uai, acte: DEMANDER, objet: 'eleve', objetId: eleve.id }
  await appendJournal(tx, [{ ...entree, apres: { mef: demande.mef } }])
  return ok(null)
}
