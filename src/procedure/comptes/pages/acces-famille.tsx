import { dayInWords } from '#src/kit/day.ts'
import { giveCodeToFamille } from '#src/procedure/comptes/acts/comptes.ts'
import { newHash } from '#src/procedure/comptes/pages/comptes.tsx'
import { Coupon } from '#src/procedure/comptes/pages/comptes-vue.tsx'
import { readAccesFamille, type AccesFamille } from '#src/procedure/comptes/reads/comptes.ts'
import { LinkButton } from '#src/web/components/button.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, Introuvable, page, type Requete } from '#src/web/page.ts'

/** Codes of a pupil and of each of his guardians: one per person, never one for the family. */
export const accesDUneFamille = [
  page({
    method: 'GET',
    path: '/eleves/:id/acces',
    droit: 'donner.eleve',
    handler: async (requete) =>
      html(<AccesDeLaFamille eleveId={requete.id('id')} acces={await load(requete)} />),
  }),
  page({
    method: 'POST',
    path: '/eleves/:id/acces',
    droit: 'donner.eleve',
    handler: async (requete) => {
      await load(requete)
      const asked = requete.form.get('responsable')
      const responsableId = typeof asked === 'string' && /^[0-9]{1,15}$/.test(asked) ? Number(asked) : null
      const { code, empreinte } = newHash()
      const eleveId = requete.id('id')
      const done = await giveCodeToFamille(requete.tx, { eleveId, responsableId, empreinte })
      if (!done.ok) throw new Introuvable()
      return html(<Remis nom={done.value.nom} {...{ code, eleveId }} />)
    },
  }),
]

async function load({ tx, id }: Requete): Promise<readonly AccesFamille[]> {
  const acces = await readAccesFamille(tx, id('id'))
  if (!acces) throw new Introuvable()
  return acces
}

const stateOf = ({ compte }: AccesFamille): string => {
  if (!compte) return 'Aucun accès'
  if (compte.ouvert) return 'Accès ouvert'
  return compte.codeJusquau
    ? `Code remis, à utiliser avant le ${dayInWords(compte.codeJusquau)}`
    : 'Code expiré'
}

function AccesDeLaFamille({ eleveId, acces }: { eleveId: number; acces: readonly AccesFamille[] }) {
  return (
    <Frame title="Accès de l’élève et de ses responsables">
      <p>
        <a href={`/eleves/${eleveId}`}>Revenir à l’élève</a>
      </p>
      <p>
        Chaque personne reçoit son propre code, sur papier et en main propre (ou sous enveloppe à son nom). Un
        nouveau code remplace l’ancien, et le mot de passe s’il y en avait un. La famille peut aussi tout
        faire sur papier.
      </p>
      <Table
        caption="Personnes"
        rows={acces}
        rowKey={({ responsableId }) => responsableId ?? 'eleve'}
        columns={[
          { title: 'Personne', heading: true, cell: ({ nom }) => nom },
          {
            title: 'Qualité',
            cell: ({ responsableId }) => (responsableId === null ? 'Élève' : 'Responsable légal'),
          },
          { title: 'Accès', cell: stateOf },
          {
            title: 'Action',
            cell: ({ nom, responsableId, compte }) => (
              <ActionButton action={`/eleves/${eleveId}/acces`} fields={{ responsable: responsableId ?? '' }}>
                {compte ? 'Remettre un nouveau code' : 'Remettre un code'}
                <span className="fr-sr-only"> à {nom}</span>
              </ActionButton>
            ),
          },
        ]}
      />
    </Frame>
  )
}

function Remis({ nom, code, eleveId }: { nom: string; code: string; eleveId: number }) {
  return (
    <Frame title={`Code d’accès de ${nom}`}>
      <Coupon nom={nom} code={code} />
      <LinkButton href={`/eleves/${eleveId}/acces`}>Continuer</LinkButton>
    </Frame>
  )
}
