import { droitReexamen, mentionLegale, recours } from '#src/documents/texts.ts'
import { pointsInWords, typo } from '#src/documents/wording.ts'
import type { AvisImprime, Fiche } from '#src/documents/model.ts'
import { dayInWords } from '#src/kit/day.ts'
import type { FicheDeFamille, FormationAConfirmer } from '#src/procedure/bonus/reads/famille.ts'
import { sentencePortee, sentenceQuiConfirme } from '#src/procedure/bonus/texts.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { Button, Buttons, LinkButton } from '#src/web/components/button.tsx'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { Form } from '#src/web/components/form.tsx'
import type { FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'

interface Props {
  lue: FicheDeFamille & { fiche: Fiche }
  state: FormState
  /** Address of the PDF. */
  pdf: string
}

/** The fiche on screen, for the pupil or his guardian, with his own answer to give. */
export function FicheVue({ lue, state, pdf }: Props) {
  const { fiche, formations } = lue
  const droits = { academie: fiche.campagne.academie, etablissement: fiche.college }
  return (
    <>
      <p className={fr('fr-text--lead')}>
        Les deux avis donnés à {lue.prenom}, ce qu’ils changent et ce qu’il reste à faire.
      </p>
      <p>
        Fiche établie le {dayInWords(fiche.emiseLe)}
        {fiche.version > 1 && ` ; c’est la version ${fiche.version}, elle remplace la précédente`}.
      </p>
      {fiche.changements.length > 0 && (
        <Alert kind="info" title={`Ce qui a changé depuis la version ${fiche.version - 1}`}>
          <ul>
            {fiche.changements.map((sentence) => (
              <li key={sentence}>{typo(sentence)}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Reponses lue={lue} state={state} />
      <div className={fr('fr-my-3w')}>
        <LinkButton href={pdf} kind="secondary">
          Télécharger la fiche (PDF)
        </LinkButton>
      </div>
      {formations.map((formation) => (
        <Detail key={formation.mef} formation={formation} lue={lue} />
      ))}
      <h2>Vos droits</h2>
      <p>
        <a href={`${adresseDe(lue)}/reexamen`}>Demander qu’une personne réexamine un résultat</a>
      </p>
      {[...mentionLegale(droits), droitReexamen(droits), ...recours(droits)].map((sentence) => (
        <p key={sentence} className={fr('fr-text--sm')}>
          {typo(sentence)}
        </p>
      ))}
      <p className={fr('fr-text--sm')}>
        Règlement appliqué : {fiche.reglement}. <a href="/algorithme">Les règles de calcul</a>.
      </p>
    </>
  )
}

/** Address of the page of a pupil, for himself or for his guardian. */
export const adresseDe = ({ moi, eleveId }: FicheDeFamille): string =>
  moi === null ? '/mon-espace/fiche' : `/famille/${eleveId}`

/** Name of the field of one answer. */
export const decisionField = (mef: string): string => `decision-${mef}`

const CHOICES = [
  { value: 'oui', label: 'Oui, je confirme' },
  { value: 'non', label: 'Non, je ne confirme pas' },
]

function Reponses({ lue, state }: Pick<Props, 'lue' | 'state'>) {
  const { fiche, formations, ouverte, prenom, majeur, moi, confirmationResponsables } = lue
  const until = `${dayInWords(fiche.finConfirmations)} à 23 h 59`
  const withPoints = formations.filter((one) => one.points > 0)
  const answers = ouverte && (moi === null || !majeur)
  if (withPoints.length === 0) return null
  return (
    <section aria-labelledby="reponses">
      <h2 id="reponses">{moi === null ? 'Votre réponse' : 'Votre réponse de responsable légal'}</h2>
      <p>{sentenceQuiConfirme(confirmationResponsables, { prenom, majeur })}</p>
      <p>
        {ouverte
          ? `Vous pouvez répondre, et changer d’avis, jusqu’au ${until}.`
          : `Les réponses étaient possibles jusqu’au ${until}.`}{' '}
        Une réponse sur papier signé, remise au collège, compte autant.
      </p>
      {answers && (
        <Form state={state}>
          {withPoints.map((formation) => (
            <Radios
              key={formation.mef}
              name={decisionField(formation.mef)}
              label={`${formation.libelle} (${pointsInWords(formation.points)})`}
              hint={sentencePortee(prenom, formation)}
              choices={CHOICES}
              state={state}
              inline
            />
          ))}
          <Buttons>
            <Button>Enregistrer ma réponse</Button>
          </Buttons>
        </Form>
      )}
    </section>
  )
}

function Detail({ formation, lue }: { formation: FormationAConfirmer; lue: FicheDeFamille }) {
  const { prenom } = lue
  const { libelle, domaine, avisOrigine, avisReferent, compteRendu, croisement, resteAFaire } = formation
  return (
    <section className="passpro-serie" aria-labelledby={`formation-${formation.mef}`}>
      <h2 className={fr('fr-h4')} id={`formation-${formation.mef}`}>
        {libelle}
      </h2>
      <p>{domaine}</p>
      <p>
        <strong>{sentencePortee(prenom, formation)}</strong>
      </p>
      <Avis titre="Avis de l’établissement d’origine" avis={avisOrigine} />
      <Avis titre="Avis du lycée référent" avis={avisReferent} sauf={compteRendu?.texte ?? null} />
      {compteRendu && (
        <>
          <h3 className={fr('fr-h6')}>Compte rendu de l’entretien</h3>
          <blockquote className="passpro-citation">{compteRendu.texte}</blockquote>
          <p className={fr('fr-text--sm')}>
            Écrit le {dayInWords(compteRendu.ecritLe)} par {compteRendu.auteur}, {compteRendu.fonction}.
          </p>
        </>
      )}
      {formation.avisFinal !== null && (
        <>
          <h3 className={fr('fr-h6')}>Comment ce résultat est calculé</h3>
          <p>{croisement}</p>
        </>
      )}
      {formation.points > 0 && <Mots formation={formation} lue={lue} />}
      <h3 className={fr('fr-h6')}>Ce qui reste à faire</h3>
      <ul>
        {resteAFaire.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}

function Avis({ titre, avis, sauf }: { titre: string; avis: AvisImprime | null; sauf?: string | null }) {
  // The compte rendu that stands for a comment is printed once, below.
  const comment = avis && avis.commentaire !== sauf ? avis.commentaire : ''
  return (
    <>
      <h3 className={fr('fr-h6')}>{titre}</h3>
      {avis === null ? (
        <p>Aucun avis n’est signé.</p>
      ) : (
        <p className={fr(comment !== '' && 'fr-mb-1w')}>
          <strong>{avis.libelle}</strong>, signé le {dayInWords(avis.signeLe)}
          {avis.signataire && ` par ${avis.signataire}`}, {avis.fonction}.
        </p>
      )}
      {comment !== '' && <blockquote className="passpro-citation">{comment}</blockquote>}
    </>
  )
}

const KIND = { oui: 'success', non: 'warning' } as const
const WORD = { oui: 'oui', non: 'non' } as const

function Mots({ formation, lue }: { formation: FormationAConfirmer; lue: FicheDeFamille }) {
  const { prenom, moi, ouverte } = lue
  return (
    <>
      <h3 className={fr('fr-h6')}>Réponses reçues</h3>
      <ul className="passpro-mots">
        {formation.mots.map(({ responsableId, qui, decision, support, auteur }) => (
          <li key={responsableId ?? 'eleve'}>
            {responsableId === moi ? 'vous' : responsableId === null ? prenom : qui} :{' '}
            {decision ? (
              <Badge kind={KIND[decision]}>{WORD[decision]}</Badge>
            ) : (
              <Badge>pas encore de réponse</Badge>
            )}
            {responsableId === moi && support === 'papier' && (
              <>
                {' '}
                saisie par {auteur} d’après votre papier signé.
                {ouverte && (
                  <>
                    {' '}
                    <a href={`${adresseDe(lue)}/contestation/${formation.mef}`}>
                      Ce n’est pas ma réponse
                      <span className={fr('fr-sr-only')}> pour {formation.libelle}</span>
                    </a>
                  </>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
