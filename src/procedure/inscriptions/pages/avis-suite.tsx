import { dayOf, localMinuteOf, minuteInWords, dayToFrench } from '#src/kit/day.ts'
import { niveauDit, type Shown } from '#src/procedure/inscriptions/pages/avis-montre.ts'
import { Buttons, Button, LinkButton } from '#src/web/components/button.tsx'
import { Distribution } from '#src/web/components/distribution.tsx'
import { Form } from '#src/web/components/form.tsx'
import { Table } from '#src/web/components/table.tsx'
import { addressOf } from '#src/web/query.ts'

/** The two ways on: fill pupil after pupil, or sign what is filled. */
export function Suite({ shown: { attendus, prets, etablissement, page } }: { shown: Shown }) {
  const left = attendus.length - prets.length
  return (
    <Form action={addressOf('/avis-origine', { etablissement, page })}>
      <p>
        {prets.length > 1
          ? `${prets.length} avis sont remplis et prêts`
          : `${prets.length} avis est rempli et prêt`}{' '}
        à signer ; {left > 1 ? `${left} restent` : `${left} reste`} à remplir.
      </p>
      <Buttons>
        {left > 0 && (
          <LinkButton href={addressOf('/avis-origine/serie', { etablissement })}>
            Remplir en série, un élève à la fois
          </LinkButton>
        )}
        {prets.length > 0 && (
          <Button kind={left > 0 ? 'secondary' : 'primary'} name="signer" value="prets">
            {prets.length === 1 ? 'Signer l’avis prêt' : `Signer les ${prets.length} avis prêts`}
          </Button>
        )}
      </Buttons>
    </Form>
  )
}

/** What the head has said so far, for himself before he signs. */
export function Miroir({ shown }: { shown: Shown }) {
  const { niveaux, prets, signesParSens } = shown
  const parts = niveaux.map((niveau) => ({
    libelle: niveauDit(niveau),
    nombre: (signesParSens.get(niveau) ?? 0) + prets.filter((one) => one.niveau === niveau).length,
  }))
  const total = parts.reduce((sum, part) => sum + part.nombre, 0)
  if (total === 0) return null
  const [first] = parts.toSorted((a, b) => b.nombre - a.nombre)
  const part = Math.round((100 * (first?.nombre ?? 0)) / total)
  return (
    <section aria-labelledby="miroir">
      <h2 id="miroir">Votre répartition, avant de signer</h2>
      <Distribution
        caption="Avis signés et avis prêts, par niveau"
        quoi="Niveau"
        phrase={`Sur ${total} avis, ${part} % sont « ${first?.libelle ?? ''} ». Vous êtes seul à voir ce tableau. Il n’y a aucun quota : il vous aide seulement à vous relire, car un avis donné à tous n’apprend rien à personne.`}
        parts={parts}
      />
    </section>
  )
}

export function Recepisses({ shown: { recepisses, zone } }: { shown: Shown }) {
  return (
    <Table
      caption="Vos récépissés de signature"
      rows={recepisses}
      rowKey={(one) => one.id}
      columns={[
        {
          title: 'Récépissé',
          heading: true,
          cell: (one) => (
            <a href={`/avis-origine/recepisses/${one.id}`}>
              n° {one.numero} du {dayToFrench(dayOf(one.le, zone))}
            </a>
          ),
        },
        { title: 'Établissement', cell: (one) => one.etablissement },
        { title: 'Avis', numeric: true, cell: (one) => one.nombre },
        { title: 'Signé par', cell: (one) => one.signataire },
        { title: 'Quand', cell: (one) => minuteInWords(localMinuteOf(one.le, zone)) },
      ]}
    />
  )
}
