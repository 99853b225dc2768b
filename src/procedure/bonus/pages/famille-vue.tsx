import { dayInWords, timeInWords } from '#src/kit/day.ts'
import type { Langue } from '#src/documents/langues/catalogue.ts'
import { EnUneLangue } from '#src/procedure/bonus/pages/famille-traduite.tsx'
import { adresseDe, FicheVue } from '#src/procedure/bonus/pages/famille-fiche.tsx'
import type { FicheDeFamille, readEnfants } from '#src/procedure/bonus/reads/famille.ts'
import { provisoireInWords, type EntretienConvoque, type Provisoire } from '#src/procedure/entretiens/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import type { FormState } from '#src/web/form.ts'

const pdfOf = (lue: FicheDeFamille): string =>
  lue.moi === null ? '/mon-espace/fiche.pdf' : `/famille/${lue.eleveId}/fiche.pdf`

/** The children of a guardian who has several, or none. */
export function Enfants({ enfants }: { enfants: Awaited<ReturnType<typeof readEnfants>> }) {
  return (
    <Frame title="Mes enfants">
      {enfants.length === 0 && (
        <p>
          Aucun élève de cette campagne n’est lié à votre compte comme enfant dont vous êtes responsable
          légal. Si c’est une erreur, adressez-vous à son établissement.
        </p>
      )}
      <ul className="passpro-tuiles">
        {enfants.map(({ eleveId, prenom, nom, classe, college, ficheEmise }) => (
          <li key={eleveId}>
            <a href={`/famille/${eleveId}`}>
              {prenom} {nom}
              <span className="passpro-precision">{[classe, college].filter(Boolean).join(', ')}</span>
              <Badge {...(ficheEmise ? { kind: 'info' } : {})}>
                {ficheEmise ? 'Fiche à lire' : 'Fiche pas encore établie'}
              </Badge>
            </a>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

/** One child, or the pupil himself: the interview to come, then the fiche. */
export function Fiche(props: {
  lue: FicheDeFamille
  rendezVous: readonly EntretienConvoque[]
  provisoires: readonly Provisoire[]
  state: FormState
  langue: Langue
}) {
  const { lue, rendezVous, provisoires, state, langue } = props
  const { fiche } = lue
  const title = lue.moi === null ? 'Ma fiche récapitulative' : `La fiche de ${lue.prenom}`
  return (
    <Frame title={title} state={state}>
      <EnUneLangue {...{ lue, rendezVous, langue }} path={adresseDe(lue)} />
      {rendezVous.length > 0 && <RendezVous lue={lue} rendezVous={rendezVous} />}
      {provisoires.length > 0 && (
        <>
          <h2>Entretien à venir</h2>
          <ul>
            {provisoires.map((one) => (
              <li key={one.domaine}>
                {one.domaine} : {provisoireInWords(one)}.
              </li>
            ))}
          </ul>
        </>
      )}
      {fiche ? (
        <FicheVue lue={{ ...lue, fiche }} state={state} pdf={pdfOf(lue)} />
      ) : (
        <Alert kind="info">
          La fiche récapitulative n’est pas encore établie. Elle réunira les deux avis, une fois l’entretien
          passé ; vous pourrez alors répondre ici ou sur papier.
        </Alert>
      )}
    </Frame>
  )
}

function RendezVous({ lue, rendezVous }: { lue: FicheDeFamille; rendezVous: readonly EntretienConvoque[] }) {
  return (
    <>
      <h2>Entretien</h2>
      <ul>
        {rendezVous.map(({ rangee, convocation: { domaine, debut, individuel, lycee, mode } }) => (
          <li key={rangee.entretienId}>
            {domaine} : {dayInWords(debut.slice(0, 10))} à {timeInWords(debut)}
            {individuel !== null &&
              ` (information commune, entretien individuel à ${timeInWords(individuel)})`}
            , {mode === 'distanciel' ? 'à distance, depuis son établissement' : lycee.nom}
          </li>
        ))}
      </ul>
      <p>
        <a href={`/famille/${lue.eleveId}/convocation.pdf`}>Télécharger la convocation (PDF)</a>
      </p>
    </>
  )
}
