import { renderBordereau } from '#src/documents/bordereau.ts'
import { dayInWords, dayOf } from '#src/kit/day.ts'
import { readBordereau, readFichierDuLot, readLot, type LotVu } from '#src/procedure/bonus/reads/exports.ts'
import { sentenceBonus } from '#src/procedure/bonus/texts.ts'
import { libelleSens } from '#src/procedure/campagnes/api.ts'
import { Alert } from '#src/web/components/alert.tsx'
import { LinkButton } from '#src/web/components/button.tsx'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { LegalMention } from '#src/web/components/legal-mention.tsx'
import { Table } from '#src/web/components/table.tsx'
import { file, html, Introuvable, page, type Requete } from '#src/web/page.ts'

/** One batch: its cover on screen, its file and its cover to download. */
export const lot = [
  page({
    method: 'GET',
    path: '/exports/:id',
    droit: 'exports.lire',
    handler: async (requete) => html(<Cover lot={await asked(requete)} zone={requete.tx.zone} />),
  }),
  page({
    method: 'GET',
    path: '/exports/:id/bonus-affelnet.csv',
    droit: 'exports.lire',
    handler: async (requete) => {
      const found = await asked(requete)
      const fichier = await readFichierDuLot(requete.tx, found.id)
      if (!fichier?.ok)
        return html(
          <Cover lot={found} zone={requete.tx.zone} refus={fichier ? sentenceBonus(fichier.refus) : ''} />,
          409,
        )
      return file(fichier.value, { name: nameOf(found, 'csv'), type: 'text/csv; charset=utf-8' })
    },
  }),
  page({
    method: 'GET',
    path: '/exports/:id/bordereau.pdf',
    droit: 'exports.lire',
    handler: async (requete) => {
      const found = await asked(requete)
      const { pdf } = await renderBordereau(await readBordereau(requete.tx, found))
      return file(pdf, { name: nameOf(found, 'pdf'), type: 'application/pdf' })
    },
  }),
  page({
    method: 'GET',
    path: '/exports/:id/bordereau.json',
    droit: 'exports.lire',
    handler: async (requete) => {
      const found = await asked(requete)
      const bytes = Buffer.from(`${JSON.stringify(found.bordereau, null, 2)}\n`)
      return file(bytes, { name: nameOf(found, 'json'), type: 'application/json' })
    },
  }),
]

async function asked({ tx, id }: Requete): Promise<LotVu> {
  const found = await readLot(tx, id('id'))
  if (!found) throw new Introuvable()
  return found
}

const nameOf = ({ bordereau: { annee, dispositif, numero } }: LotVu, ext: string): string =>
  `${ext === 'csv' ? 'bonus' : 'bordereau'}-${dispositif}-${annee}-lot-${numero}.${ext}`

function Cover({ lot: one, zone, refus }: { lot: LotVu; zone: string; refus?: string }) {
  const { bordereau } = one
  return (
    <Frame title={`Lot n° ${one.numero}`}>
      {refus !== undefined && (
        <Alert kind="error" title="Le fichier n’est pas remis">
          {refus}
        </Alert>
      )}
      <div className="passpro-boutons">
        <LinkButton href={`/exports/${one.id}/bonus-affelnet.csv`}>Télécharger le fichier (CSV)</LinkButton>
        <LinkButton href={`/exports/${one.id}/bordereau.pdf`} kind="secondary">
          Bordereau (PDF)
        </LinkButton>
        <LinkButton href={`/exports/${one.id}/bordereau.json`} kind="tertiary">
          Bordereau (JSON)
        </LinkButton>
      </div>
      <Facts
        facts={[
          ['Établi le', dayInWords(dayOf(one.etabliLe, zone))],
          ['Demandé par', one.etabliPar],
          ['Approuvé par', one.approuvePar],
          ['Règlement', `${bordereau.reglement.nom}, version ${bordereau.reglement.version}`],
          ['Répétition', bordereau.repetition && 'Oui : ce lot est un exercice, à ne pas transmettre'],
        ]}
      />
      <Contents lot={one} />
      <h2>Authenticité</h2>
      <Facts
        facts={[
          [
            'Signature',
            one.signe
              ? 'Vérifiée : le bordereau est celui qui a été signé'
              : 'Fausse : ne transmettez pas ce lot',
          ],
          ['Empreinte du fichier (SHA-256)', <code key="sha">{bordereau.sha256}</code>],
          ['Clé publique (ed25519)', <code key="cle">{bordereau.cle}</code>],
        ]}
      />
      <h2>Actes exceptionnels</h2>
      {bordereau.actesExceptionnels.length === 0 ? (
        <p>Aucun acte exceptionnel.</p>
      ) : (
        <ul>
          {bordereau.actesExceptionnels.map((acte) => (
            <li key={acte}>{acte}</li>
          ))}
        </ul>
      )}
      <LegalMention sentences={bordereau.mention} />
      <p>
        <a className="fr-link" href="/exports">
          Tous les lots
        </a>
      </p>
    </Frame>
  )
}

function Contents({ lot: { bordereau } }: { lot: LotVu }) {
  const { parAvis, lignes, points, operations } = bordereau
  return (
    <>
      <Table
        caption="Contenu du fichier"
        rows={[
          ...parAvis.map((one) => ({ ...one, avis: libelleSens(one.avis) })),
          { avis: 'Total', lignes, points },
        ]}
        rowKey={(one) => one.avis}
        columns={[
          { title: 'Avis final', heading: true, cell: (one) => one.avis },
          { title: 'Lignes', numeric: true, cell: (one) => one.lignes.toLocaleString('fr-FR') },
          { title: 'Points', numeric: true, cell: (one) => one.points.toLocaleString('fr-FR') },
        ]}
      />
      <p>
        Par rapport aux lots précédents : {operations.ajout} lignes ajoutées, {operations.modification}{' '}
        modifiées, {operations.retrait} retirées.
      </p>
    </>
  )
}
