import { dayInWords, dayOf } from '#src/kit/day.ts'
import { chosenSchool, SchoolFirst } from '#src/procedure/bonus/pages/papier-etablissement.tsx'
import {
  readFichesSuivies,
  type FichesSuivies,
  type FicheSuivie,
  type MotSuivi,
} from '#src/procedure/bonus/reads/confirmations.ts'
import { readEtablissementsSuivis } from '#src/procedure/eleves/api.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page } from '#src/web/page.ts'
import { addressOf } from '#src/web/query.ts'

const PATH = '/confirmations/papier/copies'
const TITLE = 'Copies des réponses saisies sur papier'

/**
 * What a school entered from signed papers, to be handed to each person: his own answers and nobody else's. Who has an
 * address is written to besides. Source: domain.md, « the family gets a copy and may contest it until the date ».
 */
export const copiesPapier = [
  page({
    method: 'GET',
    path: PATH,
    droit: 'confirmations.papier',
    handler: async (requete) => {
      const { tx, campagne, query } = requete
      const schools = await readEtablissementsSuivis(tx, campagne.id)
      const uai = chosenSchool(requete, schools)
      if (uai === null) return html(<SchoolFirst title={TITLE} schools={schools} />)
      const found = await readFichesSuivies(tx, { campagneId: campagne.id, uai })
      const eleve = query('eleve') || null
      const fiches = found.fiches.filter((one) => eleve === null || String(one.eleveId) === eleve)
      return html(<Copies found={{ ...found, fiches }} zone={tx.zone} />)
    },
  }),
]

const addressFor = ({ uai }: FichesSuivies, eleve: number | null): string =>
  addressOf(PATH, { etablissement: uai, eleve })

/** To the copies of a whole school. */
export const LienCopies = ({ found }: { found: FichesSuivies }) => (
  <p>
    <a className="fr-link" href={addressFor(found, null)}>
      Imprimer les copies à remettre aux familles
    </a>
  </p>
)

/** To the copies of one pupil, once something was entered for his family. */
export function LienCopie({ fiche, found }: { fiche: FicheSuivie; found: FichesSuivies }) {
  const { prenom, nom, eleveId, confirmations } = fiche
  if (!confirmations.some(({ mots }) => mots.some(onPaper))) return null
  return (
    <p>
      <a className="fr-link" href={addressFor(found, eleveId)}>
        Copie à remettre à la famille{' '}
        <span className="fr-sr-only">
          de {prenom} {nom}
        </span>
      </a>
    </p>
  )
}

interface Copie {
  fiche: FicheSuivie
  qui: string
  reponses: { libelle: string; mot: MotSuivi }[]
}

const onPaper = ({ support, decision }: MotSuivi): boolean => support === 'papier' && decision !== null

/** One copy per person whose last word on a formation was entered from a paper. */
function copiesOf(fiche: FicheSuivie): Copie[] {
  const people = fiche.confirmations[0]?.mots ?? []
  return people.flatMap(({ responsableId, qui }) => {
    const reponses = fiche.confirmations.flatMap(({ libelle, mots }) => {
      const mot = mots.find((one) => one.responsableId === responsableId)
      return mot && onPaper(mot) ? [{ libelle, mot }] : []
    })
    const name = responsableId === null ? `${fiche.prenom} ${fiche.nom}` : qui
    return reponses.length === 0 ? [] : [{ fiche, qui: name, reponses }]
  })
}

function Copies({ found, zone }: { found: FichesSuivies; zone: string }) {
  const copies = found.fiches.flatMap(copiesOf)
  return (
    <Frame title={TITLE}>
      <p className="passpro-hors-papier">
        <a href={addressOf('/confirmations/papier', { etablissement: found.uai })}>Revenir aux réponses</a>.
        Imprimez ces copies, une page par personne, et remettez à chacun la sienne : il y voit ses réponses,
        et celles de personne d’autre.
      </p>
      {copies.length === 0 && <p>Aucune réponse n’a été saisie d’après un papier.</p>}
      {copies.map((copie) => (
        <Une key={`${copie.fiche.eleveId} ${copie.qui}`} {...{ copie, found, zone }} />
      ))}
    </Frame>
  )
}

function Une({ copie, found, zone }: { copie: Copie; found: FichesSuivies; zone: string }) {
  const { fiche, qui, reponses } = copie
  const { prenom, nom, classe } = fiche
  const until = `${dayInWords(found.finConfirmations)} à 23 h 59`
  return (
    <article className="passpro-feuille">
      <h2>Copie pour {qui}</h2>
      <Table
        caption={`Vos réponses pour ${prenom} ${nom}${classe === null ? '' : `, ${classe}`}, saisies d’après votre papier signé`}
        rows={reponses}
        rowKey={({ mot }) => mot.inscriptionId}
        columns={[
          { title: 'Formation', heading: true, cell: ({ libelle }) => libelle },
          { title: 'Réponse', cell: ({ mot }) => (mot.decision === 'oui' ? 'oui, je confirme' : 'non') },
          { title: 'Saisie', cell: ({ mot }) => mot.le && `le ${dayInWords(dayOf(mot.le, zone))}` },
          { title: 'Par', cell: ({ mot }) => mot.auteur },
        ]}
      />
      <p>
        {found.ouvertes
          ? `Ce n’est pas votre réponse, ou vous changez d’avis ? Jusqu’au ${until}, remettez à l’établissement une nouvelle réponse signée : la dernière compte. Avec un accès à PASSPRO, vous pouvez aussi répondre à l’écran, ou signaler « Ce n’est pas ma réponse ».`
          : `Les réponses étaient possibles jusqu’au ${until}.`}
      </p>
    </article>
  )
}
