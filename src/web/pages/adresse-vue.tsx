import { Button } from '#src/web/components/button.tsx'
import { ErrorSummary } from '#src/web/components/error-summary.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { SecretField, TextField } from '#src/web/components/text-fields.tsx'
import { fr } from '#src/web/fr.ts'
import type { FormState } from '#src/web/form.ts'

/** `envoyee`: the address to which a code was sent, if any. */
export function VerificationDeLAdresse(props: {
  envoyee: string | null
  adresse: FormState
  code: FormState
}) {
  const { envoyee, adresse, code } = props
  return (
    <Frame title="Vérifier votre adresse électronique">
      <ErrorSummary state={Object.keys(code.errors).length > 0 ? code : adresse} />
      <p>
        Avant de vous montrer ce qui concerne un élève, PASSPRO vérifie que cette adresse est bien la vôtre.
        Il n’écrit rien d’autre à une adresse qui n’est pas vérifiée.
      </p>
      {envoyee !== null && (
        <>
          <p>
            Un code a été envoyé à <strong>{envoyee}</strong>. Il arrive d’ordinaire en une minute ou deux, et
            vaut dix minutes.
          </p>
          <Form action="/connexion/adresse" state={code}>
            <SecretField
              name="code"
              label="Code reçu par courriel"
              hint="Douze lettres et chiffres, en trois groupes. Majuscules et tirets ne comptent pas."
              autoComplete="one-time-code"
              lisible="signes"
              state={code}
            />
            <Button>Vérifier et continuer</Button>
          </Form>
        </>
      )}
      <h2 className={fr('fr-h5', 'fr-mt-4w')}>
        {envoyee === null ? 'Recevoir un code' : 'Rien n’est arrivé, ou l’adresse est fausse ?'}
      </h2>
      <Form action="/connexion/adresse/envoi" state={adresse}>
        <TextField
          name="courriel"
          label="Votre adresse électronique"
          hint="Une adresse que vous lisez seul. Un nouveau code peut partir toutes les minutes."
          type="email"
          autoComplete="email"
          state={adresse}
        />
        <Button kind={envoyee === null ? 'primary' : 'secondary'}>Recevoir un code</Button>
      </Form>
      <p className={fr('fr-mt-2w')}>
        Pas d’adresse électronique ? Tout ce que PASSPRO permet peut se faire sur papier, au collège.
      </p>
    </Frame>
  )
}
