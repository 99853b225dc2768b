import { dayInWords, localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { endMaSession, readMesSessions, type SessionOuverte } from '#src/procedure/comptes/acts/sessions.ts'
import { LIBELLE_ROLE, type Acteur } from '#src/procedure/comptes/model.ts'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page, redirect } from '#src/web/page.ts'
import { sessionKey } from '#src/web/session.ts'

export const monCompte = [
  page({
    method: 'GET',
    path: '/mon-compte',
    droit: 'connecte',
    assistance: 'refusee',
    handler: async ({ tx, acteur, browser }) => {
      const token = browser.token()
      const sessions = await readMesSessions(tx)
      const ici = token === undefined ? '' : sessionKey(token)
      return html(<MonCompte {...{ acteur, sessions, ici }} zone={tx.zone} />)
    },
  }),
  page({
    method: 'POST',
    path: '/mon-compte/sessions/:cle/fin',
    droit: 'connecte',
    handler: async ({ tx, param }) => {
      await endMaSession(tx, param('cle'))
      return redirect('/mon-compte', 'Cette session est terminée.')
    },
  }),
]

interface Shown {
  acteur: Acteur
  sessions: readonly SessionOuverte[]
  ici: string
  zone: string
}

function MonCompte({ acteur, sessions, ici, zone }: Shown) {
  const when = (instant: Date): string => minuteInWords(localMinuteOf(instant, zone))
  return (
    <Frame title="Mon compte">
      <h2>Ce que je peux faire</h2>
      <ul>
        {acteur.habilitations.map(({ role, uai, fin, delegueePar }) => (
          <li key={`${role}-${uai}-${delegueePar}`}>
            {LIBELLE_ROLE[role]}
            {uai && `, établissement ${uai}`}
            {delegueePar && `, par délégation de ${delegueePar}`}
            {fin && `, jusqu’au ${dayInWords(fin)}`}
          </li>
        ))}
      </ul>
      <Table
        caption="Où je suis connecté"
        rows={sessions}
        rowKey={({ cle }) => cle}
        columns={[
          {
            title: 'Appareil',
            heading: true,
            cell: ({ cle, appareil }) =>
              `${appareil ?? 'Appareil inconnu'}${cle === ici ? ' (cette session)' : ''}`,
          },
          { title: 'Depuis', cell: ({ ouverteLe }) => when(ouverteLe) },
          { title: 'Vue', cell: ({ vueLe }) => when(vueLe) },
          {
            title: 'Action',
            cell: ({ cle }) =>
              cle !== ici && <ActionButton action={`/mon-compte/sessions/${cle}/fin`}>Terminer</ActionButton>,
          },
        ]}
      />
      <p>
        Une session que vous ne reconnaissez pas ? Terminez-la, puis demandez un nouveau code à votre
        établissement : il remplace votre mot de passe. Une session s’arrête d’elle-même après trente minutes
        sans rien faire, et au plus tard après douze heures.
      </p>
    </Frame>
  )
}
