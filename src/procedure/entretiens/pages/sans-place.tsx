import { hasRole } from '#src/procedure/comptes/api.ts'
import { retirerDeLAttente } from '#src/procedure/entretiens/acts/retrait.ts'
import { adresse, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { columnsOf } from '#src/procedure/entretiens/pages/sans-place-colonnes.tsx'
import {
  Explication,
  Liste,
  PATH,
  RAISONS,
  type Vue,
} from '#src/procedure/entretiens/pages/sans-place-vue.tsx'
import {
  readManques,
  readSansPlace,
  readUnSansPlace,
  TRIS_SANS_PLACE,
} from '#src/procedure/entretiens/reads/sans-place.ts'
import { sentenceEntretien } from '#src/procedure/entretiens/texts.ts'
import { LIBELLE_RAISON } from '#src/procedure/entretiens/texts/planning.ts'
import type { Slice } from '#src/web/components/pagination.tsx'
import { freshForm, typedOf, withError } from '#src/web/form.ts'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, triOf } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Reply, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

export const sansPlace = [
  ...listPages({
    path: PATH,
    droit: 'sans_place.lire',
    menu: { libelle: 'Sans place', ordre: 31.7 },
    nom: 'eleves-sans-place',
    load,
    draw: (vue) => <Liste vue={vue} />,
  }),
  page({
    method: 'GET',
    path: '/sans-place/:id/:domaine',
    droit: 'sans_place.lire',
    handler: async (requete) => {
      const lycee = ofLycee(requete)
      const asked = { eleveId: requete.id('id'), domaine: requete.param('domaine') }
      const lu = await readUnSansPlace(requete.tx, { ...perimetreOf(requete, lycee), ...asked })
      if (!lu) throw new Introuvable()
      return html(<Explication lu={lu} suite={lycee?.suite ?? {}} {...asked} state={freshForm()} />)
    },
  }),
  page({ method: 'POST', path: '/sans-place/:id/:domaine', droit: 'incident.declarer', handler: withdraw }),
]

/** He gives the domaine up: what is typed comes back with what was refused. */
async function withdraw(requete: Requete): Promise<Reply> {
  const { tx, form } = requete
  const lycee = ofLycee(requete)
  const perimetre = perimetreOf(requete, lycee)
  const asked = { eleveId: requete.id('id'), domaine: requete.param('domaine') }
  const state = typedOf(form)
  const motif = state.values['motif']?.[0] ?? ''
  const done = await retirerDeLAttente(tx, { uai: undefined, ...perimetre, ...asked, motif })
  const suite = lycee?.suite ?? {}
  if (done.ok)
    return redirect(adresse(PATH, suite), 'Le retrait est noté : aucune place ne lui est plus cherchée.')
  const lu = await readUnSansPlace(tx, { ...perimetre, ...asked })
  if (!lu) throw new Introuvable()
  const again = withError(
    state,
    done.refus.code === 'motif_absent' ? 'motif' : '',
    sentenceEntretien(done.refus),
  )
  return html(<Explication lu={lu} suite={suite} {...asked} state={again} />, 422)
}

async function load(requete: Requete, slice: Slice): Promise<Vue> {
  const { tx, query } = requete
  const lycee = ofLycee(requete)
  const perimetre = perimetreOf(requete, lycee)
  const filtres = {
    nom: query('nom') ?? '',
    domaine: query('domaine') || null,
    raison: oneOf(query('raison'), RAISONS),
  }
  const tri = triOf(query('tri'), TRIS_SANS_PLACE)
  const lus = await readSansPlace(tx, { ...perimetre, ...filtres, ...slice, tri })
  const domaines = lus.domaines.map(({ code, libelle }) => ({ value: code, label: libelle }))
  return {
    path: PATH,
    filters: [
      { name: 'nom', label: 'Nom ou prénom' },
      { name: 'domaine', label: 'Domaine', choices: domaines },
      {
        name: 'raison',
        label: 'Ce qui l’arrête',
        all: 'Toutes les raisons',
        choices: choicesIn(RAISONS, LIBELLE_RAISON),
      },
    ],
    choices: { ...lycee?.suite, ...filtres },
    columns: columnsOf(lycee),
    tri,
    slice,
    rows: lus.lignes,
    total: lus.total,
    uai: lycee?.uai ?? null,
    lycee,
    raisons: lus.raisons,
    manques: await readManques(tx, perimetre),
  }
}

/** The académie sees the whole campaign, a planner his lycée. */
const ofLycee = (requete: Requete): LyceeCourant | undefined =>
  hasRole(requete.acteur, 'academie') ? undefined : lyceeOf(requete, ['planificateur'])

const perimetreOf = ({ campagne }: Requete, lycee: LyceeCourant | undefined) => ({
  campagneId: campagne.id,
  ...(lycee ? { uai: lycee.uai } : {}),
})
