import { LIBELLE_ROLE, ROLES } from '#src/procedure/comptes/api.ts'
import { Button, LinkButton } from '#src/web/components/button.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { SecretField, TextField } from '#src/web/components/text-fields.tsx'
import type { CompteDemonstration } from '#src/web/demonstration-accounts.ts'
import { fr } from '#src/web/fr.ts'
import type { FormState } from '#src/web/form.ts'
import type { Fournisseur } from '#src/web/identity/providers.ts'

/** Every way in: the providers, a local account, a code on paper; in a demonstration, one link per person. */
export function ChoixDeLaConnexion(props: {
  comptes: readonly CompteDemonstration[]
  fournisseurs: readonly Fournisseur[]
  suite: string
  state: FormState
}) {
  const { comptes, fournisseurs, suite, state } = props
  const fictif = fournisseurs.find(({ demonstration }) => demonstration)
  const others = fournisseurs.filter(({ demonstration }) => !demonstration)
  return (
    <Frame title={fictif ? 'Se connecter à la démonstration' : 'Se connecter'} state={state}>
      {fictif && <Personnes {...{ comptes, suite }} cle={fictif.cle} />}
      {others.map(({ cle, libelle }) => (
        <p key={cle}>
          <LinkButton href={`/connexion/aller/${cle}?suite=${encodeURIComponent(suite)}`}>
            {libelle}
          </LinkButton>
        </p>
      ))}
      <h2 className={fr('fr-h5', 'fr-mt-4w')}>Avec un code reçu sur papier</h2>
      <p>
        Votre établissement vous a remis un code : il ouvre votre accès. <a href="/acces">Utiliser un code</a>
      </p>
      <h2 className={fr('fr-h5', 'fr-mt-4w')}>Avec une adresse et un mot de passe</h2>
      <Form action="/connexion" state={state}>
        <input type="hidden" name="suite" value={suite} />
        <TextField
          name="courriel"
          label="Adresse électronique"
          type="email"
          autoComplete="username"
          state={state}
        />
        <SecretField name="motDePasse" label="Mot de passe" autoComplete="current-password" state={state} />
        <Button kind={fictif || others.length > 0 ? 'secondary' : 'primary'}>Se connecter</Button>
      </Form>
      <p className={fr('fr-mt-2w')}>
        Mot de passe oublié, ou téléphone perdu ? Demandez un nouveau code à votre établissement (ou à
        l’académie) : il remplace l’ancien mot de passe.
      </p>
    </Frame>
  )
}

function Personnes({
  comptes,
  suite,
  cle,
}: {
  comptes: readonly CompteDemonstration[]
  suite: string
  cle: string
}) {
  if (comptes.length === 0) return <p>Cette base ne contient aucun compte de démonstration.</p>
  return (
    <>
      <p>
        Choisissez une personne : vous verrez PASSPRO comme elle le voit. Un fournisseur d’identité fictif la
        fait entrer, sans mot de passe.
      </p>
      {ROLES.map((role) => {
        const list = comptes.filter((compte) => compte.role === role)
        return list.length === 0 ? null : (
          <section key={role} aria-labelledby={`role-${role}`}>
            <h2 id={`role-${role}`} className={fr('fr-h6', 'fr-mt-3w', 'fr-mb-2w')}>
              {LIBELLE_ROLE[role]}
            </h2>
            <ul className="passpro-comptes">
              {list.map(({ academie, id, uai, nom, etablissement, nomAcademie }) => (
                <li key={`${academie}-${id}-${uai}`}>
                  <LinkButton
                    kind="secondary"
                    href={`/connexion/aller/${cle}?personne=${academie}-${id}&suite=${encodeURIComponent(suite)}`}
                  >
                    {nom}
                  </LinkButton>
                  <span>{etablissement ?? nomAcademie}</span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

export function SecondFacteur({ state }: { state: FormState }) {
  return (
    <Frame title="Votre code à six chiffres" state={state}>
      <p>
        Ouvrez l’application de codes de votre téléphone et recopiez le code qu’elle affiche pour PASSPRO.
      </p>
      <Form action="/connexion/second-facteur" state={state}>
        <SecretField
          name="code"
          label="Code à six chiffres"
          autoComplete="one-time-code"
          lisible="chiffres"
          state={state}
        />
        <Button>Continuer</Button>
      </Form>
      <p className={fr('fr-mt-4w')}>
        Vous n’avez plus ce téléphone ? Demandez un nouveau code d’accès à la personne qui vous a donné le
        premier.
      </p>
    </Frame>
  )
}

const RAISONS = {
  perdu:
    'Plus de dix minutes ont passé, ou la connexion a commencé dans un autre navigateur. Recommencez depuis le début.',
  ferme:
    'Votre compte a été fermé. Si vous pensez que c’est une erreur, adressez-vous à votre établissement.',
}

export function RetourImpossible({ raison }: { raison: keyof typeof RAISONS }) {
  return (
    <Frame title="La connexion n’a pas abouti">
      <p>{RAISONS[raison]}</p>
      <LinkButton href="/connexion">Revenir à la connexion</LinkButton>
    </Frame>
  )
}
