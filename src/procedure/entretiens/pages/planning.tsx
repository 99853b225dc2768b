import { z } from 'zod'
import { dayOf, isDay, isLocalMinute, type Day } from '#src/kit/day.ts'
import {
  deplacerEntretien,
  epinglerEntretien,
  interdirePlace,
  leverInterdit,
} from '#src/procedure/entretiens/acts/deplacements.ts'
import { interdireLycee } from '#src/procedure/entretiens/acts/interdits.ts'
import { RefusDuLycee } from '#src/procedure/entretiens/pages/refus-du-lycee.tsx'
import { Effet } from '#src/procedure/entretiens/pages/planning-effet.tsx'
import { PlanningVue, type PlanningLu } from '#src/procedure/entretiens/pages/planning-vue.tsx'
import {
  essayerDeplacement,
  joursPossibles,
  minuteOf,
  readChoix,
  readEffet,
  readEnMain,
  type EnMain,
  type Vers,
} from '#src/procedure/entretiens/reads/deplacements.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { freshForm, readForm, texteFacultatif, withError, type FormState } from '#src/web/form.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/entretiens/:id/planning'
const EFFET = '/entretiens/:id/deplacement'
const REFUS = '/entretiens/:id/refus-du-lycee'

const entier = z.coerce.number().int()
const Epingle = z.object({ sens: z.enum(['epingler', 'detacher']) })
const Interdit = z.object({
  disponibilite: entier.min(1, 'Choisissez la plage à interdire.'),
  motif: texteFacultatif(200),
})

export const planning = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'deplacement.preparer',
    handler: async (requete) => html(<PlanningVue {...await load(requete)} state={freshForm()} />),
  }),
  page({
    method: 'POST',
    path: '/entretiens/:id/epingle',
    droit: 'entretien.epingler',
    handler: async (requete) => {
      const read = readForm(requete.form, Epingle)
      if (!read.ok) throw new Introuvable()
      const { sens } = read.value
      const done = await epinglerEntretien(requete.tx, { ...vise(requete), sens })
      if (!done.ok) throw new Introuvable()
      return redirect(
        pathOf(requete),
        sens === 'epingler'
          ? 'L’entretien est épinglé : il reste à cette place.'
          : 'L’entretien n’est plus épinglé : tant qu’il est provisoire, il peut être mieux placé.',
      )
    },
  }),
  page({
    method: 'POST',
    path: '/entretiens/:id/interdits',
    droit: 'entretien.interdire',
    handler: (requete) => forbid(requete),
  }),
  page({
    method: 'POST',
    path: '/entretiens/:id/interdits/:interdit/levee',
    droit: 'entretien.interdire',
    handler: async (requete) => {
      const done = await leverInterdit(requete.tx, { ...vise(requete), interditId: requete.id('interdit') })
      if (!done.ok) throw new Introuvable()
      return redirect(pathOf(requete), 'La place n’est plus interdite.')
    },
  }),
  page({
    method: 'GET',
    path: REFUS,
    droit: 'lycee.interdire',
    handler: async (requete) => html(<RefusDuLycee enMain={await hold(requete)} state={freshForm()} />),
  }),
  page({ method: 'POST', path: REFUS, droit: 'lycee.interdire', handler: (requete) => refuseLycee(requete) }),
  page({ method: 'GET', path: EFFET, droit: 'deplacement.preparer', handler: (requete) => preview(requete) }),
  page({ method: 'POST', path: EFFET, droit: 'entretien.deplacer', handler: (requete) => move(requete) }),
]

const vise = ({ campagne, id }: Requete) => ({ campagneId: campagne.id, entretienId: id('id') })
const pathOf = ({ id }: Requete): string => `/entretiens/${id('id')}/planning`

async function hold(requete: Requete): Promise<EnMain> {
  const enMain = await readEnMain(requete.tx, vise(requete))
  if (!enMain) throw new Introuvable()
  return enMain
}

