import { counted } from '#src/kit/counted.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { z } from 'zod'
import { dayInWords, isDay } from '#src/kit/day.ts'
import { chooseLiberation, liberateVague } from '#src/procedure/entretiens/acts/vagues.ts'
import { adresse, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { Vagues, type Loaded } from '#src/procedure/entretiens/pages/vagues-vue.tsx'
import { readSemaine } from '#src/procedure/entretiens/reads/charge.ts'
import { readVague, readVagues } from '#src/procedure/entretiens/reads/vagues.ts'
import { semaineInWords, sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { freshForm, readForm, withError, type FormState } from '#src/web/form.ts'
import { html, page, redirect, type Attente, type Reply, type Requete } from '#src/web/page.ts'

const PATH = '/convocations'

const Liberation = z.object({ semaine: z.iso.date('Choisissez la semaine à libérer.') })
const Choix = z.object({
  mode: z.enum(['manuelle', 'automatique'], 'Choisissez comment vos convocations partent.'),
})

export const vagues = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'vagues.ecran',
    menu: { libelle: 'Convocations', ordre: 31.5 },
    attente,
    handler: async (requete) => {
      const loaded = await load(requete, requete.query('semaine'))
      return html(<Vagues {...loaded} state={choiceOf(loaded)} />)
    },
  }),
  page({
    method: 'POST',
    path: '/convocations/liberer',
    droit: 'vagues.regler',
    handler: (requete) => release(requete),
  }),
  page({
    method: 'POST',
    path: '/convocations/choix',
    droit: 'vagues.regler',
    handler: (requete) => choose(requete),
  }),
]

/** The waves that a planner should release by hand, the first one first. */
async function attente(requete: Requete): Promise<Attente[]> {
  const { tx, campagne } = requete
  if (!hasRole(tx.acteur, 'planificateur')) return []
  const lycee = lyceeOf(requete, ['planificateur'])
  const lues = await readVagues(tx, { campagneId: campagne.id, uai: lycee.uai })
  const due = lues.vagues.filter((one) => one.etat === 'a_liberer' && one.provisoires > 0)
  return due.map(({ semaine, echeance, provisoires }) => ({
    texte: `Libérer la semaine du ${dayInWords(semaine)} : ${counted(provisoires, 'élève')} à convoquer`,
    depuis: echeance,
    href: adresse(PATH, { ...lycee.suite, semaine }),
  }))
}

/** The waves of the lycée, and in detail the one asked for, else the first to release, else the next to come. */
async function load(requete: Requete, asked: string | undefined): Promise<Loaded> {
  const { tx, campagne, acteur } = requete
  const lycee = lyceeOf(requete, ['planificateur', 'chef_referent'])
  const du = { campagneId: campagne.id, uai: lycee.uai }
  const lues = await readVagues(tx, du)
  const shown =
    lues.vagues.find((one) => asked !== undefined && isDay(asked) && one.semaine === asked) ??
    lues.vagues.find((one) => one.etat === 'a_liberer' && one.provisoires > 0) ??
    lues.vagues.find((one) => one.etat === 'a_venir') ??
    lues.vagues.at(-1)
  const detail = shown && (await readVague(tx, { ...du, semaine: shown.semaine }))
  const dessin = shown && (await readSemaine(tx, { ...du, semaine: shown.semaine }))
  const decide = acteur.habilitations.some((h) => h.role === 'planificateur' && h.uai === lycee.uai)
  return { lycee, lues, shown, detail, dessin, decide, zone: tx.zone }
}

const choiceOf = ({ lues }: Loaded): FormState =>
  freshForm({ mode: lues.automatique ? 'automatique' : 'manuelle' })

const back = ({ suite }: LyceeCourant, semaine?: string): string => adresse(PATH, { ...suite, semaine })

async function release(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Liberation)
  const loaded = await load(requete, read.ok ? read.value.semaine : undefined)
  const refuse = (sentence: string) =>
    html(<Vagues {...loaded} state={withError(choiceOf(loaded), '', sentence)} />, 422)
  if (!read.ok) return refuse(read.state.errors['semaine'] ?? '')
  const { semaine } = read.value
  const done = await liberateVague(tx, { campagneId: campagne.id, uai: loaded.lycee.uai, semaine })
  if (!done.ok) return refuse(sentenceEntretien(done.refus))
  const told = done.value === 1 ? 'une convocation est émise' : `${done.value} convocations sont émises`
  return redirect(back(loaded.lycee, semaine), `Vague libérée, ${semaineInWords(semaine)} : ${told}.`)
}

async function choose(requete: Requete): Promise<Reply> {
  const { tx, campagne, form } = requete
  const read = readForm(form, Choix)
  const loaded = await load(requete, undefined)
  if (!read.ok) return html(<Vagues {...loaded} state={read.state} />, 422)
  const { mode } = read.value
  await chooseLiberation(tx, { campagneId: campagne.id, uai: loaded.lycee.uai, mode })
  return redirect(
    back(loaded.lycee),
    mode === 'automatique'
      ? 'Vos vagues partiront d’elles-mêmes, la nuit de leur échéance.'
      : 'Vos vagues attendront que vous les libériez.',
  )
}
