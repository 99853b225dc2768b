import { localMinuteOf, minuteInWords } from '#src/kit/day.ts'
import { niveauDit } from '#src/procedure/inscriptions/pages/avis-montre.ts'
import { readRecepisse } from '#src/procedure/inscriptions/reads/recepisses.ts'
import { Facts } from '#src/web/components/facts.tsx'
import { Frame } from '#src/web/components/frame.tsx'
import { Table } from '#src/web/components/table.tsx'
import { html, Introuvable, page } from '#src/web/page.ts'

export const recepisses = [
  page({
    method: 'GET',
    path: '/avis-origine/recepisses/:id',
    droit: 'recepisse.lire',
    handler: async ({ tx, campagne, id }) => {
      const lu = await readRecepisse(tx, { campagneId: campagne.id, id: id('id') })
      if (!lu) throw new Introuvable()
      return html(<RecepissePage lu={lu} zone={tx.zone} />)
    },
  }),
]

type Lu = NonNullable<Awaited<ReturnType<typeof readRecepisse>>>

function RecepissePage({ lu: { recepisse, avis }, zone }: { lu: Lu; zone: string }) {
  return (
    <Frame title={`Récépissé n° ${recepisse.numero}`}>
      <p className="passpro-hors-papier">
        <a className="fr-link" href="/avis-origine">
          Retour aux avis d’origine
        </a>
      </p>
      <Facts
        facts={[
          ['Établissement', `${recepisse.etablissement} (${recepisse.uai})`],
          ['Signé par', recepisse.signataire],
          ['Le', minuteInWords(localMinuteOf(recepisse.le, zone))],
          ['Avis signés', String(recepisse.nombre)],
        ]}
      />
      <p>
        Ces avis ne se changent plus. Ce récépissé s’imprime tel quel ; son numéro et sa date suffisent pour
        en parler à l’académie.
      </p>
      <div className="passpro-multiligne">
        <Table
          caption="Ce qui a été signé"
          rows={avis.map((one, rang) => ({ ...one, rang }))}
          rowKey={(one) => one.rang}
          columns={[
            { title: 'Élève', heading: true, cell: (one) => `${one.nom} ${one.prenom}` },
            { title: 'Classe', cell: (one) => one.classe ?? '–' },
            { title: 'Formation', cell: (one) => one.formation ?? 'toutes' },
            { title: 'Avis', cell: (one) => niveauDit(one.sens) },
            { title: 'Commentaire', cell: (one) => one.commentaire },
          ]}
        />
      </div>
    </Frame>
  )
}
