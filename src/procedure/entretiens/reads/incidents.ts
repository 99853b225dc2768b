import { addDays, instantOf } from '#src/kit/day.ts'
import { indexBy } from '#src/kit/group.ts'
import type { Minute } from '#src/planning/model.ts'
import type { Changement } from '#src/planning/outcomes.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import { demand, type Tx } from '#src/procedure/comptes/api.ts'
import { selectEleves } from '#src/procedure/eleves/api.ts'
import { listEtablissements } from '#src/procedure/etablissements/api.ts'
import { fromMinute, type Loaded } from '#src/procedure/entretiens/reads/instance.ts'
import { loadAround, proposalFor } from '#src/procedure/entretiens/reads/reparation.ts'
import type { ChoixDePlace } from '#src/procedure/entretiens/rules/reparation.ts'
import { remplacantsOf, type Intervenant, type Remplacant } from '#src/procedure/entretiens/rules/vagues.ts'
import { listJurys } from '#src/procedure/entretiens/sql/deplacements.ts'
import { selectNamed } from '#src/procedure/entretiens/sql/disponibilites.ts'
import {
  listIncidents,
  listPrisesDe,
  selectIncident,
  type Incident,
} from '#src/procedure/entretiens/sql/incidents.ts'
import { listEntretiensDuLycee } from '#src/procedure/entretiens/sql/lycee.ts'
import { listIntervenants } from '#src/procedure/entretiens/sql/vagues.ts'

const READ = 'incidents.lire'

/** The incidents of a lycée, and what one may be declared about. */
export async function readIncidents(tx: Tx, { campagneId, uai }: { campagneId: number; uai: string }) {
  demand(tx.acteur, READ, [{ uai }])
  const { calendrier } = await loadCampagne(tx.trx, campagneId)
  const named = async (table: 'intervenant' | 'salle') =>
    [...(await selectNamed(tx.trx, table, campagneId))].flatMap(([key, id]) =>
      key.startsWith(`${uai}/`) ? [{ id, nom: key.slice(uai.length + 1) }] : [],
    )
  const debut = instantOf(calendrier.debutEntretiens, tx.zone)
  const fin = instantOf(addDays(calendrier.finEntretiens, 1), tx.zone)
  const entretiens = await listEntretiensDuLycee(tx, { campagneId, uai, debut, fin })
  return {
    incidents: await listIncidents(tx.trx, { campagneId, uai }),
    intervenants: await named('intervenant'),
    salles: (await named('salle')).filter((one) => one.nom !== ''),
    // To come, or missed: an interview that took place has nothing to mend.
    entretiens: entretiens.filter(
      (one) =>
        (one.presence === null && one.debut > tx.now) ||
        one.presence === 'absent' ||
        one.presence === 'excuse',
    ),
  }
}
export type IncidentsLus = Awaited<ReturnType<typeof readIncidents>>

/** One change of a proposal, in words. */
export interface LigneReparation {
  requete: string
  entretienId: number
  eleveId: number
  domaine: string
  qui: string
  college: string
  convoque: boolean
  visible: boolean
  raison: Changement['raison']
  avant: { debut: Date; ou: string }
  apres: { debut: Date; ou: string } | null
  /** Another lycée that receives him, when his own has no place for him. */
  ailleurs: string | null
}

export interface IncidentLu {
  incident: Incident
  lignes: LigneReparation[]
  /** Visible changes that no repair can avoid. */
  borne: number
  /** By which an acceptance knows that it is the proposal that was read. */
  empreinte: string
  remplacants: Remplacant[]
  /** Places that the planner chose himself. */
  choix: readonly ChoixDePlace[]
}

/** An incident with what is proposed for it as things stand; nothing is proposed once it is decided. */
export async function readIncident(
  tx: Tx,
  { choix = [], ...asked }: { campagneId: number; incidentId: number; choix?: readonly ChoixDePlace[] },
): Promise<IncidentLu | undefined> {
  const incident = await selectIncident(tx.trx, asked)
  if (!incident) return undefined
  demand(tx.acteur, READ, [{ uai: incident.uai }])
  if (incident.decision !== null)
    return { incident, lignes: [], borne: 0, empreinte: '', remplacants: [], choix: [] }
  const loaded = await loadAround(tx, { campagneId: asked.campagneId, incident })
  const { changements, borne, empreinte } = proposalFor(tx, { loaded, incident, choix })
  return {
    incident,
    lignes: await lignesOf(tx, { loaded, changements }),
    borne,
    empreinte,
    choix,
    remplacants: await remplacantsPour(tx, { ...asked, incident }),
  }
}

async function lignesOf(
  tx: Tx,
  { loaded, changements }: { loaded: Loaded; changements: readonly Changement[] },
): Promise<LigneReparation[]> {
  const touched = changements.flatMap((one) => {
    const place = loaded.places.get(one.requete)
    return place ? [{ ...one, place }] : []
  })
  const ids = touched.flatMap(({ avant, apres }) => [
    Number(avant.disponibilite),
    ...(apres ? [Number(apres.disponibilite)] : []),
  ])
  const jurys = indexBy(await listJurys(tx.trx, [...new Set(ids)]), (one) => String(one.disponibiliteId))
  const eleves = indexBy(
    await selectEleves(
      tx.trx,
      touched.map((one) => one.place.eleveId),
    ),
    (one) => one.id,
  )
  const endroit = ({ debut, disponibilite }: { debut: Minute; disponibilite: string }) => {
    const jury = jurys.get(disponibilite)
    const ou = [jury?.intervenants.join(', '), jury?.salle].filter(Boolean).join(', ')
    return { debut: fromMinute(debut, tx.zone), ou }
  }
  const schools = indexBy(await listEtablissements(tx.trx), (one) => one.uai)
  const elsewhere = (disponibilite: string, uai: string): string | null => {
    const there = loaded.disponibilites.get(disponibilite)?.uai ?? uai
    return there === uai ? null : (schools.get(there)?.nom ?? there)
  }
  return touched.map(({ requete, place, visible, raison, avant, apres }) => {
    const eleve = eleves.get(place.eleveId)
    return {
      requete,
      entretienId: place.entretienId,
      eleveId: place.eleveId,
      domaine: place.domaine,
      qui: `${eleve?.nom ?? ''} ${eleve?.prenom ?? ''}`,
      college: eleve?.uai ?? '',
      convoque: place.convoque,
      visible,
      raison,
      avant: endroit(avant),
      apres: apres && endroit(apres),
      ailleurs: apres ? elsewhere(apres.disponibilite, place.uai) : null,
    }
  })
}

async function remplacantsPour(
  tx: Tx,
  { campagneId, incident }: { campagneId: number; incident: Incident },
): Promise<Remplacant[]> {
  const { genre, intervenantId, uai, debut, fin } = incident
  if (genre !== 'intervenant_absent' || intervenantId === null) return []
  const prises = await listPrisesDe(tx.trx, { intervenantId, debut: debut > tx.now ? debut : tx.now, fin })
  if (prises.length === 0) return []
  const dated = (ranges: readonly { debut: string; fin: string }[]) =>
    ranges.map((one) => ({ debut: new Date(one.debut), fin: new Date(one.fin) }))
  const equipe: Intervenant[] = (await listIntervenants(tx.trx, { campagneId, uai, debut, fin })).map(
    (one) => ({
      ...one,
      prises: dated(one.prises),
      empeche: dated(one.empeche),
      disponible: dated(one.disponible),
    }),
  )
  return remplacantsOf(prises, { absents: [intervenantId], equipe })
}
