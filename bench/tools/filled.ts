import type pg from 'pg'
import { inTransaction } from '#src/db/transaction.ts'
import { saveDomaines, saveFormations, saveOffres, saveReferents } from '#src/procedure/campagnes/api.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { aLigneEtablissement, anUai } from '#src/procedure/etablissements/examples.ts'
import type { BenchBase } from './base.ts'
import { installCampaign, type Campaign } from './campaign.ts'

/** Each pupil asks for both. */
const DOMAINES = ['D1', 'D2']
const MEFS = ['2412210121', '2412210221']

/**
 * A campaign of `inscriptions` registrations, two per pupil, that has lived up to the eve of the croisement: interviews
 * held, both avis signed, every formation confirmed by the pupil and one guardian, and wished. Filled in SQL.
 */
export async function filledCampaign(base: BenchBase, inscriptions: number): Promise<Campaign> {
  const campaign = await installCampaign(base.db)
  await references(campaign)
  await base.owner.query('begin')
  for (const statement of statements(campaign.campagneId, Math.ceil(inscriptions / 2)))
    await base.owner.query(statement)
  await base.owner.query('commit')
  await base.owner.query('vacuum analyze')
  return campaign
}

async function references({ db, acteur, campagneId }: Campaign): Promise<void> {
  await inTransaction({ db, acteur }, async (tx) => {
    await importEtablissements(
      tx,
      Array.from({ length: 101 }, (_, i) =>
        aLigneEtablissement({
          uai: anUai('75', 9000 + i),
          nom: `Établissement fictif n° ${i}`,
          nature: i ? 'college' : 'lycee_pro',
        }),
      ),
    )
    const at = { fichier: 'mesure', ligne: 1 }
    await saveDomaines(
      tx,
      campagneId,
      DOMAINES.map((code) => ({ ...at, code, libelle: code, dureeMinutes: 20 })),
    )
    await saveFormations(
      tx,
      campagneId,
      MEFS.map((mef, i) => ({ ...at, mef, libelle: `Formation fictive ${mef}`, domaine: DOMAINES[i] ?? '' })),
    )
    await saveReferents(
      tx,
      campagneId,
      DOMAINES.map((domaine) => ({ ...at, uai: anUai('75', 9000), domaine, secteur: [] })),
    )
    const offre = {
      ...at,
      academie: '24',
      uai: anUai('75', 9000),
      libelleEtablissement: null,
      capacite: null,
    }
    await saveOffres(
      tx,
      campagneId,
      MEFS.map((mef, i) => ({
        ...offre,
        codeOffre: `1A00000${i}`,
        codeMef: `${mef}1`,
        libelleFormation: null,
      })),
    )
  })
}

const HELD = "timestamptz '2027-03-01 08:00+01'"
const SENS = "(array['favorable', 'assez_favorable', 'reserve'])"

function statements(campagneId: number, pupils: number): string[] {
  const scope = `'24', ${campagneId}`
  return [
    `insert into eleve (academie, campagne_id, uai, cle_siecle, ine, nom, prenom, date_naissance, classe)
     select ${scope}, (select uai from etablissement where nature = 'college' order by uai offset i % 100 limit 1), i,
       lpad(i::text, 9, '0') || 'AA', 'Nom fictif ' || i % 5000, 'Prénom ' || i % 300,
       date '2012-01-01' + i % 366, '3' || i % 6 from generate_series(1, ${pupils}) i`,
    `insert into responsable (academie, campagne_id, uai, cle_siecle, nom, prenom)
     select ${scope}, uai, cle_siecle, nom, 'Parent fictif' from eleve`,
    `insert into eleve_responsable (academie, eleve_id, responsable_id, niveau)
     select '24', e.id, r.id, 1 from eleve e join responsable r using (campagne_id, uai, cle_siecle)`,
    `insert into inscription (academie, campagne_id, eleve_id, mef, domaine, mode, auteur, inscrit_le)
     select ${scope}, e.id, f.mef, f.domaine, 'presentiel', 'Mesure', ${HELD} - interval '30 days'
     from eleve e cross join formation f`,
    `insert into disponibilite (academie, campagne_id, uai, domaines, debut, fin, mode, capacite)
     select ${scope}, uai, '{D1,D2}', ${HELD}, ${HELD} + interval '60 days', 'presentiel', 100
     from etablissement where nature = 'lycee_pro'`,
    `insert into creneau (academie, campagne_id, disponibilite_id, uai, domaine, mode, plage)
     select d.academie, d.campagne_id, d.id, d.uai, n.domaine, 'presentiel',
       tstzrange(${HELD} + i * interval '20 minutes', ${HELD} + (i + 1) * interval '20 minutes')
     from disponibilite d, generate_series(0, ${Math.ceil((2 * pupils) / 100)}) i,
       lateral (values ('D' || (1 + i % 2))) n (domaine)`,
    `insert into entretien (academie, campagne_id, eleve_id, domaine, creneau_id, place, plage, place_le)
     select n.academie, n.campagne_id, n.eleve_id, n.domaine, c.id, n.rang % 100, c.plage, ${HELD}
     from (select i.*, row_number() over (partition by domaine order by id) - 1 as rang from inscription i) n
     join (select c.*, row_number() over (partition by domaine order by id) - 1 as rang from creneau c) c
       on c.domaine = n.domaine and c.rang = n.rang / 100`,
    `insert into presence (academie, campagne_id, entretien_id, etat, auteur, le)
     select ${scope}, id, 'present', 'Mesure', ${HELD} from entretien`,
    `insert into avis_origine (academie, campagne_id, eleve_id, inscription_id, sens, commentaire, signataire, signe_le)
     select ${scope}, eleve_id, id, 'favorable', 'Avis fictif', 'Mesure', ${HELD} from inscription`,
    `insert into avis_referent (academie, campagne_id, inscription_id, entretien_id, sens, signataire, signe_le)
     select ${scope}, i.id, n.id, ${SENS}[1 + i.id % 3], 'Mesure', ${HELD} from inscription i
     join entretien n on (n.eleve_id, n.domaine) = (i.eleve_id, i.domaine)`,
    `insert into confirmation (academie, campagne_id, inscription_id, responsable_id, decision, support, auteur, le)
     select ${scope}, i.id, q.responsable_id, 'oui', 'papier', 'Mesure', ${HELD}
     from inscription i, lateral (select null::bigint as responsable_id union all
       select l.responsable_id from eleve_responsable l where l.eleve_id = i.eleve_id) q`,
    `insert into voeu (academie, campagne_id, ine, eleve_id, rang, academie_offre, code_offre, code_mef, libelle_formation)
     select ${scope}, e.ine, e.id, row_number() over (partition by e.id order by i.id), '24', o.code, i.mef || '1',
       f.libelle
     from inscription i join eleve e on e.id = i.eleve_id join formation f on f.mef = i.mef join offre o on o.mef = i.mef`,
  ]
}

/** A table with the same columns, indexes, checks and foreign keys, empty. */
export async function copyOfTable(owner: pg.Client, table: string): Promise<string> {
  const copy = `copie_${table}`
  await owner.query(`create table ${copy} (like ${table} including all)`)
  const { rows } = await owner.query<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype = 'f'`,
    [table],
  )
  for (const { definition } of rows) await owner.query(`alter table ${copy} add ${definition}`)
  return copy
}
