import { inTransaction } from '#src/db/transaction.ts'
import { saveDomaines, saveFormations, saveReferents } from '#src/procedure/campagnes/api.ts'
import { importEtablissements } from '#src/procedure/etablissements/api.ts'
import { aLigneEtablissement, anUai } from '#src/procedure/etablissements/examples.ts'
import type { BenchBase } from './base.ts'
import { installCampaign, type Campaign } from './campaign.ts'

const ZONES = 20
const LYCEES = 320
const COLLEGES = 1200
const DOMAINES = 24
/** Domaines of each lycée. */
const OFFERTS = 3

const rang = (i: number): string => String(i).padStart(2, '0')
const domaineOf = (i: number): string => `D${rang(i)}`
const mefOf = (domaine: number): string => `24122${rang(domaine)}${rang(domaine)}1`
const lyceeOf = (i: number): string => anUai('75', 1000 + i)
const collegeOf = (i: number): string => anUai('75', 2000 + i)
const zoneOf = (i: number): string => `Commune fictive ${i % ZONES}`

/**
 * A campaign of `inscriptions` registrations that all have their interview, held: 320 lycées of three domaines in twenty
 * sectors, 1,200 collèges, one teacher for each lycée and domaine, half-days of twelve interviews of which a quarter
 * stays free. Then `later` pupils who are not registered yet, of all the collèges in turn. Filled in SQL.
 */
export async function placedCampaign(
  base: BenchBase,
  { inscriptions, later }: { inscriptions: number; later: number },
): Promise<Campaign> {
  const campaign = await installCampaign(base.db)
  await references(campaign)
  await base.owner.query('begin')
  for (const statement of statements(campaign.campagneId, { inscriptions, later }))
    await base.owner.query(statement)
  await base.owner.query('commit')
  await base.owner.query('vacuum analyze')
  // What filling wrote is on the disk before anything is timed.
  await base.owner.query('checkpoint')
  return campaign
}

async function references({ db, acteur, campagneId }: Campaign): Promise<void> {
  const at = { fichier: 'mesure', ligne: 1 }
  const school = (uai: string, i: number, nature: string) =>
    aLigneEtablissement({
      uai,
      nature,
      nom: `Établissement fictif ${uai}`,
      commune: zoneOf(i),
      codeDepartement: null,
      latitude: 48.7 + (i % 97) / 300,
      longitude: 2.2 + (i % 89) / 300,
    })
  const offers = Array.from({ length: LYCEES }, (_, i) =>
    // Sixteen lycées a sector, three domaines each: every domaine twice.
    Array.from({ length: OFFERTS }, (_, n) => ({
      ...at,
      uai: lyceeOf(i),
      domaine: domaineOf((OFFERTS * Math.floor(i / ZONES) + n) % DOMAINES),
      secteur: [zoneOf(i)],
    })),
  ).flat()
  await inTransaction({ db, acteur }, async (tx) => {
    await importEtablissements(tx, [
      ...Array.from({ length: LYCEES }, (_, i) => school(lyceeOf(i), i, 'lycee_pro')),
      ...Array.from({ length: COLLEGES }, (_, i) => school(collegeOf(i), i, 'college')),
    ])
    const numbers = [...Array(DOMAINES).keys()]
    await saveDomaines(
      tx,
      campagneId,
      numbers.map((i) => ({
        ...at,
        code: domaineOf(i),
        libelle: `Domaine fictif ${i}`,
        dureeMinutes: 20,
      })),
    )
    await saveFormations(
      tx,
      campagneId,
      numbers.map((i) => ({
        ...at,
        mef: mefOf(i),
        libelle: `Formation fictive ${i}`,
        domaine: domaineOf(i),
      })),
    )
    await saveReferents(tx, campagneId, offers)
  })
}

const MONDAY = "timestamptz '2027-03-08 00:00 Europe/Paris'"

