import { counted } from '#src/kit/counted.ts'
import { z } from 'zod'
import { instantOf, isDay } from '#src/kit/day.ts'
import { allows } from '#src/procedure/comptes/api.ts'
import {
  accepterReparation,
  declareIncident,
  refuserReparation,
  remplacerIntervenant,
  type NouvelIncident,
} from '#src/procedure/entretiens/acts/incidents.ts'
import type { Applique } from '#src/procedure/entretiens/acts/reparation.ts'
import { enqueuePlacement } from '#src/procedure/entretiens/jobs.ts'
import { GENRES_INCIDENT } from '#src/procedure/entretiens/model.ts'
import { columnsFor, FILTERS } from '#src/procedure/entretiens/pages/incidents-colonnes.tsx'
import { IncidentVue } from '#src/procedure/entretiens/pages/incident-vue.tsx'
import { Incidents, type ListeLue } from '#src/procedure/entretiens/pages/incidents-vue.tsx'
import { adresse, lyceeOf } from '#src/procedure/entretiens/pages/lycee.tsx'
import {
  readIncident,
  readIncidents,
  type IncidentLu,
  type IncidentsLus,
} from '#src/procedure/entretiens/reads/incidents.ts'
import { readPlacesPourLigne } from '#src/procedure/entretiens/reads/reparation.ts'
import { choixOf, type ChoixDePlace } from '#src/procedure/entretiens/rules/reparation.ts'
import { PlacesPourLigne } from '#src/procedure/entretiens/pages/incident-place.tsx'
import { sentenceEntretien, type RefusIncident } from '#src/procedure/entretiens/texts.ts'
import type { Result } from '#src/kit/result.ts'
import { freshForm, liste, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/incidents'

const facultatif = z
  .string()
  .optional()
  .transform((text) => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null))
const Declaration = z.object({
  genre: z.enum(GENRES_INCIDENT, 'Dites ce qui arrive.'),
  intervenant: facultatif,
  salle: facultatif,
  entretien: facultatif,
  jour: z
    .string()
    .optional()
    .refine((text) => !text || isDay(text), 'Écrivez une date.'),
  moitie: z.enum(['journee', 'matin', 'apres_midi']).default('journee'),
  motif: texteFacultatif(200),
})
type Declaration = z.infer<typeof Declaration>

export const incidents = [
  ...listPages({
    path: PATH,
    droit: 'incidents.ecran',
    menu: { libelle: 'Incidents', ordre: 31.6 },
    attente: async (requete) => {
      const { uai } = lyceeOf(requete, ['planificateur', 'chef_referent'])
      const { incidents: declared } = await readIncidents(requete.tx, {
        campagneId: requete.campagne.id,
        uai,
      })
      const waiting = declared.filter(({ decision }) => decision === null).length
      return waiting === 0
        ? []
        : [{ texte: waiting === 1 ? 'Décider d’un incident' : `Décider de ${counted(waiting, 'incident')}` }]
    },
    nom: 'incidents',
    load,
    draw: (lue) => <Incidents lue={lue} state={freshForm({ moitie: 'journee' })} />,
  }),
  page({ method: 'POST', path: PATH, droit: 'incidents.reparer', handler: (requete) => declare(requete) }),
  page({
    method: 'GET',
    path: '/incidents/:id',
    droit: 'incidents.ecran',
    handler: async (requete) => {
      const lu = await loadOne(requete, choixOf(requete.query('choix')))
      return html(<IncidentVue {...{ lu, zone: requete.tx.zone, decide: decides(requete, lu.incident) }} />)
    },
  }),
  page({
    method: 'GET',
    path: '/incidents/:id/place/:entretien',
    droit: 'incidents.reparer',
    handler: async (requete) => {
      const { tx, query, id } = requete
      const jour = query('jour')
      const choix = choixOf(query('choix'))
      const lues = await readPlacesPourLigne(tx, {
        ...vise(requete),
        entretienId: id('entretien'),
        choix,
        jour: jour !== undefined && isDay(jour) ? jour : undefined,
      })
      if (!lues) throw new Introuvable()
      return html(<PlacesPourLigne {...{ lues, choix }} zone={tx.zone} />)
    },
  }),
  page({
    method: 'POST',
    path: '/incidents/:id/acceptation',
    droit: 'incidents.reparer',
    handler: async (requete) => {
      const read = readForm(
        requete.form,
        z.object({ empreinte: z.string(), change: liste(), choix: z.string().optional() }),
      )
      if (!read.ok) throw new Introuvable()
      const { empreinte } = read.value
      const choix = choixOf(read.value.choix)
      const lu = await loadOne(requete, choix)
      const kept = lu.lignes.filter((one) => !read.value.change.includes(one.requete))
      const gardes = kept.map((one) => one.requete)
      const accepted = { ...vise(requete), empreinte, gardes, choix }
      return settle(requete, await accepterReparation(requete.tx, accepted), choix)
    },
  }),
  page({
    method: 'POST',
    path: '/incidents/:id/remplacement',
    droit: 'incidents.reparer',
    handler: async (requete) => {
      const remplacantId = Number(requete.form.get('remplacant') ?? 0)
      return settle(requete, await remplacerIntervenant(requete.tx, { ...vise(requete), remplacantId }))
    },
  }),
  page({
    method: 'POST',
    path: '/incidents/:id/refus',
    droit: 'incidents.reparer',
    handler: async (requete) => {
      const done = await refuserReparation(requete.tx, vise(requete))
      if (!done.ok) return refuse(requete, done.refus)
      return redirect(PATH, 'La proposition est refusée : rien n’a bougé.')
    },
  }),
]

