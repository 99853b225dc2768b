import { inTransaction, type Scope } from '#src/db/transaction.ts'
import { csvTexte } from '#src/exchange/csv-out.ts'
import { xlsxOf } from '#src/exchange/xlsx-out.ts'
import { readRapprochement } from '#src/procedure/bonus/reads/rapprochement.ts'
import { readEcolesSuivies } from '#src/procedure/campagnes/reads/etablissements-suivis.ts'
import type { Acteur, Tx } from '#src/procedure/comptes/api.ts'
import { LIGNES_COMPTEES, readJournal } from '#src/procedure/comptes/reads/journal.ts'
import { readEleves } from '#src/procedure/eleves/reads/college.ts'
import { withServer, type BenchBase } from './tools/base.ts'
import { filledCampaign } from './tools/filled.ts'
import { median, RAPIDE, seconds } from './tools/measure.ts'
import { printTable } from './tools/table.ts'

const [INSCRIPTIONS, TOURS] = RAPIDE ? [10_000, 3] : [20_000, 5]
const LIGNES = 500_000
type Qui = Pick<Scope<Acteur>, 'acteur' | 'application'>
const PAGE = { limit: 50, offset: 0 }

await withServer(async (server) => {
  const base = await server.newBase()
  const { db, acteur, campagneId } = await filledCampaign(base, INSCRIPTIONS)
  await base.owner.query('analyze')
  const { rows } = await base.owner.query('select count(*)::int as n from eleve')
  const eleves: number = rows[0]?.n ?? 0
  const measured = async (quoi: string, work: (tx: Tx) => Promise<unknown>, qui: Qui = { acteur }) => {
    const times = []
    for (let tour = 0; tour < TOURS; tour += 1)
      times.push(await seconds(() => inTransaction({ db, campagneId, ...qui }, work)))
    return { quoi, valeur: median(times), unite: 's' }
  }
  const school = await base.owner.query('select uai from eleve group by uai order by count(*) desc limit 1')
  const uai: string = school.rows[0]?.uai ?? ''
  const chef = headOf(acteur, uai)
  const all = { campagneId, uai: null, nom: '', classe: null, filtre: null }
  const some = { campagneId, uai: null, nom: '', etat: null, tri: null }
  const ofSchool = (of: string) => async (tx: Tx) => {
    await readEleves(tx, { ...all, uai: of, ...PAGE, tri: null })
    await readRapprochement(tx, { ...some, uai: of, ...PAGE })
  }
  await fillJournal(base)
  const ecoles = { campagneId, nom: '', situation: null, tri: null, ...PAGE }
  printTable(`listes : ${eleves} élèves, ${INSCRIPTIONS} inscriptions, ${TOURS} tours`, [
    await measured('élèves, première page', (tx) => readEleves(tx, { ...all, ...PAGE, tri: null })),
    await measured('élèves, dernière page', (tx) =>
      readEleves(tx, { ...all, limit: 50, offset: eleves - 50, tri: null }),
    ),
    await measured('élèves, par adulte référent', (tx) =>
      readEleves(tx, { ...all, ...PAGE, tri: { cle: 'adulte', descendant: true } }),
    ),
    await measured('élèves, nom cherché', (tx) => readEleves(tx, { ...all, nom: 'bo', ...PAGE, tri: null })),
    await measured('élèves, sans avis d’origine', (tx) =>
      readEleves(tx, { ...all, filtre: 'avis_attendus', ...PAGE, tri: null }),
    ),
    await measured('vœux et confirmations, une page et ses comptes', (tx) =>
      readRapprochement(tx, { ...some, ...PAGE }),
    ),
    await measured('vœux et confirmations d’un établissement', (tx) =>
      readRapprochement(tx, { ...some, uai, ...PAGE }),
    ),
    await measured('établissements de la campagne', (tx) => readEcolesSuivies(tx, ecoles)),
    await measured('élèves d’un établissement, par son chef', ofSchool(uai), { acteur: chef }),
    await measured('les mêmes, sans le second mur', ofSchool(uai), { acteur: chef, application: true }),
    ...(await journalMeasured(measured, uai)),
    await measured('tous les élèves, en CSV et en XLSX', async (tx) => {
      const found = await readEleves(tx, { ...all, limit: 200_000, offset: 0, tri: null })
      const table = {
        nom: 'eleves',
        entete: ['Nom', 'Prénom', 'Classe', 'Formations'],
        lignes: found.eleves.map((one) => [one.nom, one.prenom, one.classe, one.formations.join(' ; ')]),
      }
      csvTexte(table, { formules: 'neutralisees' })
      xlsxOf(table)
    }),
  ])
  await base.close()
})

type Measured = (
  quoi: string,
  work: (tx: Tx) => Promise<unknown>,
) => Promise<{ quoi: string; valeur: number; unite: string }>

async function journalMeasured(measured: Measured, uai: string) {
  const journal = { ou: '', acte: null, auteur: '', debut: null, fin: null, sens: 'recent', ...PAGE } as const
  const asked: [string, Partial<Parameters<typeof readJournal>[1]>][] = [
    [`journal de ${LIGNES} lignes, première page`, {}],
    ['journal, dernière page qui se feuillette', { offset: LIGNES_COMPTEES - 50 }],
    ['journal d’un établissement', { ou: uai }],
    ['journal, d’un nom qui n’y est pas', { auteur: 'Nemo' }],
    ['journal, d’un acte qui n’y est pas', { acte: 'campagne.ouvrir' }],
  ]
  const found = []
  for (const [quoi, more] of asked)
    found.push(await measured(quoi, (tx) => readJournal(tx, { ...journal, ...more })))
  return found
}

/** Half a million acts of a season, in the chains of these schools. */
async function fillJournal({ owner }: BenchBase): Promise<void> {
  await owner.query(`
    insert into journal (academie, chaine, rang, le, auteur, acte, objet, objet_id, precedente, empreinte)
    select e.academie, e.uai, 1000000 + i, timestamptz '2026-10-01' + i * interval '30 s',
      'Personne fictive n° ' || i % 997, case i % 3 when 0 then 'eleve.lire' else 'inscription.creer' end, 'eleve', i, '', ''
    from generate_series(1, ${LIGNES}) i
      join (select academie, uai, row_number() over (order by uai) - 1 as n, count(*) over () as total from etablissement) e
        on e.n = i % e.total`)
  await owner.query('vacuum analyze journal')
}

/** The head of a school, whom the second wall holds. */
function headOf(acteur: Acteur, uai: string): Acteur {
  const habilitation = { role: 'chef_origine', uai, eleveId: null, responsableId: null } as const
  return { ...acteur, habilitations: [{ ...habilitation, debut: '2000-01-01', fin: null }] }
}