async function load(requete: Requete): Promise<PlanningLu> {
  const { tx, campagne, query } = requete
  const enMain = await hold(requete)
  const jours = joursPossibles(tx, enMain)
  const asked = query('jour')
  const jour: Day | undefined = asked !== undefined && isDay(asked) ? asked : jours[0]
  const none = { libres: [], echanges: [] }
  const choix = jour === undefined ? none : await readChoix(tx, { enMain, campagneId: campagne.id, jour })
  return { enMain, jours, jour, choix, now: tx.now, zone: tx.zone }
}

async function forbid(requete: Requete): Promise<Reply> {
  const read = readForm(requete.form, Interdit)
  const refuse = async (state: FormState) => html(<PlanningVue {...await load(requete)} state={state} />, 422)
  if (!read.ok) return refuse(read.state)
  const { disponibilite, motif } = read.value
  const done = await interdirePlace(requete.tx, {
    ...vise(requete),
    disponibiliteId: disponibilite,
    motif: motif ?? '',
  })
  if (done.ok) return redirect(pathOf(requete), 'Cette place est interdite à cet élève.')
  const field = done.refus.code === 'motif_absent' ? 'motif' : 'disponibilite'
  return refuse(withError(read.state, field, sentenceEntretien(done.refus)))
}

const Motif = z.object({ motif: texteFacultatif(200) })

/** The whole lycée is forbidden to the pupil: his interview is taken back. */
async function refuseLycee(requete: Requete): Promise<Reply> {
  const enMain = await hold(requete)
  const read = readForm(requete.form, Motif)
  const refuse = (state: FormState) => html(<RefusDuLycee enMain={enMain} state={state} />, 422)
  if (!read.ok) return refuse(read.state)
  const done = await interdireLycee(requete.tx, { ...vise(requete), motif: read.value.motif ?? '' })
  if (!done.ok) return refuse(withError(read.state, 'motif', sentenceEntretien(done.refus)))
  const { prenom, nom, debut } = enMain.entretien
  return redirect(
    `/entretiens?jour=${dayOf(debut, requete.tx.zone)}`,
    `${prenom} ${nom} ne sera plus reçu dans ce lycée : une place lui est cherchée ailleurs.`,
  )
}

/** Where the address, or the form, asks the interview to go. */
function versOf(get: (name: string) => string | undefined): Vers {
  const [avec, disponibilite, debut] = [get('avec'), get('vers'), get('debut')]
  if (avec !== undefined && /^\d{1,15}$/.test(avec)) return { avec: Number(avec) }
  if (disponibilite === undefined || !/^\d{1,15}$/.test(disponibilite)) throw new Introuvable()
  if (debut === undefined || !isLocalMinute(debut)) throw new Introuvable()
  return { disponibiliteId: Number(disponibilite), debut: minuteOf(debut) }
}

async function preview(requete: Requete): Promise<Reply> {
  const enMain = await hold(requete)
  return html(<Effet {...await effetOf(requete, { enMain, vers: versOf(requete.query) })} />)
}

async function effetOf(requete: Requete, { enMain, vers }: { enMain: EnMain; vers: Vers }) {
  const essai = essayerDeplacement(enMain, vers)
  if (!essai) throw new Introuvable()
  return {
    enMain,
    vers,
    essai,
    lu: await readEffet(requete.tx, { enMain, essai, vers }),
    zone: requete.tx.zone,
  }
}

async function move(requete: Requete): Promise<Reply> {
  const field = (name: string): string | undefined => {
    const value = requete.form.get(name)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const vers = versOf(field)
  const versions = { version: Number(field('version')), versionAutre: Number(field('versionAutre')) }
  const done = await deplacerEntretien(requete.tx, { ...vise(requete), vers, ...versions })
  if (done.ok)
    return redirect(
      pathOf(requete),
      done.value === 0
        ? 'L’entretien est déplacé, et épinglé à sa nouvelle place.'
        : `L’entretien est déplacé. Nouvelles convocations émises : ${done.value}.`,
    )
  const told = sentenceEntretien(done.refus)
  return html(<Effet {...await effetOf(requete, { enMain: await hold(requete), vers })} refus={told} />, 422)
}
