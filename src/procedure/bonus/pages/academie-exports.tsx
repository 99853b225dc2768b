import { existsSync } from 'node:fs'
import { mentionLegale } from '#src/documents/texts.ts'
import { signingKey } from '#src/kit/signing-key.ts'
import { abandonnerExport, approuverExport, demanderExport } from '#src/procedure/bonus/acts/exports.ts'
import type { DemandeExport } from '#src/procedure/bonus/model.ts'
import { lot } from '#src/procedure/bonus/pages/academie-lot.tsx'
import { readRapprochement } from '#src/procedure/bonus/reads/rapprochement.ts'
import { readExports, type LotVu } from '#src/procedure/bonus/reads/exports.ts'
import type { Cle } from '#src/procedure/bonus/rules/sceau.ts'
import { LIBELLE_RAPPROCHEMENT, sentenceBonus, type RefusLot } from '#src/procedure/bonus/texts.ts'
import { loadCampagne } from '#src/procedure/campagnes/api.ts'
import type { Result } from '#src/kit/result.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { Badge } from '#src/web/components/badge.tsx'
import { ActionButton } from '#src/web/components/form.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

export const exports = [
  page({
    method: 'GET',
    path: '/exports',
    droit: 'exports.lire',
    menu: { libelle: 'Exports', ordre: 90 },
    attente: async ({ tx, campagne }) => {
      const { demande } = await readExports(tx, campagne.id)
      if (!demande || demande.demandeurId === tx.acteur.compteId) return []
      return [{ texte: `Approuver l’export demandé par ${demande.demandeur}` }]
    },
    handler: async (requete) => html(await draw(requete)),
  }),
  page({
    method: 'POST',
    path: '/exports',
    droit: 'export.demander',
    handler: async (requete) =>
      answer(requete, await demanderExport(requete.tx, requete.campagne.id), () =>
        redirect('/exports', 'L’export est demandé. Une seconde personne de l’académie doit l’approuver.'),
      ),
  }),
  page({
    method: 'POST',
    path: '/exports/demandes/:id/approbation',
    droit: 'export.approuver',
    handler: async (requete) => {
      const { tx, campagne, id, cleSignature } = requete
      const demande = { campagneId: campagne.id, demandeId: id('id'), cle: keyOf(cleSignature) }
      return answer(requete, await approuverExport(tx, demande), ({ lotId, bordereau, sansIne }) =>
        redirect(
          `/exports/${lotId}`,
          establishedOf(bordereau.numero, new Set(sansIne.map((one) => one.eleveId)).size),
        ),
      )
    },
  }),
  page({
    method: 'POST',
    path: '/exports/demandes/:id/abandon',
    droit: 'export.abandonner',
    handler: async (requete) => {
      const { tx, campagne, id } = requete
      return answer(
        requete,
        await abandonnerExport(tx, { campagneId: campagne.id, demandeId: id('id') }),
        () => redirect('/exports', 'La demande d’export est abandonnée.'),
      )
    },
  }),
  ...lot,
]

async function answer<T>(
  requete: Requete,
  result: Result<T, RefusLot>,
  done: (value: T) => Reply,
): Promise<Reply> {
  return result.ok ? done(result.value) : html(await draw(requete, sentenceBonus(result.refus)), 422)
}

/** A key is read, never made here: who operates the service installs it. */
const keyOf = (file: string | undefined): Cle | null =>
  file !== undefined && existsSync(file) ? { privee: signingKey(file) } : null

const establishedOf = (numero: number, sansIne: number): string =>
  sansIne === 0
    ? `Le lot n° ${numero} est établi et signé.`
    : `Le lot n° ${numero} est établi et signé. ${sansIne} élèves sans INE sont restés hors du fichier : saisissez leur INE.`