const vise = ({ campagne, id }: Requete) => ({ campagneId: campagne.id, incidentId: id('id') })

async function loadOne(requete: Requete, choix: readonly ChoixDePlace[] = []): Promise<IncidentLu> {
  const lu = await readIncident(requete.tx, { ...vise(requete), choix })
  if (!lu) throw new Introuvable()
  return lu
}

async function settle(
  requete: Requete,
  done: Result<Applique, RefusIncident>,
  choix: readonly ChoixDePlace[] = [],
): Promise<Reply> {
  if (!done.ok) return refuse(requete, done.refus, choix)
  const { deplaces, retires, convocations } = done.value
  if (retires > 0) await enqueuePlacement(requete.tx, requete.campagne.id)
  return redirect(
    `/incidents/${requete.id('id')}`,
    `C’est fait. Entretiens déplacés ou repris : ${deplaces}. Retirés : ${retires}. Nouvelles convocations : ${convocations}.`,
  )
}

async function refuse(
  requete: Requete,
  refus: RefusIncident,
  choix: readonly ChoixDePlace[] = [],
): Promise<Reply> {
  const lu = await loadOne(requete, choix)
  return html(<IncidentVue lu={lu} zone={requete.tx.zone} decide refus={sentenceEntretien(refus)} />, 422)
}

async function load(requete: Requete, slice: Slice): Promise<ListeLue> {
  const lycee = lyceeOf(requete, ['planificateur', 'chef_referent'])
  const { tx, campagne } = requete
  const lus = await readIncidents(tx, { campagneId: campagne.id, uai: lycee.uai })
  const liste = listed(requete, {
    path: PATH,
    kept: lycee.suite,
    filters: FILTERS,
    columns: columnsFor(tx.zone),
    rows: lus.incidents,
    slice,
    uai: lycee.uai,
  })
  return { ...liste, lycee, lus, decide: decides(requete, lycee), zone: tx.zone }
}

/** The head of a lycée reads what is proposed; who plans decides. */
const decides = ({ acteur }: Requete, { uai }: { uai: string }): boolean =>
  allows(acteur, 'incidents.reparer', { uai })

const FIELD: Partial<Record<RefusIncident['code'], string>> = {
  motif_absent: 'motif',
  intervalle_inverse: 'jour',
  incident_passe: 'jour',
}

async function declare(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const lue = await load(requete, sliceOf(requete.query('page')))
  const read = readForm(form, Declaration)
  const again = (state: FormState) => html(<Incidents lue={lue} state={state} />, 422)
  if (!read.ok) return again(read.state)
  const { genre, jour } = read.value
  const incident = incidentOf(read.value, { lus: lue.lus, uai: lue.lycee.uai, zone: tx.zone })
  if (incident === undefined) {
    const field =
      !jour && (genre === 'lieu_ferme' || genre === 'intervenant_absent' || genre === 'salle_fermee')
        ? 'jour'
        : 'entretien'
    const sentence = field === 'jour' ? 'Écrivez le jour.' : 'Choisissez l’entretien concerné.'
    return again(withError(read.state, field, sentence))
  }
  const done = await declareIncident(tx, { campagneId: campagne.id, incident })
  if (!done.ok) {
    const target =
      genre === 'intervenant_absent' ? 'intervenant' : genre === 'salle_fermee' ? 'salle' : 'entretien'
    return again(withError(read.state, FIELD[done.refus.code] ?? target, sentenceEntretien(done.refus)))
  }
  return redirect(adresse(`/incidents/${done.value}`, {}), 'Incident déclaré : voici ce qui est proposé.')
}

const HOURS = {
  journee: ['00:00', '23:59'],
  matin: ['00:00', '13:00'],
  apres_midi: ['13:00', '23:59'],
} as const

/** What the form says, with the times of the interview where it is about one; undefined when something is missing. */
function incidentOf(
  declaration: Declaration,
  { lus, uai, zone }: { lus: IncidentsLus; uai: string; zone: string },
): NouvelIncident | undefined {
  const { genre, intervenant, salle, entretien, jour, moitie, motif } = declaration
  const about = lus.entretiens.find((one) => one.id === entretien)
  const ofPupil = genre === 'eleve_indisponible' || genre === 'retrait' || genre === 'absence'
  if (ofPupil && !about) return undefined
  if (!ofPupil && !jour) return undefined
  const [from, to] = HOURS[moitie]
  const times =
    about && ofPupil && !(genre === 'eleve_indisponible' && jour)
      ? { debut: about.debut, fin: about.fin }
      : { debut: instantOf(`${jour ?? ''}T${from}`, zone), fin: instantOf(`${jour ?? ''}T${to}`, zone) }
  return {
    uai,
    genre,
    intervenantId: intervenant,
    salleId: salle,
    eleve: ofPupil && about ? { eleveId: about.eleveId, domaine: about.domaine } : null,
    motif: motif ?? '',
    ...times,
  }
}
