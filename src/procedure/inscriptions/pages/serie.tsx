import {
  brouillonDuNiveau,
  brouillonDuTexte,
  keepDrafts,
  saisiesOf,
} from '#src/procedure/inscriptions/pages/avis-saisie.ts'
import { Serie, SerieVide } from '#src/procedure/inscriptions/pages/serie-vue.tsx'
import { loadSerie, type EleveEnSerie, type SerieLue } from '#src/procedure/inscriptions/pages/serie-lue.ts'
import { undoBrouillons } from '#src/web/drafts.ts'
import { freshForm } from '#src/web/form.ts'
import { html, page, redirect, type Requete } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/avis-origine/serie'

/** The levels that were chosen before. Comments come back from their drafts, and none is reused unless asked for. */
const stateOf = ({ courant, brouillons }: SerieLue) =>
  freshForm(
    Object.fromEntries(
      (courant?.avis ?? []).map(({ cle }) => [
        `avis-${cle}`,
        brouillons.get(brouillonDuNiveau(cle))?.texte || null,
      ]),
    ),
  )

export const serieDAvis = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'avis_origine.preparer',
    handler: async (requete) => {
      const lue = await loadSerie(requete)
      if (!lue.courant) return html(<SerieVide />)
      return html(<Serie lue={lue} courant={lue.courant} state={stateOf(lue)} />)
    },
  }),
  page({ method: 'POST', path: PATH, droit: 'avis_origine.preparer', handler: (requete) => keep(requete) }),
  page({
    method: 'POST',
    path: '/avis-origine/serie/annuler',
    droit: 'avis_origine.preparer',
    handler: async (requete) => {
      const { tx, form, query } = requete
      const eleve = Number(form.get('eleve'))
      const { eleves } = await loadSerie(requete)
      const found = eleves.find((one) => one.eleveId === eleve)
      const cles = (found?.avis ?? []).flatMap(({ cle }) => [brouillonDuTexte(cle), brouillonDuNiveau(cle)])
      await undoBrouillons(tx, cles)
      const back = { classe: query('classe') ?? null, etablissement: query('etablissement') ?? null, eleve }
      return redirect(addressOf(PATH, back), 'La dernière saisie est annulée : voici ce qu’il y avait avant.')
    },
  }),
]

/** Keeps what is typed for the pupil shown and goes to the next one; nothing is signed here. */
async function keep(requete: Requete) {
  const { tx, form } = requete
  const lue = await loadSerie(requete)
  const saisies = withReuse(form, lue)
  await keepDrafts(tx, { saisies, signes: [] })
  const next = lue.eleves[lue.rang + 1]
  const name = nameOf(lue.courant)
  if (!next)
    return redirect(
      addressOf('/avis-origine', { etablissement: lue.choices.etablissement }),
      `Gardé pour ${name}. C’était le dernier : relisez, puis signez.`,
    )
  const back = { ...lue.choices, eleve: next.eleveId, defaire: lue.courant?.eleveId ?? null }
  return redirect(addressOf(PATH, back), `Gardé pour ${name}.`)
}

const nameOf = (eleve: EleveEnSerie | undefined): string => {
  const [avis] = eleve?.avis ?? []
  return avis ? `${avis.prenom} ${avis.nom}` : 'cet élève'
}

/** A formation whose box is ticked takes the comment of the first one of the same pupil. */
function withReuse(form: FormData, { courant }: SerieLue) {
  const cles = courant?.avis.map(({ cle }) => cle) ?? []
  const saisies = saisiesOf(form).filter(({ cle }) => cles.includes(cle))
  const first = saisies.find(({ cle }) => cle === cles[0])?.commentaire ?? ''
  const known = new Map(saisies.map((one) => [one.cle, one]))
  return cles.flatMap((cle) => {
    const typed = known.get(cle) ?? { cle, niveau: '', commentaire: '', relu: '' }
    const reused = form.get(`reprendre-${cle}`) === 'oui' && typed.commentaire.trim() === ''
    const saisie = reused ? { ...typed, commentaire: first } : typed
    return saisie.niveau === '' && saisie.commentaire.trim() === '' ? [] : [saisie]
  })
}