async function draw({ tx, campagne, acteur }: Requete, refus?: string) {
  const { demande, lots } = await readExports(tx, campagne.id)
  const { academieNom } = await loadCampagne(tx.trx, campagne.id)
  const all = { campagneId: campagne.id, uai: null, nom: '', etat: null, tri: null, limit: 0, offset: 0 }
  const { etats: counts } = (await readRapprochement(tx, all)).comptes
  return (
    <Frame title="Exports vers Affelnet">
      {refus !== undefined && (
        <Alert kind="error" title="Rien n’est exporté">
          {refus}
        </Alert>
      )}
      <h2>Prochain lot</h2>
      <div className="passpro-etroit">
        <Table
          caption="Où en sont les inscriptions aujourd’hui"
          rows={counts}
          rowKey={(one) => one.etat}
          columns={[
            {
              title: 'État',
              heading: true,
              cell: ({ etat }) => (
                <a href={`/rapprochement?etat=${etat}`}>
                  {etat === 'exporte'
                    ? 'Confirmé, avec vœu : à exporter, ou déjà dans un lot'
                    : LIBELLE_RAPPROCHEMENT[etat]}
                </a>
              ),
            },
            { title: 'Inscriptions', numeric: true, cell: ({ nombre }) => nombre.toLocaleString('fr-FR') },
          ]}
        />
      </div>
      <Request demande={demande} compteId={acteur.compteId} zone={tx.zone} />
      <h2>Lots établis</h2>
      <Lots lots={lots} zone={tx.zone} />
      <LegalMention sentences={mentionLegale({ academie: academieNom, etablissement: null })} />
    </Frame>
  )
}

function Request(props: { demande: DemandeExport | undefined; compteId: number | null; zone: string }) {
  const { demande, compteId, zone } = props
  if (!demande)
    return (
      <>
        <p>
          Un export demande deux personnes : l’une le demande, une autre l’approuve. Les avis finals sont
          d’abord recalculés par une seconde méthode : un seul écart refuse l’export.
        </p>
        <ActionButton action="/exports" kind="primary">
          Demander un export
        </ActionButton>
      </>
    )
  const path = `/exports/demandes/${demande.id}`
  return (
    <>
      <Alert kind="info" title="Un export attend une seconde personne">
        Demandé par {demande.demandeur} le {dayInWords(dayOf(demande.demandeeLe, zone))}.
        {demande.demandeurId === compteId && ' Vous l’avez demandé : une autre personne doit l’approuver.'}
      </Alert>
      <div className="passpro-boutons">
        {demande.demandeurId !== compteId && (
          <ActionButton action={`${path}/approbation`} kind="primary">
            Approuver et établir le lot
          </ActionButton>
        )}
        <ActionButton action={`${path}/abandon`}>Abandonner la demande</ActionButton>
      </div>
    </>
  )
}

function Lots({ lots, zone }: { lots: readonly LotVu[]; zone: string }) {
  return (
    <Table
      caption="Lots, du plus récent au plus ancien"
      rows={lots}
      rowKey={(one) => one.id}
      empty="Aucun lot n’a encore été établi."
      columns={[
        {
          title: 'Lot',
          heading: true,
          cell: (one) => <a href={`/exports/${one.id}`}>Lot n° {one.numero}</a>,
        },
        { title: 'Établi le', cell: (one) => dayInWords(dayOf(one.etabliLe, zone)) },
        { title: 'Demandé par', cell: (one) => one.etabliPar },
        { title: 'Approuvé par', cell: (one) => one.approuvePar },
        { title: 'Lignes', numeric: true, cell: (one) => one.bordereau.lignes.toLocaleString('fr-FR') },
        { title: 'Points', numeric: true, cell: (one) => one.bordereau.points.toLocaleString('fr-FR') },
        { title: 'Signature', cell: (one) => <Signature lot={one} /> },
      ]}
    />
  )
}

const Signature = ({ lot: { signe } }: { lot: LotVu }) =>
  signe ? <Badge kind="success">Vérifiée</Badge> : <Badge kind="error">Fausse</Badge>
