import type { Context } from 'hono'
import type { ReactNode } from 'react'
import { Interdit } from '#src/procedure/comptes/api.ts'
import { Frame } from '#src/web/components/frame.tsx'
import { KeptText } from '#src/web/components/kept-text.tsx'
import { typedOf } from '#src/web/form.ts'
import { IdentiteRefusee } from '#src/web/identity/oidc.ts'
import { TropDeConnexions } from '#src/web/identity/passwords.ts'
import { isOutage } from '#src/db/outage.ts'
import { Introuvable, SansCampagne } from '#src/web/page.ts'
import type { Shell } from '#src/web/shell.ts'

type Status = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 500 | 503
interface Panne {
  status: Status
  title: string
  text: ReactNode
  /** Whether the form may be offered for a second sending. */
  retry: boolean
}

export const PANNES = {
  illisible: {
    status: 400,
    title: 'Ce formulaire n’a pas pu être lu',
    text: 'Il est arrivé incomplet. Revenez à la page précédente et envoyez-le de nouveau.',
    retry: false,
  },
  sansSession: {
    status: 401,
    title: 'Votre session est terminée',
    text: (
      <>
        Rien n’a été enregistré. <a href="/connexion">Reconnectez-vous</a> dans un autre onglet, puis revenez
        ici et envoyez de nouveau.
      </>
    ),
    retry: true,
  },
  origine: {
    status: 403,
    title: 'Ce formulaire ne vient pas de PASSPRO',
    text: 'Le navigateur ne dit pas que ce formulaire vient d’une page de PASSPRO : par prudence il n’est pas pris. Ouvrez la page dans PASSPRO et recopiez-y votre texte.',
    retry: false,
  },
  identite: {
    status: 401,
    title: 'La connexion n’a pas abouti',
    text: (
      <>
        Le service qui devait dire qui vous êtes a refusé, ou sa réponse ne tient pas.{' '}
        <a href="/connexion">Recommencez la connexion</a>.
      </>
    ),
    retry: false,
  },
  tropDeConnexions: {
    status: 503,
    title: 'Trop de connexions en ce moment',
    text: 'Beaucoup de personnes se connectent à cette seconde. Attendez quelques secondes, puis recommencez.',
    retry: false,
  },
  interdit: {
    status: 403,
    title: 'Cette page ne vous est pas ouverte',
    text: 'Votre compte n’a pas le droit de voir cette page ou de faire cet acte. Si vous pensez le contraire, adressez-vous à votre établissement.',
    retry: false,
  },
  assistance: {
    status: 403,
    title: 'Vous voyez cet écran sans pouvoir rien y faire',
    text: 'Vous êtes dans les écrans d’une autre personne : rien ne s’y enregistre, et ce qui lui est secret ne vous est pas montré. Le bandeau du haut ramène à votre compte.',
    retry: false,
  },
  introuvable: {
    status: 404,
    title: 'Page introuvable',
    text: 'Cette adresse ne mène à rien, ou ne mène à rien qui vous soit ouvert.',
    retry: false,
  },
  methode: {
    status: 405,
    title: 'Cette adresse ne s’utilise pas ainsi',
    text: 'Ouvrez-la depuis une page de PASSPRO.',
    retry: false,
  },
  sansCampagne: {
    status: 409,
    title: 'Aucune campagne',
    text: 'L’académie n’a pas encore préparé de campagne : cette page s’ouvrira avec elle.',
    retry: false,
  },
  tropGros: {
    status: 413,
    title: 'Envoi trop volumineux',
    text: 'Rien n’a été enregistré : la limite est de 10 Mo pour une page et de 60 Mo pour un fichier à importer. Revenez en arrière dans le navigateur, où ce que vous avez rempli est encore, puis envoyez un texte plus court, ou le fichier en plusieurs parties.',
    retry: false,
  },
  autreType: {
    status: 415,
    title: 'Ce n’est pas un formulaire',
    text: 'PASSPRO ne reçoit que les formulaires de ses pages.',
    retry: false,
  },
  panne: {
    status: 500,
    title: 'Une erreur est survenue',
    text: 'Rien n’a été enregistré par cette demande. L’erreur vient de PASSPRO, pas de vous.',
    retry: true,
  },
  indisponible: {
    status: 503,
    title: 'PASSPRO est momentanément indisponible',
    text: 'La base de données ne répond pas. Ce qui était enregistré l’est toujours. Attendez un moment, puis essayez de nouveau.',
    retry: true,
  },
} satisfies Record<string, Panne>
export type PanneCode = keyof typeof PANNES

/** What is another's and what does not exist are answered alike: a refusal says nothing of what there is. */
export function panneOf(error: unknown): PanneCode {
  if (error instanceof Interdit) return 'introuvable'
  if (error instanceof IdentiteRefusee) return 'identite'
  if (error instanceof TropDeConnexions) return 'tropDeConnexions'
  if (error instanceof Introuvable) return 'introuvable'
  if (error instanceof SansCampagne) return 'sansCampagne'
  return isOutage(error) ? 'indisponible' : 'panne'
}

/** A neutral page that says what happened, gives back what was typed, and names the line of the log. */
export function answerPanne(shell: Shell, c: Context, code: PanneCode): Response {
  const panne: Panne = PANNES[code]
  const form: FormData | undefined = c.get('form')
  return shell.render(
    c,
    <Frame title={panne.title}>
      <p>{panne.text}</p>
      {form && <KeptText state={typedOf(form)} path={c.req.path} retry={panne.retry} />}
      <p>
        <a href="/">Revenir à l’accueil</a>
      </p>
      <p className="passpro-reference">Référence à donner à l’assistance : {c.get('reference')}</p>
    </Frame>,
    panne.status,
  )
}
