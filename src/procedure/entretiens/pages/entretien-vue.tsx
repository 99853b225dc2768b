import { dayInWords, dayOf, localMinuteOf, timeInWords } from '#src/kit/day.ts'
import { libelleSens } from '#src/procedure/campagnes/api.ts'
import type { EntretienLu } from '#src/procedure/entretiens/reads/lycee.ts'
import { AvisPropose, type SaisieProps } from '#src/procedure/entretiens/pages/entretien-avis.tsx'
import { besoinInWords, LIBELLE_PRESENCE } from '#src/procedure/entretiens/texts.ts'
import { adresse } from '#src/procedure/entretiens/pages/lycee.tsx'
import { VERSION_LEXIQUE } from '#src/procedure/inscriptions/api.ts'
import { Observations } from '#src/procedure/entretiens/pages/entretien-observations.tsx'
import { Alert } from '#src/web/components/alert.tsx'
import { Button, Buttons } from '#src/web/components/button.tsx'
import { Checkbox, Radios } from '#src/web/components/choice-fields.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import { fr } from '#src/web/fr.ts'

/** One interview: who, what his school says of him, and what the lycée has to say. */
export function EntretienPage(props: SaisieProps) {
  const { lu, zone, state } = props
  const { entretien } = lu
  const jour = dayOf(entretien.debut, zone)
  return (
    <Frame title={`Entretien : ${entretien.prenom} ${entretien.nom}`} state={state}>
      <p>
        <a className={fr('fr-link')} href={adresse('/entretiens', { jour })}>
          Retour aux entretiens du {dayInWords(jour)}
        </a>
      </p>
      <Faits lu={lu} zone={zone} />
      {lu.planifie && (
        <p>
          <a className={fr('fr-link')} href={`/entretiens/${entretien.id}/planning`}>
            Déplacer, échanger ou épingler cet entretien
          </a>
        </p>
      )}
      {entretien.signees === 0 && (
        <p>
          <a className={fr('fr-link')} href={`/entretiens/${entretien.id}/hors-planning`}>
            L’élève a été reçu à un autre moment
          </a>
        </p>
      )}
      {lu.conseille && <AvisOrigine lu={lu} />}
      {lu.commence ? (
        <Saisie {...props} />
      ) : (
        <Alert kind="info">L’entretien n’a pas encore eu lieu : la saisie s’ouvre ce jour-là.</Alert>
      )}
    </Frame>
  )
}

function Faits({ lu: { entretien }, zone }: { lu: EntretienLu; zone: string }) {
  const besoins = entretien.amenagements.map(besoinInWords)
  const lieu = entretien.mode === 'distanciel' ? 'à distance' : (entretien.salle ?? 'salle à préciser')
  return (
    <Facts
      facts={[
        ['Quand', `${dayInWords(dayOf(entretien.debut, zone))}, ${hours(entretien, zone)}`],
        ['Où', lieu],
        ['Élève', [entretien.classe, entretien.college].filter(Boolean).join(', ')],
        ['Domaine', entretien.domaineLibelle],
        ['Formations', entretien.formations.join(', ')],
        ['Reçoivent', entretien.intervenants.join(', ')],
        ['À prévoir', besoins.join(', ')],
      ]}
    />
  )
}

const hours = (entretien: EntretienLu['entretien'], zone: string): string => {
  const at = (instant: Date): string => timeInWords(localMinuteOf(instant, zone))
  const { debut, fin, individuel, finIndividuel } = entretien
  return individuel && finIndividuel
    ? `information commune à ${at(debut)}, entretien individuel de ${at(individuel)} à ${at(finIndividuel)}`
    : `de ${at(debut)} à ${at(fin)}`
}

function AvisOrigine({ lu: { formations } }: { lu: EntretienLu }) {
  const seen = formations.map((one) => one.origine)
  const same = seen.every((one) => JSON.stringify(one) === JSON.stringify(seen[0]))
  const shown = same ? formations.slice(0, 1) : formations
  return (
    <section aria-labelledby="avis-origine">
      <h2 id="avis-origine">Ce qu’en dit son établissement</h2>
      {shown.map((one) => (
        <div key={one.inscriptionId}>
          {!same && <h3 className={fr('fr-h6')}>{one.libelle}</h3>}
          <OrigineVue origine={one.origine} />
        </div>
      ))}
    </section>
  )
}

function OrigineVue({ origine }: { origine: EntretienLu['formations'][number]['origine'] }) {
  if (origine === 'scelle')
    return (
      <p>
        L’avis d’origine s’ouvrira une fois votre compte rendu enregistré : il ne doit pas l’écrire pour vous.
      </p>
    )
  if (origine === null) return <p>Aucun avis d’origine n’est signé pour l’instant.</p>
  return (
    <>
      {origine.sens !== null && (
        <p>
          Avis d’origine : <strong>{libelleSens(origine.sens)}</strong>
        </p>
      )}
      <blockquote className="passpro-citation">{origine.commentaire}</blockquote>
    </>
  )
}

const PRESENCES = Object.entries(LIBELLE_PRESENCE).map(([value, label]) => ({ value, label }))

function Saisie(props: SaisieProps) {
  const { lu, state } = props
  const frozen = lu.entretien.signees > 0
  const finished = lu.conseille && lu.formations.every((one) => one.signeSens !== null)
  return (
    <Form state={state}>
      <h2>Présence</h2>
      {frozen ? (
        <p>
          {lu.entretien.presence && LIBELLE_PRESENCE[lu.entretien.presence]} (un avis est signé : elle ne
          change plus).
        </p>
      ) : (
        <>
          <Radios name="presence" label="L’élève est-il venu ?" choices={PRESENCES} state={state} inline />
          <Checkbox
            name="lettreAbsente"
            label="Il est venu sans sa lettre imprimée"
            hint="Il est reçu tout de même ; ce n’est pas un avis."
            state={state}
          />
        </>
      )}
      {lu.conseille && <Conseil {...props} />}
      {!(frozen && (!lu.conseille || finished)) && (
        <Buttons>
          <Button>Enregistrer</Button>
        </Buttons>
      )}
    </Form>
  )
}

function Conseil(props: SaisieProps) {
  const { lu, state, brouillons } = props
  const brouillon = brouillons.get('compteRendu')
  return (
    <>
      <h2>Sujets et observations</h2>
      <Observations lu={lu} state={state} />
      <h2>Compte rendu</h2>
      {lu.entretien.signees > 0 ? (
        <blockquote className="passpro-citation">{lu.entretien.compteRendu}</blockquote>
      ) : (
        <TextArea
          name="compteRendu"
          label="Compte rendu de l’entretien"
          hint="Conseillez : ce n’est pas une sélection. Dites ce que l’élève a compris, ce qui l’attend dans la formation et ce qu’il peut encore faire. Il tient lieu de commentaire pour chaque formation."
          rows={8}
          luParLaFamille
          state={state}
          {...(brouillon ? { brouillon } : {})}
        />
      )}
      <p className={fr('fr-hint-text')}>
        Au moment d’enregistrer, une liste de mots (version {VERSION_LEXIQUE}) aide à relire ; elle n’empêche
        rien, et rien n’en est gardé.
      </p>
      <h2>Avis proposés</h2>
      <p>Un avis par formation, si l’élève est venu. Le chef d’établissement les signe ensuite.</p>
      {lu.formations.map((one) => (
        <AvisPropose key={one.inscriptionId} formation={one} {...props} />
      ))}
    </>
  )
}
