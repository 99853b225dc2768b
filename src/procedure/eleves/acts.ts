import { appendJournal } from '#src/db/journal.ts'
import { insertRows } from '#src/db/rows.ts'
import type { EleveLu, LienResponsable, ResponsableLu } from '#src/exchange/model.ts'
import { ok, refuse, type Refus, type Result } from '#src/kit/result.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import {
  replaceLiens,
  selectEleves,
  selectInePris,
  upsertEleves,
  upsertResponsables,
} from '#src/procedure/eleves/sql.ts'

const OF_THE_SCHOOL = { chef_origine: 'etablissement', academie: 'academie' } as const
const IMPORT = { acte: 'eleves.importer', grants: OF_THE_SCHOOL } as const
const NOMMER = { acte: 'adulte_referent.nommer', grants: OF_THE_SCHOOL } as const
const DEMANDER = { acte: 'demande.deposer', grants: { eleve: 'eleve' } } as const

export interface ImportEleves {
  campagneId: number
  uai: string
  eleves: readonly EleveLu[]
  responsables: readonly ResponsableLu[]
  liens: readonly LienResponsable[]
}

export interface BilanImport {
  crees: number
  modifies: number
  inchanges: number
  /** Pupils whose INE another pupil of the campaign holds already: doubt goes to a human (rule 10). */
  refus: { eleve: EleveLu; autreUai: string; memeNaissance: boolean }[]
}

/** Pupils and guardians of one school, created or brought up to date: the same file twice changes nothing. */
export async function importEleves(tx: Tx, input: ImportEleves): Promise<BilanImport> {
  demand(tx.acteur, IMPORT, [{ uai: input.uai }])
  const refus = await inePris(tx, input)
  const refused = new Set(refus.map((one) => one.eleve))
  const eleves = input.eleves.filter((eleve) => !refused.has(eleve))
  const scope = { academie: tx.acteur.academie, campagne_id: input.campagneId, uai: input.uai }
  const counts = await upsertEleves(
    tx.trx,
    eleves.map((eleve) => ({ ...scope, ...rowOfEleve(eleve) })),
  )
  await saveResponsables(tx, input, eleves)
  await appendJournal(tx, [
    { chaine: input.uai, acte: IMPORT.acte, objet: 'etablissement', objetId: input.uai, apres: counts },
  ])
  return { ...counts, inchanges: eleves.length - counts.crees - counts.modifies, refus }
}

async function inePris(tx: Tx, { campagneId, uai, eleves }: ImportEleves): Promise<BilanImport['refus']> {
  const withIne = eleves.flatMap((eleve) =>
    eleve.ine === null ? [] : [{ ine: eleve.ine, cle: eleve.eleveId }],
  )
  const taken = await selectInePris(tx.trx, { campagneId, uai, eleves: withIne })
  const byCle = new Map(taken.map((row) => [row.cle, row]))
  return eleves.flatMap((eleve) => {
    const other = byCle.get(eleve.eleveId)
    return other
      ? [{ eleve, autreUai: other.uai, memeNaissance: other.dateNaissance === eleve.dateNaissance }]
      : []
  })
}

async function saveResponsables(tx: Tx, input: ImportEleves, eleves: readonly EleveLu[]): Promise<void> {
  const scope = { academie: tx.acteur.academie, campagne_id: input.campagneId, uai: input.uai }
  await upsertResponsables(
    tx.trx,
    input.responsables.map((responsable) => ({ ...scope, ...rowOfResponsable(responsable) })),
  )
  await replaceLiens(tx.trx, {
    academie: tx.acteur.academie,
    campagneId: input.campagneId,
    uai: input.uai,
    eleves: eleves.map((eleve) => eleve.eleveId),
    liens: input.liens.map((lien) => ({
      eleve: lien.eleveId,
      responsable: lien.personneId,
      niveau: lien.niveau,
      parente: lien.parente,
      prioritaire: lien.prioritaire,
    })),
  })
}

const rowOfEleve = (eleve: EleveLu) => ({
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

const rowOfResponsable = (responsable: ResponsableLu) => ({
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
    nomme_par: tx.acteur.nom,
    le: tx.now,
  }))
  await insertRows(tx.trx, 'adulte_referent', rows)
  await appendJournal(
    tx,
    nominations.map((one) => ({
      chaine: uaiOf(one.eleveId),
      acte: NOMMER.acte,
      objet: 'eleve',
      objetId: one.eleveId,
      apres: { nom: one.nom },
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
  const written = await insertRows(tx.trx, 'demande', [row], { onConflict: 'nothing', returning: ['id'] })
  if (written.length === 0) return refuse('demande_existante')
  const entree = { chaine: eleve.uai, acte: DEMANDER.acte, objet: 'eleve', objetId: eleve.id }
  await appendJournal(tx, [{ ...entree, apres: { mef: demande.mef } }])
  return ok(null)
}
