import { renderFiches } from '#src/documents/fiches.ts'
import { readEleve, readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { readConvoques, readProvisoires } from '#src/procedure/entretiens/api.ts'
import { chosenSchool, SchoolFirst } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import { Fiches, Impossible, TITLE } from '#src/procedure/bonus/pages/papier-fiches-vue.tsx'
import { readFichesSuivies } from '#src/procedure/bonus/reads/confirmations.ts'
import { readFiches } from '#src/procedure/bonus/reads/fiches.ts'
import { file, html, Introuvable, page } from '#src/web/page.ts'

const PDF = 'application/pdf'

export const fichesPapier = [
  page({
    method: 'GET',
    path: '/fiches',
    droit: 'fiches.lire_au_college',
    menu: { libelle: TITLE, ordre: 40 },
    handler: async (requete) => {
      const { tx, campagne } = requete
      const schools = await readEtablissementsSuivis(tx, campagne.id)
      const uai = chosenSchool(requete, schools)
      if (uai === null) return html(<SchoolFirst title={TITLE} schools={schools} />)
      const { fiches } = await readFichesSuivies(tx, { campagneId: campagne.id, uai })
      const convoques = (await readConvoques(tx, { campagneId: campagne.id, uai })).length
      const provisoires = await readProvisoires(tx, { campagneId: campagne.id, origine: uai })
      return html(<Fiches {...{ uai, schools, fiches, convoques, provisoires }} zone={tx.zone} />)
    },
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
