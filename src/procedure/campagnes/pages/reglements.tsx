import { counted } from '#src/kit/counted.ts'
import { approveReglement } from '#src/procedure/campagnes/acts.ts'
import type { VersionReglement } from '#src/procedure/campagnes/model.ts'
import { MentionReglement, reglementNouveau } from '#src/procedure/campagnes/pages/reglement-nouveau.tsx'
import { ReglementView } from '#src/procedure/campagnes/pages/reglement-vue.tsx'
import { readReglement, readReglements } from '#src/procedure/campagnes/reads/suivi.ts'
import { REGLEMENTS_LIVRES } from '#src/procedure/campagnes/rules/reglements-livres.ts'
import { sentenceCampagne } from '#src/procedure/campagnes/texts.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { mayEver } from '#src/procedure/comptes/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { List, ListFilters } from '#src/web/components/list.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, textFilter, type ListColumn, type Listed } from '#src/web/lists.ts'
import { html, Introuvable, page, redirect, type Requete } from '#src/web/page.ts'

export const reglements = [
  ...listPages({
    path: '/reglements',
    droit: 'reglements.lire',
    menu: { libelle: 'Règlements', ordre: 6, sansCampagne: true },
    apercu: async ({ tx }) => {
      if (mayEver(tx.acteur, 'reglement.rediger')) return []
      const versions = await readReglements(tx)
      const waiting = versions.filter((one) => etatOf(one) === 'a_approuver').length
      const told = waiting === 0 ? 'toutes approuvées' : `dont ${waiting} à approuver`
      return [{ texte: `${counted(versions.length, 'version')} du règlement, ${told}` }]
    },
    nom: 'reglements',
    load: async (requete, slice) => {
      const { tx } = requete
      const filters = [textFilter('Règlement', nameOf)]
      const columns = columnsIn(tx.zone)
      const rows = await readReglements(tx)
      return listed(requete, { path: '/reglements', filters, columns, rows, slice })
    },
    draw: (lue, { tx }) => <Versions lue={lue} mayWrite={mayEver(tx.acteur, 'reglement.rediger')} />,
  }),
  ...reglementNouveau,
  page({
    method: 'GET',
    path: '/reglements/:id',
    droit: 'reglements.lire',
    handler: async (requete) => html(await drawOne(requete)),
  }),
  page({
    method: 'POST',
    path: '/reglements/:id/approbation',
    droit: 'reglement.approuver',
    handler: async (requete) => {
      const approved = await approveReglement(requete.tx, requete.id('id'))
      if (approved.ok) return redirect(`/reglements/${requete.id('id')}`, 'Le règlement est approuvé.')
      return html(await drawOne(requete, sentenceCampagne(approved.refus)), 422)
    },
  }),
]

async function drawOne({ tx, id, acteur }: Requete, refus?: string) {
  const version = await readReglement(tx, id('id'))
  if (!version) throw new Introuvable()
  const mayWrite = mayEver(acteur, 'reglement.rediger')
  const mayApprove = mayWrite && version.approbateur === null && version.redacteurId !== acteur.compteId
  return (
    <Frame title={`Règlement « ${version.nom} », version ${version.version}`}>
      {refus !== undefined && (
        <Alert kind="error" title="Le règlement n’est pas approuvé">
          {refus}
        </Alert>
      )}
      <Facts
        facts={[
          ['Rédigé par', `${version.redacteur}, le ${dayInWords(dayOf(version.redigeLe, tx.zone))}`],
          [
            'Approuvé par',
            version.approbateur && version.approuveLe
              ? `${version.approbateur}, le ${dayInWords(dayOf(version.approuveLe, tx.zone))}`
              : 'personne encore : une autre personne que le rédacteur doit l’approuver',
          ],
          ['Campagnes qui l’appliquent', version.campagnes],
        ]}
      />
      {mayApprove && (
        <ActionButton action={`/reglements/${version.id}/approbation`} kind="primary">
          Approuver cette version
        </ActionButton>
      )}
      <ReglementView reglement={version.reglement} />
      {mayWrite && (
        <p>
          Une version ne se modifie pas :{' '}
          <a className="fr-link" href={`/reglements/nouveau?base=${version.id}`}>
            en écrire une autre à partir d’elle
          </a>
        </p>
      )}
      <MentionReglement />
    </Frame>
  )
}

const nameOf = ({ nom, version }: VersionReglement): string => `${nom}, version ${version}`

const LIBELLE_ETAT = { a_approuver: 'À approuver', approuve: 'Approuvé' } as const
const etatOf = ({ approbateur }: VersionReglement) => (approbateur === null ? 'a_approuver' : 'approuve')

const columnsIn = (zone: string): ListColumn<VersionReglement>[] => [
  {
    title: 'Règlement',
    heading: true,
    tri: 'nom',
    cell: (one) => <a href={`/reglements/${one.id}`}>{nameOf(one)}</a>,
    valeur: nameOf,
  },
  { title: 'Rédigé par', tri: 'redacteur', valeur: ({ redacteur }) => redacteur },
  {
    title: 'Le',
    tri: 'le',
    valeur: ({ redigeLe }) => dayInWords(dayOf(redigeLe, zone)),
    ordre: ({ redigeLe }) => redigeLe.toISOString(),
  },
  {
    title: 'État',
    tri: 'etat',
    cell: (one) => (
      <Badge kind={one.approbateur === null ? 'warning' : 'success'}>{LIBELLE_ETAT[etatOf(one)]}</Badge>
    ),
    valeur: (one) => LIBELLE_ETAT[etatOf(one)],
  },
  { title: 'Campagnes', numeric: true, tri: 'campagnes', valeur: ({ campagnes }) => campagnes },
]

function Versions({ lue, mayWrite }: { lue: Listed<VersionReglement>; mayWrite: boolean }) {
  return (
    <Frame title="Règlements">
      <p>
        Un règlement dit les niveaux des avis, leur croisement et les points. Il est rédigé par une personne,
        approuvé par une autre, et figé à l’ouverture de la campagne.
      </p>
      <ListFilters list={lue} />
      <List
        list={lue}
        caption="Versions de l’académie"
        rowKey={(one) => one.id}
        empty="Aucun règlement n’est encore écrit."
      />
      {mayWrite && <NewOnes />}
    </Frame>
  )
}

function NewOnes() {
  return (
    <>
      <h2>Nouvelle version</h2>
      <ul>
        {Object.entries(REGLEMENTS_LIVRES).map(([nom, { libelle }]) => (
          <li key={nom}>
            <a href={`/reglements/nouveau?base=${nom}`}>{`Partir de « ${libelle} »`}</a>
          </li>
        ))}
      </ul>
    </>
  )
}