function statements(campagneId: number, { inscriptions, later }: { inscriptions: number; later: number }) {
  const scope = `'24', ${campagneId}`
  const two = Math.ceil(inscriptions / 2)
  return [
    `insert into eleve (academie, campagne_id, uai, cle_siecle, ine, nom, prenom, date_naissance, classe)
     select ${scope}, c.uai, i, lpad(i::text, 9, '0') || 'AA', 'Nom fictif ' || i % 5000, 'Prénom ' || i % 300,
       date '2012-01-01' + i % 366, '3' || i % 6
     from generate_series(1, ${two + later}) i join
       (select uai, row_number() over (order by uai) - 1 as rang from etablissement where nature = 'college') c
       on c.rang = i % ${COLLEGES}`,
    // One domaine of even number, seen in the morning, and one of odd number, in the afternoon.
    `insert into inscription (academie, campagne_id, eleve_id, mef, domaine, mode, auteur, inscrit_le)
     select ${scope}, e.id, f.mef, f.domaine, 'presentiel', 'Mesure', now() - interval '2 days'
     from eleve e, lateral (values (2 * ((e.id / ${ZONES}) % 12)), (2 * ((e.id / ${ZONES} + 5) % 12) + 1)) n (d)
     join formation f on f.campagne_id = ${campagneId} and f.domaine = 'D' || lpad(n.d::text, 2, '0')
     where e.cle_siecle::int <= ${two}`,
    `insert into intervenant (academie, campagne_id, uai, nom)
     select ${scope}, uai, 'Intervenant fictif ' || domaine from referent where campagne_id = ${campagneId}`,
    `insert into disponibilite (academie, campagne_id, uai, domaines, debut, fin, mode, capacite)
     select ${scope}, r.uai, array[r.domaine], d.debut, d.debut + interval '4 hours', 'presentiel', 1
     from referent r, generate_series(0, ${Math.ceil(inscriptions / 960 / 12 / 0.75) - 1}) j,
       lateral (select ${MONDAY} + (j + 2 * (j / 5)) * interval '1 day'
         + case when right(r.domaine, 2)::int % 2 = 0 then interval '8 hours 30 minutes' else interval '13 hours 30 minutes' end
         as debut) d where r.campagne_id = ${campagneId}`,
    // What a campaign knows besides: pupils and classes who are away for a half-day, teachers for another.
    `insert into indisponibilite (academie, campagne_id, eleve_id, debut, fin)
     select ${scope}, id, ${MONDAY} + interval '60 days', ${MONDAY} + interval '60 days 4 hours' from eleve where id % 20 = 0`,
    `insert into indisponibilite (academie, campagne_id, uai, classe, debut, fin)
     select ${scope}, uai, '3' || c, ${MONDAY} + interval '61 days', ${MONDAY} + interval '61 days 4 hours'
     from etablissement, generate_series(0, 5) c where nature = 'college'`,
    `insert into indisponibilite (academie, campagne_id, intervenant_id, debut, fin)
     select ${scope}, id, ${MONDAY} + interval '62 days', ${MONDAY} + interval '62 days 4 hours' from intervenant`,
    `insert into disponibilite_intervenant (academie, disponibilite_id, intervenant_id)
     select d.academie, d.id, i.id from disponibilite d join intervenant i
       on (i.campagne_id, i.uai, i.nom) = (d.campagne_id, d.uai, 'Intervenant fictif ' || d.domaines[1])`,
    // Those of a sector and domaine, one after the other, on its two lycées in turn.
    `create temp table tenu on commit drop as
     select i.eleve_id, i.domaine, d.id as disponibilite_id, d.uai,
       tstzrange(d.debut + i.rang / 2 % 12 * interval '20 minutes', d.debut + (i.rang / 2 % 12 + 1) * interval '20 minutes')
         as plage
     from (select i.eleve_id, i.domaine, s.commune,
         row_number() over (partition by s.commune, i.domaine order by i.eleve_id) - 1 as rang
       from inscription i join eleve e on e.id = i.eleve_id join etablissement s on s.uai = e.uai) i
     join (select uai, domaine, secteur[1] as commune,
         row_number() over (partition by secteur[1], domaine order by uai) - 1 as rang from referent) r
       on (r.commune, r.domaine, r.rang) = (i.commune, i.domaine, i.rang % 2)
     join (select id, uai, domaines[1] as domaine, debut,
         row_number() over (partition by uai, domaines[1] order by debut) - 1 as rang from disponibilite) d
       on (d.uai, d.domaine, d.rang) = (r.uai, r.domaine, i.rang / 24)`,
    `insert into creneau (academie, campagne_id, disponibilite_id, uai, domaine, mode, plage)
     select ${scope}, disponibilite_id, uai, domaine, 'presentiel', plage from tenu`,
    `insert into creneau_intervenant (academie, creneau_id, intervenant_id, plage)
     select k.academie, k.id, i.intervenant_id, k.plage
     from creneau k join disponibilite_intervenant i on i.disponibilite_id = k.disponibilite_id`,
    `insert into entretien (academie, campagne_id, eleve_id, domaine, creneau_id, place, plage, place_le)
     select ${scope}, t.eleve_id, t.domaine, k.id, 1, t.plage, now()
     from tenu t join creneau k on (k.disponibilite_id, k.plage) = (t.disponibilite_id, t.plage)`,
  ]
}
