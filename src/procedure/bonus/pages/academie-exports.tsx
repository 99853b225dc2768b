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
import { List } from '#src/web/components/list.tsx'
import { sliceOf, type Slice } from '#src/web/components/pagination.tsx'
import { Table } from '#src/web/components/table.tsx'
import { listPages } from '#src/web/list-pages.ts'
import { listed, type ListColumn } from '#src/web/lists.ts'
import { html, page, redirect, type Reply, type Requete } from '#src/web/page.ts'

export const exports = [
  ...listPages({
    path: '/exports',
    droit: 'exports.lire',
    menu: { libelle: 'Exports', ordre: 90 },
    attente: async ({ tx, campagne }) => {
      const { demande } = await readExports(tx, campagne.id)
      if (!demande || demande.demandeurId === tx.acteur.compteId) return []
      return [{ texte: `Approuver l’export demandé par ${demande.demandeur}` }]
    },
    nom: 'lots',
    load,
    draw: (lue) => <Exports lue={lue} />,
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
  if (result.ok) return done(result.value)
  const lue = await load(requete, sliceOf(undefined))
  return html(<Exports lue={lue} refus={sentenceBonus(result.refus)} />, 422)
}

/** A key is read, never made here: who operates the service installs it. */
const keyOf = (file: string | undefined): Cle | null =>
  file !== undefined && existsSync(file) ? { privee: signingKey(file) } : null

const establishedOf = (numero: number, sansIne: number): string =>
  sansIne === 0
    ? `Le lot n° ${numero} est établi et signé.`
    : `Le lot n° ${numero} est établi et signé. ${sansIne} élèves sans INE sont restés hors du fichier : saisissez leur INE.`

async function load(requete: Requete, slice: Slice) {
  const { tx, campagne, acteur } = requete
  const { demande, lots: rows } = await readExports(tx, campagne.id)
  const all = { campagneId: campagne.id, uai: null, nom: '', etat: null, tri: null, limit: 0, offset: 0 }
  return {
    ...listed(requete, { path: '/exports', columns: columnsIn(tx.zone), rows, slice }),
    demande,
    academieNom: (await loadCampagne(tx.trx, campagne.id)).academieNom,
    counts: (await readRapprochement(tx, all)).comptes.etats,
    compteId: acteur.compteId,
    zone: tx.zone,
  }
}

function Exports({ lue, refus }: { lue: Awaited<ReturnType<typeof load>>; refus?: string }) {
  const { demande, counts, academieNom, compteId, zone } = lue
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
      <Request {...{ demande, compteId, zone }} />
      <h2>Lots établis</h2>
      <List
        list={lue}
        caption="Lots, du plus récent au plus ancien"
        rowKey={(one) => one.id}
        empty="Aucun lot n’a encore été établi."
      />
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

const columnsIn = (zone: string): ListColumn<LotVu>[] => [
  {
    title: 'Lot',
    heading: true,
    tri: 'lot',
    cell: (one) => <a href={`/exports/${one.id}`}>Lot n° {one.numero}</a>,
    valeur: ({ numero }) => `Lot n° ${numero}`,
    ordre: ({ numero }) => numero,
  },
  {
    title: 'Établi le',
    tri: 'etabli',
    valeur: ({ etabliLe }) => dayInWords(dayOf(etabliLe, zone)),
    ordre: ({ etabliLe }) => etabliLe.toISOString(),
  },
  { title: 'Demandé par', tri: 'demandeur', valeur: ({ etabliPar }) => etabliPar },
  { title: 'Approuvé par', tri: 'approbateur', valeur: ({ approuvePar }) => approuvePar },
  numberOf('Lignes', 'lignes'),
  numberOf('Points', 'points'),
  {
    title: 'Signature',
    cell: ({ signe }) => <Badge kind={signe ? 'success' : 'error'}>{signatureOf(signe)}</Badge>,
    valeur: ({ signe }) => signatureOf(signe),
  },
]

const numberOf = (title: string, cle: 'lignes' | 'points'): ListColumn<LotVu> => ({
  title,
  numeric: true,
  tri: cle,
  cell: ({ bordereau }) => bordereau[cle].toLocaleString('fr-FR'),
  valeur: ({ bordereau }) => bordereau[cle],
})

const signatureOf = (signe: LotVu['signe']): string => (signe ? 'Vérifiée' : 'Fausse')
