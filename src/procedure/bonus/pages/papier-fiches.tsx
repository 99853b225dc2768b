import { renderFiches } from '#src/documents/fiches.ts'
import { readEleve, readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { readConvoques, readProvisoires } from '#src/procedure/entretiens/api.ts'
import { chosenSchool, SchoolFirst } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import {
  Fiches,
  fichesColumns,
  Impossible,
  PROVISOIRES,
  Provisoires,
  TITLE,
  TITLE_PROVISOIRES,
} from '#src/procedure/bonus/pages/papier-fiches-vue.tsx'
import { readFichesSuivies } from '#src/procedure/bonus/reads/confirmations.ts'
import { readFiches } from '#src/procedure/bonus/reads/fiches.ts'
import { eleveFilters } from '#src/web/components/eleve-columns.tsx'
import type { School } from '#src/web/components/filter-form.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, schoolFilter } from '#src/web/lists.ts'
import { file, html, Introuvable, page, type Requete } from '#src/web/page.ts'

const PDF = 'application/pdf'

export const fichesPapier = [
  ...listPages({
    path: '/fiches',
    droit: 'fiches.lire_au_college',
    menu: { libelle: TITLE, ordre: 40 },
    nom: 'fiches',
    load: async (requete, slice) => {
      const { tx, campagne } = requete
      const { uai, schools } = await schoolOf(requete)
      const { fiches = [] } =
        uai === null ? {} : await readFichesSuivies(tx, { campagneId: campagne.id, uai })
      const convoques = uai === null ? [] : await readConvoques(tx, { campagneId: campagne.id, uai })
      const provisoires =
        uai === null ? [] : await readProvisoires(tx, { campagneId: campagne.id, origine: uai })
      return {
        ...listed(requete, {
          path: '/fiches',
          filters: [...schoolFilter(schools), ...eleveFilters(fiches)],
          columns: fichesColumns(tx.zone),
          rows: fiches,
          slice,
          uai,
        }),
        schools,
        fiches: fiches.length,
        convoques: convoques.length,
        provisoires: provisoires.length,
      }
    },
    draw: ({ uai = null, ...lue }) =>
      uai === null ? <SchoolFirst title={TITLE} schools={lue.schools} /> : <Fiches {...{ uai, lue }} />,
  }),
  ...listPages({
    path: '/fiches/provisoires',
    droit: 'fiches.lire_au_college',
    nom: 'entretiens-provisoires',
    load: async (requete, slice) => {
      const { tx, campagne } = requete
      const { uai, schools } = await schoolOf(requete)
      const rows = uai === null ? [] : await readProvisoires(tx, { campagneId: campagne.id, origine: uai })
      const filters = [...schoolFilter(schools), ...eleveFilters(rows)]
      const list = { path: '/fiches/provisoires', filters, columns: PROVISOIRES, rows, slice, uai } as const
      return { ...listed(requete, list), schools }
    },
    draw: ({ uai = null, ...lue }) =>
      uai === null ? (
        <SchoolFirst title={TITLE_PROVISOIRES} schools={lue.schools} />
      ) : (
        <Provisoires lue={lue} />
      ),
  }),
  page({
    method: 'GET',
    path: '/eleves/:id/fiche.pdf',
    droit: 'fiches.lire_au_college',
    handler: async (requete) => {
      const { tx, campagne, id, origine } = requete
      const eleveId = id('id')
      const dossier = await readEleve(tx, { campagneId: campagne.id, eleveId })
      if (!dossier?.fiche) throw new Introuvable()
      const { uai, prenom, nom } = dossier.eleve
      const fiches = await readFiches(tx, { campagneId: campagne.id, uai, eleveId, origine })
      const { pdf, refus } = await renderFiches(fiches)
      const [lost] = refus
      return lost
        ? html(<Impossible qui={`${prenom} ${nom}`} raison={lost.raison} />)
        : file(pdf, { name: `fiche-${eleveId}.pdf`, type: PDF })
    },
  }),
]

/** The school asked for, or the only one of the actor; none yet when he has to choose. */
async function schoolOf(requete: Requete): Promise<{ uai: string | null; schools: School[] }> {
  const schools = await readEtablissementsSuivis(requete.tx, requete.campagne.id)
  return { uai: chosenSchool(requete, schools), schools }
}
