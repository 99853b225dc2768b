import { z } from 'zod'
import { direTrajet } from '#src/procedure/eleves/acts/parcours.ts'
import { FAISABILITES, type LyceeVu } from '#src/procedure/eleves/model/parcours.ts'
import {
  colonnesDesLycees,
  LYCEES,
  Lycees,
  UnLycee,
  type ListeVue,
} from '#src/procedure/eleves/pages/mes-lycees-vue.tsx'
import { readLyceesVus, type LyceesVus } from '#src/procedure/eleves/reads/parcours.ts'
import { sentenceParcours } from '#src/procedure/eleves/texts/parcours.ts'
import type { Slice } from '#src/web/components/pagination.tsx'
import { freshForm, liste, readForm, withError, type FormState } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

const ONE = `${LYCEES}/:uai` as const

const Saisie = z.object({
  faisabilite: z.enum(FAISABILITES, { error: 'Dites si le trajet est faisable.' }),
  minutes: z
    .string()
    .default('')
    .transform((text) => text.trim())
    .refine(
      (text) => text === '' || (/^[0-9]{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 300),
      'Écrivez un nombre de minutes, de 1 à 300, ou rien.',
    )
    .transform((text) => (text === '' ? null : Number(text))),
  preferes: liste(),
})

/** Where the lycées are, and whether one can go there every day. */
export const mesLycees = [
  ...listPages({
    path: LYCEES,
    droit: 'parcours.suivre',
    menu: { libelle: 'Les lycées', ordre: 12 },
    nom: 'lycees',
    load: loadAll,
    draw: (lue) => <Lycees lue={lue} />,
  }),
  page({
    method: 'GET',
    path: ONE,
    droit: 'parcours.suivre',
    handler: async (requete) => {
      const { lycee, communes } = await loadOne(requete)
      return html(<UnLycee {...{ lycee, communes }} state={stateOf(lycee)} />)
    },
  }),
  page({ method: 'POST', path: ONE, droit: 'parcours.suivre', handler: keep }),
]

async function load({ tx, campagne }: Requete): Promise<LyceesVus> {
  const lus = await readLyceesVus(tx, campagne.id)
  if (!lus) throw new Introuvable()
  return lus
}

async function loadOne(requete: Requete): Promise<LyceesVus & { lycee: LyceeVu }> {
  const lus = await load(requete)
  const lycee = lus.lycees.find(({ uai }) => uai === requete.param('uai'))
  if (!lycee) throw new Introuvable()
  return { ...lus, lycee }
}

/** Those that receive in the domaine asked for, numbered as they stand on the map. */
async function loadAll(requete: Requete, slice: Slice): Promise<ListeVue> {
  const lus = await load(requete)
  const known = new Map(lus.lycees.flatMap((one) => one.domaines.map(({ code, libelle }) => [code, libelle])))
  const numeros = new Map<string, number>()
  const list = listed(requete, {
    path: LYCEES,
    filters: [
      textFilter('Nom du lycée ou commune', ({ nom, commune }: LyceeVu) => `${nom} ${commune ?? ''}`),
      {
        name: 'domaine',
        label: 'Domaine',
        choices: [...known]
          .map(([value, label]) => ({ value, label }))
          .toSorted((a, b) => a.label.localeCompare(b.label, 'fr')),
        keeps: ({ domaines }, asked) => domaines.some(({ code }) => code === asked),
      },
    ],
    columns: colonnesDesLycees(numeros),
    rows: lus.lycees,
    slice,
    uai: lus.college.uai,
  })
  for (const [rank, { uai }] of list.rows.entries()) numeros.set(uai, slice.offset + rank + 1)
  return { ...list, college: lus.college, communes: lus.communes, premier: slice.offset + 1 }
}

const stateOf = ({ trajet, domaines }: LyceeVu): FormState =>
  freshForm({
    faisabilite: trajet?.faisabilite,
    minutes: trajet?.minutes === null ? '' : trajet?.minutes.toString(),
    preferes: domaines.flatMap(({ code, prefere }) => (prefere ? [code] : [])),
  })

async function keep(requete: Requete): Promise<Reply> {
  const { lycee, communes, eleveId } = await loadOne(requete)
  const refused = (state: FormState) => html(<UnLycee {...{ lycee, communes, state }} />, 422)
  const read = readForm(requete.form, Saisie)
  if (!read.ok) return refused(read.state)
  const moi = { campagneId: requete.campagne.id, eleveId }
  const done = await direTrajet(requete.tx, moi, { uai: lycee.uai, ...read.value })
  if (!done.ok) return refused(withError(read.state, 'preferes', sentenceParcours(done.refus)))
  return redirect(LYCEES, `Votre trajet vers ${lycee.nom} est enregistré.`)
}
