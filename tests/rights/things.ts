import { at, eleveAt, legauxOf, must, type CampagneFictive } from '#src/procedure/bonus/examples/campagne.ts'
import { demanderExport } from '#src/procedure/bonus/acts/exports.ts'
import { cleDeRepetition, exportBonus } from '#src/procedure/bonus/api.ts'
import { demanderReexamen } from '#src/procedure/bonus/acts/demandes.ts'
import { aParcours } from '#src/procedure/bonus/examples/parcours.ts'
import { demanderDroit } from '#src/procedure/donnees/acts/droits.ts'
import { demanderCreneau } from '#src/procedure/entretiens/acts/demandes.ts'
import { deposerImport } from '#src/procedure/campagnes/acts/importations.ts'
import { createCompte, type Acteur, type Habilitation, type Role } from '#src/procedure/comptes/api.ts'
import { interdirePlace } from '#src/procedure/entretiens/acts/deplacements.ts'
import { demanderComparaison } from '#src/procedure/entretiens/acts/reglages.ts'
import { declareIncident } from '#src/procedure/entretiens/api.ts'
import { attachLettre, writeReponses } from '#src/procedure/lettres/acts.ts'
import { REGLAGES_PAR_DEFAUT } from '#src/planning/reglages.ts'
import { closing } from '../procedure/droits-planification.ts'

/** Things of a school, a lycée and a family, by the name of the parameter that names them in an address. */
export interface Choses {
  eleve: number
  /** A pupil of another school, on his way to the collège. */
  transfert: number
  /** His INE, in the file of the collège: a doubt. */
  doute: number
  responsable: number
  college: string
  lycee: string
  domaine: string
  entretien: number
  disponibilite: number
  incident: number
  interdit: number
  piece: number
  importation: number
  edition: number
  campagne: number
  mef: string
  recepisse: number
  demandeCreneau: number
  demandeDroit: number
  reexamen: number
  lot: number
  demandeExport: number
  comparaison: number
  reglement: number
  envoi: number
  empreinte: string
  /** A staff account of the collège, and one of the lycée, with a right of each. */
  compteCollege: number
  compteLycee: number
  droitCollege: number
  droitLycee: number
}

const habilitation = (role: Role, tie: Partial<Habilitation>, fin: string | null): Habilitation => ({
  role,
  uai: null,
  eleveId: null,
  responsableId: null,
  debut: '2000-01-01',
  fin,
  ...tie,
})

/** Opens an account with this one right; `fin`: the last day of it. */
export async function acteurOf(
  campagne: CampagneFictive,
  { role, tie, fin = null }: { role: Role; tie: Partial<Habilitation>; fin?: string | null },
): Promise<Acteur> {
  const habilitations = [habilitation(role, tie, fin)]
  const nom = `Essai ${role}`
  const compteId = await at(campagne, '2027-01-11', (tx) => createCompte(tx, { nom, habilitations }))
  return { academie: campagne.academie, compteId, nom, pourLeCompteDe: null, habilitations }
}

interface Sources {
  campagne: CampagneFictive
  /** The id that a statement of the owner of the base gives; 0 when there is none. */
  one: (statement: string, ...values: unknown[]) => Promise<number>
  eleve: number
  college: string
}

/** One pupil of the campagne with everything that an address may name around him. */
export async function makeThings(campagne: CampagneFictive, one: Sources['one']): Promise<Choses> {
  const { id: eleve, uai: college } = eleveAt(campagne, 0)
  const sources = { campagne, one, eleve, college }
  const place = await placeOf(sources)
  return {
    eleve,
    college,
    ...place,
    responsable: legauxOf(campagne, eleve)[0]?.id ?? 0,
    ...(await lettreOf(sources, place.domaine)),
    ...(await demandesOf(sources, place.domaine)),
    ...(await faitsDuLycee(sources, place)),
    ...(await faitsDeLAcademie(sources)),
    ...(await comptesOf(sources, place.lycee)),
    edition: 0,
    transfert: await transfertVers(sources),
    doute: await douteSur(sources),
    campagne: campagne.campagneId,
    empreinte: await empreinteOf(sources),
  }
}

type Demandes = Pick<Choses, 'mef' | 'recepisse' | 'demandeCreneau' | 'demandeDroit' | 'reexamen'>

/** What the family asks, and the receipt of the avis of its school. */
async function demandesOf({ campagne, one, eleve }: Sources, domaine: string): Promise<Demandes> {
  const { campagneId } = campagne
  const { mef } = aParcours({ eleveId: eleve })
  const self = { ...campagne.acteur, habilitations: [habilitation('eleve', { eleveId: eleve }, null)] }
  const enFamille = { ...campagne, acteur: self }
  await at(enFamille, '2027-02-01', (tx) =>
    demanderCreneau(tx, { campagneId, domaine, motif: 'stage', precision: null }).then(must),
  )
  await at(enFamille, '2027-05-02', (tx) =>
    demanderReexamen(tx, { campagneId, eleveId: eleve, mef, motif: 'Essai fictif' }).then(must),
  )
  const acces = { campagneId, eleveId: eleve, responsableId: null, droit: 'acces', texte: 'Essai' } as const
  const demandeDroit = await at(campagne, '2027-05-02', (tx) => demanderDroit(tx, acces).then(must))
  const last = (table: string): Promise<number> =>
    one(`select id from ${table} where campagne_id = $1 order by id limit 1`, campagneId)
  return {
    mef,
    demandeDroit,
    demandeCreneau: await last('demande_creneau'),
    recepisse: await last('recepisse'),
    reexamen: await last('reexamen'),
  }
}

type Place = Pick<Choses, 'entretien' | 'disponibilite' | 'lycee' | 'domaine'>

