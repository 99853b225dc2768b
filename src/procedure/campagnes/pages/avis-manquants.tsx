import type { SuiviCampagne } from '#src/procedure/campagnes/model.ts'
import { readSuivi } from '#src/procedure/campagnes/reads/suivi.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { choicesIn, listed, textFilter, type ListColumn } from '#src/web/lists.ts'

export const AVIS_MANQUANTS = '/campagne/avis-manquants'

const DE_QUI = ['origine', 'referent'] as const
type DeQui = (typeof DE_QUI)[number]
const LIBELLE: Record<DeQui, string> = {
  origine: 'Avis d’origine',
  referent: 'Avis du référent, après l’entretien',
}

type Ligne = SuiviCampagne['avisOrigineManquants'][number] & { deQui: DeQui }

/** Avis that are waited for, school by school: what the cockpit shows the beginning of. */
export const avisManquants = listPages({
  path: AVIS_MANQUANTS,
  droit: 'campagne.suivre',
  nom: 'avis-manquants',
  load: async (requete, slice) => {
    const { suivi } = await readSuivi(requete.tx, requete.campagne.id)
    const rows = [
      ...suivi.avisOrigineManquants.map((one): Ligne => ({ ...one, deQui: 'origine' })),
      ...suivi.avisReferentManquants.map((one): Ligne => ({ ...one, deQui: 'referent' })),
    ].toSorted((a, b) => b.nombre - a.nombre)
    const filters = [
      textFilter('Nom ou UAI', ({ nom, uai }: Ligne) => `${nom} ${uai}`),
      {
        name: 'avis',
        label: 'Avis',
        choices: choicesIn(DE_QUI, LIBELLE),
        keeps: ({ deQui }: Ligne, asked: string) => deQui === asked,
      },
    ]
    return listed(requete, { path: AVIS_MANQUANTS, filters, columns: COLUMNS, rows, slice })
  },
  draw: (lue) => (
    <Frame title="Avis manquants, par établissement">
      <p>
        <a className="fr-link" href="/campagne">
          Retour à la campagne
        </a>
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption="Les plus nombreux d’abord"
        rowKey={({ deQui, uai }) => `${deQui}-${uai}`}
        empty="Aucun avis ne manque."
      />
    </Frame>
  ),
})

const COLUMNS: readonly ListColumn<Ligne>[] = [
  { title: 'Établissement', heading: true, tri: 'nom', valeur: ({ nom }) => nom },
  { title: 'UAI', tri: 'uai', valeur: ({ uai }) => uai },
  { title: 'Avis', tri: 'avis', valeur: ({ deQui }) => LIBELLE[deQui] },
  { title: 'Inscriptions sans avis', numeric: true, tri: 'nombre', valeur: ({ nombre }) => nombre },
]
