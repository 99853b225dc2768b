import { qrOf } from '#src/documents/qr.ts'
import { Button } from '#src/web/components/button.tsx'
import { ErrorSummary } from '#src/web/components/error-summary.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { SecretField, TextField } from '#src/web/components/text-fields.tsx'
import { fr } from '#src/web/fr.ts'
import type { FormState } from '#src/web/form.ts'

/** `nom`: somebody back from a provider, whom nobody here knows yet. */
export function SaisieDuCode({ nom, state }: { nom: string | undefined; state: FormState }) {
  return (
    <Frame title={nom === undefined ? 'Utiliser un code' : `Bonjour, ${nom}`}>
      <ErrorSummary state={state} />
      {nom !== undefined && (
        <p>
          Nous savons qui vous êtes, mais pas encore à quel établissement ou à quel élève vous êtes rattaché.
          Le code que l’établissement vous a remis le dit ; il ne sert qu’une fois.
        </p>
      )}
      <Form action="/acces" state={state}>
        <SecretField
          name="code"
          label="Code d’accès"
          hint="Douze lettres et chiffres, en trois groupes. Majuscules et tirets ne comptent pas."
          autoComplete="one-time-code"
          lisible="signes"
          state={state}
        />
        <Button>Continuer</Button>
      </Form>
      <p className={fr('fr-mt-3w')}>
        Vous n’avez pas de code ? Le collège de l’élève, votre chef d’établissement ou l’académie en remet un
        à chaque personne. Tout ce que PASSPRO permet peut aussi se faire sur papier, au collège.
      </p>
    </Frame>
  )
}

export function OuvertureDuCompte(props: {
  nom: string
  secondFacteur: { aSaisir: string; adresse: string } | undefined
  state: FormState
}) {
  const { nom, secondFacteur, state } = props
  return (
    <Frame title="Ouvrir votre accès">
      <ErrorSummary state={state} />
      <p>
        Ce code est celui de <strong>{nom}</strong>. Si ce n’est pas vous, arrêtez-vous ici et rendez-le à
        l’établissement.
      </p>
      <Form action="/acces/ouvrir" state={state}>
        <TextField
          name="courriel"
          label="Votre adresse électronique"
          hint="Elle servira à vous connecter. N’en prenez pas une que plusieurs personnes lisent."
          type="email"
          autoComplete="username"
          state={state}
        />
        <SecretField
          name="motDePasse"
          label="Choisissez un mot de passe"
          hint="Douze caractères au moins. Le plus simple : quatre mots sans rapport entre eux."
          autoComplete="new-password"
          state={state}
        />
        {secondFacteur && <MiseEnPlace {...secondFacteur} state={state} />}
        <Button>Ouvrir mon accès</Button>
      </Form>
    </Frame>
  )
}

function MiseEnPlace({ aSaisir, adresse, state }: { aSaisir: string; adresse: string; state: FormState }) {
  return (
    <fieldset className={fr('fr-fieldset')}>
      <legend className={fr('fr-fieldset__legend')}>Un second code, sur votre téléphone</legend>
      <div className={fr('fr-fieldset__element')}>
        <p>
          Votre compte donne accès à des données d’élèves : un mot de passe ne suffit pas. Photographiez ce
          carré avec une application de codes, ou saisissez-y la clé.
        </p>
        <Carre texte={adresse} />
        <p>
          Clé à saisir : <code>{aSaisir}</code>
        </p>
        <SecretField
          name="code"
          label="Code à six chiffres affiché par l’application"
          autoComplete="one-time-code"
          lisible="chiffres"
          state={state}
        />
      </div>
    </fieldset>
  )
}

/** A QR code as a drawing: one square per dark module. The key beside it says the same. */
function Carre({ texte }: { texte: string }) {
  const { taille, traits } = qrOf(texte)
  const path = traits.map(([x, y, length]) => `M${x} ${y}h${length}v1h-${length}z`).join('')
  return (
    <svg
      className="passpro-carre"
      viewBox={`0 0 ${taille} ${taille}`}
      role="img"
      aria-label="Carré à photographier"
    >
      <rect width={taille} height={taille} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
