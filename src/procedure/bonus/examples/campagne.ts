import type { Db } from '#src/db/connection.ts'
import { inTransaction } from '#src/db/transaction.ts'
import { instantOf } from '#src/kit/day.ts'
import type { Refus, Result } from '#src/kit/result.ts'
import {
  approveReglement,
  createCampagne,
  openCampagne,
  saveDomaines,
  saveFormations,
  saveOffres,
  saveReferents,
  writeReglement,
  type Calendrier,
  type ContraintesCampagne,
  type Reglement,
} from '#src/procedure/campagnes/api.ts'
import {
  aCalendrier,
  aReglement,
  DOMAINES,
  FORMATIONS,
  offresFictives,
  referentsFictifs,
} from '#src/procedure/campagnes/examples.ts'
import {
  createCompte,
  installAcademie,
  type Acteur,
  type Habilitation,
  type Tx,
} from '#src/procedure/comptes/api.ts'
import {
  importEleves,
  listEleves,
  listResponsables,
  type Eleve,
  type Responsable,
} from '#src/procedure/eleves/api.ts'
import { aClasse } from '#src/procedure/eleves/examples.ts'
import { declareDisponibilites, type NouvelleDisponibilite } from '#src/procedure/entretiens/api.ts'
import { semaineFictive } from '#src/procedure/entretiens/examples.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { aLigneEtablissement, anUai } from '#src/procedure/etablissements/examples.ts'

export const ZONE = 'Europe/Paris'

export interface OptionsCampagne {
  academie?: string
  dispositif?: string
  /** A shipped one by name, or its contents. */
  reglement?: string | Reglement
  calendrier?: Partial<Calendrier>
  contraintes?: ContraintesCampagne
  elevesParCollege?: number
  /** Default: a week of mornings in both lycées. */
  disponibilites?: (lycees: readonly [string, string]) => NouvelleDisponibilite[]
  /** Given: a rehearsal or demonstration with its own clock. */
  horloge?: Date
  /** Prepared, and not opened yet. */
  enPreparation?: true
  /** Nothing in it but its two collèges and its two lycées. */
  vide?: true
}

/** A campaign of an académie that does not exist, ready for the acts of every actor. */
export interface CampagneFictive {
  db: Db
  academie: string
  campagneId: number
  reglement: Reglement
  /** Two people of the académie: what needs four eyes has them. */
  acteur: Acteur
  approbateur: Acteur
  colleges: readonly [string, string]
  lycees: readonly [string, string]
  /** In the order of school, class, name. */
  eleves: readonly Eleve[]
  responsables: readonly Responsable[]
}

/** The value of a result that the example counts on. */
export function must<T>(result: Result<T> | undefined): T {
  if (result?.ok) return result.value
  throw new Error(`refus inattendu : ${result ? JSON.stringify(result.refus) : 'aucun résultat'}`)
}

/** The refusal code of a result; undefined when it was accepted. */
export const codeOf = (result: Result<unknown, Refus> | undefined): string | undefined =>
  result && !result.ok ? result.refus.code : undefined

const habilitation = (over: Partial<Habilitation> & Pick<Habilitation, 'role'>): Habilitation => ({
  uai: null,
  eleveId: null,
  responsableId: null,
  debut: '2000-01-01',
  fin: null,
  ...over,
})

