import { libelleSens } from '#src/procedure/campagnes/api.ts'
import type { EntretienLu } from '#src/procedure/entretiens/reads/lycee.ts'
import { Radios } from '#src/web/components/choice-fields.tsx'
import { TextArea } from '#src/web/components/text-fields.tsx'
import type { Brouillon } from '#src/web/drafts.ts'
import type { FormState } from '#src/web/form.ts'
import { fr } from '#src/web/fr.ts'

/** What the interview page draws from. */
export interface SaisieProps {
  lu: EntretienLu
  brouillons: ReadonlyMap<string, Brouillon>
  zone: string
  state: FormState
}

/** The avis of one formation: to propose, or as it was signed. */
export function AvisPropose(props: SaisieProps & { formation: EntretienLu['formations'][number] }) {
  const { formation, lu, state, brouillons } = props
  const { inscriptionId: id, libelle, signeSens, signeCommentaire } = formation
  const brouillon = brouillons.get(`commentaire-${id}`)
  const niveaux = lu.campagne.reglement.echelles.referent
  return (
    <section aria-labelledby={`formation-${id}`}>
      <h3 className={fr('fr-h6')} id={`formation-${id}`}>
        {libelle}
      </h3>
      {signeSens !== null ? (
        <>
          <p>
            Avis signé : <strong>{libelleSens(signeSens)}</strong>
          </p>
          {signeCommentaire && <blockquote className="passpro-citation">{signeCommentaire}</blockquote>}
        </>
      ) : (
        <>
          <Radios
            name={`avis-${id}`}
            label={`Avis proposé pour ${libelle}`}
            choices={niveaux.map((value) => ({ value, label: sentence(libelleSens(value)) }))}
            state={state}
            inline
          />
          <TextArea
            name={`commentaire-${id}`}
            label={`Commentaire propre à ${libelle} (facultatif)`}
            rows={3}
            luParLaFamille
            state={state}
            {...(brouillon ? { brouillon } : {})}
          />
        </>
      )}
    </section>
  )
}

const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1)