async function placeOf({ campagne, one, eleve }: Sources): Promise<Place> {
  const entretien = await one('select id from entretien where eleve_id = $1', eleve)
  const disponibilite = await one(
    'select c.disponibilite_id as id from entretien e join creneau c on c.id = e.creneau_id where e.id = $1',
    entretien,
  )
  const { uai, domaine } = await at(campagne, '2027-02-10', ({ trx }) =>
    trx
      .selectFrom('entretien as e')
      .innerJoin('creneau as c', 'c.id', 'e.creneau_id')
      .select(['c.uai', 'e.domaine'])
      .where('e.id', '=', entretien)
      .executeTakeFirstOrThrow(),
  )
  return { entretien, disponibilite, lycee: uai, domaine }
}

async function transfertVers({ campagne, one, college }: Sources): Promise<number> {
  const { campagneId } = campagne
  const arriving = campagne.eleves.filter(({ uai }) => uai !== college)[1]?.id ?? 0
  return one(
    `insert into transfert (academie, campagne_id, eleve_id, depart_uai, arrivee_uai, motif, demande_par, demande_le)
     select academie, campagne_id, id, uai, $2, 'Essai', 'Essai', now() from eleve where id = $1 and campagne_id = $3 returning id`,
    arriving,
    college,
    campagneId,
  )
}

async function douteSur({ campagne, one, college }: Sources): Promise<number> {
  const arriving = campagne.eleves.filter(({ uai }) => uai !== college)[1]?.id ?? 0
  return one(
    `insert into doute_ine (academie, campagne_id, eleve_id, uai, cle_siecle, ligne, le)
     select academie, campagne_id, id, $2, 'essai', jsonb_build_object('eleveId', 'essai', 'ine', ine, 'nom', 'ESSAI',
       'prenom', 'Alix', 'dateNaissance', '2012-02-29'), now() from eleve where id = $1 returning id`,
    arriving,
    college,
  )
}

async function lettreOf({ campagne, one, eleve }: Sources, domaine: string): Promise<Pick<Choses, 'piece'>> {
  const self = { ...campagne.acteur, habilitations: [habilitation('eleve', { eleveId: eleve }, null)] }
  const lettre = { campagneId: campagne.campagneId, eleveId: eleve, domaine }
  const contenu = Buffer.from('%PDF-1.7\n%fictif\n')
  await at({ ...campagne, acteur: self }, '2027-02-10', async (tx) => {
    must(await writeReponses(tx, lettre, { reponses: {}, version: 0 }))
    must(await attachLettre(tx, lettre, { nom: 'lettre.pdf', contenu }))
  })
  return { piece: await one('select id from lettre_jointe where eleve_id = $1', eleve) }
}

async function faitsDuLycee(
  { campagne, one }: Sources,
  { lycee, entretien, disponibilite }: Place,
): Promise<Pick<Choses, 'incident' | 'interdit'>> {
  const { campagneId, academie } = campagne
  const free = await one(
    'select id from disponibilite where academie = $1 and uai = $2 and id <> $3 order by id limit 1',
    academie,
    lycee,
    disponibilite,
  )
  return at(campagne, '2027-03-01', async (tx) => {
    must(
      await interdirePlace(tx, { campagneId, entretienId: entretien, disponibiliteId: free, motif: 'Essai' }),
    )
    const incident = must(await declareIncident(tx, { campagneId, incident: closing({ lycee }) }))
    const { id } = await tx.trx.selectFrom('interdit').select('id').executeTakeFirstOrThrow()
    return { incident, interdit: id }
  })
}

type FaitsDeLAcademie = Pick<
  Choses,
  'lot' | 'demandeExport' | 'comparaison' | 'importation' | 'reglement' | 'envoi'
>

async function faitsDeLAcademie({ campagne, one, college }: Sources): Promise<FaitsDeLAcademie> {
  const { campagneId, academie, approbateur } = campagne
  const choix = (nom: string) => ({ nom, reglages: REGLAGES_PAR_DEFAUT })
  const cle = cleDeRepetition(1)
  return at(campagne, '2027-05-23', async (tx) => ({
    lot: must(await exportBonus(tx, { campagneId, approbateurId: approbateur.compteId ?? 0, cle })).lotId,
    demandeExport: must(await demanderExport(tx, campagneId)),
    comparaison: must(await demanderComparaison(tx, { campagneId, choix: [choix('Un'), choix('Deux')] })),
    importation: await deposerImport(tx, {
      campagneId,
      genre: 'eleves',
      uai: college,
      aBlanc: true,
      fichiers: [],
    }),
    reglement: await one('select id from reglement where academie = $1', academie),
    envoi: await one('select id from envoi where academie = $1 limit 1', academie),
  }))
}

type Comptes = Pick<Choses, 'compteCollege' | 'compteLycee' | 'droitCollege' | 'droitLycee'>

async function comptesOf({ campagne, one, college }: Sources, lycee: string): Promise<Comptes> {
  const compteOf = async (role: Role, uai: string): Promise<number> =>
    (await acteurOf(campagne, { role, tie: { uai } })).compteId ?? 0
  const droitOf = (compteId: number): Promise<number> =>
    one('select id from habilitation where compte_id = $1', compteId)
  const compteCollege = await compteOf('adulte_referent', college)
  const compteLycee = await compteOf('intervenant', lycee)
  return {
    compteCollege,
    compteLycee,
    droitCollege: await droitOf(compteCollege),
    droitLycee: await droitOf(compteLycee),
  }
}

async function empreinteOf({ campagne, eleve }: Sources): Promise<string> {
  const fiche = await at(campagne, '2027-05-02', ({ trx }) =>
    trx.selectFrom('fiche').select('empreinte').where('eleve_id', '=', eleve).executeTakeFirst(),
  )
  return fiche?.empreinte ?? ''
}
