import { counted } from '#src/kit/counted.ts'
import { dayOf, dayInWords } from '#src/kit/day.ts'
import { niveauDit, type Shown } from '#src/procedure/inscriptions/pages/avis-montre.ts'
import { Buttons, Button, LinkButton } from '#src/web/components/button.tsx'
import { Distribution } from '#src/web/components/distribution.tsx'
import { Form } from '#src/web/components/form.tsx'
import { addressIn } from '#src/web/components/list.tsx'
import { addressOf } from '#src/web/query.ts'

/** The two ways on: fill pupil after pupil, or sign what is filled. */
export function Suite({ shown }: { shown: Shown }) {
  const { attendus, prets, etablissement, slice } = shown
  const left = attendus.length - prets.length
  return (
    <Form action={addressIn(shown, { page: slice.page })}>
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

/** What is no longer to sign here: avis that came too late, and receipts. */
export function Ailleurs({ shown: { figes, recepisses, etablissement, zone } }: { shown: Shown }) {
  const [last] = recepisses
  return (
    <>
      {figes.length > 0 && (
        <p>
          <a href={addressOf('/avis-origine/hors-delai', { etablissement })}>
            {counted(figes.length, 'avis n’a pas été donné à temps', 'avis n’ont pas été donnés à temps')}
          </a>
        </p>
      )}
      {last && (
        <p>
          Dernier récépissé :{' '}
          <a href={`/avis-origine/recepisses/${last.id}`}>
            n° {last.numero} du {dayInWords(dayOf(last.le, zone))}
          </a>{' '}
          – <a href="/avis-origine/recepisses">tous vos récépissés</a>
        </p>
      )}
    </>
  )
}