/** Work in one transaction at a local time of the campaign, by the académie unless told otherwise. */
export const at = <T>(
  { db, acteur }: { db: Db; acteur: Acteur },
  local: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => inTransaction({ db, acteur }, (tx) => work({ ...tx, now: instantOf(local, ZONE) }))

/** Opens the account of somebody with this role, and returns him as who acts. */
export async function acteurWith(
  campagne: Pick<CampagneFictive, 'db' | 'acteur'>,
  over: Partial<Habilitation> & Pick<Habilitation, 'role'>,
): Promise<Acteur> {
  const habilitations = [habilitation(over)]
  const nom = `Compte fictif (${over.role})`
  const compteId = await at(campagne, '2027-01-11', (tx) => createCompte(tx, { nom, habilitations }))
  return { academie: campagne.acteur.academie, compteId, nom, pourLeCompteDe: null, habilitations }
}

const DEPARTEMENTS: Readonly<Record<string, string>> = { '01': '75', '24': '77', '25': '78' }

/**
 * Installs an académie with two managers, two collèges and two lycées, opens a campaign with its reglement, and fills
 * it: formations, offers, referents, a week of availabilities, pupils with their guardians. All through the real acts.
 */
export async function fictionalCampagne(db: Db, options: OptionsCampagne = {}): Promise<CampagneFictive> {
  const academie = options.academie ?? '01'
  const departement = DEPARTEMENTS[academie] ?? `9${academie}`
  const colleges = [anUai(departement, 9901), anUai(departement, 9902)] as const
  const lycees = [anUai(departement, 9903), anUai(departement, 9904)] as const
  const [acteur, approbateur] = await installAcademie(db, {
    code: academie,
    nom: 'Académie fictive',
    gestionnaires: ['Première personne (académie fictive)', 'Seconde personne (académie fictive)'],
  })
  if (!acteur || !approbateur) throw new Error('académie sans gestionnaires')
  const { reglement: wanted = 'exemple-gradue' } = options
  const reglement = typeof wanted === 'string' ? aReglement(wanted) : wanted
  const own = { db, academie, reglement, acteur, approbateur, colleges, lycees }
  const campagneId = await openNew(own, options)
  await fillSchools(own)
  if (!options.vide) {
    await fillReferences({ ...own, campagneId }, options)
    await fillPupils({ ...own, campagneId }, options.elevesParCollege ?? 6)
  }
  return { ...own, campagneId, ...(await readPupils(own, campagneId)) }
}

type Started = Omit<CampagneFictive, 'eleves' | 'responsables'>

async function openNew(own: Omit<Started, 'campagneId'>, options: OptionsCampagne): Promise<number> {
  const { db, acteur, approbateur, reglement } = own
  const nom =
    typeof options.reglement === 'object' ? 'reglement-fictif' : (options.reglement ?? 'exemple-gradue')
  const id = await at(own, '2027-01-04', async (tx) =>
    must(await writeReglement(tx, { nom, contenu: reglement })),
  )
  await at({ db, acteur: approbateur }, '2027-01-05', async (tx) => must(await approveReglement(tx, id)))
  return at({ db, acteur }, '2027-01-11', async (tx) => {
    const campagneId = must(
      await createCampagne(tx, {
        annee: '2026-2027',
        dispositif: options.dispositif ?? 'PASSPRO',
        reglementId: id,
        calendrier: aCalendrier(options.calendrier),
        contraintes: options.contraintes ?? {},
        graine: 1,
        horloge: options.horloge ?? null,
      }),
    )
    if (!options.enPreparation) must(await openCampagne(tx, campagneId))
    return campagneId
  })
}

async function fillSchools(own: Omit<Started, 'campagneId'>): Promise<void> {
  const { colleges, lycees } = own
  await at(own, '2027-01-11', (tx) =>
    importEtablissements(tx, [
      ...colleges.map((uai, i) => aLigneEtablissement({ uai, nom: `Collège fictif n° ${i + 1}` })),
      ...lycees.map((uai, i) =>
        aLigneEtablissement({ uai, nom: `Lycée fictif n° ${i + 1}`, nature: 'lycee_pro' }),
      ),
    ]),
  )
}

async function fillReferences(own: Started, options: OptionsCampagne): Promise<void> {
  const { academie, campagneId, lycees } = own
  await at(own, '2027-01-11', async (tx) => {
    await saveDomaines(tx, campagneId, DOMAINES)
    await saveFormations(tx, campagneId, FORMATIONS)
    await saveOffres(tx, campagneId, offresFictives(academie, lycees[0]))
    await saveReferents(tx, campagneId, referentsFictifs(lycees))
    const codes = DOMAINES.map((one) => one.code)
    const items = options.disponibilites?.(lycees) ?? semaineFictive(lycees, codes)
    for (const result of await declareDisponibilites(tx, { campagneId, items })) must(result)
  })
}

async function fillPupils(own: Started, nombre: number): Promise<void> {
  await at(own, '2027-01-12', async (tx) => {
    for (const [i, uai] of own.colleges.entries())
      await importEleves(tx, {
        campagneId: own.campagneId,
        uai,
        ...aClasse({ nombre, premier: 1 + i * nombre }),
      })
  })
}

async function readPupils(
  own: Pick<Started, 'db' | 'acteur'>,
  campagneId: number,
): Promise<Pick<CampagneFictive, 'eleves' | 'responsables'>> {
  return at(own, '2027-01-12', async (tx) => {
    const eleves = await listEleves(tx.trx, campagneId)
    const responsables = await listResponsables(
      tx.trx,
      eleves.map((eleve) => eleve.id),
    )
    return { eleves, responsables }
  })
}

/** A pupil of the campaign by his place in the list. */
export function eleveAt(campagne: CampagneFictive, index: number): Eleve {
  const eleve = campagne.eleves[index]
  if (!eleve) throw new Error(`pas d’élève n° ${index}`)
  return eleve
}

/** Legal guardians of a pupil. */
export const legauxOf = (campagne: CampagneFictive, eleveId: number): Responsable[] =>
  campagne.responsables.filter((one) => one.eleveId === eleveId && one.niveau === 1)

/** The pupil whose key is this number in his file: `aClasse` says what each is there for. */
export function eleveByCle(campagne: CampagneFictive, cle: number): Eleve {
  const eleve = campagne.eleves.find((one) => one.cleSiecle === String(cle))
  if (!eleve) throw new Error(`pas d’élève de clé ${cle}`)
  return eleve
}
