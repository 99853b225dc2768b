import { csvTexte } from '#src/exchange/csv-out.ts'
import { hasRole } from '#src/procedure/comptes/api.ts'
import { adresse, lyceeOf, type LyceeCourant } from '#src/procedure/entretiens/pages/lycee.tsx'
import {
  Explication,
  Liste,
  PATH,
  RAISONS,
  type Choix,
  type Lus,
} from '#src/procedure/entretiens/pages/sans-place-vue.tsx'
import { readManques, readSansPlace, readUnSansPlace } from '#src/procedure/entretiens/reads/sans-place.ts'
import { LIBELLE_RAISON } from '#src/procedure/entretiens/texts/planning.ts'
import { sliceOf } from '#src/web/components/pagination.tsx'
import { file, html, Introuvable, page, type Requete } from '#src/web/page.ts'
import { oneOf } from '#src/web/query.ts'

const choixOf = ({ query }: Requete): Choix => ({
  nom: query('nom') ?? '',
  domaine: query('domaine') || null,
  raison: oneOf(query('raison'), RAISONS),
  page: sliceOf(query('page')).page,
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
      const lus = await readSansPlace(tx, { ...perimetre, ...choix, ...sliceOf(query('page')) })
      return html(<Liste {...{ lus, lycee, choix }} manques={await readManques(tx, perimetre)} />)
    },
  }),
  page({
    method: 'GET',
    path: '/sans-place.csv',
    droit: 'sans_place.lire',
    handler: async (requete) => {
      const perimetre = perimetreOf(requete, ofLycee(requete))
      const { lignes } = await readSansPlace(requete.tx, {
        ...perimetre,
        ...choixOf(requete),
        limit: 1_000_000,
        offset: 0,
      })
      return file(Buffer.from(`\ufeff${csvOf(lignes)}`), {
        name: 'eleves-sans-place.csv',
        type: 'text/csv; charset=utf-8',
      })
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

const csvOf = (lignes: Lus['lignes']): string =>
  csvTexte(
    {
      entete: ['Collège', 'Classe', 'Nom', 'Prénom', 'Domaine', 'Ce qui l’arrête', 'Explication'],
      lignes: lignes.map((one) => [
        one.college,
        one.classe,
        one.nom,
        one.prenom,
        one.domaineLibelle,
        LIBELLE_RAISON[one.raison],
        one.explication,
      ]),
    },
    { finDeLigne: '\r\n', formules: 'neutralisees' },
  )

/** The académie sees the whole campaign, a planner his lycée. */
const ofLycee = (requete: Requete): LyceeCourant | undefined =>
  hasRole(requete.acteur, 'academie') ? undefined : lyceeOf(requete, ['planificateur'])

const perimetreOf = ({ campagne }: Requete, lycee: LyceeCourant | undefined) => ({
  campagneId: campagne.id,
  ...(lycee ? { uai: lycee.uai } : {}),
})
