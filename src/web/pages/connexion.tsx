import { LIBELLE_ROLE, ROLES } from '#src/procedure/comptes/api.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { demonstrationAccounts, type CompteDemonstration } from '#src/web/demonstration-accounts.ts'
import { fr } from '#src/web/fr.ts'
import { html, Introuvable, page, redirect } from '#src/web/page.ts'
import { isLocalPath } from '#src/web/reply.ts'
import { closeSession, openSession } from '#src/web/session.ts'

export const connexion = [
  page({
    method: 'GET',
    path: '/connexion',
    public: true,
    handler: async ({ db, mode, query }) => {
      if (mode !== 'demonstration') throw new Introuvable()
      return html(<ChoixDuCompte comptes={await demonstrationAccounts(db)} suite={query('suite')} />)
    },
  }),
  page({
    method: 'POST',
    path: '/connexion',
    public: true,
    handler: async ({ db, mode, clock, form, browser }) => {
      if (mode !== 'demonstration') throw new Introuvable()
      const compte = (await demonstrationAccounts(db)).find(
        (one) => one.academie === form.get('academie') && String(one.id) === form.get('compte'),
      )
      if (!compte) throw new Introuvable()
      const before = browser.token()
      if (before !== undefined) await closeSession(db, before)
      const { academie, id: compteId } = compte
      browser.giveToken(await openSession({ db, clock }, { academie, compteId }))
      const suite = form.get('suite')
      return redirect(typeof suite === 'string' && isLocalPath(suite) ? suite : '/')
    },
  }),
  page({
    method: 'POST',
    path: '/deconnexion',
    public: true,
    handler: async ({ db, browser }) => {
      const token = browser.token()
      if (token !== undefined) await closeSession(db, token)
      browser.dropToken()
      return redirect('/', 'Vous êtes déconnecté.')
    },
  }),
]

function ChoixDuCompte({
  comptes,
  suite,
}: {
  comptes: readonly CompteDemonstration[]
  suite?: string | undefined
}) {
  return (
    <Frame title="Se connecter à la démonstration">
      <p>
        Choisissez une personne : vous verrez PASSPRO comme elle le voit. Aucun mot de passe n’est demandé.
      </p>
      {comptes.length === 0 && <p>Cette base ne contient aucun compte de démonstration.</p>}
      {ROLES.map((role) => {
        const list = comptes.filter((compte) => compte.role === role)
        return list.length === 0 ? null : (
          <section key={role} aria-labelledby={`role-${role}`}>
            <h2 id={`role-${role}`} className={fr('fr-h6', 'fr-mt-3w', 'fr-mb-2w')}>
              {LIBELLE_ROLE[role]}
            </h2>
            <ul className="passpro-comptes">
              {list.map((compte) => (
                <li key={`${compte.academie}-${compte.id}-${compte.uai}`}>
                  <ActionButton
                    action="/connexion"
                    fields={{ academie: compte.academie, compte: compte.id, suite: suite ?? '/' }}
                  >
                    {compte.nom}
                  </ActionButton>
                  <span>{compte.etablissement ?? compte.nomAcademie}</span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </Frame>
  )
}
