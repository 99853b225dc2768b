import { hasRole } from '#src/procedure/comptes/api.ts'
import { adresse, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import { columnsOf } from '#src/procedure/entretiens/pages/sans-place-colonnes.tsx'
import {
  Explication,
  Liste,
  PATH,
  RAISONS,
  type Choix,
} from '#src/procedure/entretiens/pages/sans-place-vue.tsx'
import {
  readManques,
  readSansPlace,
  readUnSansPlace,
  TRIS_SANS_PLACE,
} from '#src/procedure/entretiens/reads/sans-place.ts'
import { sliceOf } from '#src/web/components/pagination.tsx'
import { EXPORT_MAX, exportPage, triOf } from '#src/web/lists.ts'
import { html, Introuvable, page, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

const choixOf = ({ query }: Requete): Choix => ({
  nom: query('nom') ?? '',
  domaine: query('domaine') || null,
  raison: oneOf(query('raison'), RAISONS),
  tri: triOf(query('tri'), TRIS_SANS_PLACE),
})

export const sansPlace = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'sans_place.lire',
    menu: { libelle: 'Sans place', ordre: 31.7 },
    handler: async (requete) => {
      const { tx, query } = requete
      const lycee = ofLycee(requete)
      const perimetre = perimetreOf(requete, lycee)
      const choix = choixOf(requete)
      const { page: rang, ...slice } = sliceOf(query('page'))
      const lus = await readSansPlace(tx, { ...perimetre, ...choix, ...slice })
      const manques = await readManques(tx, perimetre)
      return html(<Liste {...{ lus, lycee, choix, manques, rang }} />)
    },
  }),
  exportPage({
    path: PATH,
    droit: 'sans_place.lire',
    nom: 'eleves-sans-place',
    lignes: async (requete) => {
      const lycee = ofLycee(requete)
      const asked = { ...perimetreOf(requete, lycee), ...choixOf(requete), limit: EXPORT_MAX, offset: 0 }
      const { lignes: rows } = await readSansPlace(requete.tx, asked)
      return { rows, columns: columnsOf(lycee), uai: lycee?.uai ?? null }
    },
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
      return html(<Explication lu={lu} retour={adresse(PATH, lycee?.suite ?? {})} />)
    },
  }),
]

/** The académie sees the whole campaign, a planner his lycée. */
const ofLycee = (requete: Requete): LyceeCourant | undefined =>
  hasRole(requete.acteur, 'academie') ? undefined : lyceeOf(requete, ['planificateur'])

const perimetreOf = ({ campagne }: Requete, lycee: LyceeCourant | undefined) => ({
  campagneId: campagne.id,
  ...(lycee ? { uai: lycee.uai } : {}),
})
